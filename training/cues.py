"""What the cues of the codebook say of the corpus, unit by unit."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.tag.cues import CueTagger
from relcode.terms import Segment, Source
from training.corpus import VALENCES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from training.corpus import Document


class Said(NamedTuple):
    """What cues say of the lines of documents, (lines, codes).

    `strength` is 2 where a strong cue suggests the code, 1 where a weak one hints at it; `valence`
    the number of the valence that the rules give it, -1 where no cue speaks for it.
    """

    strength: np.ndarray
    valence: np.ndarray


def said(documents: Sequence[Document], book: Codebook, codes: Sequence[str]) -> Said:
    """What the cues of the codebook say of each line of these documents, one after another."""
    tagger = CueTagger(book)
    numbers = {code: number for number, code in enumerate(codes)}
    parts = [_said(document, tagger, numbers) for document in documents]
    return Said(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _said(document: Document, tagger: CueTagger, numbers: dict[str, int]) -> Said:
    source, segments = document.real or as_source(document)
    shape = (len(segments), len(numbers))
    strength, valence = np.zeros(shape, np.int8), np.full(shape, -1, np.int8)
    rows = {segment.id: row for row, segment in enumerate(segments)}
    for coding in tagger.codings(source, segments):
        place = rows[coding.segment], numbers[coding.code]
        strength[place] = 2 if coding.status == "suggested" else 1
        valence[place] = VALENCES.index(coding.valence)
    return Said(strength, valence)


def as_source(document: Document) -> tuple[Source, list[Segment]]:
    """The document as the tagger gets one: a source, and a segment for each of its lines."""
    segments, place = [], 0
    for number, (line, unit) in enumerate(zip(document.lines, document.units, strict=True)):
        end = place + len(line.text)
        segments.append(
            Segment(
                id=f"{document.name}-{number}",
                source=document.name,
                start=place,
                end=end,
                unit="sentence",
                speaker=line.speaker,
                speaker_role="interviewer" if unit.opening == "question" else "participant",
                codable=not line.skip,
            )
        )
        place = end + 1
    text = "\n".join(line.text for line in document.lines)
    digest = sha256(text.encode()).hexdigest()
    source = Source(document.name, document.name, document.kind, "en", digest, text, (), (), ())
    return source, segments
