"""What a returned row decides, and what it only asks."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from relcode.errors import RelcodeError
from relcode.review.back import Back, Extent, Remark, Row, Ruling, Said
from relcode.review.corrections import apply, plan
from relcode.rounds import token
from relcode.terms import MACHINE, Round, Sent, Sheet, Span
from relcode.workbook import text_hash
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.review.corrections import Plan
    from relcode.study import Study
    from relcode.terms import RoundKind

FILES = count()


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study, with a review sheet and a blind sheet sent to Ana and to nobody by name."""
    with small_study(tmp_path) as made:
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


NO_TRUST, LATER, COUNT_ON = "no trust between", "Later we got", "count on them"
TWO = (said("trust", "positive", 1), said("relationships", "positive", 2))


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


def ruling(study: Study, words: str, code: str, verdict: Any, to: Said | None = None) -> Ruling:
    """A row of the sheet of codings."""
    return Ruling("f.xlsx!Codings!3", segment(study, words)[0], code, verdict, to, "because")


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
