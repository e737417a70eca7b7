"""The order in which the lines of a page are read: over columns, around what spans them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.read.pdf.lines import Line

_GUTTER = 5.0  # points; a narrower gap parts no columns
_SIDE = 0.18  # of the lines' width: a column is no narrower
_FEWEST = 3  # lines in each of two columns
_CROSSED = 0.34  # of the lines may span a gutter: titles, abstracts, tables


def ordered(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines as they are read, in runs: a run is part of one column.

    Where a gutter parts the lines, what spans it is read where it stands, and between two such
    pieces the left column before the right one; then each column in the same way.
    """
    return [run for run in _ordered(list(lines)) if run]


def _ordered(lines: list[Line]) -> Iterator[list[Line]]:
    gutter = _gutter(lines)
    if gutter is None:
        yield sorted(lines, key=lambda line: (-line.top, line.left))
        return
    for band in _bands(lines, gutter):
        if any(_spans(line, gutter) for line in band):
            yield from _ordered_whole(band)
            continue
        for side in (
            [line for line in band if line.right <= gutter],
            [line for line in band if line.left >= gutter],
        ):
            yield from _ordered(side)


def _ordered_whole(band: list[Line]) -> Iterator[list[Line]]:
    yield sorted(band, key=lambda line: (-line.top, line.left))


def _spans(line: Line, gutter: float) -> bool:
    return line.left < gutter < line.right


def _bands(lines: list[Line], gutter: float) -> Iterator[list[Line]]:
    """From the top down: what spans the gutter, with all beside it, and what stands between."""
    band: list[Line] = []
    whole = False
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        crosses = _spans(line, gutter) or any(
            line.beside(one) for one in band if whole and _spans(one, gutter)
        )
        if band and crosses != whole:
            yield band
            band = []
        whole = crosses
        band.append(line)
    if band:
        yield band


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the white strip that parts the most lines, None where no strip does.

    It is crossed by few lines, and has lines beside each other on both sides.
    """
    if len(lines) < 2 * _FEWEST:
        return None
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[int, float, float] | None = None
    for left, right in _strips(lines, low + _SIDE * (high - low), high - _SIDE * (high - low)):
        middle = (left + right) / 2
        crossing = sum(_spans(line, middle) for line in lines)
        sides = (
            [line for line in lines if line.right <= middle],
            [line for line in lines if line.left >= middle],
        )
        enough = min(map(len, sides)) >= _FEWEST and crossing <= _CROSSED * len(lines)
        if enough and _facing(*sides) and (best is None or (crossing, left - right) < best[:2]):
            best = crossing, left - right, middle
    return best[2] if best else None


def _strips(lines: Sequence[Line], low: float, high: float) -> Iterator[tuple[float, float]]:
    """White strips between the right ends of some lines and the left ends of others."""
    starts = sorted({line.left for line in lines if low < line.left < high})
    ends = sorted({line.right for line in lines if low < line.right < high})
    for start in starts:
        near = [end for end in ends if end <= start - _GUTTER]
        if near:
            yield near[-1], start


def _facing(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether both sides have text at the same heights, as columns do."""
    top, bottom = (
        min(max(line.top for line in side) for side in (left, right)),
        max(min(line.bottom for line in side) for side in (left, right)),
    )
    beside = [
        sum(bottom <= line.bottom and line.top <= top for line in side) for side in (left, right)
    ]
    return min(beside) >= _FEWEST - 1
