"""What new rows, parts of texts and rulings on single codings decide."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from relcode.errors import RelcodeError
from relcode.review.back import Extent, Remark, Said
from relcode.review.corrections import apply, plan
from relcode.rounds import token
from relcode.terms import Round, Sent, Sheet, Span
from returned_rows import (
    COUNT_ON,
    LATER,
    NO_TRUST,
    TWO,
    back,
    given,
    row,
    ruling,
    said,
    segment,
    sent_study,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study with its sheets sent."""
    with sent_study(tmp_path) as made:
        yield made


def test_a_new_row_finds_its_segment(study: Study) -> None:
    """A row without an id is placed by its text, and asked about where that stands nowhere."""
    known = row(study, COUNT_ON, said("voice", "positive"), id="", hash="")
    made = plan(back(study, known), study)
    assert given(made) == [("voice", "added", "positive")]
    lost = plan(back(study, replace(known, text="Quite another thing altogether.")), study)
    assert not lost.brought
    assert "in no segment" in lost.questions[0].what


def test_quoted_words_and_following_segments_are_spans(study: Study) -> None:
    """A code may be about some words only, or reach over following segments."""
    one, text = segment(study, COUNT_ON)
    start = int(one.split("-")[1])
    part = said("trust", "positive", extent=Extent("count on them"))
    made = plan(back(study, row(study, COUNT_ON, part)), study)
    place = start + text.index("count on them")
    assert made.brought.decisions[0].coding.spans == (Span(place, place + 13),)
    reach = said("voice", "positive", extent=Extent(following=1))
    made = plan(back(study, row(study, NO_TRUST, said("trust", "negative", 1), reach)), study)
    begin, end = segment(study, NO_TRUST)[0], segment(study, LATER)[0]
    expected = Span(int(begin.split("-")[1]), int(end.split("-")[2]))
    assert made.brought.decisions[0].coding.spans == (expected,)
    lost = said("voice", "positive", extent=Extent("never said"))
    assert plan(back(study, row(study, NO_TRUST, lost)), study).questions


@pytest.mark.parametrize(
    ("verdict", "to", "expected"),
    [
        ("accept", None, [("trust", "accepted", "positive")]),
        ("reject", None, [("trust", "rejected", "positive")]),
        (
            "change",
            said("power"),
            [("trust", "rejected", "positive"), ("power", "added", "neutral")],
        ),
        (
            "change",
            said("", "mixed"),
            [("trust", "rejected", "positive"), ("trust", "added", "mixed")],
        ),
        ("", None, []),
    ],
)
def test_codings_are_ruled_on_one_by_one(
    study: Study, verdict: Any, to: Said | None, expected: list[tuple[str, str, str]]
) -> None:
    """A ruling decides its coding alone; no ruling is no decision."""
    untouched = row(study, LATER, *TWO)
    rulings = [ruling(study, LATER, "trust", verdict, to)] if verdict else []
    made = plan(back(study, untouched, *rulings), study)
    assert given(made) == expected
    assert not made.brought.judged


def test_sheets_that_disagree_are_a_question(study: Study) -> None:
    """A code kept in a done row and rejected in Codings is asked about, not decided."""
    done = row(study, LATER, *TWO, mark="done")
    made = plan(back(study, done, ruling(study, LATER, "trust", "reject")), study)
    assert not made.brought
    assert "two places disagree about 'trust'" in made.questions[0].what
    agreed = plan(back(study, done, ruling(study, LATER, "trust", "accept")), study)
    assert len(agreed.brought.decisions) == 2
    gone = row(study, LATER, TWO[1], mark="done")
    both = plan(back(study, gone, ruling(study, LATER, "trust", "reject")), study)
    assert given(both) == [
        ("relationships", "accepted", "positive"),
        ("trust", "rejected", "positive"),
    ]


def test_the_same_again_changes_nothing(study: Study) -> None:
    """A file read twice, or saved anew without a change, brings nothing more."""
    rows = (
        row(study, LATER, said("power", "negative", 1), TWO[1], mark="done", own={"Mood": "blue"}),
        row(study, COUNT_ON, said("trust", "negative"), note="see", comments=(Remark("K", "ha"),)),
        ruling(study, NO_TRUST, "trust", "change", said("", "mixed")),
    )
    first = back(study, *rows)
    (made,) = apply([first], study)
    assert made.brought
    assert plan(first, study).known
    again = plan(back(study, *rows), study)
    assert not again.brought
    assert not again.questions


def test_second_thoughts_replace_first_ones(study: Study) -> None:
    """A later return of the same sheet that says otherwise replaces the decision, by name."""
    apply([back(study, row(study, LATER, *TWO, said("voice", "positive", 3), mark="done"))], study)
    apply([back(study, row(study, LATER, TWO[0], mark="done"))], study)
    decisions = study.ledger.decisions(segment(study, LATER)[0].split("-")[0])
    assert {(one.code, one.status) for one in decisions} == {
        ("trust", "accepted"),
        ("relationships", "rejected"),
        ("voice", "rejected"),
    }
    replaced = [one for one in decisions if one.replaces]
    assert [one.code for one in replaced] == ["relationships", "voice"]
    apply([back(study, row(study, LATER, *TWO, said("voice", "positive", 3), mark="done"))], study)
    decisions = study.ledger.decisions(segment(study, LATER)[0].split("-")[0])
    assert all(one.status != "rejected" for one in decisions)


def test_a_missing_row_is_undecided(study: Study) -> None:
    """What is not in the file any more is not rejected, and what stood stands."""
    apply([back(study, row(study, LATER, *TWO, mark="done"))], study)
    (made,) = apply([back(study)], study)
    assert made.counts["missing"] == 9
    assert len(study.ledger.decisions(segment(study, LATER)[0].split("-")[0])) == 2


def test_who_coded_is_known(study: Study) -> None:
    """A sheet for nobody needs a name, and a sheet for one coder is not another's."""
    with pytest.raises(RelcodeError, match="--coder NAME"):
        plan(back(study, coder=""), study)
    with pytest.raises(RelcodeError, match="made for Ana"):
        plan(back(study), study, "Ben")
    assert plan(back(study, coder=""), study, "Ben").coder == "Ben"


def test_adjudication_settles(study: Study) -> None:
    """In a done row of an adjudication what stands is gold, and all else in dispute rejected."""
    study.rounds.add(Round("gold-1", "adjudication", 1, study.codebook_hash))
    one, _ = segment(study, LATER)
    codings = [c for c in study.codings(one.split("-")[0]) if c.segment == one]
    disputed = (codings[0], replace(codings[1], status="candidate"))
    sheet = Sheet(token(study.id, study.rounds["gold-1"], "Eva"), "gold-1", "Eva")
    study.rounds.send(sheet, [Sent(one, disputed)])
    plain = row(study, LATER, said("trust", "positive", 1), mark="done")
    made = plan(back(study, plain, name="gold-1", coder="Eva"), study)
    assert given(made) == [
        ("trust", "adjudicated", "positive"),
        ("relationships", "rejected", "positive"),
    ]
    edited = replace(plain, said=(*TWO,), mark="")
    assert plan(back(study, edited, name="gold-1", coder="Eva"), study).questions
