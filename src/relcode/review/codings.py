"""The rows of the sheet of codings: one for each code shown, to be accepted, rejected, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.review.reasons import evidence, grounds
from relcode.review.rows import spans
from relcode.workbook import Marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relcode.review.view import Slots
    from relcode.terms import Coding, Segment, Source
    from relcode.workbook import Value


def coding_rows(
    row: Mapping[str, Value], segment: Segment, slots: Slots, source: Source
) -> Iterator[tuple[bool, dict[str, Value]]]:
    """For each coding of a row of segments whether it is only a hint, and its values by key."""
    shared = {key: row[key] for key in ("_id", "_sheet", "source")}
    text = source.text[segment.start : segment.end]
    for coding in slots.all():
        yield (
            coding.status == "candidate",
            {
                **shared,
                "_code": coding.code,
                "text": Marked(text, spans(segment, [coding])),
                "code": coding.code,
                "valence": coding.valence,
                "role": None if coding.role == "none" else coding.role,
                "probability": coding.probability,
                "why": _why(coding, source.text),
            },
        )


def _why(coding: Coding, text: str) -> str:
    hint = "hint: " if coding.status == "candidate" else ""
    return f"{hint}{evidence(coding, text)} ({grounds(coding)})".strip()
