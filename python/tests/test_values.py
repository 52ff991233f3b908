"""What scripts have at hand, from libraries that are there or only look like them."""

from __future__ import annotations

import argparse
import math
from decimal import Decimal
from enum import Enum, IntEnum, auto
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from runboard import Experiment, LogType
from runboard.arrays import Later
from runboard.pictures import picture
from runboard.shapes import shaped
from runboard.values import finished, keep, parameters, plain, rough_size


class Tensor:
    """Behaves as PyTorch's: it gives nothing before it left the graph and the GPU."""

    def __init__(self, content: Any, place: str = "gpu") -> None:
        self.content, self.place = content, place

    def detach(self) -> Tensor:
        return Tensor(self.content, "gpu without graph")

    def cpu(self) -> Tensor:
        assert self.place == "gpu without graph"
        return Tensor(self.content, "cpu")

    def tolist(self) -> Any:
        assert self.place == "cpu"
        return self.content

    @property
    def shape(self) -> tuple[int, ...]:
        shape, rows = [], self.content
        while isinstance(rows, list):
            shape.append(len(rows))
            rows = rows[0]
        return tuple(shape)


class Colour(Enum):
    RED = auto()


class Optimizer(str, Enum):
    ADAM = "adam"


class Level(IntEnum):
    HIGH = 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (1, 1),
        (True, True),
        (None, None),
        ("text", "text"),
        ((1, 2), [1, 2]),
        (range(2), [0, 1]),
        ({1: 2.5, None: 1, False: 0}, {"1": 2.5, "None": 1, "false": 0}),
        (Tensor(0.5), 0.5),
        ({"loss": Tensor([1.0, 2.0])}, {"loss": [1.0, 2.0]}),
        ([Decimal("0.5"), Fraction(1, 4)], [0.5, 0.25]),
        (PurePosixPath("a/b"), "a/b"),
        ([Colour.RED, Optimizer.ADAM, Level.HIGH], ["RED", "adam", 3]),
    ],
)
def test_plain_values(given: Any, expected: Any) -> None:
    assert plain(given) == expected


def test_what_has_no_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object is nothing"):
        plain([object()])
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(TypeError, match="nested"):
        plain(endless)


class Config(dict[str, Any]):
    """Behaves as the configurations whose missing values cannot be read."""

    def __getitem__(self, key: str) -> Any:
        if super().__getitem__(key) == "???":
            raise LookupError(key)
        return super().__getitem__(key)


def test_parameters_without_an_end() -> None:
    """Two keys at each of many levels once took for ever."""
    parent: dict[str, Any] = {"lr": 1}
    child = {"parent": parent, "depth": 2}
    parent.update(first=child, second=child)
    told = {"parent": "dict", "depth": 2}
    assert parameters(parent) == {"lr": 1, "first": told, "second": told}
    crowd: list[dict[str, Any]] = [{} for _ in range(40)]
    for one in crowd:
        one.update({str(k): other for k, other in enumerate(crowd)}, last=0)
    assert parameters(crowd[0])["last"] == 0


def test_parameters_of_a_command_line() -> None:
    assert parameters(argparse.Namespace(lr=0.1, data=Path("d"))) == {"lr": 0.1, "data": "d"}


def test_parameters_that_cannot_be_read() -> None:
    assert parameters(Config(a=1, b="???", c={"d": [2]})) == {
        "a": 1,
        "b": "LookupError",
        "c": {"d": [2]},
    }


def test_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    assert plain(numpy.float32(0.5)) == 0.5
    assert type(plain(numpy.int64(3))) is int
    assert plain(numpy.array([[1, 2], [3, 4]])) == [[1, 2], [3, 4]]
    assert math.isnan(plain(numpy.float64("nan")))
    assert plain({"x": numpy.array(["a"]), "y": numpy.array([1.5])}) == {"x": ["a"], "y": [1.5]}
    assert plain({numpy.int64(3): numpy.bool_(True)}) == {"3": True}
    assert plain([numpy.longdouble(1.5)]) == plain(numpy.array([1.5], numpy.longdouble)) == [1.5]


def test_large_arrays_are_read_later() -> None:
    """A training was held up while millions of numbers became those of Python."""
    numpy = pytest.importorskip("numpy")
    array = numpy.arange(120_000).reshape(60_000, 2)
    expected = array.tolist()
    for given in (array, {"values": array}):
        kept = keep(given)
        assert rough_size(kept) > 1_000_000
        (later,) = kept.values() if isinstance(kept, dict) else (kept,)
        assert isinstance(later, Later)
    array[:] = 0
    assert finished(kept) == {"values": expected}
    assert keep(numpy.ma.masked_array([1.5, 2.5] * 5_000, [False, True] * 5_000))[1] is None
    assert keep(numpy.zeros(3)) == [0.0] * 3


class Table:
    """Behaves as a table of Polars: no `values`, but rows."""

    columns = ("a", "b")

    def to_dict(self) -> None:
        raise AssertionError("rows keep the order")

    def rows(self) -> list[tuple[Any, ...]]:
        return [(1, "x"), (2, None)]


def test_tables() -> None:
    expected = {"columns": ["a", "b"], "data": [[1, "x"], [2, None]]}
    assert plain(Table()) == expected
    pandas = pytest.importorskip("pandas")
    assert plain(pandas.DataFrame({"a": [1, 2], "b": ["x", None]})) == expected
    # Newer versions of pandas write what is missing as NaN, in columns of text, too.
    assert plain(pandas.DataFrame({"a": [1, 2], "b": ["x", math.nan]})) == expected
    numbers = plain(pandas.DataFrame({"a": [1.5, math.nan]}))
    assert math.isnan(numbers["data"][1][0])
    assert plain(pandas.Series([1.5, 2.5])) == [1.5, 2.5]


