"""Passages are found where they stand; what could stand in several places is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coded_tables import (
    BOATS,
    FOG,
    LATER,
    NO_TRUST,
    RADIO,
    SEASON,
    brought,
    ready,
    reasons,
    table,
)
from relcode.study import Study
from small_study import add, book, interview, small_study
from tagged import laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = ("Document", "Segment", "Code")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study: an interview `ferry.docx` and a report `season.pdf`."""
    with small_study(tmp_path) as made:
        yield made


def of_lines(folder: Path, *lines: str) -> Study:
    """A study of one source `talk` with a segment a line."""
    made = Study.create(folder / "lines.relcode", book())
    source, segments = laid_out(lines)
    add(made, "talk.txt", source, segments, [])
    return made


def test_part_of_a_segment_is_kept_as_a_span(study: Study, tmp_path: Path) -> None:
    """Quoted words are the place of the code; a whole segment needs none."""
    path = table(
        tmp_path / "c.csv",
        HEAD,
        ("ferry", "no trust between the crews", "trust"),
        ("ferry", FOG.rstrip("."), "trust"),
        ("season", "• Regular calls on the radio", "communication"),
    )
    result = ready(study, path)
    spans = [len(each.coding.spans) for each in result.settled.brought.decisions]
    assert spans == [1, 0, 0]
    assert brought(result, study)[0][0] == "no trust between the crews"
    assert result.steps == {"exact": 2, "ends": 1}


def test_a_passage_over_several_segments_hangs_on_the_first_that_is_coded(
    study: Study, tmp_path: Path
) -> None:
    """The span reaches over all, from a question into its answer."""
    question = "How did the two ferries come to share a timetable?"
    path = table(
        tmp_path / "c.csv",
        HEAD,
        ("ferry", f"share a timetable?\n{NO_TRUST} Later we got", "trust"),
        ("ferry", question, "communication"),
    )
    one, two = (each.coding for each in ready(study, path).settled.brought.decisions)
    text = study.source(one.segment.split("-")[0]).text
    (span,) = one.spans
    assert text[span.start : span.end] == f"share a timetable?\n{NO_TRUST}\nLater we got"
    assert one.segment.endswith(f"-{text.index(NO_TRUST)}-{text.index(LATER) - 1}")
    assert two.segment.split("-")[1] == "0"


def test_an_ellipsis_inside_gives_several_spans(study: Study, tmp_path: Path) -> None:
    """What a quote leaves out is not coded."""
    quote = "“There was no trust […] none at all”"
    result = ready(study, table(tmp_path / "c.csv", HEAD, ("ferry", quote, "trust")))
    assert brought(result, study)[0][0] == "There was no trust … none at all"


def test_two_passages_of_a_segment_with_one_code_are_one_decision(
    study: Study, tmp_path: Path
) -> None:
    """Both places are kept; with two valences neither is taken."""
    rows = [("ferry", "no trust", "trust"), ("ferry", "none at all", "trust")]
    result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
    assert [words for words, _, _ in brought(result, study)] == ["no trust … none at all"]
    rows = [("ferry", "no trust", "trust (negative)"), ("ferry", "none at all", "trust (positive)")]
    result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
    assert not result.settled.brought
    assert [where for where, _ in reasons(result)] == ["2", "3"]
    assert "trust with negative and positive" in reasons(result)[0][1]


def test_a_document_that_is_not_named_is_looked_for_everywhere(
    study: Study, tmp_path: Path
) -> None:
    """Without a name, or under a strange one, a passage is taken where it stands alone."""
    rows = [("", FOG, "trust"), ("Interview 4", LATER, "trust"), ("Interview 4", "fog", "voice")]
    result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
    assert [words for words, _, _ in brought(result, study)] == [FOG, LATER, "fog"]
    assert result.placing.taken_for == {"Interview 4": "ferry.docx"}


