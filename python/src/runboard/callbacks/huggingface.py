"""A callback for the Trainer of Hugging Face's transformers.

    trainer = Trainer(…, report_to="none", callbacks=[RunboardCallback(experiment)])

Logs what the Trainer logs, at its global step: `eval_…` under `eval/`, all else under `train/`; and
the arguments of the training as `parameters`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from runboard.callbacks import log_metrics
from runboard.experiment import Experiment
from runboard.worker import EXIT_SECS

if TYPE_CHECKING:
    TrainerCallback = object
else:
    from transformers import TrainerCallback

_SUMMARY = "train_"
_EVALUATION = "eval_"
# Told once, beside the summary: how many operations there were.
_FLOATS = "total_flos"


class RunboardCallback(TrainerCallback):
    """Logs to an experiment, which stays the caller's to end. Of several processes one logs."""

    def __init__(self, experiment: Experiment) -> None:
        super().__init__()
        self._experiment = experiment

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
        """Logs the arguments of the training, in the form without secrets."""
        if state.is_world_process_zero:
            self._experiment.log_parameters(args.to_sanitized_dict())

    def on_log(
        self,
        args: Any,  # noqa: ARG002
        state: Any,
        control: Any,  # noqa: ARG002
        logs: dict[str, Any] | None = None,
        **_: Any,
    ) -> None:
        """Logs what the Trainer measured: points on the way, values at the end."""
        if not state.is_world_process_zero:
            return
        for name, metric in (logs or {}).items():
            if name.startswith(_EVALUATION):
                point = {name[len(_EVALUATION) :]: metric}
                log_metrics(self._experiment, point, state.global_step, "eval/")
            elif name.startswith(_SUMMARY) or name == _FLOATS:
                self._experiment.log(name, metric, "VALUE")
            elif name != "epoch":
                log_metrics(self._experiment, {name: metric}, state.global_step, "train/")

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:  # noqa: ARG002
        """Sends the rest."""
        self._experiment.flush(EXIT_SECS)
