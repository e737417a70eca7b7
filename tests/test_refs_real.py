"""Every real export of the reference material is read, and says what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.errors import UnreadableError
from relcode.refs import parse

if TYPE_CHECKING:
    from pathlib import Path

# records, with title, with year, with authors, with DOI; known from the files' own record marks
HELD = {
    "asreview/_baseline.ris": (100, 100, 100, 100, 100),
    "asreview/embase.csv": (6, 6, 6, 6, 6),
    "asreview/embase_newpage.csv": (6, 6, 6, 6, 6),
    "asreview/ovid_psycinfo.ris": (6, 6, 6, 6, 6),
    "asreview/ris_many_authors.ris": (1, 1, 0, 1, 0),
    "asreview/scopus.ris": (6, 6, 6, 6, 6),
    "asreview/generic_tab.csv": (2, 2, 2, 2, 0),
    "asreview/generic_labels_no_title.csv": (6, 0, 6, 6, 0),
    "asysd/labelled_test_set.csv": (1845, 1845, 1845, 1827, 1351),
    "asysd/zotero_export.ris": (1000, 1000, 997, 995, 718),
    "asysd/zotero_export.bib": (1000, 1000, 997, 995, 718),
    "asysd/zotero_export.xml": (1233, 1233, 1233, 1226, 1064),
    "asysd/test_export.txt": (3, 3, 3, 3, 0),
    "colrev/ais_enl.txt": (6, 6, 6, 4, 0),
    "colrev/eric_nbib.nbib": (1, 1, 1, 1, 1),
    "colrev/loader_ris_data.ris": (2, 2, 2, 2, 2),
    "colrev/psycinfo_ris.ris": (1, 1, 1, 1, 1),
    "endnote_xml/copper.xml": (505, 505, 505, 494, 397),
    "jabref/participation_studies.bib": (96, 96, 96, 96, 88),
    "revtools/restoration_WoS.ciw": (247, 247, 246, 247, 176),
    "revtools/restoration_pubmed.nbib": (104, 104, 104, 104, 104),
    "revtools/restoration_scopus.ris": (286, 286, 286, 286, 282),
    "rispy/example_bom.ris": (1, 0, 0, 0, 1),
    "rispy/example_extraneous_data.ris": (2, 2, 2, 2, 0),
    "rispy/example_starting_newlines.ris": (1, 1, 1, 1, 0),
    "rispy/example_wos.ris": (2, 2, 2, 2, 2),
}
EMPTY = {"asreview/baseline_reference_types.ris"}  # sixty types, and nothing else


@pytest.mark.parametrize("name", HELD)
def test_real_exports(name: str, shared: Path) -> None:
    """Each says as many titles, years, authors and DOIs as it holds."""
    references, _ = parse(shared / "data" / "refs" / name)
    counts = [sum(bool(getattr(one, field)) for one in references)
              for field in ("id", "title", "year", "authors", "doi")]  # fmt: skip
    assert tuple(counts) == HELD[name]


def test_all_real_exports_are_read(shared: Path) -> None:
    """Of all files only one without any content is refused; all records say where they stand."""
    folder = shared / "data" / "refs"
    refused = set()
    for path in sorted(folder.rglob("*.*")):
        if not path.is_file() or path.name == "SOURCE.txt":
            continue
        try:
            references, problems = parse(path)
        except UnreadableError:
            refused.add(path.relative_to(folder).as_posix())
            continue
        assert references
        assert all(one.file == path.name and one.number and one.line for one in references)
        assert len({one.id for one in references}) == len(references)
        assert all(problem.what for problem in problems)
    assert refused == EMPTY


def test_real_records_in_detail(shared: Path) -> None:
    """What databases write in their own ways is understood."""
    folder = shared / "data" / "refs"
    embase = parse(folder / "asreview" / "embase.csv").references[0]
    assert (embase.journal, embase.year, embase.volume) == ("Endoscopic Ultrasound", 2014, "3")
    assert (embase.pages, embase.doi) == ("152-160", "10.4103/2303-9027.138783")
    psycinfo = parse(folder / "colrev" / "psycinfo_ris.ris").references[0]
    assert psycinfo.pmid == "33355555"
    trid = parse(folder / "colrev" / "trid_ris.ris").references
    assert [one.year for one in trid] == [2017, 2018, 2019]
    assert trid[1].pages == "37-64"
    europe = parse(folder / "colrev" / "europe_pmc_bib.bib").references[0]
    assert "codehighlightin" in europe.abstract  # comes after a bare per cent sign
    assert "<h4>" not in europe.abstract
    broken = parse(folder / "colrev" / "ebsco_bib.bib")
    assert [one.title for one in broken.references] == ["Paper title."]
    assert broken.problems[0].line == 15
