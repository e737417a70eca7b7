"""What the sheet of codings says when it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl.comments import Comment

from relcode.review.back import Extent
from relcode.review.returned import take_apart
from returned_sheets import Sent, book_of, place_of, rows_of, sent, whats
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from relcode.review.back import Back

    Edit = Callable[..., Back]

TRUST, TRUSTING, TIES, HINT, TALK = range(5)  # rows of the small study


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sent]:
    """A sheet of the small study, as a workbook."""
    with small_study(tmp_path) as study:
        yield sent(study, tmp_path, "sheet.xlsx")


@pytest.fixture
def edit(sheet: Sent) -> Edit:
    """What is read when cells (row from 0, key, text) of the sheet of codings were written."""

    def edited(*cells: tuple[int, str, str]) -> Back:
        book, path = book_of(sheet)
        page = book["Codings"]
        for row, key, text in cells:
            page[place_of(page, row, key)].value = text or None
        book.save(path)
        return take_apart(path, sheet.study)

    return edited


def test_rows_that_say_nothing_are_left_out(edit: Edit) -> None:
    """A row without a decision is none, whatever was sent in it."""
    assert edit().rulings == ()


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [("accept", "accept"), (" ACCEPTED ", "accept"), ("1", "accept"), ("✓", "accept"),
     ("no", "reject"), ("FALSE", "reject"), ("Reject", "reject")],
)  # fmt: skip
def test_decisions_have_other_names(edit: Edit, cell: str, verdict: str) -> None:
    """Yes and no, ticks and the like are decisions."""
    (ruling,) = edit((TIES, "decision", cell)).rulings
    assert (ruling.verdict, ruling.code, ruling.to) == (verdict, "relationships", None)
    assert not ruling.doubts


def test_changes_are_read(edit: Edit) -> None:
    """A code, a valence, a role and words that are asked for make a change, said or not."""
    rulings = edit(
        (TRUST, "decision", "change"),
        (TRUST, "code_to", "Power (mixed)"),
        (TRUSTING, "valence_to", "neg"),
        (TIES, "role_to", "barrier"),
        (TIES, "decision", "accept"),
        (HINT, "decision", "yes"),
        (HINT, "words", "“count on them”"),
        (TALK, "words", "+1"),
    ).rulings
    assert [ruling.verdict for ruling in rulings] == ["change"] * 5
    assert not any(ruling.doubts for ruling in rulings)
    assert [ruling.to and ruling.to[:4] for ruling in rulings] == [
        ("power", "mixed", None, None),
        ("", "negative", None, None),
        ("", None, "barrier", None),
        ("", None, None, Extent("count on them")),
        ("", None, None, Extent(following=1)),
    ]


@pytest.mark.parametrize(
    ("cells", "what"),
    [
        ([("decision", "prehaps")], "'prehaps' is not a decision; valid: accept, reject, change"),
        ([("decision", "change")], "nothing says to what"),
        ([("decision", "reject"), ("code_to", "power")], "the decision is reject, but"),
        ([("decision", "accept"), ("code_to", "power")], "the decision is accept, but"),
        ([("decision", "accept"), ("code", "power")], "the decision is accept, but"),
        ([("decision", "accept"), ("valence", "mixed")], "was written over"),
        ([("code_to", "trsut")], "did you mean 'trust'?"),
        ([("code_to", "power; voice")], "one code only"),
        ([("code_to", "trust")], "it has the code 'trust' already"),
        ([("code_to", "power (+)"), ("valence_to", "-")], "two things are said of its valence"),
        ([("valence_to", "barrier")], "'barrier' is no valence"),
        ([("role_to", "mixed")], "'mixed' is no role"),
        ([("words", "2")], "a number of following segments"),
        ([("_code", "voice"), ("decision", "accept")], "'voice' was not shown"),
        ([("_id", "s0123456789-0-5"), ("decision", "accept")], "without a row with the id"),
        ([("_id", ""), ("decision", "accept")], "has no id"),
        ([("text", "Gulls are loud at noon today."), ("decision", "accept")], "quite another"),
    ],
)
def test_what_is_unclear_is_asked(edit: Edit, cells: list[tuple[str, str]], what: str) -> None:
    """Contradictions, mistakes and rows that were changed are told, with their cells."""
    (ruling,) = edit(*((TRUST, key, text) for key, text in cells)).rulings
    assert what in whats(ruling)
    assert ruling.to is None
    assert ruling.doubts[0].at.startswith("back.xlsx!Codings!")


def test_what_was_written_over_is_a_change(edit: Edit) -> None:
    """A code, valence or role typed over what was shown is taken for a change, and remarked."""
    rulings = edit((TRUST, "code", "power"), (TIES, "valence", "mixed"), (TALK, "role", "barrier"))
    assert [ruling.to and ruling.to[:3] for ruling in rulings.rulings] == [
        ("power", None, None),
        ("", "mixed", None),
        ("", None, "barrier"),
    ]
    assert all("taken for a change" in one.remarks[0].what for one in rulings.rulings)
    assert not edit((TRUST, "code", " TRUST ")).rulings


def test_notes_and_comments_come_with_their_code(sheet: Sent) -> None:
    """A note or comment alone is kept, with no decision."""
    book, path = book_of(sheet)
    page = book["Codings"]
    page[place_of(page, TIES, "note")].value = "hm"
    page[place_of(page, TALK, "why")].comment = Comment("really?", "Ben")
    book.save(path)
    rulings = take_apart(path, sheet.study).rulings
    assert [(one.verdict, one.note, one.comments[:1]) for one in rulings] == [
        ("", "hm", ()),
        ("", "", (("Ben", "really?", "communication"),)),
    ]


def test_a_copied_row_counts_once(sheet: Sent) -> None:
    """A copy that says the same is passed over, an untouched one too; another is asked about."""
    rows = rows_of(sheet.path, "Codings")
    place = rows[0].index("decision")
    rows[2][place] = "reject"
    copy, other = list(rows[2]), list(rows[2])
    other[place] = ""
    both = [*rows, copy, other]
    (ruling,) = sheet.edited(both).rulings
    assert (ruling.verdict, ruling.doubts) == ("reject", ())
    both[-1][place] = "accept"
    first, second = sheet.edited(both).rulings
    assert "are about the same coding and say different things" in whats(second)
    assert not first.doubts


def test_own_columns_beside_codings_are_told(sheet: Sent) -> None:
    """What cannot be kept is told, and nothing else is lost by it."""
    rows = [[*row, ""] for row in rows_of(sheet.path, "Codings")]
    rows[1][-1], rows[2][-1] = "Mood", "calm"
    assert "the column 'Mood' is not kept" in sheet.edited(rows).remarks[0].what


def test_a_column_sorted_alone_is_told(sheet: Sent) -> None:
    """Codes that were sorted away from their rows are no changes."""
    rows = rows_of(sheet.path, "Codings")
    place = rows[0].index("code")
    codes = sorted(row[place] for row in rows[2:])
    for row, code in zip(rows[2:], codes, strict=True):
        row[place] = code
    back = sheet.edited(rows)
    assert "sorted without the other columns" in whats(back)
    assert back.rulings
    assert all(ruling.doubts and ruling.to is None for ruling in back.rulings)
