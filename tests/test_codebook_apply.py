"""Decisions go with the codebook by rule, or come back as questions; none is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changing import book, decide, on, segments, stand, study_with
from relcode.codebook import Lineage, load, loads, translate
from relcode.errors import CodebookError, RelcodeError
from relcode.questions import opened
from relcode.review.migrate import apply, plan, settle, versions
from relcode.terms import Span
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study

ONE = book(a="", b="", c="")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study with the codes a, b and c."""
    with study_with(tmp_path, ONE) as made:
        yield made


def test_rename_carries_all_of_a_decision(study: Study) -> None:
    """A decision on a renamed code is the same one under the new name, and says so."""
    spans = (Span(3, 9),)
    decide(
        study,
        "r",
        "Ana",
        on(study, "a", status="added", valence="mixed", role="barrier", spans=spans),
    )
    apply(study, book("2", x="a", b="", c=""))
    (row,) = study.ledger.decisions(study.source_ids()[0])
    assert (row.code, row.status, row.valence, row.role) == ("x", "added", "mixed", "barrier")
    assert (row.coder, row.spans, row.carried, row.origin) == ("Ana", spans, True, "review")
    assert row.why.note == f"coded as 'a' in own 1 ({ONE.hash[:8]})"
    first, second = study.ledger.history(row.segment)
    assert second.coding.replaces == first.coding.id
    assert first.coding.code == "a"


MERGED = {
    "both accepted": ({"a": {}, "b": {"status": "added"}}, "added"),
    "one rejected": ({"a": {}, "b": {"status": "rejected"}}, "accepted"),
    "other rejected": ({"a": {"status": "rejected"}, "b": {}}, "accepted"),
    "both rejected": ({"a": {"status": "rejected"}, "b": {"status": "rejected"}}, "rejected"),
    "only one": ({"b": {}}, "accepted"),
    "rejected in another tone": (
        {"a": {}, "b": {"status": "rejected", "valence": "negative"}},
        "accepted",
    ),
}


@pytest.mark.parametrize("case", MERGED)
@pytest.mark.parametrize("into", ["m", "a"])
def test_merge(study: Study, case: str, into: str) -> None:
    """Decisions on merged codes become one: what was accepted once is accepted."""
    rows, status = MERGED[case]
    for code, values in rows.items():
        decide(study, f"round-{code}", "Ana", on(study, code, **values))
    done = apply(study, book("2", **{into: "a b" if into == "m" else "b"}, c=""))
    assert stand(study) == {("Ana", into): status}
    assert not done.fate.open


@pytest.mark.parametrize("other", [{"valence": "negative"}, {"role": "barrier"}])
def test_merge_of_what_differs(study: Study, other: dict[str, str]) -> None:
    """Codes that are merged and were given another valence or role are a question."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b", **other), on(study, "c"))
    decide(study, "s", "Ben", on(study, "a", "Ben"))
    done = apply(study, book("2", m="a b", c=""))
    (asked,) = opened(study, done.round)
    assert (asked.coder, asked.codes, asked.choices) == ("Ana", ("a", "b"), ("m",))
    assert "a accepted, positive, none; b accepted, " in asked.said
    assert stand(study) == {
        ("Ana", "a"): "accepted",
        ("Ana", "b"): "accepted",
        ("Ana", "c"): "accepted",
        ("Ben", "m"): "accepted",
    }


def test_places_of_merged_codes(study: Study) -> None:
    """A code that two are merged in is about the places of both, or about all."""
    decide(
        study, "r", "Ana", on(study, "a", spans=(Span(5, 9),)), on(study, "b", spans=(Span(0, 2),))
    )
    decide(study, "r", "Ben", on(study, "a", "Ben", spans=(Span(5, 9),)), on(study, "b", "Ben"))
    apply(study, book("2", m="a b"))
    rows = study.ledger.decisions(study.source_ids()[0])
    assert [row.spans for row in rows] == [(Span(0, 2), Span(5, 9)), ()]


def test_split_and_retired(study: Study) -> None:
    """What was decided on a code that was split is asked; on a retired one it stays in history."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b"), on(study, "c"))
    done = apply(study, book("2", a1="a", a2="a", c=""))
    assert [one.choices for one in opened(study, done.round)] == [("a1", "a2")]
    assert [row.code for row in done.fate.left] == ["b"]
    assert [row[:5] for row in done.tally()] == [
        ("a", ("a1", "a2"), 0, 1, 0),
        ("b", (), 0, 0, 1),
    ]
    assert stand(study)["Ana", "b"] == "accepted"


