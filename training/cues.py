"""What the cues of the codebook say of the corpus, unit by unit."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from relcode.tag.cues import CueTagger
from relcode.terms import Segment, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from training.corpus import Document


def said(documents: Sequence[Document], book: Codebook, codes: Sequence[str]) -> np.ndarray:
    """2 where a strong cue suggests a code, 1 where a weak one hints at it; (units, codes)."""
    tagger = CueTagger(book)
    numbers = {code: number for number, code in enumerate(codes)}
    parts = []
    for document in documents:
        source, segments = as_source(document)
        found = np.zeros((len(segments), len(codes)), np.int8)
        rows = {segment.id: row for row, segment in enumerate(segments)}
        for coding in tagger.codings(source, segments):
            if coding.code in numbers:
                strength = 2 if coding.status == "suggested" else 1
                found[rows[coding.segment], numbers[coding.code]] = strength
        wanted = [not line.skip for line in document.lines]
        parts.append(found[wanted])
    return np.concatenate(parts)


def as_source(document: Document) -> tuple[Source, list[Segment]]:
    """The document as the tagger gets one: a source, and a segment for each of its lines."""
    segments, place = [], 0
    for number, (line, unit) in enumerate(zip(document.lines, document.units(), strict=True)):
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
    source = Source(document.name, document.name, "interview", "en", digest, text, (), (), ())
    return source, segments
