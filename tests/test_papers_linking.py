"""Full texts find their references, by what they say before what their files are called."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from relcode.cli import cli
from relcode.library import Ruling
from relcode.papers import evidence
from relcode.papers.linking import Text, links, stated
from relcode.papers.shelf import shelf
from relcode.reference import Author, Reference
from relcode.refs import Work, add
from small_papers import papers_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study

RIS = """\
TY  - JOUR
ID  - treesforall
TI  - Trees for clinics
DO  - 10.1234/trees
AU  - Aranda, Inés
PY  - 2021
JO  - Orchard Reports
ER  -

TY  - JOUR
TI  - Wells for clinics
AU  - Aranda, Inés
PY  - 2020
DO  - 10.1234/wells
ER  -
"""
BIBTEX = """\
@article{nitro, title={Nitrogen under schoolyards}, author={Okello, Inés}, year={2019}}
@article{trees, title={Trees for Clinics}, doi={10.1234/TREES}, author={Aranda, I.}, year={2021}}
"""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two papers, and two exports that know three works, one of them twice."""
    (tmp_path / "scopus.ris").write_text(RIS, encoding="utf-8")
    (tmp_path / "zotero.bib").write_text(BIBTEX, encoding="utf-8")
    with papers_study(tmp_path / "in") as one:
        add(one.library, [tmp_path / "scopus.ris", tmp_path / "zotero.bib"])
        yield one


def work(name: str, **said: object) -> Work:
    """A work of one record."""
    one = Reference(id=name, **said)  # type: ignore[arg-type]
    return Work(one, (one,))


def text(*names: str, **said: str) -> Text:
    """A full text with the id s1 in files of these names."""
    return Text(stated("s1", said), names)


WU = (Author("Wu", "Dan"),)
WORKS = [
    work("a1", title="How bees find water", authors=WU, year=2019, doi="10.1371/journal.pone.1"),
    work("b2", title="A history of wells", authors=WU, year=2018, pmid="29887654", key="wells18"),
    work("e5", title="The long rain in the green hills of Ortega", year=1999),
    work("c3", title="Rain in the hills", authors=(Author("Ortega"),), year=2018, pmcid="PMC77123"),
]


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (text(doi="https://doi.org/10.1371/JOURNAL.pone.1"), ("a1", "DOI")),
        (text(title="How bees find water", authors="Wu, D.", year="2019"), ("a1", "title")),
        (text(pmcid="77123"), ("c3", "PMCID")),
        (text(title="The long rain in the green hills of Ortega"), ("e5", "title")),
        (text(title="A history of wells"), None),
        (text("10.1371_journal.pone.1.pdf"), ("a1", "file name")),
        (text("29887654.pdf"), ("b2", "file name")),
        (text("PMC77123.xml"), ("c3", "file name")),
        (text("wells18.pdf"), ("b2", "file name")),
        (text("Wu - 2019 - How bees find water.pdf"), ("a1", "file name")),
        (text("Ortega 2018.pdf"), ("c3", "file name")),
        (text("scan0001.pdf"), None),
        (text("other.pdf", title="Bees", authors="Wu, Dan", year="2011"), None),
    ],
)
def test_a_text_is_linked_by(there: Text, found: tuple[str, str] | None) -> None:
    """By DOI, title, PMCID, or the name of a file; not by little."""
    assert [(one.work, one.rule) for one in links(WORKS, [there])] == ([found] if found else [])


def test_of_two_possible_works_none() -> None:
    """A file name that fits two works links to neither."""
    two = [*WORKS, work("d4", title="Mist", authors=(Author("Ortega"),), year=2018)]
    assert links(two, [text("Ortega 2018.pdf")]) == []


def test_a_person_decides() -> None:
    """What a person ruled goes before everything, and can take a link away."""
    there = text(doi="10.1371/journal.pone.1")
    (link,) = links(WORKS, [there], [Ruling("b2", "s1", same=True)])
    assert (link.work, link.rule) == ("b2", "person")
    assert links(WORKS, [there], [Ruling("a1", "s1", same=False)]) == []


def test_nothing_to_go_by_is_no_link() -> None:
    """Works and texts that say nothing are not taken for each other."""
    assert links([work("e5"), work("f6")], [text(), text("")]) == []


