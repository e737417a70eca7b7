"""Files are found, read by the reader that knows them best, and made into finished sources."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts import check_source
from relcode import plugins
from relcode.errors import RelcodeError, UnreadableError
from relcode.read import find, source, suffixes
from relcode.read.assemble import assembled
from relcode.terms import Block, Draft, source_id

TALK = (
    "I: Who dug the well?\nR: We did, all nine of us.\nI: How deep?\nR: I never saw the bottom.\n"
)


def test_source(tmp_path: Path) -> None:
    """A transcript comes back with its id, kind, language, turns and roles."""
    path = tmp_path / "well.txt"
    path.write_text(TALK)
    made = source(path)
    check_source(made)
    assert (made.name, made.kind, made.language) == ("well.txt", "interview", "en")
    assert made.id == source_id(TALK)
    assert [turn.role for turn in made.turns] == ["interviewer", "participant"] * 2


def test_same_bytes_same_source(tmp_path: Path) -> None:
    """The same text under another name, or its bytes given, is the same source."""
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(TALK)
    two.write_bytes(TALK.replace("\n", "\r\n").encode("utf-16"))
    assert source(one).id == source(two).id == source(one, data=TALK.encode()).id


def test_given_interviewers(tmp_path: Path) -> None:
    """The interviewers that a user names are the ones who ask."""
    path = tmp_path / "well.txt"
    path.write_text(TALK)
    made = source(path, interviewers=["R"])
    assert {turn.speaker for turn in made.turns if turn.role == "interviewer"} == {"R"}


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "is empty"),
        ("page.txt", b"Page 1 of 2\n\nPage 2 of 2\n", "holds no text"),
        ("talk.mp3", b"ID3\x04\x00" + b"\x00\xff" * 90, "is a sound; transcribe it first"),
        ("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", "the PDF"),
        (
            "what.bin",
            b"\x01\x02\x00\x04" * 90,
            "no installed reader knows; save it as text; valid:",
        ),
        ("tiers.TextGrid", b'File type = "ooTextFile"\n', "is a Praat file"),
    ],
)
def test_unreadable(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    """A file that cannot be read is told by its path, with what is wrong and what to do."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        source(path)
    assert str(path) in str(caught.value)
    assert says in str(caught.value)


def test_missing_and_folder(tmp_path: Path) -> None:
    """A path without a file, or of a folder, is an error like any other."""
    with pytest.raises(UnreadableError, match="does not exist"):
        source(tmp_path / "gone.txt")
    with pytest.raises(UnreadableError, match="cannot be opened"):
        source(tmp_path)


def test_find(tmp_path: Path) -> None:
    """Folders are searched, sorted, without hidden, lock and foreign files; no file comes twice."""
    for name in (
        "b.txt",
        "a.md",
        "sub/c.DOCX",
        ".hidden.txt",
        "~$a.docx",
        "sub/.git/d.txt",
        "e.jpg",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    found = list(find([str(tmp_path / "b.txt"), str(tmp_path), str(tmp_path / "*.txt")]))
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "b.txt",
        "a.md",
        "sub/c.DOCX",
    ]
    assert list(find([str(tmp_path / "e.jpg")])) == [tmp_path / "e.jpg"]
    assert list(find([str(tmp_path / "**" / "c.*")])) == [tmp_path / "sub" / "c.DOCX"]


def test_find_a_name_with_brackets(tmp_path: Path) -> None:
    """A file whose name looks like a pattern is found by its name."""
    path = tmp_path / "talk [1].txt"
    path.write_text("x")
    assert list(find([str(path)])) == [path]


def test_find_nothing(tmp_path: Path) -> None:
    """Every input that names nothing is listed in one error."""
    (tmp_path / "here.txt").write_text("x")
    with pytest.raises(RelcodeError) as caught:
        list(find([str(tmp_path / "here.txt"), str(tmp_path / "a.txt"), "no*such"]))
    assert "a.txt, no*such" in str(caught.value)


