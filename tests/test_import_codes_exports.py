"""Tables that other programs wrote, and what LibreOffice makes of a table, are taken over."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from coded_tables import LATER, NO_TRUST, SEASON, book, brought, ready, table
from relcode import pipeline
from relcode.errors import RelcodeError
from relcode.review.imported.tables import tables
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from relcode.study import Study


def study_of(folder: Path, texts: Mapping[str, Iterable[str]]) -> Study:
    """A study of texts with these paragraphs, by document."""
    for name, paragraphs in texts.items():
        (folder / f"{name}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    made = pipeline.init(folder / "made.relcode")
    pipeline.read(made, [str(folder)])
    return made


def column(path: Path, *names: str) -> list[list[str]]:
    """The cells of these columns of a file."""
    rows = tables(path)[0].rows
    return [[row[rows[0].index(name)] for name in names] for row in rows[1:]]


def test_quotations_of_atlas_ti_are_found(shared: Path, tmp_path: Path) -> None:
    """Every quotation stands where it was, although it is in quotation marks in the table."""
    path = shared / "refi/samples/atlasti_sheets/20250914_quotation_export.csv"
    rows = column(path, "Text Content", "Document", "Codes", "Number of Codes")
    texts = {rows[0][1]: [text.strip().removeprefix('"').removesuffix('"') for text, *_ in rows]}
    with study_of(tmp_path, texts) as study:
        result = ready(study, path)
        assert len(result.placing.placed) == result.rows == len(rows)
        assert not result.doubts
        # a list of one name is that name, whatever commas it has
        single = {codes for _, _, codes, count in rows if count == "1"}
        assert {one.name for one in result.unknown} >= {" ".join(each.split()) for each in single}
        names = table(tmp_path / "map.csv", *((name, "trust") for name in single))
        mapped = ready(study, path, codes=names)
        assert {code for _, code, _ in brought(mapped, study)} == {"trust"}
        taken = {row.where for row, *_ in mapped.placing.placed if row.applied}
        assert len(taken) >= sum(count == "1" for *_, count in rows)


def test_coded_segments_of_maxqda_are_found(shared: Path, tmp_path: Path) -> None:
    """An old workbook with Polish headers: documents, coders, dates and repeated words."""
    path = shared / "refi/samples/maxqda/maxqdar_test_coded_segments.xls"
    rows = column(path, "Nazwa dokumentu", "Fragment", "Kod")
    texts = defaultdict(list)
    for document, fragment, _ in rows:
        texts[document].append(f"Here it said {fragment.strip()} and so on.")
    with study_of(tmp_path, texts) as study:
        names = table(tmp_path / "map.csv", *((code, "trust") for code in {row[2] for row in rows}))
        result = ready(study, path, coder="", codes=names)
        assert result.coders == ("agata",)
        assert result.rows == len(rows)
        assert len(result.placing.placed) + len(result.doubts) == result.rows
        # short words stand in several places; all doubts are of that kind
        assert {doubt.what.split(":")[0] for doubt in result.doubts} <= {"stands in several places"}
        assert len(result.placing.placed) > 0.8 * result.rows
        first = result.settled.brought.decisions[0].coding
        assert "30.11.2017" in first.why.note


@pytest.mark.parametrize("name", ["highlights.csv", "highlights.xlsx"])
def test_highlights_of_taguette_are_found(shared: Path, tmp_path: Path, name: str) -> None:
    """One row a tag; tags in a tree are divided by full stops."""
    text = (
        "Interview 1 – Ana",
        "Naïve at first 😀🤝, then we co-designed it.",
        "Power & trust were unequal.",
    )
    with study_of(tmp_path, {"interview-1": text}) as study:
        result = ready(study, shared / "refi/samples/taguette" / name)
        assert [one.name for one in result.unknown] == ["trust.barriers"]
        assert {(words, code) for words, code, _ in brought(result, study)} == {
            ("Naïve at first 😀🤝", "trust"),
            ("first 😀🤝, then we co-designed", "power"),
            ("Power & trust", "trust"),
            ("Power & trust", "power"),
        }


def test_quotes_by_hand_are_found_in_their_sessions(shared: Path, tmp_path: Path) -> None:
    """All quotes of two focus groups stand in the text of their own session."""
    folder = shared / "data/autspaces"
    with pipeline.init(tmp_path / "made.relcode") as study:
        pipeline.read(study, [str(path) for path in folder.glob("??-september-2019.md")])
        columns = {"codes": "subsection", "document": "session"}
        result = ready(study, folder / "derived_quotes.csv", columns=columns)
        assert (len(result.placing.placed), result.doubts) == (606, ())


def test_other_tables_of_these_programs_are_refused(shared: Path, tmp_path: Path) -> None:
    """Lists of codes and tables of counts are no coded passages."""
    folder = shared / "refi/samples"
    with small_study(tmp_path) as study:
        for path in (
            *folder.glob("atlasti_sheets/*code*.*"),
            *folder.glob("taguette/codebook.*sv"),
        ):
            with pytest.raises(RelcodeError):
                ready(study, path)


WIDE = [
    ("File", "Unit", "trust", "relationships", "communication"),
    ("ferry.docx", NO_TRUST, True, False, False),
    ("ferry.docx", LATER, 1, 0.5, ""),
    ("season.pdf", SEASON, "", "", "✓"),
]


def test_what_libreoffice_saves_says_the_same(
    convert: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    """Ticks, truth values and weights survive .ods, .xls and .csv."""
    path = book(tmp_path / "codes.xlsx", *WIDE)  # type: ignore[arg-type]
    with small_study(tmp_path) as study:
        wanted = brought(ready(study, path), study)
        assert [code for _, code, _ in wanted] == [
            "trust", "trust", "relationships", "communication"
        ]  # fmt: skip
        for form in ("ods", "xls", "csv:Text - txt - csv (StarCalc):44,34,76"):
            result = ready(study, convert(path, form))
            assert brought(result, study) == wanted
            assert len(result.settled.brought.judged) == 3
