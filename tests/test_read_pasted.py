"""A pasted web page gives its post, its comments one by one, and leaves the furniture apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts import check_source
from relcode.read import plain
from relcode.read.assemble import assembled
from relcode.read.normalise import normalised

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Source

POST = """How nine families shared one press

By Marta Holt

marta-holt-portrait
Marta Holt (biography)

What did it take to share a press? We asked the nine families who do.

They told us three things:

  • a book that all can read
  • a key that nobody keeps
  • time to argue.

To find out more about presses:

Holt, M. (2019). Presses and people. Lower Field: Shed Books. (Online):
https://sheds.example/press

Biography: Marta Holt presses apples. She has done so for thirty years.

"""
COMMENTS = """3 thoughts on “How nine families shared one press”

  1. We have no press, but a mill. The book is what made it work for us too.

    Reply
    • How long did it take you? We are in the second year.

      Reply
      • Five years, I would say.

        Best wishes,

        Jon

        Reply
  2. Dear Marta,
    our book got wet.

    What would you do?

    Kind regards,
    Ana Brandt

    Reply
  3. Thank you all.

    Reply

Leave a Reply

This site uses Akismet to reduce spam. Learn how your comment data is processed.

Subscribe now to keep reading and get access to the full archive.
"""


def read(text: str) -> Source:
    """The source of a pasted page."""
    source = assembled(plain.draft(normalised(text)), "page.txt")
    check_source(source)
    return source


def notes(source: Source) -> dict[str, list[str]]:
    """The furniture by its note."""
    found: dict[str, list[str]] = {}
    for block in source.blocks:
        if block.form == "furniture":
            found.setdefault(block.note, []).append(source.text[block.start : block.end])
    return found


def test_post() -> None:
    """The post's own words stay, byline, references and biography are set apart."""
    source = read(POST + COMMENTS)
    found = notes(source)
    assert source.kind == "web"
    assert source.variables["title"] == "How nine families shared one press"
    assert len(found["byline"]) == 3
    assert [words[:8] for words in found["reference"]] == ["To find ", "Holt, M."]
    assert len(found["biography"]) == 1
    assert [words[:5] for words in found["site furniture"]] == ["Leave", "This ", "Subsc"]
    bullets = [block for block in source.blocks if block.form == "bullet"]
    assert len(bullets) == 3
    assert {block.role for block in bullets} == {"author"}


def test_comments() -> None:
    """Each comment is a turn of its own with its author, if signed, and what it answers."""
    turns = [turn for turn in read(POST + COMMENTS).turns if turn.role == "commenter"]
    assert [(turn.speaker, turn.reply_to) for turn in turns] == [
        (None, None),
        (None, "comment 1"),
        ("Jon", "comment 1.1"),
        ("Ana Brandt", None),
        (None, None),
    ]


def test_comments_without_indents() -> None:
    """Bullets under numbered comments are answers even where the indents were lost."""
    flat = "\n".join(line.strip() for line in COMMENTS.splitlines())
    turns = [turn for turn in read(POST + flat).turns if turn.role == "commenter"]
    assert [turn.reply_to for turn in turns][:2] == [None, "comment 1"]
    assert len(turns) == 5


def test_named_comments() -> None:
    """A line that names the commenter gives the speaker, and answers name them."""
    source = read(
        POST + "Comments\n\nJo Sims says:\nApril 3, 2020 at 10:15 am\n\nWe had a mill.\n\nReply\n\n"
        "    Marta Holt says:\n    April 4, 2020 at 9:01 am\n\n    A mill will do.\n\n    Reply\n\n"
        "Al Brandt says:\n\nAnd I a well.\n\nReply\n"
    )
    turns = [(turn.speaker, turn.reply_to) for turn in source.turns if turn.role == "commenter"]
    assert turns == [("Jo Sims", None), ("Marta Holt", "Jo Sims"), ("Al Brandt", None)]
    assert "April 3, 2020 at 10:15 am" in notes(source)["comment furniture"]


def test_name_above_a_date() -> None:
    """A name on a line above a date is the commenter's."""
    source = read(
        POST + "2 comments\n\nJo Sims\n3 April 2020\n\nWe had a mill.\n\nReply\n\nAl\n"
        "4 April 2020\n\nAnd I a well.\n\nReply\n"
    )
    turns = [turn.speaker for turn in source.turns if turn.role == "commenter"]
    assert turns == ["Jo Sims", "Al"]


def test_closed_comments() -> None:
    """Without links to answer, numbers that follow on part the comments."""
    source = read(POST + "Comments (2)\n\n1. We had a mill.\n\nIt broke.\n\n2. And I a well.\n")
    turns = [source.text[t.start : t.end] for t in source.turns if t.role == "commenter"]
    assert turns == ["We had a mill.\n\nIt broke.", "And I a well."]


def test_no_page() -> None:
    """A report with references, and a letter, are no web pages."""
    report = "Findings\n\nWe saw presses.\n\nReferences\n\nHolt, M. (2019). Presses.\n"
    letter = "Dear Marta,\n\nthank you for the apples.\n\nBest wishes,\n\nJon\n"
    assert {read(text).kind for text in (report, letter)} == {"report"}


def test_founding_post(shared: Path) -> None:
    """The founding post has five comments, two of them answered, one of them signed."""
    path = next((shared / "seeds").glob("000_*.txt"))
    source = assembled(plain.READER.read(path.read_bytes(), path.name), path.name)
    check_source(source)
    turns = [turn for turn in source.turns if turn.role == "commenter"]
    assert [turn.reply_to for turn in turns] == [
        None,
        "comment 1",
        None,
        None,
        None,
        "comment 4",
        None,
    ]
    assert [turn.speaker for turn in turns if turn.speaker] == ["Nele"]
    bullets = [one for one in source.blocks if one.form == "bullet"]
    assert len(bullets) == 11
    assert {len(found) for found in notes(source).values()} == {3, 5, 1, 17}


def test_founding_article(shared: Path) -> None:
    """The other founding text keeps its numbered advice as headings, nothing dropped."""
    path = next((shared / "seeds").glob("003_*.txt"))
    source = assembled(plain.READER.read(path.read_bytes(), path.name), path.name)
    check_source(source)
    assert len(source.sections) == 3
    assert notes(source) == {}
