"""A logger for PyTorch Lightning.

    trainer = Trainer(logger=RunboardLogger(experiment))

Logs what modules log, at Lightning's global step; the hyperparameters as `parameters`; the status,
and the text of the exception that ended a training.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import TYPE_CHECKING, Any

from runboard.callbacks import log_metrics
from runboard.experiment import Experiment
from runboard.worker import EXIT_SECS

if TYPE_CHECKING:
    Logger = object
else:
    try:
        from lightning.pytorch.loggers.logger import Logger
    except ImportError:
        from pytorch_lightning.loggers.logger import Logger

_STATUSES = {"success": "success", "failed": "failed", "interrupted": "canceled"}


class RunboardLogger(Logger):
    """Logs to an experiment. Of several processes only the first does."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        self._experiment = experiment
        self._is_first = _rank() == 0
        self._has_ended = False

    @property
    def name(self) -> str:
        """The name of the experiment."""
        return self._experiment.name

    @property
    def version(self) -> str:
        """The identifier of the experiment."""
        return self._experiment.id

    @property
    def experiment(self) -> Experiment:
        """The experiment, to log what Lightning does not."""
        return self._experiment

    def log_hyperparams(self, params: dict[str, Any] | Namespace, *_: Any, **__: Any) -> None:
        """Logs the hyperparameters of the module."""
        parameters = vars(params) if isinstance(params, Namespace) else dict(params)
        if self._is_first and parameters:
            self._experiment.log_parameters(parameters)

    def log_graph(self, *_: Any, **__: Any) -> None:
        """Called where a run begins: the end of the one before, such as a test, was none."""
        if self._is_first and self._has_ended:
            self._has_ended = False
            self._experiment.update_job_status("running")

    def log_metrics(self, metrics: dict[str, float], step: int | None = None) -> None:
        """Logs one point for each metric."""
        if self._is_first:
            points = {name: value for name, value in metrics.items() if name != "epoch"}
            log_metrics(self._experiment, points, step)

    def finalize(self, status: str) -> None:
        """Notes how the training ended, and sends the rest."""
        if not self._is_first:
            return
        # Lightning handles it just now.
        error = sys.exc_info()[1] if status == "failed" else None
        if isinstance(error, KeyboardInterrupt):
            status = "interrupted"
        elif error is not None:
            self._experiment.log_exception(error)
        if status in _STATUSES:
            self._experiment.update_job_status(_STATUSES[status])
        self._has_ended = True
        self._experiment.flush(EXIT_SECS)


def _rank() -> int:
    try:
        from lightning_utilities.core.rank_zero import rank_zero_only
    except ImportError:
        return 0
    return int(getattr(rank_zero_only, "rank", None) or 0)
