"""Exports of all forms say the same of one paper, whatever their encoding; broken ones are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.errors import UnreadableError
from relcode.reference import Author
from relcode.refs import parse
from relcode.refs.identifiers import doi_of, pmid_of
from relcode.refs.latex import plain
from relcode.refs.names import author, people
from written_refs import BIB, CIW, CSV, ENL, NBIB, RIS, XML

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.refs import Parsed

FORMS = {"ris": RIS, "nbib": NBIB, "ciw": CIW, "enl": ENL, "bib": BIB, "xml": XML, "csv": CSV}


def parsed(tmp_path: Path, content: str | bytes, name: str = "export.txt") -> Parsed:
    """What a file of that content and name says."""
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return parse(path)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form: str, tmp_path: Path) -> None:
    """The content tells the form, whatever the file is called, and the fields agree."""
    references, problems = parsed(tmp_path, FORMS[form])
    one = references[0]
    assert not problems
    assert one.title.rstrip(".").casefold() == "boats that trust each other: a harbour study"
    assert one.authors[0].family == "Brook"
    assert one.authors[0].given.startswith("A")
    assert one.year == 2019
    assert one.pages == "45-61"
    assert one.type == ("other" if form == "csv" else "article") or form == "nbib"
    assert one.doi == ("" if form == "enl" else "10.5555/quay.2019.12")
    assert one.pmid == ("31234567" if form in {"nbib", "ciw", "csv"} else "")
    assert (one.number, one.file) == (1, "export.txt")


def test_what_each_form_has_of_its_own(tmp_path: Path) -> None:
    """Citation keys, PMCIDs, bodies as authors and LaTeX are understood."""
    ris = parsed(tmp_path, RIS).references
    assert ris[0].key == "brook2019"
    assert ris[0].keywords == ("trust", "kettles")
    assert ris[1].authors == (Author("Harbour Council of the North"),)
    assert ris[1].type == "report"
    assert parsed(tmp_path, NBIB).references[0].pmcid == "PMC7654321"
    bib = parsed(tmp_path, BIB).references[0]
    assert bib.key == "brook2019"
    assert bib.journal == "Journal of Quays"
    assert bib.abstract == "Half (50%) of the crews & one kettle."
    assert bib.authors == (
        Author("Brook", "Ada"),
        Author("Løvås", "Jon"),
        Author("Harbour Council of the North"),
    )
    assert parsed(tmp_path, CIW).references[0].authors[1] == Author("Lovas", "Jon")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_change_nothing(encoding: str, end: str, tmp_path: Path) -> None:
    """The same records in any encoding, with any line ends, have the same ids."""
    text = RIS.replace("Løvås, Jon", "Müller, Jürgen")
    here = parsed(tmp_path, text).references
    there = parsed(tmp_path, text.replace("\n", end).encode(encoding)).references
    assert [one.id for one in there] == [one.id for one in here]
    assert there[0].authors[1] == Author("Müller", "Jürgen")


def test_numbered_records_and_what_databases_write_between(tmp_path: Path) -> None:
    """Numbers, provider lines and tags after the end belong to no record."""
    text = (
        'Provider: Harbour Index\nContent: text/plain; charset="UTF-8"\n\n1.\n'
        "TY  - JOUR\nTI  - One\nKW - loose\nPMID - 123\nER  -\nNL  - J Quays\n\nLink: http://x\n\n"
        "Record #2 of 2\n2.\nTY\t- JOUR\nT1  - Two\nER  - \n"
    )
    references, problems = parsed(tmp_path, text)
    assert [one.title for one in references] == ["One", "Two"]
    assert references[0].keywords == ("loose",)
    assert references[0].pmid == "123"
    assert not problems


def test_broken_records_are_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    """A record without an end, an empty one and one cut off lose nothing of the others."""
    text = (
        "TY  - JOUR\nTI  - No end\n\nTY  - JOUR\nTI  - Whole\nER  - \nTY  - JOUR\nER  - \n"
        "TI  - No type\nER  - \nTY  - JOUR\nDO  - soon 2024\nTI  - Cut o"
    )
    references, problems = parsed(tmp_path, text)
    assert [one.title for one in references] == ["No end", "Whole", "No type", "Cut o"]
    said = [(problem.line, problem.what[:24]) for problem in problems]
    assert said == [
        (1, "the record has no end: t"),
        (7, "the record says nothing "),
        (9, "the record begins with T"),
        (11, "'soon 2024' is no DOI an"),
        (11, "the record breaks off, i"),
    ]


def test_continued_lines_belong_to_what_they_continue(tmp_path: Path) -> None:
    """A line without a tag goes on with the value before; words in capitals are no tags."""
    text = "TY  - JOUR\nTI  - A\nAB  - First line\nWHO - the office - said\n  so.\nER  - \n"
    assert parsed(tmp_path, text).references[0].abstract == "First line WHO - the office - said so."


def test_a_broken_bibtex_entry_stops_no_other(tmp_path: Path) -> None:
    """The entry is named with its line; a key that came twice is kept twice."""
    text = "@article{a, title={One}}\n@article{b, title={Two\n@article{a, title={Three}}\n"
    references, problems = parsed(tmp_path, text)
    assert [one.title for one in references] == ["One", "Three"]
    assert [problem.line for problem in problems] == [2, 3]
    assert "key 'a' came before" in problems[1].what


def test_records_that_say_the_same_are_still_two(tmp_path: Path) -> None:
    """The same record twice in one file has two ids, and the same two in another file."""
    twice = "TY  - JOUR\nTI  - Editorial\nER  - \n" * 2
    here = [one.id for one in parsed(tmp_path, twice, "a.ris").references]
    assert len(set(here)) == 2
    assert [one.id for one in parsed(tmp_path, twice, "b.ris").references] == here


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"\x00\x01\xff" * 50, b"%PDF-1.7\n\x00", b"Dear all,\n\nhello\n", b"<a/>"],
)
def test_what_holds_no_references_is_refused(content: bytes, tmp_path: Path) -> None:
    """Empty, binary and foreign files end in one clear error that says what to do."""
    with pytest.raises(UnreadableError) as caught:
        parsed(tmp_path, content)
    assert caught.value.fix
    assert caught.value.where.endswith("export.txt")


@pytest.mark.parametrize(
    ("text", "family", "given"),
    [
        ("Brook, Ada", "Brook", "Ada"),
        ("Brook,Ada B.", "Brook", "Ada B."),
        ("Brook A", "Brook", "A"),
        ("de la Mer J.-P.", "de la Mer", "J.-P."),
        ("A. Brook-Reed", "Brook-Reed", "A."),
        ("Ada van der Brook", "van der Brook", "Ada"),
        ("Brook, Jr., Ada", "Brook", "Ada Jr."),
        ("World Kettle Organization", "World Kettle Organization", ""),
    ],
)
def test_names(text: str, family: str, given: str) -> None:
    """Names come apart however a database writes them."""
    assert author(text) == Author(family, given)


def test_nobody_is_no_author() -> None:
    """`Anonymous` and its like stand for no author."""
    assert author("Anonymous") is None
    assert author("[No authors listed]") is None


@pytest.mark.parametrize(
    "cell",
    [
        "Brook A; Reed M",
        "Brook A, Reed M",
        "Brook A.\nReed M.",
        "Brook A. B.Reed M.",
        "Brook A and Reed M",
    ],
)
def test_authors_in_one_cell(cell: str) -> None:
    """Whatever stands between the names of one cell, they are two."""
    assert [name.split()[0] for name in people(cell)] == ["Brook", "Reed"]


def test_identifiers() -> None:
    """A DOI comes out of addresses, prefixes and escapes; a PMID where PubMed says it."""
    assert doi_of("https://dx.doi.org/10.5555%2FAb(c)1.") == "10.5555/ab(c)1"
    assert doi_of("doi:10.5555/x [doi]") == "10.5555/x"
    assert doi_of("see (10.5555/x(1)2).") == "10.5555/x(1)2"
    assert doi_of("http://sfx.example/q?id=doi:10.5555/x&issn=1") == "10.5555/x"
    assert doi_of("10.1") == ""
    assert pmid_of("", "31234567", "Ovid MEDLINE", "") == "31234567"
    assert pmid_of("", "31234567", "Embase", "") == ""
    assert pmid_of("", "", "", "https://pubmed.ncbi.nlm.nih.gov/31234567/") == "31234567"


def test_latex() -> None:
    """Accents, signs and escapes become characters; a bare per cent sign hides nothing."""
    assert plain(r"M{\"u}ller, \'{E}mile and \v{S}{\'\i}p") == "Müller, Émile and Šíp"
    assert plain(r"50% of {\textless}10\,m\% $p < 0.05$ \& \textit{so} on") == (
        "50% of <10,m% p < 0.05 & so on"
    )
