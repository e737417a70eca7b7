"""Decisions are appended, never changed; each coder's latest stands, in any order of coming."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relcode import database
from relcode.errors import RelcodeError
from relcode.ledger import Decided, Returned
from relcode.rounds import token
from relcode.standing import standing
from relcode.study import Study
from relcode.terms import Coding, Entry, Judged, Memo, Own, Round, Sent, Sheet, Span
from small_study import book, small_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.terms import RoundKind, Status


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study, with sheets sent to Ana and Ben in a blind round and a review round."""
    with small_study(tmp_path) as made:
        for name, kind in (("blind-1", "blind"), ("review-1", "review")):
            send(made, name, kind)
        yield made


def send(study: Study, name: str, kind: RoundKind) -> None:
    """Record a round with a sheet for each coder, that showed every suggestion."""
    study.rounds.add(Round(name, kind, 1, study.codebook_hash, {"sample": 3}))
    for coder in ("Ana", "Ben"):
        rows = [
            Sent(
                segment.id, tuple(c for c in study.codings(source) if c.segment == segment.id), 0.5
            )
            for source in study.source_ids()
            for segment in study.segments(source)
        ]
        study.rounds.send(Sheet(token(study.id, study.rounds[name], coder), name, coder), rows)


def first(study: Study) -> Coding:
    """The first suggestion of the study."""
    return next(c for source in study.source_ids() for c in study.codings(source))


def decision(study: Study, coder: str, status: Status, code: str = "trust") -> Coding:
    """A decision on the segment of the first suggestion."""
    return replace(first(study), coder=coder, status=status, code=code, id=None)


def take(study: Study, name: str, coder: str, *decided: Coding | Decided, file: str = "a") -> Entry:
    """Store decisions as if they came in by that coder's sheet."""
    rows = [one if isinstance(one, Decided) else Decided(one) for one in decided]
    judged = [Judged(rows[0].coding.segment, coder, "done")]
    entry = Entry(
        token(study.id, study.rounds[name], coder), f"{file}.xlsx", f"sha of {file} {coder} {name}"
    )
    return study.ledger.take(entry, Returned(rows, judged))


def stand(study: Study) -> list[tuple[str, str, str]]:
    """Who decided what on which code, as it stands."""
    rows = (one for source in study.source_ids() for one in study.ledger.decisions(source))
    return [(one.coder, one.code, one.status) for one in rows]


def test_what_was_sent_is_kept(study: Study) -> None:
    """What the rows of a sheet showed is told to the last figure, but for the why."""
    sent = study.rounds.sent(token(study.id, study.rounds["blind-1"], "Ana"))
    shown = sent[first(study).segment]
    assert shown.chance == 0.5
    assert replace(shown.codings[0], why=first(study).why, made_at=first(study).made_at) == first(
        study
    )
    assert study.rounds["blind-1"].settings == {"sample": 3}


def test_the_latest_decision_of_a_coder_stands(study: Study) -> None:
    """A coder's second thought replaces the first, and the history keeps both."""
    take(study, "review-1", "Ana", decision(study, "Ana", "accepted"))
    take(study, "review-1", "Ana", decision(study, "Ana", "rejected"), file="b")
    assert stand(study) == [("Ana", "trust", "rejected")]
    told = study.ledger.history(first(study).segment)
    assert [(event.coding.status, event.file) for event in told] == [
        ("accepted", "a.xlsx"),
        ("rejected", "b.xlsx"),
    ]


def test_coders_may_come_in_any_order(study: Study, tmp_path: Path) -> None:
    """The same two files in either order give the same decisions and the same codes in force."""
    study.backup(tmp_path / "other.relcode")
    coders = {"Ana": decision(study, "Ana", "accepted"), "Ben": decision(study, "Ben", "rejected")}
    with Study.open(tmp_path / "other.relcode") as other:
        for each, order in ((study, ("Ana", "Ben")), (other, ("Ben", "Ana"))):
            for coder in order:
                take(each, "review-1", coder, coders[coder])
        assert stand(study) == stand(other)
        source = study.source_ids()[0]
        ours, theirs = (standing(each.codings(source)) for each in (study, other))
        assert {s: [c.coder for c in codes] for s, codes in ours.items()} == {
            s: [c.coder for c in codes] for s, codes in theirs.items()
        }


def test_a_change_is_linked_to_what_it_replaces(study: Study) -> None:
    """A changed code is a rejection and an addition that names it, stored in one go."""
    rejected = decision(study, "Ana", "rejected")
    added = decision(study, "Ana", "added", "power")
    take(study, "review-1", "Ana", rejected, Decided(added, rejected))
    before, after = (event.coding for event in study.ledger.history(rejected.segment))
    assert (after.code, after.replaces) == ("power", before.id)


def test_a_round_can_be_undone(study: Study) -> None:
    """What came in by an undone round counts no more, and what stood before stands again."""
    take(study, "blind-1", "Ana", decision(study, "Ana", "added"))
    take(study, "review-1", "Ana", decision(study, "Ana", "rejected"))
    assert study.rounds.taken("sha of a Ana review-1")
    assert [one.entry.file for one in study.rounds.undo("review-1")] == ["a.xlsx"]
    assert stand(study) == [("Ana", "trust", "added")]
    assert study.rounds.taken("sha of a Ana review-1") is None
    assert study.rounds.undo("review-1") == []
    history = study.ledger.history(first(study).segment)
    assert [bool(event.undone_at) for event in history] == [False, True]


