"""scikit-learn's multi-layer perceptron, trained an epoch at a time at a learning rate of our choice."""

import io
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from digits import CLASSES


class Network:
    def __init__(self, settings):
        self._model = MLPClassifier(
            hidden_layer_sizes=settings.hidden_layers,
            activation=settings.activation,
            alpha=settings.l2,
            solver=settings.solver,
            batch_size=settings.batch_size,
            max_iter=1,
            warm_start=True,
            random_state=np.random.RandomState(settings.seed),
        )

    def train_epoch(self, part, learning_rate):
        """Shows the network each image once. The optimizer starts anew with each epoch."""
        self._model.set_params(learning_rate_init=learning_rate)
        with warnings.catch_warnings():
            # One iteration at a time never converges, and one that overflows is what we report.
            warnings.simplefilter("ignore", ConvergenceWarning)
            warnings.simplefilter("ignore", RuntimeWarning)
            try:
                self._model.fit(part.images, part.labels)
            except ValueError:
                # scikit-learn's word for weights that are not finite any more; it keeps them.
                if np.isfinite(self.weights()).all():
                    raise

    def probabilities(self, part):
        """Returns an (n, 10) array: how probable each digit is for each image."""
        with np.errstate(all="ignore"):
            return self._model.predict_proba(part.images)

    def weights(self):
        """Returns all weights and biases as one vector; empty before the first epoch."""
        layers = self._layers() if hasattr(self._model, "coefs_") else {}
        return np.concatenate([np.zeros(0), *(layer.ravel() for layer in layers.values())])

    def as_npz(self):
        """Returns the weights as the bytes of a NumPy archive."""
        archive = io.BytesIO()
        single = {name: layer.astype(np.float32) for name, layer in self._layers().items()}
        np.savez_compressed(archive, **single)
        return archive.getvalue()

    def _layers(self):
        pairs = zip(self._model.coefs_, self._model.intercepts_)
        return {
            f"{kind}_{depth}": array
            for depth, pair in enumerate(pairs)
            for kind, array in zip(("weights", "biases"), pair)
        }


def learning_rate(settings, epoch):
    """Returns the learning rate of an epoch, counted from 1."""
    progress = (epoch - 1) / settings.epochs
    match settings.schedule:
        case "constant":
            return settings.learning_rate
        case "cosine":
            return settings.learning_rate * (1 + np.cos(np.pi * progress)) / 2
        case "rising":
            lowest = 0.001
            return lowest * (settings.learning_rate / lowest) ** ((epoch - 1) / (settings.epochs - 1))
        case other:
            raise ValueError(f"no such schedule: {other}")


def cross_entropy(probabilities, labels):
    """Returns the mean loss in nats: infinite if a label was held impossible, NaN if any is NaN."""
    with np.errstate(divide="ignore"):
        return float(-np.log(probabilities[np.arange(len(labels)), labels]).mean())


def accuracy(probabilities, labels):
    """Returns the share of images whose most probable digit is the right one."""
    if np.isnan(probabilities).any():
        return float("nan")
    return float((probabilities.argmax(axis=1) == labels).mean())


def confusion(probabilities, labels):
    """Returns how often each digit (row) was taken for each digit (column)."""
    matrix = np.zeros((len(CLASSES), len(CLASSES)), dtype=int)
    np.add.at(matrix, (labels, probabilities.argmax(axis=1)), 1)
    return matrix


def f1_scores(matrix):
    """Returns the F1 score of each digit: 2 TP / (2 TP + FP + FN), 0 where a digit was never right."""
    right = np.diag(matrix)
    return 2 * right / np.maximum(matrix.sum(axis=0) + matrix.sum(axis=1), 1)