def test_works_and_full_texts_of_a_study(study: Study) -> None:
    """Each work once, with its own key, its full text, and the records that it stands in."""
    rows = {str(row["title"]).casefold().rstrip("."): row for row in shelf(study).rows()}
    assert rows.keys() == {"trees for clinics", "wells for clinics", "nitrogen under schoolyards"}
    trees = rows["trees for clinics"]
    assert (trees["key"], trees["file"], trees["by"]) == ("trees", "orchard.xml", "title")
    assert trees["records"] == "scopus.ris 1; zotero.bib 2"
    assert not rows["wells for clinics"]["file"]


def test_the_flow_adds_up(study: Study, tmp_path: Path) -> None:
    """Records less duplicates are works; those with and without a full text are all of them."""
    flow = evidence.write(study, tmp_path / "out").flow
    assert (flow.records, flow.works, flow.missing, flow.linked) == (4, 3, 1, 2)
    assert (flow.others, flow.included) == (0, 1)
    with (tmp_path / "out" / "flow.csv").open(encoding="utf-8-sig", newline="") as file:
        steps = {row["step"]: row["number"] for row in csv.DictReader(file)}
    assert steps["duplicates removed"] == "1"
    cited = (tmp_path / "out" / "included.bib").read_text(encoding="utf-8")
    assert "@article{trees," in cited
    assert "nitro" not in cited
    assert "Duplicates removed" in (tmp_path / "out" / "flow.svg").read_text(encoding="utf-8")


def test_exports_in_any_order_give_the_same(tmp_path: Path) -> None:
    """Two exports that came one after the other link as both at once do."""
    found = []
    for number, names in enumerate((("a.ris", "b.bib"), ("b.bib", "a.ris"))):
        folder = tmp_path / str(number)
        with papers_study(folder) as one:
            (folder / "a.ris").write_text(RIS, encoding="utf-8")
            (folder / "b.bib").write_text(BIBTEX, encoding="utf-8")
            for name in names:
                add(one.library, [folder / name])
            found.append([{**row, "records": ""} for row in shelf(one).rows()])
    assert found[0] == found[1]


def test_the_command_counts_works(study: Study, tmp_path: Path) -> None:
    """The command says how many works have no full text, and where they are listed."""
    asked = ["evidence", "--study", str(study.path), "-o", str(tmp_path / "out")]
    ran = CliRunner().invoke(cli, asked)
    assert ran.exit_code == 0, ran.output
    assert "4 records, 3 works without duplicates, 1 of them without a full text" in ran.output


def test_a_person_links_by_command(study: Study) -> None:
    """A file is linked to a record by its path, taken from it again, and the list says so."""
    place = ["--study", str(study.path)]
    ids = {one.title: one.id for one in study.library.references()}
    wells = ids["Wells for clinics"]
    ran = CliRunner().invoke(cli, ["refs", "texts", "--missing", *place])
    assert "Wells for clinics" in ran.output
    assert "Nitrogen" not in ran.output
    file = str(study.path.parent / "soil.xml")
    ran = CliRunner().invoke(cli, ["refs", "link", wells[:6], file, *place])
    assert ran.exit_code == 0, ran.output
    assert "soil.xml is a full text of" in ran.output
    assert "“Wells for clinics”" in ran.output
    ran = CliRunner().invoke(cli, ["refs", "texts", *place])
    assert "soil.xml  (person: linked by a person)" in ran.output
    assert "3 works, 1 without a full text; 0 other full texts" in ran.output
    CliRunner().invoke(cli, ["refs", "link", wells, "soil.xml", "--apart", *place])
    ran = CliRunner().invoke(cli, ["refs", "texts", "--missing", *place])
    assert "Wells for clinics" in ran.output


def test_a_full_text_says_what_its_record_does_not(study: Study) -> None:
    """A sparse record of a work hides nothing that the paper says of itself."""
    there = shelf(study).keyed.values()
    (nitrogen,) = (one for one in there if one.title == "Nitrogen under schoolyards")
    assert (nitrogen.key, nitrogen.journal, nitrogen.year) == ("nitro", "Orchard Reports", 2019)


def test_an_unknown_text_is_named(study: Study) -> None:
    """A file that was not read is refused, with the nearest that was."""
    record = next(study.library.references()).id
    asked = ["refs", "link", record, "soils.xml", "--study", str(study.path)]
    ran = CliRunner().invoke(cli, asked)
    assert "soils.xml: is no source of this study; did you mean 'soil.xml'?" in str(ran.exception)
