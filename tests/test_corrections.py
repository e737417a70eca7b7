"""What a returned row decides, and what it only asks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from relcode.review.corrections import apply, plan
from relcode.terms import Span
from returned_rows import (
    COUNT_ON,
    LATER,
    TWO,
    back,
    given,
    row,
    said,
    segment,
    sent_study,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.review.back import Said
    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study with its sheets sent."""
    with sent_study(tmp_path) as made:
        yield made


def test_an_untouched_row_decides_nothing(study: Study) -> None:
    """A row left as it was, without a status, is neither agreement nor judged."""
    made = plan(back(study, row(study, LATER, *TWO)), study)
    assert not made.brought
    assert not made.questions
    assert made.counts["untouched"] == 1
    assert made.counts["missing"] == 8


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (TWO, [("trust", "accepted", "positive"), ("relationships", "accepted", "positive")]),
        (TWO[:1], [("trust", "accepted", "positive"), ("relationships", "rejected", "positive")]),
        (TWO[1:], [("relationships", "accepted", "positive"), ("trust", "rejected", "positive")]),
        ((), [("trust", "rejected", "positive"), ("relationships", "rejected", "positive")]),
        (
            (said("trust", "negative", 1), TWO[1]),
            [
                ("trust", "rejected", "positive"),
                ("trust", "added", "negative"),
                ("relationships", "accepted", "positive"),
            ],
        ),
        (
            (said("power", "negative", 1), TWO[1]),
            [
                ("relationships", "accepted", "positive"),
                ("trust", "rejected", "positive"),
                ("power", "added", "negative"),
            ],
        ),
        (
            (*TWO, said("voice")),
            [
                ("trust", "accepted", "positive"),
                ("relationships", "accepted", "positive"),
                ("voice", "added", "positive"),
            ],
        ),
    ],
)
def test_a_done_row_is_decided_whole(
    study: Study, codes: tuple[Said, ...], expected: list[tuple[str, str, str]]
) -> None:
    """In a row marked done, what stands is accepted or added, and what is gone is rejected."""
    made = plan(back(study, row(study, LATER, *codes, mark="done")), study)
    assert given(made) == expected
    assert [one.mark for one in made.brought.judged] == ["done"]
    assert not made.questions


def test_a_change_names_what_it_replaces(study: Study) -> None:
    """A code written over another is its rejection and an addition linked to it."""
    codes = (said("power", "negative", 1), TWO[1])
    (made,) = apply([back(study, row(study, LATER, *codes, mark="done"))], study)
    assert made.counts["changed code"] == 1
    events = [event.coding for event in study.ledger.history(segment(study, LATER)[0])]
    rejected = next(one for one in events if one.status == "rejected")
    assert [one.code for one in events if one.replaces == rejected.id] == ["power"]


def test_accepted_codes_keep_the_reason(study: Study) -> None:
    """An accepted suggestion keeps its tagger and its why under the coder's name."""
    made = plan(back(study, row(study, LATER, *TWO, mark="done")), study)
    coding = made.brought.decisions[0].coding
    assert (coding.coder, coding.tagger) == ("Ana", "cues.v1")
    assert [evidence.cue for evidence in coding.why.evidence] == ["trusting"]


def test_a_cleared_code_without_status_is_a_question(study: Study) -> None:
    """A code that is gone from a row without a status is asked about, and the row held back."""
    made = plan(back(study, row(study, LATER, TWO[0], note="hm")), study)
    assert not made.brought
    assert ["'relationships' was cleared" in q.what for q in made.questions] == [True]


def test_what_is_written_counts_without_a_status(study: Study) -> None:
    """A code added or written over another counts, and the row is still not judged."""
    codes = (said("power", "negative", 1), *TWO[1:], said("voice", "negative", 3))
    made = plan(back(study, row(study, LATER, *codes)), study)
    assert given(made) == [
        ("voice", "added", "negative"),
        ("trust", "rejected", "positive"),
        ("power", "added", "negative"),
    ]
    assert not made.brought.judged


