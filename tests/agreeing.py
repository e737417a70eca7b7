"""Units that several coders judged, and studies with their sheets, for the tests of agreement."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from relcode.analyse.agree.tally import drawn, tally
from relcode.analyse.agree.units import Judgement, Unit
from relcode.ledger import Decided, Returned
from relcode.study import Study
from relcode.terms import Coding, Entry, Judged, Round, Segment, Sheet, Source, Why, segment_id
from relcode.terms import source_id as id_of
from small_study import add, book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.analyse.agree.tally import Sums
    from relcode.terms import RoundKind, Status

    Codes = Mapping[str, tuple[str, ...]]  # segment -> codes


def summed(ratings: Sequence[Sequence[int]], categories: int) -> Sums:
    """The sums of units × coders with categories from 0, below 0 where missing, as one source."""
    return drawn(np.ones(1), tally(np.array(ratings, dtype=np.int8), categories, np.array([0])))


def from_table(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """The units of a table that counts first coder × second coder."""
    return [[i, j] for i, row in enumerate(table) for j, n in enumerate(row) for _ in range(n)]


def unit(number: int, source: str = "a", **judged: Sequence[str] | None) -> Unit:
    """A unit of ten characters with each coder's codes, all positive; None: not judged."""
    given = {
        coder: {code: Judgement("positive", "none") for code in codes}
        for coder, codes in judged.items()
        if codes is not None
    }
    return Unit(source, f"{source}-{number}", 10 * number, 10 * number + 10, given)


def decision(segment: str, code: str, coder: str, status: Status = "added") -> Coding:
    """A positive coding by a person."""
    return Coding(segment, code, "positive", "none", "reported", status, coder, "", Why())


def returned(  # noqa: PLR0913, PLR0917 - all that rounds differ in
    study: Study,
    coder: str,
    codes: Codes,
    kind: RoundKind = "blind",
    status: Status = "added",
    settings: Mapping[str, str] | None = None,
) -> None:
    """A round of one coder that came back: all these segments done, with these codes."""
    name = study.rounds.free_name(kind)
    made = Round(name, kind, 0, study.codebook_hash, dict(settings or {}))
    study.rounds.add(made)
    sheet = Sheet(f"{name}-{coder}", name, coder)
    study.rounds.send(sheet, [])
    brought = Returned(
        [Decided(decision(s, code, coder, status)) for s, given in codes.items() for code in given],
        [Judged(segment, coder, "done") for segment in codes],
    )
    study.ledger.take(Entry(sheet.id, f"{name}.xlsx", name), brought)


def many(tmp_path: Path, sources: int = 4, each: int = 40) -> Study:
    """A study of made-up sources, tagged with a third of all trust and with no relationships."""
    study = Study.create(tmp_path / "many.relcode", book())
    for number in range(sources):
        text = "".join(f"In winter {number} the boat {i} went out. " for i in range(each))
        cuts = [i for i in range(len(text)) if text.startswith("In winter", i)]
        ident = id_of(text)
        segments = [
            Segment(segment_id(ident, a, b), ident, a, b, "sentence")
            for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)
        ]
        source = Source(ident, f"boat{number}.txt", "interview", "en", "0", text, (), (), ())
        suggested = [
            Coding(
                one.id, "trust", "positive", "none", "reported", "suggested", "cues.v1", "cues.v1",
                Why(),
            )
            for one in segments[::3]
        ]  # fmt: skip
        add(study, f"{number}.txt", source, segments, suggested)
    return study


def all_segments(study: Study) -> list[str]:
    """The ids of all segments."""
    return [one.id for source in study.source_ids() for one in study.segments(source)]


def coded(study: Study, seed: int, slip: float) -> Codes:
    """Trust on every third segment and relationships on every fifth, but for some slips."""
    rng = random.Random(seed)  # noqa: S311 - slips that come again, no secret
    found = {}
    for i, segment in enumerate(all_segments(study)):
        rule = {"trust": i % 3 == 0, "relationships": i % 5 == 0}
        found[segment] = tuple(c for c, given in rule.items() if given != (rng.random() < slip))
    return found
