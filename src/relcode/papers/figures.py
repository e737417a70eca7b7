"""Figures as SVG: the gap map, and the flow of records in the form of PRISMA 2020."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_NAMES, _HEAD, _CELL, _ROW = 270, 96, 92, 24  # pixels
_RADIUS: Final = 10.5
_INK, _PALE, _LINE = "#222222", "#f4d9d4", "#d9d9d9"
_FILLS: Final = ("#e2a33b", "#2f7d5b")  # one paper, and several
_STYLE: Final = f"font-family='sans-serif' font-size='12' fill='{_INK}'"


class Box(NamedTuple):
    """A box of the flow: its lines, the first in bold."""

    lines: Sequence[str]


def gap_map(
    names: Sequence[str], asked: Sequence[str], counts: Mapping[tuple[int, int], int]
) -> str:
    """The gap map: rows are named codes, columns what is asked, a disc the number of papers.

    `counts` are by row and column; a cell without any is marked pale. The area of a disc is
    proportional to the number, which stands in it.
    """
    wide, high = _NAMES + _CELL * len(asked) + 16, _HEAD + _ROW * len(names) + 16
    most = max(counts.values(), default=1)
    parts = [_opened(wide, high)]
    for column, question in enumerate(asked):
        parts += _lines(wrap(question, 13), _NAMES + _CELL * (column + 0.5), 30, "middle")
    for row, name in enumerate(names):
        middle = _HEAD + _ROW * (row + 0.5)
        parts.append(_text(name, _NAMES - 10, middle + 4, "end"))
        for column in range(len(asked)):
            parts += _disc(column, middle, counts.get((row, column), 0), most)
    return "\n".join([*parts, "</svg>\n"])


def flow(left: Sequence[Box], right: Mapping[int, Box]) -> str:
    """The flow: boxes one below the other, and to the right of some of them what was left out."""
    heights = [_tall(box) for box in left]
    parts = [_opened(700, sum(heights) + 34 * len(left) + 10)]
    top = 10.0
    for place, (box, high) in enumerate(zip(left, heights, strict=True)):
        parts += _box(box, 10, top, high)
        if beside := right.get(place):
            tall = _tall(beside)
            parts += _box(beside, 380, top + (high - tall) / 2, tall)
            parts.append(_arrow(320, top + high / 2, 380, top + high / 2))
        if place + 1 < len(left):
            parts.append(_arrow(165, top + high, 165, top + high + 34))
        top += high + 34
    return "\n".join([*parts, "</svg>\n"])


def _disc(column: int, middle: float, number: int, most: int) -> Iterator[str]:
    left = _NAMES + _CELL * column
    if not number:
        yield (
            f"<rect x='{left + 4}' y='{middle - _ROW / 2 + 3:g}' width='{_CELL - 8}'"
            f" height='{_ROW - 6}' fill='{_PALE}'/>"
        )
        return
    radius = max(4.0, _RADIUS * (number / most) ** 0.5)
    centre = left + _CELL / 2 - 12
    fill = _FILLS[number > 1]
    yield f"<circle cx='{centre:g}' cy='{middle:g}' r='{radius:.1f}' fill='{fill}'/>"
    yield _text(f"{number:,}", centre + 16, middle + 4, "start")


def _tall(box: Box) -> float:
    return 16.0 + 17 * len(_wrapped(box))


def _wrapped(box: Box) -> list[tuple[str, bool]]:
    return [(part, place == 0) for place, line in enumerate(box.lines) for part in wrap(line, 46)]


def _box(box: Box, x: float, y: float, high: float) -> Iterator[str]:
    yield (
        f"<rect x='{x:g}' y='{y:g}' width='310' height='{high:g}' rx='4' fill='none'"
        f" stroke='{_INK}'/>"
    )
    for place, (line, bold) in enumerate(_wrapped(box)):
        yield _text(line, x + 10, y + 21 + 17 * place, "start", bold=bold)


def _arrow(x: float, y: float, to_x: float, to_y: float) -> str:
    return (
        f"<line x1='{x:g}' y1='{y:g}' x2='{to_x:g}' y2='{to_y:g}' stroke='{_INK}'"
        " marker-end='url(#head)'/>"
    )


def _lines(lines: Sequence[str], x: float, y: float, anchor: str) -> list[str]:
    return [_text(line, x, y + 15 * place, anchor) for place, line in enumerate(lines)]


def _text(words: str, x: float, y: float, anchor: str, *, bold: bool = False) -> str:
    weight = " font-weight='bold'" if bold else ""
    return f"<text x='{x:g}' y='{y:g}' text-anchor='{anchor}'{weight}>{escape(words)}</text>"


def _opened(wide: float, high: float) -> str:
    head = (
        "<defs><marker id='head' viewBox='0 0 8 8' refX='8' refY='4' markerWidth='8'"
        f" markerHeight='8' orient='auto'><path d='M0,0 L8,4 L0,8 z' fill='{_INK}'/></marker>"
        "</defs>"
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {wide:g} {high:g}'"
        f" width='{wide:g}' height='{high:g}' {_STYLE}>\n{head}\n"
        f"<rect width='{wide:g}' height='{high:g}' fill='white'/>"
    )
