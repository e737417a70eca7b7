"""What the review loop promises, against old copies and files returned twice, late or by others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from relcode.errors import RelcodeError
from relcode.review.back import Back, Extent, Question, Remark
from relcode.review.corrections import apply, plan
from relcode.rounds import token
from relcode.standing import standing
from relcode.terms import Round, Sent, Sheet
from returned_rows import COUNT_ON, LATER, TWO, back, row, ruling, said, segment, send
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.review.corrections import Plan
    from relcode.study import Study
    from relcode.terms import Mark, Span

TRUST, RELATIONSHIPS = TWO


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study, with a review sheet sent to Ana and to nobody by name."""
    with small_study(tmp_path) as made:
        send(made, "review-1", "review", "Ana")
        send(made, "review-1", "review", "")
        yield made


def take(study: Study, returned: Back, coder: str = "") -> Plan:
    """Store what one file brings."""
    (made,) = apply([returned], study, coder)
    return made


def stand(study: Study, words: str = LATER) -> dict[tuple[str, str], tuple[str, str]]:
    """Status and valence of what each coder decided on the codes of a segment."""
    one, _ = segment(study, words)
    rows = study.ledger.decisions(one.split("-")[0])
    return {(c.coder, c.code): (c.status, c.valence) for c in rows if c.segment == one}


def test_two_coders_may_return_the_same_bytes(study: Study) -> None:
    """A sheet for nobody that two people return unaltered alike counts for both of them."""
    same = back(study, row(study, LATER, *TWO, mark="done"), coder="")
    take(study, same, "Ana")
    take(study, same, "Ben")
    assert {coder for coder, _ in stand(study)} == {"Ana", "Ben"}
    assert not take(study, same, "Ben").brought


def test_what_was_held_back_is_read_again(study: Study) -> None:
    """Of a file that is in, the rows with a doubt come in once it is gone, and no others."""
    held = row(study, COUNT_ON, doubts=(Question("K9", "'zeal' is no code"),))
    first = back(study, row(study, LATER, *TWO, mark="done"), held)
    take(study, first)
    take(study, back(study, row(study, LATER, TRUST, mark="done")))
    clear = row(study, COUNT_ON, said("voice", "positive", 1), mark="done")
    again = take(study, replace(first, rows=(first.rows[0], clear)))
    assert again.known
    assert stand(study, COUNT_ON)["Ana", "voice"] == ("added", "positive")
    assert stand(study)["Ana", "relationships"][0] == "rejected"


def test_a_code_that_moves_over_another_rejects_it(study: Study) -> None:
    """A code that was added earlier, written over a shown one now, still rejects that one."""
    take(study, back(study, row(study, LATER, *TWO, said("power", "negative", 3))))
    over = (said("power", "negative", 1), RELATIONSHIPS)
    take(study, back(study, row(study, LATER, *over, mark="done")))
    assert stand(study)["Ana", "trust"][0] == "rejected"
    assert stand(study)["Ana", "power"] == ("added", "negative")


@pytest.mark.parametrize(
    "first",
    [
        {"codes": (RELATIONSHIPS,), "mark": "done"},
        {"codes": (said("trust", "negative", 1), RELATIONSHIPS), "mark": ""},
        {"codes": (said("power", "negative", 1), RELATIONSHIPS), "mark": ""},
    ],
)
def test_an_older_copy_takes_nothing_back(study: Study, first: dict[str, object]) -> None:
    """The sheet as it was sent, returned after corrections, asks instead of undoing them."""
    codes, mark = first["codes"], first["mark"]
    take(study, back(study, row(study, LATER, *codes, mark=mark)))  # type: ignore[misc]
    before = stand(study)
    made = take(study, back(study, row(study, LATER, *TWO)))
    assert made.questions
    assert stand(study) == before
    take(study, back(study, row(study, LATER, *TWO, mark="done")))
    assert stand(study)["Ana", "trust"] == ("accepted", "positive")


@pytest.mark.parametrize(("mark", "fix"), [("done", "mark it unsure"), ("unsure", "mark it done")])
def test_a_mark_is_not_withdrawn_quietly(study: Study, mark: Mark, fix: str) -> None:
    """A row that comes back without the status it had counts as before, and that is told."""
    take(study, back(study, row(study, LATER, *TWO, mark=mark)))
    made = take(study, back(study, row(study, LATER, *TWO)))
    assert not made.questions
    assert [f"marked this row {mark}" in one.what for one in made.remarks] == [True]
    assert fix in made.remarks[0].fix
    (source,) = {name for name in study.source_ids() if study.ledger.judged(name)}
    assert [one.mark for one in study.ledger.judged(source)] == [mark]
    take(study, back(study, row(study, LATER, *TWO, mark="unsure")))
    assert [one.mark for one in study.ledger.judged(source)] == ["unsure"]


def test_another_sheet_withdraws_nothing(study: Study) -> None:
    """A row without a status says nothing of what the coder marked in another sheet."""
    take(study, back(study, row(study, LATER, *TWO, mark="done")))
    send(study, "review-2", "review", "Ana")
    assert not take(study, back(study, row(study, LATER, *TWO), name="review-2")).remarks