def test_rounds_of_a_kind_are_told_apart(study: Study) -> None:
    """Independent coding is read without the corrections that came after it."""
    take(study, "blind-1", "Ana", decision(study, "Ana", "added"))
    take(study, "review-1", "Ana", decision(study, "Ana", "rejected"))
    source = study.source_ids()[0]
    blind = study.ledger.decisions(source, kinds=("blind",))
    assert [(one.status, one.origin) for one in blind] == [("added", "blind")]
    assert [one.origin for one in study.ledger.judged(source, kinds=("blind",))] == ["blind"]


def test_a_carried_decision_gives_up_its_old_place(study: Study) -> None:
    """A decision carried to a new code stands there and no longer under the old one."""
    take(study, "review-1", "Ana", decision(study, "Ana", "accepted"))
    (old,) = study.ledger.decisions(study.source_ids()[0])
    new = replace(old, code="power", carried=True)
    take(study, "blind-1", "Ana", Decided(new, old))
    assert stand(study) == [("Ana", "power", "accepted")]
    study.rounds.undo("blind-1")
    assert stand(study) == [("Ana", "trust", "accepted")]


def test_adjudication_decides(study: Study) -> None:
    """What was adjudicated is in force whatever the coders said."""
    send(study, "gold", "adjudication")
    take(study, "review-1", "Ana", decision(study, "Ana", "accepted"))
    take(study, "gold", "Ben", decision(study, "Ben", "rejected"))
    segment = first(study).segment
    codes = standing(study.codings(study.source_ids()[0])).get(segment, [])
    assert "trust" not in [one.code for one in codes]


def test_memos_own_columns_and_spans_come_back(study: Study) -> None:
    """Notes, own columns (the latest of each) and spans are given back as they came."""
    segment = first(study).segment
    spanned = replace(decision(study, "Ana", "added"), spans=(Span(3, 9), Span(12, 20)))
    memo = Memo(segment, "Ana", "see the café", "Ana K.", "trust")
    for number, value in enumerate(("blue", "red")):
        own = Own(segment, "Ana", "Mood", value)
        entry = Entry(token(study.id, study.rounds["blind-1"], "Ana"), "a.xlsx", f"sha {number}")
        study.ledger.take(entry, Returned([Decided(spanned)], [], [memo], [own]))
    source = study.source_ids()[0]
    assert study.ledger.memos(source) == [memo]
    assert [one.value for one in study.ledger.own(source)] == ["red"]
    assert study.ledger.decisions(source)[0].spans == spanned.spans
    assert study.ledger.coders() == ["Ana"]


def test_a_name_is_taken_once(study: Study) -> None:
    """Two rounds of one name are refused, with a name that is free; an unknown one lists all."""
    with pytest.raises(RelcodeError, match="round 'blind-1' already"):
        study.rounds.add(Round("blind-1", "blind", 1, study.codebook_hash))
    with pytest.raises(RelcodeError, match="did you mean 'blind-1'"):
        study.rounds["blind-11"]
    assert study.rounds.free_name("review") == "review-2"


def test_judged_segments_are_kept(study: Study) -> None:
    """A segment that a coder judged as uncoded survives another reading of its file."""
    source = study.source(study.source_ids()[0])
    segment = study.segments(source.id)[0]
    entry = Entry(token(study.id, study.rounds["blind-1"], "Ana"), "a.xlsx", "sha")
    study.ledger.take(entry, Returned(judged=[Judged(segment.id, "Ana", "done")]))
    (path,) = study.inputs_of(source.id)
    study.add(study.inputs()[path], source, study.segments(source.id)[1:2])
    assert study.segments(source.id)[0] == segment


def test_a_study_of_the_first_schema_is_brought_up(tmp_path: Path) -> None:
    """A study made before there were rounds opens, with all that was in it, and takes rounds."""
    with small_study(tmp_path) as study:
        before = [coding for source in study.source_ids() for coding in study.codings(source)]
        path = study.path
    with closing(sqlite3.connect(path)) as old, old:
        for view in ("live", "kept", "present_segment", "present"):
            old.execute(f"DROP VIEW {view}")
        for index in ("coding_entry", "coding_replaces"):
            old.execute(f"DROP INDEX {index}")
        for column in ("entry", "spans", "carried"):
            old.execute(f"ALTER TABLE coding DROP COLUMN {column}")
        old.execute("ALTER TABLE source DROP COLUMN successor")
        for script in sorted(Path(database.__file__).parent.glob("schema_*.sql")):
            for table in re.findall(r"CREATE TABLE (\w+)", script.read_text(encoding="utf-8")):
                old.execute(f"DROP TABLE {table}")
        old.execute("PRAGMA user_version = 1")
    with Study.open(path) as study:
        after = [coding for source in study.source_ids() for coding in study.codings(source)]
        assert after == before
        study.rounds.add(Round("r", "review", 1, book().hash))
        assert [each.name for each in study.rounds] == ["r"]
