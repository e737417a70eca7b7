"""Exports that are made to hurt: huge lines, nested mark-up, entities, one title many times."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from relcode.errors import UnreadableError
from relcode.reference import Author
from relcode.refs import merges, parse
from written_refs import record

if TYPE_CHECKING:
    from pathlib import Path

LARGE = 100_000_000
_DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:{}">]>'
_TITLED = "<xml><records><record><titles><title>{}</title></titles></record>"


def test_a_line_of_a_hundred_megabytes_is_cut_and_told(tmp_path: Path) -> None:
    """The record keeps its beginning, the next one is whole, and it takes seconds."""
    path = tmp_path / "huge.ris"
    with path.open("wb") as file:
        file.write(b"TY  - JOUR\nTI  - ")
        file.write(b"x" * LARGE)
        file.write(b"\nER  - \nTY  - JOUR\nTI  - Next\nER  - \n")
    begun = time.process_time()
    references, problems = parse(path)
    assert time.process_time() - begun < 10
    assert [len(one.title) for one in references] == [100_000, 4]
    assert "100,000,000 characters long and was cut" in problems[0].what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str, tmp_path: Path) -> None:
    """Neither a nest of entities nor one that names a file is resolved: the export is refused."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    path = tmp_path / "export.xml"
    text = f'<?xml version="1.0" encoding="{encoding}"?>{_DOCTYPE}{_TITLED}</records></xml>'
    path.write_bytes(text.format(secret, "&b;&f;").encode(encoding))
    with pytest.raises(UnreadableError, match="declares entities"):
        parse(path)


def test_broken_xml_keeps_what_can_be_read(tmp_path: Path) -> None:
    """Signs that XML forbids, an unknown entity and a file cut off are told, not fatal."""
    path = tmp_path / "export.xml"
    path.write_text(
        _TITLED.format("A&#11;ir &eacute;")
        + "<record><titles><title>Second</title></titles></record>"
        "<record><titles><title>Cut"
    )
    references, problems = parse(path)
    assert {"Second", "Cut"} <= {one.title for one in references}
    assert problems
    assert all("XML is broken" in problem.what for problem in problems)


@pytest.mark.parametrize(
    "content",
    [
        "<xml><records><record>" + "<a>" * 200_000,
        "@article{a, title={" + "{" * 200_000,
        "@article{a, title={" + '\\"' * 200_000 + "}}",
        "title,authors\na," + " " * 90_000 + "x" + " " * 90_000 + ";\n",
        "TY  - JOUR\nTI  - a\nKW  - " + ";" * 300_000 + "\nAU  -" + " " * 300_000 + "x\nER  - \n",
        "TY  - JOUR\nTI  - " + "<i " * 60_000 + "\nDO  - " + "10.1000/" * 60_000 + "\nER  - \n",
        "title,source\na," + "a (2000) " * 10_000 + "\n",
        "TY  - JOUR\n" * 5_000,
    ],
    ids=["deep", "braces", "accents", "blanks", "separators", "mark-up", "cited", "types"],
)
def test_nothing_takes_long(content: str, tmp_path: Path) -> None:
    """Nesting, blanks and separators without end are read, or refused, at once."""
    path = tmp_path / "export.txt"
    path.write_text(content)
    begun = time.process_time()
    try:
        assert parse(path).references
    except UnreadableError as error:
        assert error.fix  # noqa: PT017 - both ends are right
    assert time.process_time() - begun < 3


def test_many_records_of_one_title_are_not_all_compared() -> None:
    """Four thousand editorials, and four thousand copies of one paper, take seconds."""
    editorials = [record(title="Editorial", year=2000 + n % 20, pages=str(n)) for n in range(4_000)]
    copies = [
        record(title="A study of kettles in two ports", authors=(Author("Reed", "M"),), year=2001,
               abstract=f"{n}")
        for n in range(4_000)
    ]  # fmt: skip
    begun = time.process_time()
    assert merges(editorials) == []
    assert len(merges(copies)) == len(copies) - 1
    assert time.process_time() - begun < 10
