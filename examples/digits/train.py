#!/usr/bin/env python3
"""Trains small networks on handwritten digits, and logs to Runboard while they train.

    python train.py                          all experiments, on http://127.0.0.1:7878
    python train.py --only overfit linear    some of them
    python train.py --record recording       and writes down what was sent
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import numpy as np
import runboard

from digits import CLASSES, LABELMAP, add_shifted, load_parts, spoil
from experiments import EXPERIMENTS
from mistakes import COLUMNS, draw_mistakes, find_mistakes, table_rows
from network import Network, accuracy, confusion, cross_entropy, f1_scores, learning_rate
from recording import Recorder

EPOCHS_BETWEEN_PICTURES = 5


class Diverged(Exception):
    """The weights are not finite any more; going on would teach the network nothing."""


def main():
    options = parse_options()
    client = runboard.Client(host=options.server)
    project = client.project(options.project, "Handwritten digits, 8 × 8 pixels: which network reads them best?")
    recorder = Recorder(options.record) if options.record else None
    if recorder:
        project = recorder.project(project)
    parts = load_parts()
    for settings in EXPERIMENTS:
        if options.only and settings.name not in options.only:
            continue
        try:
            best = run(project, settings, *parts)
            print(f"{settings.name:20} best validation accuracy {best:.1%}")
        except Diverged as reason:
            print(f"{settings.name:20} {reason}")
    if recorder:
        recorder.save()


def run(project, settings, train, val, test):
    """Trains one experiment from start to end, and returns its best validation accuracy."""
    rng = np.random.default_rng(settings.seed)
    train = spoil(train, settings.n_training_images, settings.wrong_labels, rng)
    train = add_shifted(train, settings.shifted_copies)
    network = Network(settings)
    started_at = time.perf_counter()
    with project.create_experiment(
        settings.name,
        description=settings.description,
        tags=list(settings.tags),
        parameters=settings.parameters(),
        labelmap=LABELMAP,
    ) as experiment:
        store(experiment, "config.json", json.dumps(settings.parameters(), indent=2).encode())
        best = 0.0
        for epoch in range(1, settings.epochs + 1):
            progress = train_epoch(network, settings, train, epoch)
            reached = validate(experiment, network, train, val, epoch, settings.epochs)
            for name, value in progress.items():
                experiment.log(f"optimizer/{name}", value, "LINE", step=epoch)
            if np.isnan(reached):
                experiment.log("diverged in epoch", epoch, "VALUE")
                raise Diverged(f"diverged in epoch {epoch}")
            if reached > best:
                best = reached
                experiment.log("best val accuracy", round(best, 4), "VALUE")
                experiment.log("best epoch", epoch, "VALUE")
        examine(experiment, network, test)
        experiment.log("seconds", round(time.perf_counter() - started_at, 2), "VALUE")
        store(experiment, "weights.npz", network.as_npz())
    return best


def train_epoch(network, settings, train, epoch):
    """Trains for one epoch, and returns what to log of it: how long it took, how far the weights moved."""
    rate = learning_rate(settings, epoch)
    before = network.weights()
    started_at = time.perf_counter()
    network.train_epoch(train, rate)
    seconds = time.perf_counter() - started_at
    after = network.weights()
    progress = {"learning_rate": float(rate), "weight_norm": norm(after), "epoch_seconds": round(seconds, 4)}
    if len(before) == len(after):
        progress["relative_update"] = norm(after - before) / norm(before)
    return progress


def validate(experiment, network, train, val, epoch, n_epochs):
    """Logs loss, accuracy and mistakes after an epoch, and returns the validation accuracy."""
    losses, accuracies = {}, {}
    for name, part in [("train", train), ("val", val)]:
        probabilities = network.probabilities(part)
        losses[name] = cross_entropy(probabilities, part.labels)
        accuracies[name] = accuracy(probabilities, part.labels)
    experiment.log("loss", losses, "LINE", step=epoch)
    for name in losses:
        experiment.log(f"{name}/loss", losses[name], "LINE", step=epoch)
        experiment.log(f"{name}/accuracy", accuracies[name], "LINE", step=epoch)
    if np.isnan(probabilities).any():
        return accuracies["val"]
    matrix = confusion(probabilities, val.labels)
    scores = dict(zip(CLASSES, np.round(f1_scores(matrix), 4).tolist()))
    experiment.log("val/f1_by_digit", scores, "BAR", step=epoch)
    experiment.log("val/f1", scores, "LINE", step=epoch)
    experiment.log("val/confusion", {"categories": CLASSES, "values": matrix}, "HEATMAP", step=epoch)
    if epoch == 1 or epoch % EPOCHS_BETWEEN_PICTURES == 0 or epoch == n_epochs:
        show_mistakes(experiment, probabilities, val, epoch)
    return accuracies["val"]


def show_mistakes(experiment, probabilities, val, epoch):
    """Logs the most confident mistakes as a picture and as a table."""
    mistakes = find_mistakes(probabilities, val.labels)
    table = {"columns": COLUMNS, "data": table_rows(mistakes, probabilities, val.labels)}
    experiment.log("val/mistakes", table, "TABLE", step=epoch)
    if len(mistakes):
        picture = draw_mistakes(mistakes, probabilities, val)
        experiment.log("val/mistakes_shown", picture, "IMAGE", step=epoch)


def examine(experiment, network, test):
    """Logs, once and at the end, how the network does on digits that no decision was based on."""
    probabilities = network.probabilities(test)
    experiment.log("test accuracy", round(accuracy(probabilities, test.labels), 4), "VALUE")
    experiment.log("test loss", round(cross_entropy(probabilities, test.labels), 4), "VALUE")
    matrix = confusion(probabilities, test.labels)
    experiment.log("test/confusion", {"categories": CLASSES, "values": matrix}, "HEATMAP")


def store(experiment, name, content):
    """Keeps bytes as a file of the experiment."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / name
        path.write_bytes(content)
        experiment.store(name, path)


def norm(vector):
    """Returns the Euclidean length; infinite or NaN as the vector is."""
    with np.errstate(all="ignore"):
        return float(np.sqrt(np.square(vector).sum()))


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", default="http://127.0.0.1:7878", help="default: %(default)s")
    parser.add_argument("--project", default="digits", help="default: %(default)s")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in EXPERIMENTS], metavar="NAME")
    parser.add_argument("--record", type=Path, metavar="DIR", help="write down what is sent")
    return parser.parse_args()


if __name__ == "__main__":
    main()
