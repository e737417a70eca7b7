"""Rows as they come back, made by hand, to try what they decide."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relcode.review.back import Back, Row, Ruling, Said
from relcode.rounds import token
from relcode.terms import MACHINE, Round, Sent, Sheet
from relcode.workbook import text_hash
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.review.corrections import Plan
    from relcode.study import Study
    from relcode.terms import RoundKind

FILES = count()


@contextmanager
def sent_study(folder: Path) -> Iterator[Study]:
    """The small study, with a review sheet and a blind sheet sent to Ana and to nobody by name."""
    with small_study(folder) as made:
        send(made, "review-1", "review", "Ana")
        send(made, "review-1", "review", "")
        send(made, "blind-1", "blind", "Ana")
        yield made


def send(study: Study, name: str, kind: RoundKind, coder: str) -> None:
    """Record a sheet that shows all suggestions, or none in a blind round."""
    if study.rounds.get(name) is None:
        study.rounds.add(Round(name, kind, 1, study.codebook_hash))
    rows = []
    for source in study.source_ids():
        codings = [] if kind == "blind" else study.codings(source)
        rows += [
            Sent(one.id, tuple(c for c in codings if c.segment == one.id and c.status in MACHINE))
            for one in study.segments(source)
        ]
    study.rounds.send(Sheet(token(study.id, study.rounds[name], coder), name, coder), rows)


def segment(study: Study, words: str) -> tuple[str, str]:
    """The id and the text of the segment with these words."""
    for source in study.source_ids():
        text = study.source(source).text
        for one in study.segments(source):
            if words in text[one.start : one.end]:
                return one.id, text[one.start : one.end]
    raise LookupError(words)


def said(code: str, valence: Any = None, slot: int = 0, **more: Any) -> Said:
    """A code as written into a slot, or into the list of more codes."""
    return Said(code, valence, more.get("role"), more.get("extent"), slot, f"Segments!K{slot}")


def row(study: Study, words: str, *codes: Said, **more: Any) -> Row:
    """The row of the segment with these words, as it came back with these codes."""
    one, text = segment(study, words)
    more = {"at": "f.xlsx!Segments!3", "id": one, "hash": text_hash(text), "text": text, **more}
    return Row(said=codes, **more)


def back(study: Study, *rows: Row | Ruling, name: str = "review-1", coder: str = "Ana") -> Back:
    """A file that came back with these rows."""
    sheet = study.rounds.sheet(token(study.id, study.rounds[name], coder))
    assert sheet
    return Back(
        Path("f.xlsx"),
        f"sha {next(FILES)}",
        sheet,
        tuple(one for one in rows if isinstance(one, Row)),
        tuple(one for one in rows if isinstance(one, Ruling)),
    )


def given(made: Plan) -> list[tuple[str, str, str]]:
    """Code, status and valence of every decision in a plan."""
    return [(d.coding.code, d.coding.status, d.coding.valence) for d in made.brought.decisions]


def ruling(study: Study, words: str, code: str, verdict: Any, to: Said | None = None) -> Ruling:
    """A row of the sheet of codings."""
    return Ruling("f.xlsx!Codings!3", segment(study, words)[0], code, verdict, to, "because")


NO_TRUST, LATER, COUNT_ON = "no trust between", "Later we got", "count on them"
TWO = (said("trust", "positive", 1), said("relationships", "positive", 2))
