"""The review workbook shows each segment with its suggestions, ready to be corrected."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock

from relcode.review.exporter import REVIEW, Review
from relcode.standing import standing
from relcode.terms import Evidence
from relcode.workbook import clean_cell, text_hash
from small_study import add, book, coding, interview, small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study
    from relcode.terms import Status


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study."""
    with small_study(tmp_path) as opened:
        yield opened


def opened(path: Path) -> Any:
    """The workbook with its marked words."""
    return openpyxl.load_workbook(path, rich_text=True)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of segments by machine key, empty cells left out."""
    keys, _, *lines = list(opened(path)["Segments"].values)
    pairs = (zip(keys, line, strict=True) for line in lines)
    return [{key: value for key, value in row if value is not None} for row in pairs]


def test_every_segment_in_reading_order(study: Study, tmp_path: Path) -> None:
    """Each segment has one row, with its id, and its text as it stands in the source."""
    found = iter(rows(REVIEW.export(study, tmp_path)))
    for source in study.sources():
        for segment in study.segments(source.id):
            row, text = next(found), source.text[segment.start : segment.end]
            assert row["_id"] == segment.id
            assert str(row["text"]) == clean_cell(text)
            assert row["_hash"] == text_hash(text) == text_hash(str(row["text"]))
    assert next(found, None) is None


def test_suggestions_fill_slots(study: Study, tmp_path: Path) -> None:
    """Suggested codes stand in the slots with their valence, in the order of their cues."""
    row = rows(REVIEW.export(study, tmp_path))[2]
    assert [row[f"code_{slot}"] for slot in (1, 2)] == ["trust", "relationships"]
    assert [row[f"valence_{slot}"] for slot in (1, 2)] == ["positive", "positive"]
    assert "code_3" not in row
    assert "maybe" not in row


def test_candidates_are_apart(study: Study, tmp_path: Path) -> None:
    """A candidate is named beside the text and fills no slot."""
    row = rows(REVIEW.export(study, tmp_path))[4]
    assert row["maybe"] == "trust"
    assert "code_1" not in row


def test_why_can_be_checked(study: Study, tmp_path: Path) -> None:
    """Each suggestion says its cue and what set its valence, and the cue is bold in the text."""
    row = rows(REVIEW.export(study, tmp_path))[1]
    assert row["why"] == "trust (reported): “trust”; negated by “no”"
    assert row["valence_1"] == "negative"
    text = row["text"]
    assert isinstance(text, CellRichText)
    bold = [part.text for part in text if isinstance(part, TextBlock) and part.font.b]
    assert bold == ["trust"]


def test_place_speaker_and_lesson(study: Study, tmp_path: Path) -> None:
    """A row says when or where it was said, by whom, and whether it states a lesson."""
    found = rows(REVIEW.export(study, tmp_path))
    assert (found[0]["place"], found[0]["speaker"]) == ("1:01:40", "AV (interviewer)")
    assert found[1]["speaker"] == "Ines"
    assert found[6]["place"] == "p. 3 · Lessons learned"
    assert [row.get("lesson") for row in found[5:]] == [None, "lesson", "maybe", None]
    assert [row["number"] for row in found] == list(range(1, 10))


def test_rows_not_to_be_coded_look_so(study: Study, tmp_path: Path) -> None:
    """Questions, headings and references differ from rows to be coded."""
    sheet = opened(REVIEW.export(study, tmp_path))["Segments"]
    fills = [sheet.cell(row, 8).fill.fgColor.rgb for row in range(3, 12)]
    question, heading, reference, plain = fills[0], fills[5], fills[8], fills[1]
    assert len({question, heading, reference, plain}) == 4
    assert fills == [question, *[plain] * 4, heading, plain, plain, reference]


def test_drop_downs(study: Study, tmp_path: Path) -> None:
    """Every slot offers the codes of the codebook, by family, and every status cell its words."""
    found = opened(REVIEW.export(study, tmp_path))
    sheet = found["Segments"]
    keys = [cell.value for cell in sheet[1]]
    offers = {offer.formula1: offer.sqref for offer in sheet.data_validations.dataValidation}
    assert set(offers) == {"codes", "valences", "statuses"}
    assert len(offers["codes"].ranges) == 6
    letter = sheet.cell(1, keys.index("code_1") + 1).column_letter
    assert f"{letter}3:{letter}311" in str(offers["codes"])
    listed = [cell.value for cell in found["_codebook"]["A"]][1:]
    assert sorted(listed) == sorted(code.id for code in book().codes)
    assert listed[:3] == ["relationships", "trust", "trust-competence"]


def test_slots_fold(study: Study, tmp_path: Path) -> None:
    """Three slots are open and the others folded, but never one that holds a code."""
    assert folded(REVIEW.export(study, tmp_path)) == 6
    source, segments = interview("crowded.docx")
    source = replace(source, id="s0", text=source.text, name="crowded.docx")
    segment = replace(segments[1], id="s0-0-9", source="s0", start=0, end=9)
    names = [code.id for code in book().codes[:8]]
    add(
        study,
        "2.txt",
        source,
        [segment],
        [coding(segment, name, Evidence("x", at, at + 1)) for at, name in enumerate(names)],
    )
    path = REVIEW.export(study, tmp_path)
    row = rows(path)[0]
    assert [row[f"code_{slot}"] for slot in range(1, 7)] == names[:6]
    assert row["more"] == "; ".join(f"{name} (positive)" for name in names[6:])
    assert folded(path) == 0


def folded(path: Path) -> int:
    """The number of columns that are folded away."""
    sizes = opened(path)["Segments"].column_dimensions.values()
    return sum((size.max - size.min + 1) * size.outlineLevel for size in sizes)


def test_codebook_sheet(study: Study, tmp_path: Path) -> None:
    """Each code is explained, core codes in bold."""
    sheet = opened(REVIEW.export(study, tmp_path))["Codebook"]
    keys, _, *lines = list(sheet.values)
    found = {str(line[1]).split("\n")[0]: dict(zip(keys, line, strict=True)) for line in lines}
    assert set(found) == {code.id for code in book().codes}
    assert found["trust"]["definition"] == book().code("trust").definition
    bold = {str(row[1].value).split("\n")[0] for row in sheet.iter_rows(3) if row[1].font.b}
    assert bold == {code.id for code in book().codes if code.core}


def test_facts(study: Study, tmp_path: Path) -> None:
    """The workbook knows its study, round, layout and codebook when it comes back."""
    properties = opened(REVIEW.export(study, tmp_path)).custom_doc_props.props
    facts = {item.name.removeprefix("relcode."): item.value for item in properties}
    assert facts["study"] == study.id
    assert facts["codebook_hash"] == study.codebook_hash
    assert (facts["round"], facts["kind"], facts["schema"]) == ("run-1", "review", "2")


def test_same_study_same_rows(study: Study, tmp_path: Path) -> None:
    """Two exports of a study say the same."""
    first, second = (rows(REVIEW.export(study, tmp_path / name)) for name in "ab")
    assert [{k: str(v) for k, v in row.items()} for row in first] == [
        {k: str(v) for k, v in row.items()} for row in second
    ]


def test_very_many_segments(study: Study, tmp_path: Path) -> None:
    """Beyond the limit the sheet holds what is coded or a lesson, a sample, and says so."""
    review = Review(limit=5, sample=0)
    found = rows(review.export(study, tmp_path))
    assert [row["number"] for row in found] == list(range(1, 6))
    assert all({"code_1", "maybe", "lesson"} & set(row) for row in found)
    said = " ".join(
        str(value) for line in opened(tmp_path / "review.xlsx")["README"].values for value in line
    )
    assert "all of the 5 segments with a code, a hint or a lesson" in said
    assert "0.00% of the other 1" in said
    assert len(rows(Review(limit=5, sample=100).export(study, tmp_path))) == 6


@pytest.mark.parametrize(
    ("statuses", "kept"),
    [
        (("suggested", "rejected"), []),
        (("accepted", "suggested"), ["accepted"]),
        (("suggested", "rejected", "added"), ["added"]),
        (("candidate",), ["candidate"]),
        (("rejected", "candidate"), []),
    ],
)
def test_decisions_stand(statuses: tuple[Status, ...], kept: list[str]) -> None:
    """A person's last word on a code holds, whatever is suggested after it."""
    segment = interview()[1][1]
    made = [coding(segment, "trust", Evidence("x", 0, 1), status=status) for status in statuses]
    found = standing(made).get(segment.id, [])
    assert [one.status for one in found] == kept
