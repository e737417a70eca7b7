"""Passages in context: every place of some words, or every segment with a code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from relcode.standing import assigned, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcode.study import Study
    from relcode.terms import Segment, Source

COLUMNS = ("source", "segment_id", "section", "speaker", "start", "end", "before", "hit", "after")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One hit with what stands around it.

    `start` and `end` are the hit's place in the source; `before`, `hit` and `after` are slices of
    its text, with line ends shown as blanks.
    """

    source: str
    segment_id: str
    section: str
    speaker: str
    start: int
    end: int
    before: str
    hit: str
    after: str


def of_words(study: Study, words: Sequence[str], *, width: int = 60) -> Iterator[Passage]:
    """Every place where the words stand one after another, with `width` characters either side.

    A word matches whole and in any case; one that ends in `*` matches as a beginning.
    """
    pattern = _pattern(words)
    for source in study.sources():
        segments = study.segments(source.id)
        hits = (match.span() for match in pattern.finditer(source.text))
        yield from _placed(source, segments, hits, width)


def of_code(
    study: Study, code: str, *, candidates: bool = False, width: int = 60
) -> Iterator[Passage]:
    """Every segment that carries the code or one below it; also weak `candidates` if wanted.

    Raises RelcodeError for a code that the codebook does not have.
    """
    book = study.codebook()
    wanted = {book.code(code).id, *(below.id for below in book.descendants(code))}
    for source in study.sources():
        coded = {
            segment
            for segment, codings in standing(study.codings(source.id)).items()
            for coding in (codings if candidates else assigned(codings))
            if coding.code in wanted
        }
        segments = [segment for segment in study.segments(source.id) if segment.id in coded]
        yield from _placed(source, segments, ((s.start, s.end) for s in segments), width)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = chain.from_iterable(word.split() for word in words)
    return re.compile(r"\W+".join(_word(part) for part in parts), re.IGNORECASE)


def _word(word: str) -> str:
    stem = re.escape(word.rstrip("*")).replace("'", "['’]")
    return rf"\b{stem}\w*" if word.endswith("*") else rf"(?<!\w){stem}(?!\w)"


def _placed(
    source: Source, segments: Sequence[Segment], hits: Iterable[tuple[int, int]], width: int
) -> Iterator[Passage]:
    """Pair hits with the segment they begin in; both come in reading order."""
    text, rest = source.text, iter(segments)
    segment = next(rest, None)
    for start, end in hits:
        while segment and segment.end <= start:
            segment = next(rest, None)
        inside = segment if segment and segment.start <= start else None
        yield Passage(
            source=source.name,
            segment_id=inside.id if inside else "",
            section=inside.section if inside else "",
            speaker=(inside.speaker or "") if inside else "",
            start=start,
            end=end,
            before=_shown(text[max(0, start - width) : start]),
            hit=_shown(text[start:end]),
            after=_shown(text[end : end + width]),
        )


def _shown(text: str) -> str:
    return _SPACE.sub(" ", text)