def test_an_unsure_row_is_marked_and_not_decided(study: Study) -> None:
    """A row marked unsure brings its mark and its note; edits in it are asked about."""
    made = plan(back(study, row(study, LATER, *TWO, mark="unsure", note="both?")), study)
    assert [one.mark for one in made.brought.judged] == ["unsure"]
    assert [memo.text for memo in made.brought.memos] == ["both?"]
    assert not made.brought.decisions
    asked = plan(back(study, row(study, LATER, TWO[0], mark="unsure")), study)
    assert len(asked.questions) == 1


def test_a_hint_that_is_chosen_is_accepted(study: Study) -> None:
    """A code from the column of hints counts as accepted once a person writes it."""
    made = plan(back(study, row(study, COUNT_ON, said("trust", "positive", 1))), study)
    assert given(made) == [("trust", "accepted", "positive")]


def test_blind_rows_are_coded_not_corrected(study: Study) -> None:
    """In a blind round codes are added, and a row marked done without codes is judged too."""
    rows = (
        row(study, LATER, said("trust", None, 1), mark="done"),
        row(study, COUNT_ON, mark="done"),
    )
    made = plan(back(study, *rows, name="blind-1"), study)
    assert given(made) == [("trust", "added", "positive")]
    assert len(made.brought.judged) == 2


def test_the_usual_valence_is_said_to_be_that(study: Study) -> None:
    """A code added without a valence takes the usual one of the code, and says so."""
    made = plan(back(study, row(study, COUNT_ON, said("barrier"), mark="done")), study)
    added = next(d.coding for d in made.brought.decisions if d.coding.status == "added")
    assert added.valence == "negative"
    assert "not given" in added.why.valence


def test_a_cleared_valence_is_a_question(study: Study) -> None:
    """A shown code whose valence was cleared is asked about."""
    made = plan(back(study, row(study, LATER, said("trust", None, 1), TWO[1], mark="done")), study)
    assert "valence of 'trust' was cleared" in made.questions[0].what
    assert not made.brought


def test_no_says_the_ticked_column_rejects(study: Study) -> None:
    """A no in a code's own column rejects without a status; yes and no at once are a question."""
    made = plan(back(study, row(study, LATER, TWO[0], denied=("relationships",))), study)
    assert given(made) == [("relationships", "rejected", "positive")]
    both = plan(back(study, row(study, LATER, *TWO, denied=("trust",), mark="done")), study)
    assert not both.brought
    assert both.questions


def test_copies_of_a_row_count_once(study: Study) -> None:
    """A row copied as it is counts once; copies that differ are a conflict and bring nothing."""
    one = row(study, LATER, *TWO, mark="done")
    same = plan(back(study, one, one), study)
    assert len(same.brought.decisions) == 2
    assert same.counts["repeated"] == 1
    other = plan(back(study, one, replace(one, said=TWO[:1])), study)
    assert not other.brought
    assert "say different things" in other.questions[0].what


def test_a_split_text_gives_parts(study: Study) -> None:
    """Rows that share an id and hold parts of its text code those parts."""
    one, text = segment(study, LATER)
    first, second = "Later we got trusting relationships,", "and the café became our office."
    rows = (
        row(study, LATER, *TWO, text=first, mark="done"),
        row(study, LATER, said("resources", "positive", 1), text=second, mark="done"),
    )
    made = plan(back(study, *rows), study)
    start = int(one.split("-")[1])
    spans = {
        d.coding.code: d.coding.spans
        for d in made.brought.decisions
        if d.coding.status != "rejected"
    }
    assert spans["trust"] == spans["relationships"] == (Span(start, start + len(first)),)
    assert spans["resources"] == (Span(start + text.index(second), start + len(text)),)
    assert made.counts["split"] == 1
