"""Markdown is read as its blocks, positions counted in the file's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft, check_source
from relcode.read import markdown
from relcode.read.assemble import assembled
from relcode.read.normalise import normalised

if TYPE_CHECKING:
    from pathlib import Path


def blocks(text: str) -> list[tuple[str, int, str]]:
    """Form, level and text of each block; furniture has its note for a level."""
    draft = markdown.draft(text)
    check_draft(draft)
    return [
        (one.form, one.note or one.level, draft.text[one.start : one.end]) for one in draft.blocks
    ]


def test_headings_and_paragraphs() -> None:
    """Headings have their level, marks around them left out; wrapped lines are one paragraph."""
    text = (
        "# The *press*\n\nOne line\nand another.\n\n### **Bold one** ###\n\nUnder\n=====\n\nLast.\n"
    )
    assert blocks(text) == [
        ("heading", 1, "The *press*"),
        ("paragraph", 0, "One line\nand another."),
        ("heading", 3, "Bold one"),
        ("heading", 1, "Under"),
        ("paragraph", 0, "Last."),
    ]


def test_bullets() -> None:
    """Bullets are nested by list; a further paragraph in one is a paragraph; no box is left."""
    text = "* one\n  goes on\n* [x] two\n  1. deep\n     - deeper\n\n  more on two\n\n> - quoted\n"
    assert blocks(text) == [
        ("bullet", 1, "one\n  goes on"),
        ("bullet", 1, "two"),
        ("bullet", 2, "deep"),
        ("bullet", 3, "deeper"),
        ("paragraph", 0, "more on two"),
        ("bullet", 1, "quoted"),
    ]


def test_tables() -> None:
    """Each cell of a table is a block, equal cells and bars within them included."""
    text = "| a | b \\| c |\n|---|---|\n| same | same |\n| **x** | |\n"
    assert [words for _, _, words in blocks(text)] == ["a", "b \\| c", "same", "same", "x"]


def test_what_is_no_text() -> None:
    """Code, pictures, front matter, templates and tables of contents are not said by anybody."""
    text = (
        "---\ntitle: Press\nyear: 2021\ntags: [a, b]\nsummary: >-\n  long\n  one\n---\n\n"
        "```\ncode: here\n```\n\n![a press](press.png)\n\n- [Costs](#costs)\n\n"
        '{% hint style="info" %}\n\nText. \\\n\n---\n\n[a]: http://press.example\n'
    )
    assert blocks(text)[1:] == [
        ("furniture", "picture", "![a press](press.png)"),
        ("furniture", "navigation", "[Costs](#costs)"),
        ("paragraph", 0, "Text."),
    ]
    assert markdown.draft(text).variables == {
        "title": "Press",
        "year": "2021",
        "summary": "long one",
    }


def test_links_and_emphasis() -> None:
    """A link or emphasis around a whole block lies outside it, within a sentence it stays."""
    text = (
        "[The book](http://press.example)\n\nSee [it](http://press.example) *now*.\n\n_all of it_\n"
    )
    assert [words for _, _, words in blocks(text)] == [
        "The book",
        "See [it](http://press.example) *now*.",
        "all of it",
    ]


def test_bold_line_heads() -> None:
    """A short line in bold on its own is a heading one level down; a bold sentence is not."""
    text = "# Press\n\n**What we learned**\n\nMuch.\n\n**We were late.**\n"
    assert [block[:2] for block in blocks(text)] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_html() -> None:
    """The text of HTML within Markdown is found between its tags, cells and items as such."""
    text = (
        '<table><tr><th width="9">Who</th></tr><tr><td><p><strong>We</strong> all</p><ul><li>one'
        "</li></ul></td></tr></table>\n\n<details>\n\n<summary>More</summary>\n\nInner.\n\n"
        "</details>\n\n<!-- not said -->\n\n<style>p {}</style>\n"
    )
    assert blocks(text) == [
        ("cell", 0, "Who"),
        ("cell", 0, "<strong>We</strong> all"),
        ("bullet", 1, "one"),
        ("paragraph", 0, "More"),
        ("paragraph", 0, "Inner."),
    ]


def test_turns_in_one_paragraph() -> None:
    """Lines that begin with a speaker are blocks, though no blank line parts them."""
    text = "**I:** Who dug?\n**R:** We did,\nall of us.\n**I:** Deep?\n**R:** Yes.\n"
    source = assembled(markdown.draft(text), "dig.md")
    check_source(source)
    assert [turn.speaker for turn in source.turns] == ["I", "R", "I", "R"]
    assert source.text[source.turns[1].start : source.turns[1].end] == "We did,\nall of us."


@given(st.text(alphabet="ab #*_-|>[]()!`<>/&:.\n\t1é“", max_size=300))
def test_any_markdown(text: str) -> None:
    """Whatever the marks, blocks lie in order, apart, within the text."""
    check_draft(markdown.draft(normalised(text)))


def test_transcripts(shared: Path) -> None:
    """The sample interviews have their interviewer and one respondent a transcript."""
    folder = shared / "data" / "transcripts_md" / "interview"
    for path in sorted(folder.glob("*.md")):
        source = assembled(markdown.READER.read(path.read_bytes(), path.name), path.name)
        check_source(source)
        asking = {turn.speaker for turn in source.turns if turn.role == "interviewer"}
        told = {str(turn.speaker) for turn in source.turns if turn.role == "participant"}
        assert asking == {"I"}, path.name
        several = {f"R{n}" for n in range(1, 10)}
        assert told == (several if "transcripts" in path.name else {"R"}), path.name


@pytest.mark.parametrize("folder", ["transcripts_md/codesign_notes", "autspaces"])
def test_notes(shared: Path, folder: str) -> None:
    """Notes, decisions and collected quotes have sections and bullets, and no speakers."""
    paths = sorted((shared / "data" / folder).glob("*.md"))
    assert paths
    for path in paths:
        source = assembled(markdown.READER.read(path.read_bytes(), path.name), path.name)
        check_source(source)
        assert source.kind == "report", path.name
        assert source.language == "en", path.name
        assert source.sections, path.name
        assert {block.speaker for block in source.blocks} == {None}, path.name
