"""The CSV tables hold every segment and coding, word for word, for people and for programs."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from relcode import plugins
from relcode.cli import cli
from relcode.export.tables import (
    CODING_COLUMNS,
    CODINGS,
    SEGMENT_COLUMNS,
    SEGMENTS,
    csv_writer,
    guarded,
    unguarded,
)
from relcode.terms import Evidence, Why
from relcode.why import readable
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study."""
    with small_study(tmp_path) as opened:
        yield opened


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table as a program reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_segment(study: Study, tmp_path: Path) -> None:
    """Every segment stands in the table once, coded or not, in reading order."""
    found = rows(SEGMENTS.export(study, tmp_path))
    expected = [one.id for source in study.sources() for one in study.segments(source.id)]
    assert [row["segment_id"] for row in found] == expected
    assert tuple(found[0]) == SEGMENT_COLUMNS
    assert [row["source"] for row in found] == ["ferry.docx"] * 5 + ["season.pdf"] * 4


def test_columns_of_codings(study: Study, tmp_path: Path) -> None:
    """A coding has its code, core code, span and why; a probability not known is empty."""
    found = rows(CODINGS.export(study, tmp_path))
    assert tuple(found[0]) == CODING_COLUMNS
    assert [row["code"] for row in found] == [
        "trust",
        "trust",
        "relationships",
        "trust",
        "communication",
    ]
    assert {row["probability"] for row in found} == {""}
    assert found[0]["why"] == "“trust”; negated by “no”"
    assert found[3]["status"] == "candidate"
    assert all(row["made_at"] for row in found)


def test_short_why() -> None:
    """At a glance: weak evidence beside strong and cues too long to read are left out."""
    text = "We had a talk on trust."
    long, weak = Evidence("talk*|" * 20, 9, 13), Evidence("trust", 17, 22, "weak", "previous")
    assert readable(Why((long, weak)), text, short=True) == "“talk”"
    assert readable(Why((weak,), note="rule 4"), text, short=True) == (
        "weak: “trust” in the sentence before; rule 4"
    )
    assert f"({long.cue})" in readable(Why((long, weak)), text)
    denied = "the code is desirable; denied by 'no' (10-12)"
    assert readable(Why((long,), denied), text, short=True).endswith("; denied by 'no'")
    assert readable(Why((long,), denied), text).endswith(f"; {denied}")


def test_text_is_the_slice(study: Study, tmp_path: Path) -> None:
    """In both tables the text is exactly what stands in the source between start and end."""
    texts = {source.name: source.text for source in study.sources()}
    for exporter in (SEGMENTS, CODINGS):
        for row in rows(exporter.export(study, tmp_path)):
            slice_ = texts[row["source"]][int(row["start"]) : int(row["end"])]
            assert unguarded(row["text"]) == slice_


def test_cells(study: Study, tmp_path: Path) -> None:
    """Flags read as true and false, numbers are plain, and what is not known is empty."""
    found = rows(SEGMENTS.export(study, tmp_path))
    lesson = next(row for row in found if row["text"].startswith("Communication"))
    assert (lesson["lesson"], lesson["codable"], lesson["page"]) == ("0.9", "true", "3")
    assert (found[0]["lesson"], found[0]["codable"], found[0]["page"]) == ("0", "false", "")
    assert found[3]["text"].startswith("'=SUM")
    assert "- regular calls" in found[7]["text"]


def test_bytes(study: Study, tmp_path: Path) -> None:
    """A spreadsheet program knows the encoding by the mark, and rows end in CRLF."""
    data = SEGMENTS.export(study, tmp_path).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfsource,")
    assert data.count(b"\r\n") == 10


@given(st.text(st.sampled_from("'=+-@\t\r\n a,\"é"), max_size=6) | st.text())
def test_guard_is_undone(text: str) -> None:
    """Text that looks like a formula is guarded, and unguarded it is the same again."""
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Whatever a text holds, a program reads the same from the table."""
    path = tmp_path_factory.mktemp("csv") / "any.csv"
    with csv_writer(path, ["number", "text"]) as write:
        for number, text in enumerate(texts):
            write((number, text))
    assert [unguarded(row["text"]) for row in rows(path)] == texts


def test_formats_are_listed_where_one_is_not_there() -> None:
    """A format that nobody knows brings up all there are, and so does the help."""
    for words in (["--format", "ods"], ["--help"]):
        told = CliRunner().invoke(cli, ["export", *words]).output
        assert all(name in told for name in plugins.names("exporters"))
