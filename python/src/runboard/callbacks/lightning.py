"""A logger for PyTorch Lightning.

    trainer = Trainer(logger=RunboardLogger(experiment))

Logs what modules log, at Lightning's global step; the hyperparameters as `parameters`; the status.
"""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from runboard.callbacks import log_metrics
from runboard.experiment import Experiment

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

    def log_metrics(self, metrics: dict[str, float], step: int | None = None) -> None:
        """Logs one point for each metric."""
        if self._is_first:
            points = {name: value for name, value in metrics.items() if name != "epoch"}
            log_metrics(self._experiment, points, step)

    def finalize(self, status: str) -> None:
        """Notes how the training ended, and sends the rest."""
        if self._is_first:
            if status in _STATUSES:
                self._experiment.update_job_status(_STATUSES[status])
            self._experiment.flush(10.0)


def _rank() -> int:
    try:
        from lightning_utilities.core.rank_zero import rank_zero_only
    except ImportError:
        return 0
    return int(getattr(rank_zero_only, "rank", None) or 0)