def test_split_off_is_asked_once(study: Study) -> None:
    """A new code that takes a part of one that stays is a question, at that change only."""
    decide(study, "r", "Ana", on(study, "a"))
    done = apply(study, book("2", a="", part="a"))
    assert [one.choices for one in done.new] == [("a", "part")]
    assert not apply(study, book("3", a="", part="a")).fate.open


def test_answered_question_is_not_put_again(study: Study) -> None:
    """A coder who has decided on one of the choices since has answered."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b", valence="negative"), on(study, "c"))
    done = apply(study, book("2", m="a b", c1="c", c2="c"))
    assert len(done.new) == 2
    again = settle(study)
    assert (len(again.fate.open), again.new, again.round) == (2, [], "")
    decide(study, done.round, "Ana", on(study, "m", valence="mixed"), on(study, "c2"))
    assert not settle(study).fate.open
    assert stand(study) == {
        ("Ana", "m"): "accepted",
        ("Ana", "c2"): "accepted",
        ("Ana", "c"): "accepted",
    }
    values = [r.valence for r in study.ledger.decisions(study.source_ids()[0]) if r.code == "m"]
    assert values == ["mixed"]


def test_decision_from_before_is_no_answer(study: Study) -> None:
    """A code that another is merged in was decided on before: that answers no question."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "c", valence="negative"))
    done = apply(study, book("2", c="a"))
    assert [(one.codes, one.choices) for one in done.new] == [(("a",), ("c",))]
    assert len(settle(study).fate.open) == 1


def test_twice_changes_nothing(study: Study) -> None:
    """Applying the same codebook again carries nothing, asks nothing and makes no round."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b"), on(study, "c"))
    new = book("2", x="a", b1="b", b2="b", c="")
    assert apply(study, new)
    state, rounds = study.state(), list(study.rounds)
    assert not apply(study, new)
    assert (study.state(), list(study.rounds)) == (state, rounds)


def test_plan_writes_nothing(study: Study) -> None:
    """A plan says the same as what is then done, and leaves the study as it is."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b"))
    state, new = study.state(), book("2", x="a", b1="b", b2="b")
    planned = plan(study, new)
    assert (study.state(), study.codebook_hash) == (state, ONE.hash)
    assert planned.tally() == apply(study, new).tally()


def test_three_versions(study: Study) -> None:
    """Renamed, then merged, then split: each step takes along what the one before it did."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b", status="rejected"))
    books = [ONE, book("2", x="a", b="", c=""), book("3", m="x b", c=""), book("4", p="m", q="m")]
    apply(study, books[1])
    apply(study, books[2])
    assert stand(study) == {("Ana", "m"): "accepted"}
    done = apply(study, books[3])
    assert [(one.codes, one.choices) for one in done.new] == [(("m",), ("p", "q"))]
    assert versions(study) == books
    assert translate("a", books) == translate("b", books) == ("p", "q")
    assert translate("c", books) == ()
    assert translate("a", books[:3]) == ("m",)


def test_lineage() -> None:
    """A code is looked for in the version it is from; an unknown one has a nearest one."""
    line = Lineage(
        [book(a="", old=""), book("2", b="a", old=""), book("3", b="a", a="", new="old")]
    )
    first, second, third = (version.hash for version in line.versions)
    assert line.heirs("a", first) == ("b",)
    assert line.heirs("a", third) == line.heirs("a") == ("a",)
    assert line.heirs("new", second) == ("new",)
    with pytest.raises(RelcodeError, match="'nev' never was a code; did you mean 'new'"):
        line.heirs("nev")
    assert Lineage([book(a="ancient")]).heirs("ancient") == ("a",)


def test_retired_code_is_taken_up_later(study: Study) -> None:
    """Decisions on a retired code go to the one that a later version names as its heir."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b"))
    apply(study, book("2", c=""))
    assert len(settle(study).fate.left) == 2
    apply(study, book("3", c="", late="a"))
    assert stand(study) == {("Ana", "late"): "accepted", ("Ana", "b"): "accepted"}
    apply(study, book("4", b="", c="", late="a"))
    assert not settle(study).fate.left


