"""Pictures, from whatever holds them to the bytes of a file, without importing its library.

A figure is drawn at once, since it will change; anything else is copied, and becomes a file when a
thread that has the time asks for it.
"""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any, Callable

from runboard.arrays import as_bytes, copied

Encode = Callable[[], bytes]


class Picture:
    """Makes the bytes of a file when it is called; until then it holds the picture's own data."""

    __slots__ = ("_encode", "n_bytes")

    def __init__(self, encode: Encode, n_bytes: int) -> None:
        self._encode = encode
        # About how much memory it holds.
        self.n_bytes = n_bytes

    def __call__(self) -> bytes:
        """Returns the bytes of the file."""
        return self._encode()


def picture(data: Any) -> Picture:
    """Returns what makes the bytes of a PNG, JPEG, GIF or WebP file.

    `data` is a path, the bytes of such a file, a picture of PIL, a figure of matplotlib, or an
    array or tensor: height × width, with 1, 3 or 4 channels last (or first, where the last cannot
    be channels), of bytes, booleans or floats from 0 to 1.

    Raises:
        TypeError: It is none of these.
        OSError: The file cannot be read.
    """
    if isinstance(data, (str, Path)):
        return _made(Path(data).read_bytes())
    if isinstance(data, (bytes, bytearray, memoryview)):
        return _made(bytes(data))
    if callable(getattr(data, "savefig", None)):
        return _drawn(data)
    if callable(getattr(data, "get_figure", None)):
        return _drawn(data.get_figure())
    if callable(getattr(data, "save", None)) and hasattr(data, "mode"):
        return _saved(data.copy())
    if hasattr(data, "shape"):
        return _of_array(data)
    raise TypeError(f"{type(data).__name__} is no picture")


def _made(content: bytes) -> Picture:
    return Picture(lambda: content, len(content))


def _drawn(figure: Any) -> Picture:
    file = io.BytesIO()
    figure.savefig(file, format="png", bbox_inches="tight")
    return _made(file.getvalue())


def _saved(image: Any) -> Picture:
    def encode() -> bytes:
        file = io.BytesIO()
        shown = (
            image if image.mode in ("1", "L", "LA", "RGB", "RGBA", "P") else image.convert("RGB")
        )
        shown.save(file, format="PNG")
        return file.getvalue()

    width, height = getattr(image, "size", (0, 0))
    return Picture(encode, 4 * width * height)


def _of_array(array: Any) -> Picture:
    shape = tuple(int(n) for n in array.shape)
    n_channels = shape[2] if len(shape) == 3 else 1
    if len(shape) == 3 and n_channels not in (1, 3, 4) and shape[0] in (1, 3, 4):
        n_channels, channels_first = shape[0], True
        height, width = shape[1:]
    elif len(shape) in (2, 3) and n_channels in (1, 3, 4):
        channels_first = False
        height, width = shape[:2]
    else:
        raise TypeError(f"an array of shape {shape} is no picture")
    if 0 in (height, width):
        raise TypeError("the picture is empty")
    copy = copied(array)
    if copy is not None:
        if channels_first:
            copy = copy.transpose(1, 2, 0)
        return _of_numbers(copy, width, height, n_channels)
    if hasattr(array, "detach"):
        array = array.detach().cpu()
    rows = array.tolist()

    def encode() -> bytes:
        if channels_first:
            by_row = [[list(pixel) for pixel in zip(*row)] for row in zip(*rows)]
        else:
            by_row = rows
        lines = [_flat(row) for row in by_row]
        return _png(width, height, n_channels, [_bytes(line) for line in lines])

    # Numbers of Python, which are not small.
    return Picture(encode, 32 * width * height * n_channels)


def _of_numbers(array: Any, width: int, height: int, n_channels: int) -> Picture:
    """Returns what encodes an array of NumPy, channels last, by its own methods: the fast case."""
    stride = width * n_channels

    def encode() -> bytes:
        pixels = as_bytes(array).tobytes()
        lines = [pixels[row * stride : (row + 1) * stride] for row in range(height)]
        return _png(width, height, n_channels, lines)

    return Picture(encode, array.nbytes)


def _flat(row: list[Any]) -> list[Any]:
    if row and isinstance(row[0], list):
        return [channel for pixel in row for channel in pixel]
    return row


def _bytes(line: list[Any]) -> bytes:
    """Returns one row: bytes as they are, floats and booleans from 0 to 1 stretched to 255."""
    if any(isinstance(value, (float, bool)) for value in line):
        return bytes(_byte(255 * value) for value in line)
    return bytes(_byte(value) for value in line)


def _byte(value: float) -> int:
    # A NaN is as dark as can be.
    return round(min(255, max(0, value))) if value == value else 0


def _png(width: int, height: int, n_channels: int, lines: list[bytes]) -> bytes:
    colour_type = {1: 0, 3: 2, 4: 6}[n_channels]
    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + line for line in lines))
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
