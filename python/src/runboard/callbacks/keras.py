"""A callback for Keras.

    model.fit(x, y, callbacks=[RunboardCallback(experiment)])

Logs loss and metrics after each epoch, those of the validation under `val/`, and the learning rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runboard.callbacks import log_metrics
from runboard.experiment import Experiment
from runboard.worker import EXIT_SECS

if TYPE_CHECKING:
    Callback = object
else:
    try:
        from keras.callbacks import Callback
    except ImportError:
        from tensorflow.keras.callbacks import Callback

_VALIDATION = "val_"


class RunboardCallback(Callback):
    """Logs to an experiment, which stays the caller's to end."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        self._experiment = experiment

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Logs what Keras measured in the epoch."""
        for name, metric in (logs or {}).items():
            if name.startswith(_VALIDATION):
                name, tab = name[len(_VALIDATION) :], "val/"
            else:
                tab = "train/"
            log_metrics(self._experiment, {name: metric}, epoch, tab)
        optimizer = getattr(getattr(self, "model", None), "optimizer", None)
        rate = getattr(optimizer, "learning_rate", None)
        log_metrics(self._experiment, {"learning_rate": rate}, epoch)

    def on_train_end(self, logs: dict[str, Any] | None = None) -> None:  # noqa: ARG002
        """Sends the rest."""
        self._experiment.flush(EXIT_SECS)
