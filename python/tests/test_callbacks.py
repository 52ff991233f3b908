"""The callbacks, called as their libraries call them; stand-ins take the place of the libraries."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from runboard import Experiment


class Base:
    """What each library's base class does for this: nothing."""


def stand_in(monkeypatch: pytest.MonkeyPatch, name: str, **names: Any) -> None:
    """Puts a module in the place of a library, and of the packages that it is in."""
    parts = name.split(".")
    for end in range(1, len(parts) + 1):
        path = ".".join(parts[:end])
        module = ModuleType(path)
        monkeypatch.setitem(sys.modules, path, module)
        vars(module).update(names if end == len(parts) else {})


def load(monkeypatch: pytest.MonkeyPatch, name: str) -> Any:
    monkeypatch.delitem(sys.modules, f"runboard.callbacks.{name}", raising=False)
    return importlib.import_module(f"runboard.callbacks.{name}")


def points(experiment: Experiment, name: str) -> list[tuple[float, float]]:
    (line,) = experiment.get_log(name).data["lines"]
    return list(zip(line["steps"], line["values"]))


def test_keras(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "keras.callbacks", Callback=Base)
    callback = load(monkeypatch, "keras").RunboardCallback(experiment)
    callback.model = SimpleNamespace(optimizer=SimpleNamespace(learning_rate=0.1))
    for epoch in range(2):
        callback.on_epoch_end(epoch, {"loss": 1 - epoch, "val_loss": 2 - epoch})
    callback.on_train_end()
    assert points(experiment, "train/loss") == [(0, 1), (1, 0)]
    assert points(experiment, "val/loss") == [(0, 2), (1, 1)]
    assert points(experiment, "learning_rate") == [(0, 0.1), (1, 0.1)]


def test_lightning(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "lightning.pytorch.loggers.logger", Logger=Base)
    logger = load(monkeypatch, "lightning").RunboardLogger(experiment)
    assert (logger.name, logger.version, logger.experiment) == ("e", experiment.id, experiment)
    logger.log_hyperparams({"lr": 0.1, "net": {"depth": 3}, "loss": print})
    logger.log_metrics({"train_loss": 0.5, "epoch": 0}, step=9)
    logger.finalize("success")
    assert points(experiment, "train_loss") == [(9, 0.5)]
    rows = experiment.get_log("parameters").data["rows"]
    assert rows[:2] == [["lr", 0.1], ["net.depth", 3]]
    assert [log.name for log in experiment.list_logs()] == ["parameters", "train_loss"]
    experiment.sync()
    assert experiment.status == "success"


@pytest.mark.parametrize(
    ("error", "status", "text"),
    [
        (ValueError("bad batch"), "failed", "ValueError: bad batch"),
        (KeyboardInterrupt(), "canceled", None),
    ],
)
def test_lightning_tells_why_it_failed(
    experiment: Experiment,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: str,
    text: str | None,
) -> None:
    """Lightning says "failed" of both, while it handles the error."""
    stand_in(monkeypatch, "lightning.pytorch.loggers.logger", Logger=Base)
    logger = load(monkeypatch, "lightning").RunboardLogger(experiment)
    try:
        raise error
    except BaseException:
        logger.finalize("failed")
    experiment.sync()
    assert experiment.status == status
    told = {log.name: log.data for log in experiment.list_logs()}
    assert told == ({} if text is None else {"error": text})


def test_lightning_goes_on_after_an_end(
    experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where `trainer.validate` comes before `trainer.fit`: its end was that of the training."""
    stand_in(monkeypatch, "lightning.pytorch.loggers.logger", Logger=Base)
    logger = load(monkeypatch, "lightning").RunboardLogger(experiment)
    for _ in range(2):
        logger.log_graph(None)
        assert experiment.flush(30)
        experiment.sync()
        assert experiment.status == "running"
        logger.finalize("success")
        experiment.sync()
        assert experiment.status == "success"


def test_hugging_face(experiment: Experiment, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, "transformers", TrainerCallback=Base)
    callback = load(monkeypatch, "huggingface").RunboardCallback(experiment)
    arguments = SimpleNamespace(to_sanitized_dict=lambda: {"seed": 42})
    state = SimpleNamespace(global_step=10, is_world_process_zero=True)
    other = SimpleNamespace(global_step=10, is_world_process_zero=False)
    callback.on_train_begin(arguments, state, None)
    callback.on_log(arguments, state, None, {"loss": 0.5, "learning_rate": 1e-3, "epoch": 1})
    callback.on_log(arguments, state, None, {"eval_loss": 0.7})
    callback.on_log(arguments, other, None, {"loss": 9})
    callback.on_log(arguments, state, None, {"train_runtime": 12.5, "total_flos": 7})
    callback.on_train_end(arguments, state, None)
    assert points(experiment, "train/loss") == [(10, 0.5)]
    assert points(experiment, "eval/loss") == [(10, 0.7)]
    assert experiment.get_log("train_runtime").data == 12.5
    assert experiment.get_log("total_flos").data == 7
    assert experiment.get_log("parameters").data["rows"] == [["seed", 42]]


def test_no_library_is_imported_by_the_package() -> None:
    text = (
        "import sys, runboard, runboard.sync, runboard.callbacks; "
        "print([n for n in sys.modules if n.split('.')[0] in "
        "('numpy', 'torch', 'pandas', 'PIL', 'matplotlib', 'keras', 'transformers')])"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"
