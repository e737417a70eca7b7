"""Evaluate the tagger on a folder of reference codings, reading and coding their whole texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from relcode import plugins
from relcode import read as reading
from relcode import segment as segmenting
from relcode.analyse import gold
from relcode.analyse.evaluate import Judged
from relcode.errors import RelcodeError, UnreadableError, nearest
from relcode.tagging import usual

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from relcode.analyse.gold import Reference
    from relcode.codebook import Codebook
    from relcode.plugins import Tagger, TaggerFactory
    from relcode.terms import Coding, Segment, Source

_FOUND = 0.9  # share of a reference's units that a text must hold to be taken for its document
_SCORE = {"suggested": 2, "candidate": 1}


@dataclass(slots=True)
class Evaluation:
    """Judged documents by group (`interviews`, `other texts`), and what could not be judged.

    `missing` maps a document to the units not found in its text, or to None where no text was
    found for it.
    """

    codes: list[str]
    groups: dict[str, list[Judged]] = field(default_factory=lambda: defaultdict(list))
    missing: dict[str, list[str] | None] = field(default_factory=dict)


def evaluate(
    folder: Path, book: Codebook, *, texts: Sequence[Path] = (), tagger: str = ""
) -> Evaluation:
    """The suggested codes of every document in `folder` against its reference coding.

    A unit has a code where any segment that overlaps it carries the code, rolled up to its core
    code. Whole texts are looked for in `folder`, in the folders beside it, and in `texts`. `tagger`
    is the name of one that is installed (default: the usual one).
    """
    factory: TaggerFactory = plugins.load("taggers", tagger or usual())
    made = factory(book)
    codes = [code.id for code in book.codes if code.core]
    result = Evaluation(codes)
    beside = [p for p in sorted(folder.resolve().parent.iterdir()) if p.is_dir()]
    files = gold.texts([*texts, folder, *(p for p in beside if p != folder.resolve())])
    for reference in gold.references(folder):
        source = _source(reference, files)
        if source is None:
            result.missing[reference.document] = None
            continue
        judged, lost = _judged(reference, source, made, book)
        group = "interviews" if source.kind == "interview" else "other texts"
        result.groups[group].append(judged)
        if lost:
            result.missing[reference.document] = lost
    if not result.groups:
        message = "no whole text was found for any reference"
        raise RelcodeError(message, where=str(folder), fix="name their folder with --texts")
    return result


def _source(reference: Reference, files: Sequence[Path]) -> Source | None:
    for path in gold.text_of(reference.document, files):
        try:
            source = reading.source(path)
        except UnreadableError:
            continue
        found = gold.spans(reference, source.text).values()
        if sum(span is not None for span in found) >= _FOUND * len(reference.units):
            return source
    return None


def _judged(
    reference: Reference, source: Source, tagger: Tagger, book: Codebook
) -> tuple[Judged, list[str]]:
    segments = list(segmenting.segments(source, book.lesson_headings))
    given = _by_segment(tagger.codings(source, segments))
    spans = gold.spans(reference, source.text)
    units = [unit for unit in reference.units if not unit.skip]
    codes = {code.id: i for i, code in enumerate(c for c in book.codes if c.core)}
    shape = (len(units), len(codes))
    truth, score, same = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for i, unit in enumerate(units):
        for code in unit.codes:
            truth[i, _index(code, codes, unit.id)] = 1
        for coding in _codings(spans[unit.id], segments, given):
            j = codes.get(book.core(coding.code))
            if j is not None:
                score[i, j] = max(score[i, j], _SCORE.get(coding.status, 0))
                same[i, j] |= unit.codes.get(book.core(coding.code)) == coding.valence
    lost = [unit.id for unit in units if spans[unit.id] is None]
    return Judged(reference.document, truth, score, same), lost


def _index(code: str, codes: Mapping[str, int], unit: str) -> int:
    if code not in codes:
        message = f"'{code}' is not a core code"
        raise RelcodeError(message, where=unit, fix=nearest(code, codes))
    return codes[code]


def _by_segment(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    found = defaultdict(list)
    for coding in codings:
        found[coding.segment].append(coding)
    return found


def _codings(
    span: tuple[int, int] | None, segments: Sequence[Segment], given: dict[str, list[Coding]]
) -> list[Coding]:
    if span is None:
        return []
    touched = (s for s in segments if gold.overlapping(span, s.start, s.end))
    return [coding for segment in touched for coding in given.get(segment.id, ())]
