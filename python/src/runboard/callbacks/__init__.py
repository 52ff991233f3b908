"""Callbacks for training loops of other libraries; each is imported only when it is used.

    from runboard.callbacks.keras import RunboardCallback         # model.fit(callbacks=[…])
    from runboard.callbacks.lightning import RunboardLogger       # Trainer(logger=…)
    from runboard.callbacks.huggingface import RunboardCallback   # Trainer(callbacks=[…])

What they share is here, and knows none of these libraries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runboard.experiment import Experiment


def log_metrics(
    experiment: Experiment, metrics: Mapping[str, Any], step: float | None, prefix: str = ""
) -> None:
    """Logs each metric that is one number as a point of the line of its name."""
    for name, metric in metrics.items():
        number = _number(metric)
        if number is not None:
            experiment.log(f"{prefix}{name}", number, "LINE", step=step)


def _number(metric: Any) -> float | None:
    if isinstance(metric, (bool, str)) or metric is None:
        return None
    try:
        return float(metric)
    except (TypeError, ValueError, RuntimeError):
        return None
