"""What the full tagger would say of a segment without some of its words: occlusion, read anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcode.tag.units import units
from relcode.terms import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.features.encoder import Encoder
    from relcode.tag.cues import CueTagger
    from relcode.tag.mix import Mix
    from relcode.terms import Coding, Segment, Source

_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Without(NamedTuple):
    """The probability of each code (by id) once these places of the source's text are left out."""

    places: tuple[Span, ...]
    chances: Mapping[str, float]


class Occlusion:
    """Reads a segment again with words left out (Zeiler and Fergus 2014; for words Li et al. 2016).

    A cue counts no more where a word of its evidence is left out.
    """

    def __init__(self, cues: CueTagger, encoder: Encoder, mix: Mix) -> None:
        """Take the parts of the full tagger."""
        self._cues, self._encoder, self._mix = cues, encoder, mix

    def readings(
        self, source: Source, segments: Sequence[Segment], segment: Segment
    ) -> Iterator[Without]:
        """The segment as it is, then without what each coding rests on, then without each word.

        `segments` are all of the source, in reading order. Nothing where the segment is not one
        that is coded. Codes that the model has not learned are not among them.
        """
        judged = {
            view.segment.id: (view, {one.code: one for one in self._cues.judged(view, found)})
            for view, found in self._cues.seen(source, segments)
        }
        if segment.id not in judged:
            return
        view, said = judged[segment.id]
        number = segments.index(segment)
        given = list(units(source, segments, self._cues.uncoded))
        whole = self._encoder.unit(given, number)
        codings = self._mix.codings(view, source, said.values(), whole)
        rests = sorted({_inside(one, segment) for one in codings} - {()})
        words = [(place,) for place in _words(source, segment)]
        for places in dict.fromkeys(((), *rests, *words)):
            given[number] = given[number]._replace(text=_cut(source, segment, places))
            read = self._encoder.unit(given, number)
            kept = {code: one for code, one in said.items() if not _touches(one, places)}
            yield Without(places, self._mix.known(read.vector, kept, segment))


def _words(source: Source, segment: Segment) -> Iterator[Span]:
    """Where the words of the segment stand."""
    for found in _WORD.finditer(source.text, segment.start, segment.end):
        yield Span(*found.span())


def _inside(coding: Coding, segment: Segment) -> tuple[Span, ...]:
    """The places of a coding's evidence in the segment itself."""
    spans = {Span(one.start, one.end) for one in coding.why.evidence}
    return tuple(sorted(one for one in spans if segment.start <= one.start < segment.end))


def _cut(source: Source, segment: Segment, places: Sequence[Span]) -> str:
    """The segment's text without these places."""
    ends = [segment.start, *(place.end for place in places)]
    starts = [*(place.start for place in places), segment.end]
    return "".join(source.text[one:other] for one, other in zip(ends, starts, strict=True))


def _touches(coding: Coding, places: Sequence[Span]) -> bool:
    return any(
        one.start < place.end and place.start < one.end
        for one in coding.why.evidence
        for place in places
    )
