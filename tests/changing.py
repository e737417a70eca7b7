"""A study whose codebook changes: one text of four sentences, and decisions as they come in."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from relcode.codebook import Code, Codebook
from relcode.ledger import Decided, Returned
from relcode.records import Input
from relcode.rounds import token
from relcode.study import Study
from relcode.terms import Coding, Entry, Round, Segment, Sheet, Why
from small_study import interview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.terms import RoundKind


def book(version: str = "1", /, **codes: str) -> Codebook:
    """A codebook of these codes, each with its former names, separated by blanks."""
    made = [Code(id=i, name=i, definition=i, formerly=tuple(f.split())) for i, f in codes.items()]
    return Codebook(name="own", version=version, language="en", codes=tuple(made))


def study_with(folder: Path, used: Codebook) -> Study:
    """A study with one interview and that codebook."""
    made = Study.create(folder / "own.relcode", used)
    source, segments = interview()
    made.add(Input("a.txt", "0", "0", source.id, ""), source, segments)
    return made


def segments(study: Study) -> list[Segment]:
    """The segments of the study."""
    return [each for source in study.source_ids() for each in study.segments(source)]


def decide(study: Study, name: str, coder: str, *rows: Coding, kind: RoundKind = "review") -> Entry:
    """Store decisions as if they came in by a sheet of that round."""
    made = study.rounds.get(name) or study.rounds.add(Round(name, kind, 1, study.codebook_hash))
    sheet = token(study.id, made, coder)
    if not study.rounds.sheet(sheet):
        study.rounds.send(Sheet(sheet, name, coder), [])
    entry = Entry(sheet, "a.xlsx", f"{sheet} {len(study.rounds.entries())}")
    return study.ledger.take(entry, Returned([Decided(row) for row in rows]))


def on(study: Study, code: str, coder: str = "Ana", **more: Any) -> Coding:
    """A decision on the first segment, accepted and positive unless said otherwise."""
    values = {"valence": "positive", "role": "none", "stance": "reported", "status": "accepted"}
    place = segments(study)[more.pop("segment", 0)].id
    return Coding(place, code, coder=coder, tagger="cues.v1", why=Why(), **(values | more))


def stand(study: Study) -> dict[tuple[str, str], str]:
    """The decisions that stand on the first segment: status by coder and code."""
    first = segments(study)[0].id
    rows = (row for source in study.source_ids() for row in study.ledger.decisions(source))
    return {(row.coder, row.code): row.status for row in rows if row.segment == first}


@contextmanager
def passing_time() -> Iterator[None]:
    """A clock on which every look is a second later: what follows is never at the same time."""
    seconds = count()
    with pytest.MonkeyPatch.context() as patch:
        for module in ("study", "ledger", "rounds", "review.migrate"):
            patch.setattr(f"relcode.{module}.now", lambda: f"2031-01-01T00:{next(seconds):06}")
        yield
