"""Read a file of references, whatever database or program wrote it."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from relcode.encoding import decoded, is_text, opening
from relcode.errors import UnreadableError
from relcode.foreign import kind_of
from relcode.reference import Problem
from relcode.refs.build import built

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from relcode.reference import Reference
    from relcode.refs.record import Record

_LOOKED_AT = 65_536  # bytes that tell the form
_FORMS = (  # in this order: a BibTeX abstract may hold any of the others' tags
    ("endnote", re.compile(rb"<xml>\s{0,99}<records>|<records>\s{0,99}<record>")),
    ("bibtex", re.compile(rb"^\s{0,9}@[A-Za-z]{3,30}\s{0,9}[{(]", re.MULTILINE)),
    ("ris", re.compile(rb"^\s{0,3}TY[ \t]{0,2}-", re.MULTILINE)),
    ("ciw", re.compile(rb"^(?:FN .{1,99}[\r\n]{1,2}VR |PT [A-Z]\s*$)", re.MULTILINE)),
    ("nbib", re.compile(rb"^(?:PMID ?-|OWN -) ", re.MULTILINE)),
    ("enl", re.compile(rb"^%[0AT] \S", re.MULTILINE)),
)
_MARKS = codecs.BOM_UTF8 + codecs.BOM_UTF16
_ARCHIVE = b"PK\x03\x04"
_KINDS = "RIS, nbib, Web of Science, EndNote (XML or %), BibTeX, CSV, XLSX or ODS"
_SAID = "the record says nothing to know it by (no title, DOI, PMID, abstract or author)"


class Parsed(NamedTuple):
    """The references of a file in their order, and what in it is broken or was left out."""

    references: list[Reference]
    problems: list[Problem]


def parse(path: Path) -> Parsed:
    """The references in a file of any known form, which its content tells, not its name.

    Each reference knows its place in the file; the ids do not depend on the file's name, encoding
    or line ends. Broken records are problems, and the rest is kept. Raises UnreadableError for
    files that hold no references.
    """
    return parse_bytes(read(path), path)


def parse_bytes(data: bytes, path: Path) -> Parsed:
    """As `parse`, of a file that was read already."""
    form = form_of(data)
    if not form:
        fix = f"export the references as {_KINDS}"
        what = f"holds no references: {kind_of(data)}"
        raise UnreadableError(what, where=str(path), fix=fix)
    parsed = _taken(path, form, data)
    if not parsed.references:
        broken = f" ({parsed.problems[0]})" if parsed.problems else ""
        message = f"holds no references{broken}"
        raise UnreadableError(message, where=str(path), fix="export it anew")
    return parsed


def form_of(data: bytes) -> str:
    """The name of the form in fields.yaml, "" where it is none of them."""
    if data.startswith(_ARCHIVE):
        return "table"
    if not data.strip() or not is_text(data):
        return ""
    start = opening(data, _LOOKED_AT).lstrip(_MARKS)
    found = next((form for form, mark in _FORMS if mark.search(start)), "")
    return found or ("" if start.lstrip().startswith(b"<") else "table")


def _taken(path: Path, form: str, data: bytes) -> Parsed:
    came: Counter[str] = Counter()
    references: list[Reference] = []
    problems: list[Problem] = []
    for number, item in enumerate(_records(path, form, data, problems), start=1):
        reference, faults = built(item, form, came)
        problems += [Problem(line, number, what) for line, what in faults]
        if _is_known(reference):
            references.append(replace(reference, file=path.name, number=number))
        else:
            problems.append(Problem(item.line, number, _SAID))
    return Parsed(references, sorted(problems))


def _records(path: Path, form: str, data: bytes, problems: list[Problem]) -> Iterator[Record]:
    """The records of a file; faults outside of any record are added to the problems."""
    faults: Iterable[tuple[int, str]] = ()
    if form == "table":
        from relcode.refs.table import rows  # noqa: PLC0415 - one form is needed, not all

        yield from rows(path)
    elif form == "bibtex":
        from relcode.refs.bibtex import entries  # noqa: PLC0415 - as above

        found, faults = entries(decoded(data, str(path)))
        yield from found
    elif form == "endnote":
        from relcode.refs.endnote import Reader as Xml  # noqa: PLC0415 - as above

        xml = Xml(data, str(path))
        yield from xml.records()
        faults = xml.faults
    else:
        from relcode.refs.tagged import Reader  # noqa: PLC0415 - as above

        yield from Reader(decoded(data, str(path)), form).records()
    problems += [Problem(line, 0, what) for line, what in faults]


def _is_known(one: Reference) -> bool:
    return bool(one.title or one.doi or one.pmid or one.abstract or one.authors)


def read(path: Path) -> bytes:
    """The bytes of a file; raises UnreadableError where it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be opened: {error.strerror or type(error).__name__}"
        fix = "check the path, and close the file in other programs"
        raise UnreadableError(message, where=str(path), fix=fix) from error