def test_short_words_do_not_tell_which_document_is_meant(study: Study, tmp_path: Path) -> None:
    """Words that any text may hold are not placed under a name that no source has."""
    rows = [("Interview 4", "radio", "communication"), ("ferry.docx", SEASON, "communication")]
    result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
    assert reasons(result) == [
        ("2", "no source is called 'Interview 4'"),
        ("3", "does not stand in ferry.docx"),
    ]


def test_words_in_several_sources_are_ambiguous(study: Study, tmp_path: Path) -> None:
    """A passage that two sources hold is placed only where one of them is named."""
    source, segments = interview("other.docx")
    twin = source.text + "\nThat was all."
    twin_source, twin_segments = laid_out(twin.split("\n"))
    add(study, "2.txt", twin_source, twin_segments, [])
    assert segments
    rows = [("", FOG, "trust"), ("ferry", FOG, "trust")]
    result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
    assert len(brought(result, study)) == 1
    ((where, what),) = reasons(result)
    assert where == "2"
    assert what.startswith("stands in several places: ferry.docx ")


LINES = [
    "We began late in the year.", "Yes.", "The second boat was old.", "Yes.", "Nobody asked us.",
    "We paid for the paint.", "Yes.", "Yes.", "In spring it floated.", "The mayor came to see it.",
]  # fmt: skip


def test_the_order_of_rows_tells_repeated_words_apart(tmp_path: Path) -> None:
    """Between two rows whose places are known, as many places as rows are theirs in order."""
    with of_lines(tmp_path, *LINES) as study:
        rows = [("t", line, "trust" if at in {3, 7} else "") for at, line in enumerate(LINES)]
        result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
        assert not result.doubts
        assert result.hints == {"order": 4}
        text = study.source(study.source_ids()[0]).text
        starts = [
            int(each.coding.segment.split("-")[1]) for each in result.settled.brought.decisions
        ]
        assert [text[:start].count("\n") for start in starts] == [3, 7]
        assert len(result.settled.brought.judged) == len(LINES)


def test_rows_in_another_order_tell_nothing(tmp_path: Path) -> None:
    """Where the rows do not follow the text, repeated words stay ambiguous."""
    with of_lines(tmp_path, *LINES) as study:
        rows = [("t", line, "trust") for line in sorted(LINES)]
        result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
        assert len(result.doubts) == 4


def test_positions_in_the_file_tell_repeated_words_apart(tmp_path: Path) -> None:
    """Numbers of paragraphs or characters count, in whatever way the other program counts."""
    with of_lines(tmp_path, *LINES) as study:
        rows = [(str(10 + 3 * at), line, "trust") for at, line in enumerate(LINES)]
        rows = [*rows[5:], *rows[2:5], *rows[:2]]
        path = table(tmp_path / "c.csv", ("Initial Position", "Quotation Content", "Codes"), *rows)
        result = ready(study, path)
        assert not result.doubts
        told = {row.order: found.by for row, _, found in result.placing.placed if found.by}
        assert set(told.values()) == {"position"}
        assert len(told) == 4


def test_a_passage_outside_every_segment_is_listed(study: Study, tmp_path: Path) -> None:
    """Words that stand in no segment carry no code."""
    source, segments = laid_out(["A heading nobody cuts", "A sentence that is cut."])
    add(study, "3.txt", source, segments[1:], [])
    path = table(tmp_path / "c.csv", HEAD, ("t", "A heading nobody cuts", "trust"))
    assert reasons(ready(study, path)) == [("2", "stands outside every segment")]


def test_cells_like_formulas_are_found(study: Study, tmp_path: Path) -> None:
    """An apostrophe before a formula, and letters changed on the way, do no harm."""
    rows = [("ferry", f"'{BOATS}", "trust"), ("season", RADIO.upper(), "communication")]
    result = ready(study, table(tmp_path / "c.csv", HEAD, *rows))
    assert [words for words, _, _ in brought(result, study)] == [BOATS, RADIO]