def test_tables_with_labels() -> None:
    """The labels of rows were left out, and only a table took a table."""
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"a": [1, 2], "b": [0.5, math.inf]}, index=["car", "dog"])
    rows = [["car", 1, 0.5], ["dog", 2, math.inf]]
    assert plain(frame) == {"columns": ["index", "a", "b"], "data": rows}
    assert plain(frame.rename_axis("class"))["columns"] == ["class", "a", "b"]
    assert plain(frame[:0]) == {"columns": ["a", "b"], "data": []}
    two = frame.set_index("a", append=True)
    assert plain(two) == {"columns": ["level_0", "a", "b"], "data": rows}
    values = [[1, 0.5], [2, math.inf]]
    assert shaped(frame, LogType.HEATMAP) == {
        "x": ["a", "b"],
        "y": ["car", "dog"],
        "values": values,
    }
    assert shaped(frame, LogType.LINE) == {"a": [1, 2], "b": [0.5, math.inf]}
    by_epoch = frame.set_index(pandas.Index([5, 7], name="epoch"))
    assert shaped(by_epoch, LogType.LINE) == {"steps": [5, 7], "a": [1, 2], "b": [0.5, math.inf]}

    series = pandas.Series([3, 4], index=["car", "dog"])
    assert shaped(series, LogType.BAR) == {"x": ["car", "dog"], "y": [3, 4]}
    table = {"columns": ["index", "value"], "data": [["car", 3], ["dog", 4]]}
    assert plain(shaped(series, LogType.TABLE)) == table
    assert shaped(series, LogType.LINE) == [3, 4]
    assert shaped(pandas.Series([3, 4], index=[5, 7]), LogType.LINE) == {
        "steps": [5, 7],
        "values": [3, 4],
    }
    # What was put together of several parts has each label several times.
    assert shaped(pandas.Series([3, 4], index=[5, 5]), LogType.LINE) == [3, 4]


def test_a_matrix_is_a_heatmap(experiment: Experiment) -> None:
    numpy = pytest.importorskip("numpy")
    experiment.log("x", numpy.arange(6).reshape(2, 3), "HEATMAP")
    expected = {"x": ["0", "1", "2"], "y": ["0", "1"], "values": [[0, 1, 2], [3, 4, 5]]}
    assert experiment.get_log("x").data == expected


class Figure:
    def savefig(self, file: Any, **_: Any) -> None:
        file.write(b"drawn")


class Image:
    mode = "RGB"

    def __init__(self, content: bytes) -> None:
        self.content = content

    def copy(self) -> Image:
        return Image(self.content)

    def save(self, file: Any, **_: Any) -> None:
        file.write(self.content)


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_pictures(tmp_path: Path) -> None:
    file = tmp_path / "x.png"
    file.write_bytes(b"file")
    assert picture(file)() == picture(str(file))() == b"file"
    assert picture(b"bytes")() == b"bytes"
    assert picture(Figure())() == b"drawn"
    image = Image(b"before")
    encode = picture(image)
    image.content = b"after"
    assert encode() == b"before"
    with pytest.raises(TypeError, match="no picture"):
        picture(3)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([[0, 255], [1, 2], [3, 4]], (2, 3)),
        ([[[1, 2, 3], [4, 5, 6]]], (2, 1)),
        ([[[0.1, 0.2]], [[0.1, 0.2]], [[0.1, math.nan]]], (2, 1)),
    ],
)
def test_arrays_as_pictures(content: Any, expected: tuple[int, int]) -> None:
    assert size(picture(Tensor(content))()) == expected


def test_numpy_pictures() -> None:
    numpy = pytest.importorskip("numpy")
    for shape in [(4, 6), (4, 6, 1), (4, 6, 3), (4, 6, 4), (3, 4, 6)]:
        assert size(picture(numpy.zeros(shape, numpy.uint8))()) == (6, 4)
        assert size(picture(numpy.ones(shape, bool))()) == (6, 4)
    with pytest.raises(TypeError, match="shape"):
        picture(numpy.zeros((2, 3, 4, 5)))
    # Stretched, clipped and turned as numbers of Python are.
    odd = [[[0.0, 0.5], [1.0, 0.25]], [[-1.0, 2.0], [math.nan, math.inf]], [[0.1] * 2] * 2]
    for content in (odd, [[True, False]], [[-5, 300], [255, 7]]):
        for dtype in (None, "f4", "f2") if content is odd else (None,):
            array = numpy.array(content, dtype)
            assert picture(array)() == picture(Tensor(array.tolist()))()
    assert picture(numpy.array([[-5, 7]], "i1"))() == picture(Tensor([[0, 7]]))()
    rows = numpy.array([[0, 128], [255, 1]], numpy.uint8)
    encode = picture(rows)
    rows[:] = 0
    assert encode() != picture(rows)()


def test_real_pictures() -> None:
    pil = pytest.importorskip("PIL.Image")
    pyplot = pytest.importorskip("matplotlib.pyplot")
    for mode in ("RGB", "L", "P", "1", "RGBA", "CMYK"):
        assert size(picture(pil.new(mode, (6, 4)))()) == (6, 4)
    pyplot.switch_backend("Agg")
    figure, axes = pyplot.subplots()
    axes.plot([1, 2])
    assert picture(figure)() == picture(axes)()
    pyplot.close(figure)