def test_sheet_of_an_older_version(study: Study) -> None:
    """What a sheet of an older version says with its codes is settled by the same rules."""
    decide(study, "r", "Ana", on(study, "b", status="rejected"))
    apply(study, book("2", m="a b", c1="c", c2="c"))
    decide(study, "r", "Ana", on(study, "a"), on(study, "c"))
    done = settle(study)
    assert stand(study)["Ana", "m"] == "accepted"
    assert [one.choices for one in opened(study, done.round)] == [("c1", "c2")]


def test_going_back(study: Study) -> None:
    """Taking up the version before brings back what a rename and a merge had carried over."""
    decide(study, "r", "Ana", on(study, "a"), on(study, "b", status="rejected"), on(study, "c"))
    before = stand(study)
    apply(study, book("2", m="a b", x="c"))
    assert stand(study) == {("Ana", "m"): "accepted", ("Ana", "x"): "accepted"}
    done = apply(study, ONE)
    assert stand(study) == before
    assert not done.fate.open
    apply(study, book("3", c="b", a=""))
    assert stand(study) == {("Ana", "a"): "accepted", ("Ana", "c"): "accepted"}
    apply(study, ONE)
    assert stand(study) == before


def test_going_back_after_new_decisions(study: Study) -> None:
    """What was decided on a merged code itself is asked about when the merge is taken back."""
    decide(study, "r", "Ana", on(study, "a"))
    apply(study, book("2", m="a b"))
    decide(study, "s", "Ben", on(study, "m", "Ben"))
    done = apply(study, ONE)
    assert [(one.coder, one.choices) for one in done.new] == [("Ben", ("a", "b"))]
    assert stand(study)["Ana", "a"] == "accepted"


def test_undo_after_a_change(study: Study) -> None:
    """Undoing a round undoes what was carried over from it, and shows what stood before it."""
    decide(study, "first", "Ana", on(study, "a"))
    decide(study, "second", "Ana", on(study, "a", status="rejected"), on(study, "b"))
    apply(study, book("2", x="a", y="b"))
    assert stand(study) == {("Ana", "x"): "rejected", ("Ana", "y"): "accepted"}
    study.rounds.undo("second")
    assert stand(study) == {("Ana", "x"): "accepted"}


def test_kind_of_round_stays(study: Study) -> None:
    """A decision made blind is one made blind under a new name, too."""
    decide(study, "blind-1", "Ana", on(study, "a"), kind="blind")
    decide(study, "r", "Ana", on(study, "a", status="rejected"))
    apply(study, book("2", x="a"))
    source = study.source_ids()[0]
    assert [r.status for r in study.ledger.decisions(source, ["blind"])] == ["accepted"]


def test_misspelt_former_name(study: Study) -> None:
    """A former name that never was a code is refused where a code is retired beside it."""
    decide(study, "r", "Ana", on(study, "a"))
    with pytest.raises(CodebookError, match="x, formerly: 'aa' was never a code; did you mean 'a'"):
        apply(study, book("2", x="aa", b="", c=""))
    assert study.codebook_hash == ONE.hash
    apply(study, book("2", a="", b="", c="", x="elsewhere"))


def test_coders_keep_apart(study: Study) -> None:
    """Each coder's decisions are carried for themselves."""
    decide(study, "r", "Ana", on(study, "a"))
    decide(study, "r", "Ben", on(study, "b", "Ben", valence="negative"))
    done = apply(study, book("2", m="a b"))
    assert stand(study) == {("Ana", "m"): "accepted", ("Ben", "m"): "accepted"}
    assert done.tally() == [("a", ("m",), 1, 0, 0, 1), ("b", ("m",), 1, 0, 0, 1)]


def test_shipped_codebook(tmp_path: Path) -> None:
    """An edited copy of the shipped codebook takes the decisions along."""
    old = load("relational")
    text = old.dump().partition("\n")[2].replace('"trust-integrity"', '"honesty"')
    new = loads(
        text.replace('"id": "honesty",', '"id": "honesty", "formerly": ["trust-integrity"],')
    )
    with small_study(tmp_path) as study:
        decide(study, "r", "Ana", on(study, "trust-integrity"), on(study, "trust"))
        done = apply(study, new)
        assert stand(study) == {("Ana", "honesty"): "accepted", ("Ana", "trust"): "accepted"}
        assert [row.code for row in done.tally()] == ["trust-integrity"]
        assert segments(study)