def test_suffixes() -> None:
    """The suffixes taken from a folder are those of the built-in readers."""
    assert {".txt", ".md", ".docx", ".vtt", ".xlsx", ".html"} <= set(suffixes())


class _Shouting:
    """A reader from elsewhere that knows its files by their first bytes."""

    name = "shouting"

    def claim(self, data: bytes, suffix: str) -> float:
        return 1.0 if data.startswith(b"SHOUT") and suffix else 0.0

    def read(self, data: bytes, name: str) -> Draft:
        text = f"{name} {data.decode()}".upper()
        return Draft(text, (Block(0, len(text)),), language="en_GB")


def test_reader_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed reader with the highest claim reads the file, before the built-in ones."""
    point = EntryPoint("shouting", "test_read_sources:_Shouting", "relcode.readers")
    known, load = plugins.names("readers"), plugins.load
    monkeypatch.setattr(plugins, "names", lambda _: [*known, point.name])
    monkeypatch.setattr(
        plugins, "load", lambda kind, name: _Shouting() if name == point.name else load(kind, name)
    )
    path = tmp_path / "loud.txt"
    path.write_text("SHOUT it")
    assert source(path).text == "LOUD.TXT SHOUT IT"
    assert source(path).language == "en"


def test_kind() -> None:
    """The kind is the reader's, or a paper by its headings, or a report."""
    titles = ["Abstract", "Methods", "Results"]
    text = "\n".join(titles)
    starts = [text.index(title) for title in titles]
    heads = tuple(
        Block(start, start + len(title), form="heading", level=1)
        for start, title in zip(starts, titles, strict=True)
    )
    assert assembled(Draft(text, heads), "a").kind == "paper"
    assert assembled(Draft(text, heads[:1]), "a").kind == "report"
    assert assembled(Draft(text, heads, kind="web"), "a").kind == "web"


def test_sections() -> None:
    """A section runs to the next heading that is not below it, with all titles above it."""
    text = "Top\n\nOne\n\nalpha\n\nTwo\n\nbeta\n\nEnd\n\ngamma\n"
    levels = {"Top": 1, "One": 2, "Two": 2, "End": 1}
    blocks = tuple(
        Block(start := text.index(word), start + len(word), form="heading", level=levels[word])
        if word in levels
        else Block(start := text.index(word), start + len(word))
        for word in text.split()
    )
    made = assembled(Draft(text, blocks), "a")
    check_source(made)
    found = {" > ".join(one.path): text[one.start : one.end].split() for one in made.sections}
    assert found == {
        "Top": ["Top", "One", "alpha", "Two", "beta"],
        "Top > One": ["One", "alpha"],
        "Top > Two": ["Two", "beta"],
        "End": ["End", "gamma"],
    }


def test_turns_merge() -> None:
    """Blocks of one speaker are one turn, across a remark; unknown commenters stay apart."""
    text = "a b c d e f g"
    said = [
        Block(0, 1, speaker="A"),
        Block(2, 3, role="system"),
        Block(4, 5, speaker="A"),
        Block(6, 7, speaker="B"),
        Block(8, 9, role="commenter"),
        Block(10, 11, form="furniture"),
        Block(12, 13, role="commenter"),
    ]
    made = assembled(Draft(text, tuple(said)), "a")
    check_source(made)
    assert [(turn.start, turn.end, turn.speaker) for turn in made.turns] == [
        (0, 5, "A"),
        (6, 7, "B"),
        (8, 9, None),
        (12, 13, None),
    ]


@given(data=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".md", ".dat", ""]))
@example(data=b"I: a?\nR: b\n\x00", suffix=".txt")
def test_any_bytes(data: bytes, suffix: str) -> None:
    """Whatever is in a file, it is a sound source or an error that a user can act on."""
    try:
        made = source(Path(f"any{suffix}"), data=data)
    except UnreadableError:
        return
    check_source(made)
