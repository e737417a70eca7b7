"""A study keeps what was read and coded, whole or not at all."""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from relcode import codebook
from relcode.database import new_file
from relcode.errors import StudyError
from relcode.records import Input
from relcode.study import Study
from relcode.terms import (
    Block,
    Coding,
    Evidence,
    Section,
    Segment,
    Source,
    Span,
    Turn,
    Why,
    segment_id,
    source_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "Findings\n\nAna: She put us in touch. Nobody rang back.\n"


def source(text: str = TEXT) -> Source:
    """A small source that uses every field."""
    return Source(
        id=source_id(text),
        name="ana.txt",
        kind="interview",
        language="en",
        sha256="0" * 64,
        text=text,
        blocks=(
            Block(0, 8, "heading", 1),
            Block(15, 51, speaker="Ana", reply_to="Ben", page=2, at=3.5, note="x"),
        ),
        sections=(Section(0, len(text), ("Findings",)),),
        turns=(Turn(15, 51, "Ana", "participant", "Ben"),),
        variables={"site": "north"},
    )


def segments(of: Source) -> list[Segment]:
    """Two segments, the second with a stem."""
    common = {"section": "Findings", "page": 2, "speaker": "Ana", "reply_to": "Ben"}
    return [
        Segment(segment_id(of.id, 15, 35), of.id, 15, 35, "sentence", **common),  # type: ignore[arg-type]
        Segment(
            segment_id(of.id, 36, 51), of.id, 36, 51, "bullet", stem=Span(15, 35), codable=False
        ),
    ]


def coding(segment: str, status: str = "suggested") -> Coding:
    """A coding with evidence."""
    why = Why((Evidence("put* ~2 in touch", 19, 34, "weak", "stem"),), "plain", "a note")
    return Coding(
        segment,
        "brokering",
        "positive",
        "none",
        "reported",
        status,
        "cues.v1",
        "cues.v1",
        why,  # type: ignore[arg-type]
    )


def seen(of: Source | None, path: str = "ana.txt", problem: str = "") -> Input:
    """An input row for a source, or for a skipped file."""
    return Input(path, "f" * 64, "settings", of.id if of else None, problem)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A new study with the shipped codebook."""
    with Study.create(tmp_path / "s.relcode", codebook.load("relational")) as made:
        yield made


def test_what_goes_in_comes_out(study: Study) -> None:
    """Sources, segments and codings are read back equal, up to the time of storing."""
    one = source()
    study.add(seen(one), one, segments(one))
    given = [coding(segments(one)[0].id), coding(segments(one)[1].id, "candidate")]
    study.suggest(one.id, given, {segments(one)[0].id: 0.5}, "f1")
    assert list(study.sources()) == [one]
    back = study.segments(one.id)
    assert back == [replace(segments(one)[0], lesson=0.5), segments(one)[1]]
    stored = study.codings(one.id)
    assert [replace(each, made_at="") for each in stored] == given
    assert all(each.made_at.endswith("+00:00") for each in stored)
    assert study.counts() == (1, 10, 2, 1, 1, 1, 1, 1)
    assert study.suggested_by_code() == {"brokering": 1}


def test_tagging_again_replaces_suggestions_but_no_decision(study: Study) -> None:
    """A person's rows stay when the machine's are recomputed, and when the file is read again."""
    one = source()
    first, second = segments(one)
    study.add(seen(one), one, [first, second])
    decided = replace(coding(first.id, "accepted"), coder="Ana")
    study.suggest(one.id, [coding(first.id), decided], {}, "f1")
    study.suggest(one.id, [coding(second.id)], {}, "f2")
    assert [(c.segment, c.status) for c in study.codings(one.id)] == [
        (first.id, "accepted"),
        (second.id, "suggested"),
    ]
    study.add(seen(one), one, [second])
    assert [(c.segment, c.status) for c in study.codings(one.id)] == [(first.id, "accepted")]


def test_a_changed_file_replaces_its_source(study: Study) -> None:
    """What a file gave before is forgotten when it gives something else, unless decided on."""
    one, two = source(), source(TEXT.replace("Nobody", "Somebody"))
    study.add(seen(one), one, segments(one))
    study.add(seen(two), two, segments(two))
    assert study.source_ids() == [two.id]
    decided = replace(coding(segments(two)[0].id, "added"), coder="Ana")
    study.suggest(two.id, [decided], {}, "f")
    study.add(seen(one), one, segments(one))
    assert sorted(study.source_ids()) == sorted([one.id, two.id])


def test_a_skipped_file_is_remembered(study: Study) -> None:
    """A skipped input keeps its reason and gives no source."""
    study.skip(seen(None, "bad.docx", "is encrypted"))
    assert study.inputs()["bad.docx"].problem == "is encrypted"
    assert study.source_ids() == []


def test_untagged_knows_the_fingerprint(study: Study) -> None:
    """A source waits until it was tagged with this very tagger and codebook."""
    one = source()
    study.add(seen(one), one, segments(one))
    assert study.untagged("f1") == [one.id]
    study.suggest(one.id, [], {}, "f1")
    assert study.untagged("f1") == []
    assert study.untagged("f2") == [one.id]


def test_a_failed_write_leaves_nothing_behind(study: Study) -> None:
    """An error in the middle of storing a source rolls all of it back."""
    one = source()

    def broken() -> Iterator[Segment]:
        yield segments(one)[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        study.add(seen(one), one, broken())
    assert study.source_ids() == []
    assert study.inputs() == {}


def test_the_codebook_is_kept_with_the_study(study: Study) -> None:
    """The study gives back the codebook it was made with."""
    assert study.codebook().hash == codebook.load("relational").hash == study.codebook_hash


def test_only_studies_are_opened(tmp_path: Path) -> None:
    """Missing, foreign and newer files are refused in one clear sentence."""
    with pytest.raises(StudyError, match="no study here"):
        Study.open(tmp_path / "none.relcode")
    text = tmp_path / "text.relcode"
    text.write_text("this is no database, only a long enough line of text" * 40)
    with pytest.raises(StudyError, match="is not a relcode study"):
        Study.open(text)
    foreign = tmp_path / "foreign.relcode"
    with sqlite3.connect(foreign) as database:
        database.execute("CREATE TABLE t (x)")
    database.close()
    with pytest.raises(StudyError, match="is not a relcode study"):
        Study.open(foreign)
    newer = tmp_path / "newer.relcode"
    Study.create(newer, codebook.load("relational")).close()
    with sqlite3.connect(newer) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StudyError, match="newer relcode"):
        Study.open(newer)


def test_an_existing_study_is_not_overwritten(tmp_path: Path) -> None:
    """Making a study where one is ends in an error that names the file."""
    path = tmp_path / "s.relcode"
    Study.create(path, codebook.load("relational")).close()
    with pytest.raises(StudyError, match="exists already"):
        Study.create(path, codebook.load("relational"))


def test_a_second_writer_is_told(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes, a write ends in a clear message instead of a crash."""
    monkeypatch.setattr("relcode.database._WAIT_SECONDS", 0.1)
    writer = sqlite3.connect(study.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with (
        Study.open(study.path) as second,
        pytest.raises(StudyError, match="another relcode is writing"),
    ):
        second.set("x", "y")
    writer.close()


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that has no hard links, such as exFAT and some network drives."""

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr("relcode.database.os.link", refused)


@pytest.mark.usefixtures("no_links")
def test_a_study_needs_no_hard_links(tmp_path: Path) -> None:
    """Where the file system has no hard links a study is made and copied all the same."""
    book = codebook.load("relational")
    with Study.create(tmp_path / "s.relcode", book) as made:
        made.backup(tmp_path / "copy.relcode")
        with Study.open(tmp_path / "copy.relcode") as copy:
            assert copy.id == made.id
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.relcode", "s.relcode"]


@pytest.mark.usefixtures("no_links")
def test_nothing_is_overwritten_without_hard_links(tmp_path: Path) -> None:
    """A file that comes up while a new one is made stays, also where there are no hard links."""
    path = tmp_path / "s.relcode"

    def make() -> None:
        with new_file(path) as part:
            part.write_text("mine", encoding="utf-8")
            path.write_text("theirs", encoding="utf-8")

    with pytest.raises(StudyError, match="exists already"):
        make()
    assert path.read_text(encoding="utf-8") == "theirs"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("no_links")
def test_a_name_that_cannot_be_given_is_left_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the finished file cannot take its name, no empty file is left under it."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("pathlib.Path.replace", full)
    path = tmp_path / "s.relcode"
    with pytest.raises(StudyError, match="No space left"), new_file(path) as part:
        part.write_text("mine", encoding="utf-8")
    assert list(tmp_path.iterdir()) == []
