"""The handwritten digits that come with scikit-learn: 1,797 images of 8 × 8 pixels."""

from dataclasses import dataclass

import numpy as np
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

CLASSES = [str(digit) for digit in range(10)]
LABELMAP = dict(
    zip(CLASSES, ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
)
SIDE_PX = 8


@dataclass(frozen=True)
class Part:
    """Some of the digits: `images` is (n, 64) from 0 (paper) to 1 (ink), `labels` is (n,)."""

    images: np.ndarray
    labels: np.ndarray


def load_parts():
    """Returns training, validation and test digits, always the same 1,197, 300 and 300."""
    images, labels = load_digits(return_X_y=True)
    images = images / 16.0
    rest, test, rest_labels, test_labels = train_test_split(
        images, labels, test_size=300, stratify=labels, random_state=0
    )
    train, val, train_labels, val_labels = train_test_split(
        rest, rest_labels, test_size=300, stratify=rest_labels, random_state=0
    )
    return Part(train, train_labels), Part(val, val_labels), Part(test, test_labels)


def spoil(part, n_images, wrong_labels, rng):
    """Keeps the first `n_images`, and draws a share of their labels anew, at random."""
    labels = part.labels[:n_images].copy()
    drawn = rng.random(len(labels)) < wrong_labels
    labels[drawn] = rng.integers(0, len(CLASSES), drawn.sum())
    return Part(part.images[:n_images], labels)


def add_shifted(part, n_copies):
    """Adds copies of all digits, shifted by one pixel up, down, left and right, in this order."""
    squares = part.images.reshape(-1, SIDE_PX, SIDE_PX)
    padded = np.pad(squares, ((0, 0), (1, 1), (1, 1)))
    copies = [squares]
    for top, left in [(2, 1), (0, 1), (1, 2), (1, 0)][:n_copies]:
        copies.append(padded[:, top : top + SIDE_PX, left : left + SIDE_PX])
    images = np.concatenate(copies).reshape(-1, SIDE_PX * SIDE_PX)
    return Part(images, np.tile(part.labels, len(copies)))
