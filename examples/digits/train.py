#!/usr/bin/env python3
"""Trains small networks on handwritten digits, and logs to Runboard while they train.

    python train.py                          all experiments, on http://127.0.0.1:7878
    python train.py --only overfit linear    some of them
    python train.py --record recording       and writes down what was sent
"""

import argparse
import json
import os
import time
from pathlib import Path

import numpy as np

from digits import CLASSES, LABELMAP, add_shifted, load_parts, spoil
from experiments import EXPERIMENTS
from mistakes import COLUMNS, draw_mistakes, find_mistakes, table_rows
from network import Network, accuracy, confusion, cross_entropy, f1_scores, learning_rate
from recording import Recorder
from tracking import Server

EPOCHS_BETWEEN_PICTURES = 5


class Diverged(Exception):
    """The weights are not finite any more; going on would teach the network nothing."""


def main():
    options = parse_options()
    recorder = Recorder(options.record) if options.record else None
    server = Server(options.server, os.environ.get("RUNBOARD_TOKEN"), recorder)
    project = server.project(options.project, "Handwritten digits, 8 × 8 pixels: which network reads them best?")
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
    with project.experiment(
        settings.name,
        description=settings.description,
        tags=list(settings.tags),
        parameters=settings.parameters(),
        labelmap=LABELMAP,
    ) as experiment:
        experiment.artifact("config.json", json.dumps(settings.parameters(), indent=2).encode())
        best = 0.0
        for epoch in range(1, settings.epochs + 1):
            progress = train_epoch(network, settings, train, epoch)
            reached = validate(experiment, network, train, val, epoch, settings.epochs)
            for name, value in progress.items():
                experiment.line(f"optimizer/{name}", epoch, value)
            if np.isnan(reached):
                experiment.value("diverged in epoch", epoch)
                raise Diverged(f"diverged in epoch {epoch}")
            if reached > best:
                best = reached
                experiment.value("best val accuracy", round(best, 4))
                experiment.value("best epoch", epoch)
        examine(experiment, network, test)
        experiment.value("seconds", round(time.perf_counter() - started_at, 2))
        experiment.artifact("weights.npz", network.as_npz())
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
    experiment.line("loss", epoch, losses)
    for name in losses:
        experiment.line(f"{name}/loss", epoch, losses[name])
        experiment.line(f"{name}/accuracy", epoch, accuracies[name])
    if np.isnan(probabilities).any():
        return accuracies["val"]
    matrix = confusion(probabilities, val.labels)
    scores = dict(zip(CLASSES, np.round(f1_scores(matrix), 4).tolist()))
    experiment.bar("val/f1_by_digit", scores, step=epoch)
    experiment.line("val/f1", epoch, scores)
    experiment.confusion("val/confusion", CLASSES, matrix.tolist(), step=epoch)
    if epoch == 1 or epoch % EPOCHS_BETWEEN_PICTURES == 0 or epoch == n_epochs:
        show_mistakes(experiment, probabilities, val, epoch)
    return accuracies["val"]


def show_mistakes(experiment, probabilities, val, epoch):
    """Logs the most confident mistakes as a picture and as a table."""
    mistakes = find_mistakes(probabilities, val.labels)
    experiment.table("val/mistakes", COLUMNS, table_rows(mistakes, probabilities, val.labels), epoch)
    if len(mistakes):
        experiment.image("val/mistakes_shown", draw_mistakes(mistakes, probabilities, val), epoch)


def examine(experiment, network, test):
    """Logs, once and at the end, how the network does on digits that no decision was based on."""
    probabilities = network.probabilities(test)
    experiment.value("test accuracy", round(accuracy(probabilities, test.labels), 4))
    experiment.value("test loss", round(cross_entropy(probabilities, test.labels), 4))
    experiment.confusion("test/confusion", CLASSES, confusion(probabilities, test.labels).tolist())


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
