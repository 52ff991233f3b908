"""Wrong predictions, the most confident first: as rows of a table and as a picture."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from digits import SIDE_PX

COLUMNS = ["image", "truth", "prediction", "confidence", "probability of truth"]
N_ROWS_SHOWN = 40
N_TILES_ACROSS, N_TILES_DOWN = 6, 4
ENLARGEMENT = 9
TILE_WIDTH_PX = SIDE_PX * ENLARGEMENT + 8
TILE_HEIGHT_PX = TILE_WIDTH_PX + 12


def find_mistakes(probabilities, labels):
    """Returns the indices of the wrongly predicted images, the most confident prediction first."""
    predictions = probabilities.argmax(axis=1)
    wrong = np.flatnonzero(predictions != labels)
    return wrong[np.argsort(-probabilities[wrong].max(axis=1), kind="stable")]


def table_rows(mistakes, probabilities, labels):
    """Returns the rows of the table `COLUMNS`."""
    return [
        [
            int(image),
            str(labels[image]),
            str(probabilities[image].argmax()),
            round(float(probabilities[image].max()), 4),
            round(float(probabilities[image, labels[image]]), 4),
        ]
        for image in mistakes[:N_ROWS_SHOWN]
    ]


def draw_mistakes(mistakes, probabilities, part):
    """Returns a PNG file: each digit with its truth and what it was taken for."""
    shown = mistakes[: N_TILES_ACROSS * N_TILES_DOWN]
    n_rows = -(-len(shown) // N_TILES_ACROSS)
    sheet = Image.new("L", (N_TILES_ACROSS * TILE_WIDTH_PX, n_rows * TILE_HEIGHT_PX), 255)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(size=13)
    for position, image in enumerate(shown):
        left = position % N_TILES_ACROSS * TILE_WIDTH_PX + 4
        top = position // N_TILES_ACROSS * TILE_HEIGHT_PX + 4
        ink = part.images[image].reshape(SIDE_PX, SIDE_PX)
        paper = Image.fromarray((255 - ink * 240).astype(np.uint8))
        side_px = SIDE_PX * ENLARGEMENT
        sheet.paste(paper.resize((side_px, side_px), Image.Resampling.NEAREST), (left, top))
        guess = probabilities[image].argmax()
        caption = f"{part.labels[image]} as {guess}, {probabilities[image].max():.0%}"
        draw.text((left + 2, top + side_px), caption, fill=0, font=font)
    file = io.BytesIO()
    sheet.quantize(16).save(file, "PNG", optimize=True)
    return file.getvalue()