def test_a_hint_that_was_chosen_is_not_lost_quietly(study: Study) -> None:
    """A code from the column of hints, chosen and then cleared without a status, is asked about."""
    take(study, back(study, row(study, COUNT_ON, said("trust", "positive", 1))))
    assert take(study, back(study, row(study, COUNT_ON))).questions
    take(study, back(study, row(study, COUNT_ON, mark="done")))
    assert stand(study, COUNT_ON)["Ana", "trust"][0] == "rejected"


def test_a_coder_is_one_person_however_spelt(study: Study) -> None:
    """A name in other case, or with blanks around it, is the same coder; blanks are no name."""
    take(study, back(study, row(study, LATER, *TWO, mark="done")))
    take(study, back(study, row(study, COUNT_ON, mark="done"), coder=""), "  ana ")
    assert study.ledger.coders() == ["Ana"]
    with pytest.raises(RelcodeError, match="does not say who"):
        plan(back(study, row(study, LATER, *TWO), coder=""), study, "  ")


def test_comments_of_all_copies_are_kept(study: Study) -> None:
    """A comment on a copy of a row is kept, also where the first copy has none."""
    one = row(study, LATER, *TWO, mark="done")
    made = plan(back(study, one, replace(one, comments=(Remark("K", "see"),))), study)
    assert [memo.text for memo in made.brought.memos] == ["see"]


def test_own_columns_of_all_parts_are_kept(study: Study) -> None:
    """Where a text was split into two rows, an empty cell does not wipe out the other's."""
    texts = ("Later we got trusting relationships,", "and the café became our office.")
    rows = [
        row(study, LATER, *codes, text=text, mark="done", own={"Mood": mood})
        for text, codes, mood in zip(texts, (TWO, ()), ("blue", ""), strict=True)
    ]
    made = plan(back(study, *rows), study)
    assert [own.value for own in made.brought.own] == ["blue"]


def test_gold_outlasts_the_adjudicators_own_coding(study: Study) -> None:
    """What somebody adjudicated stays, whatever the same person says as a coder afterwards."""
    made = study.rounds.add(Round("gold-1", "adjudication", 1, study.codebook_hash))
    one, _ = segment(study, LATER)
    source = one.split("-")[0]
    codings = [coding for coding in study.codings(source) if coding.segment == one]
    shown = (codings[0], replace(codings[1], status="candidate"))
    study.rounds.send(Sheet(token(study.id, made, "Ana"), "gold-1", "Ana"), [Sent(one, shown)])
    take(study, back(study, row(study, LATER, TRUST, mark="done"), name="gold-1"))
    take(study, back(study, row(study, LATER, RELATIONSHIPS, mark="done")))
    assert [coding.code for coding in standing(study.codings(source))[one]] == ["trust"]


def test_quoted_words_that_are_gone_are_gone(study: Study) -> None:
    """A code that was about some words is about the whole segment once they are cleared."""

    def spans(*codes: object) -> tuple[Span, ...]:
        take(study, back(study, row(study, LATER, *TWO, *codes, mark="done")))  # type: ignore[arg-type]
        one, _ = segment(study, LATER)
        rows = study.ledger.decisions(one.split("-")[0])
        return next(c.spans for c in rows if (c.segment, c.code) == (one, "voice"))

    assert spans(said("voice", "positive", 3, extent=Extent("trusting")))
    assert not spans(said("voice", "positive", 3))


def test_a_clock_that_was_put_back_changes_nothing(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The later return stands, also where the computer's clock says that it is the earlier."""
    for time, codes in (("2031-01-02", TWO), ("2031-01-01", (TRUST,))):
        monkeypatch.setattr("relcode.ledger.now", lambda time=time: time)
        take(study, back(study, row(study, LATER, *codes, mark="done")))
    assert stand(study)["Ana", "relationships"][0] == "rejected"


def test_the_same_said_twice_is_stored_once(study: Study) -> None:
    """A code that stands in the row and that Codings changes another one to is added once."""
    power = said("power", "negative", 3)
    change = ruling(study, LATER, "trust", "change", said("power", "negative"))
    made = plan(back(study, row(study, LATER, *TWO, power), change), study)
    told = [one.coding.code for one in made.brought.decisions if one.coding.status == "added"]
    assert made.questions or told == ["power"]


def test_own_columns_are_changed_by_what_is_written_alone(study: Study) -> None:
    """What a later sheet showed is cleared where the coder clears it, and else left as it is."""

    def own(value: str, name: str) -> list[str]:
        take(study, back(study, row(study, LATER, *TWO, own={"Mood": value}), name=name))
        one, _ = segment(study, LATER)
        return [each.value for each in study.ledger.own(one.split("-")[0])]

    assert own("blue", "review-1") == ["blue"]
    send(study, "review-2", "review", "Ana")
    assert own("red", "review-1") == ["red"]
    assert own("blue", "review-2") == ["red"]
    assert own("", "review-2") == []
