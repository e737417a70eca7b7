"""Cut a block into its coding units (manual, R1 to R4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcode.segment.clauses import clauses
from relcode.segment.sentences import sentences
from relcode.terms import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.segment.places import Place
    from relcode.terms import Block, Unit

SHORT = 4  # words; a shorter sentence of a turn joins its neighbour (R1)
_LONGEST = 1500  # characters; nobody writes such a sentence: it is speech taken down without stops

_SAID = re.compile(r"\w+(?:['’.-]\w+)*")
_UNITS: dict[str, Unit] = {"heading": "heading", "bullet": "bullet", "cell": "cell"}


class Piece(NamedTuple):
    """One coding unit of a block."""

    span: Span
    unit: Unit


def pieces(text: str, block: Block, place: Place, *, whole: bool) -> Iterator[Piece]:
    """The units of a block in order: together they hold every character that is not blank.

    Headings stay whole, and so does what is not coded anyway (`whole`). In talk, run-on sentences
    are cut and short ones joined; a turn that is too short for that is one unit. In writing, only
    sentences of a length that nobody writes are cut.
    """
    unit = _UNITS.get(block.form, "sentence")
    if whole or unit == "heading":
        spans: Iterable[Span] = _trimmed(text, block)
    elif place.talk:
        spans = list(_joined(text, _said(text, block)))
        if is_short(text, spans) and _is_turn(block, place):
            unit = "turn"
    else:
        spans = _written(text, block)
    for span in spans:
        yield Piece(span, unit)


def _is_turn(block: Block, place: Place) -> bool:
    return place.turn is None or (block.start <= place.turn.start and place.turn.end <= block.end)


def is_short(text: str, spans: Iterable[Span]) -> bool:
    """Whether stretches of talk have fewer words together than a sentence needs to stand alone."""
    said = 0
    for start, end in spans:
        for _ in _SAID.finditer(text, start, end):
            said += 1
            if said == SHORT:
                return False
    return True


def _trimmed(text: str, block: Block) -> Iterator[Span]:
    content = text[block.start : block.end]
    start = block.start + len(content) - len(content.lstrip())
    end = block.start + len(content.rstrip())
    if start < end:
        yield Span(start, end)


def _said(text: str, block: Block) -> Iterator[Span]:
    for sentence in sentences(text, block.start, block.end):
        yield from clauses(text, sentence)


def _written(text: str, block: Block) -> Iterator[Span]:
    for sentence in sentences(text, block.start, block.end):
        if sentence.end - sentence.start > _LONGEST:
            yield from clauses(text, sentence)
        else:
            yield sentence


def _joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, each short one joined to the one before, or to the next where none is before."""
    ready: Span | None = None
    for span in spans:
        if ready is None:
            ready = span
        elif is_short(text, [span]) or is_short(text, [ready]):
            ready = Span(ready.start, span.end)
        else:
            yield ready
            ready = span
    if ready:
        yield ready
