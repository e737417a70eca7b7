"""Make a reference of the fields of a record: what each means, cleaned of how it was written."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, TypeAlias

from relcode.reference import Reference, content_id
from relcode.refs.identifiers import doi_of, pmcid_of, pmid_of
from relcode.refs.names import author
from relcode.refs.record import types

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from relcode.refs.record import Record

Fields: TypeAlias = "Mapping[str, Sequence[str]]"
_LONG = 2_000  # characters of a value that are looked at for a number
_MARKUP = re.compile(
    r"</?(?:jats:|mml:)?(?:i|b|u|em|strong|sub|sup|p|br|hr|span|div|h\d|title|sec|scp|italic|bold"
    r"|inf|ul|ol|li|a|math|mi|mo|mn|mrow|msub|msup)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?=\d{4}(?!\d)|(?!\d))")
_PAGES = re.compile(r"^(?:pp?\b\.?|pages?\b)\s*", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:-{1,3}|[‐‑‒–—−])\s*")
# Endoscopic Ultrasound (2014) 3:3 (152-160). Date of Publication: 2014
_CITED = re.compile(
    r"^(.{1,300}?) \(((?:1[5-9]|20)\d\d)\) (\w{1,9})?(?::(\w{1,9}))? \((.{1,40}?)\)"
)
_SEVERAL = re.compile(r"[\r\n;]")


def built(record: Record, form: str, came: Counter[str]) -> tuple[Reference, list[tuple[int, str]]]:
    """The reference, and what in the record could not be used, with its line.

    `came` counts the contents that came before in the same file, so that two records that say the
    same are still two.
    """
    fields = record.fields(form)
    made = _cited(_reference(fields, form), fields)
    faults = list(record.faults)
    stated = _first(fields, "doi")[:40]
    if stated and not made.doi and form != "nbib" and any(map(str.isdigit, stated)):
        faults.append((record.line, f"'{stated}' is no DOI and was left out"))
    content = made.content
    identity = content_id(content, came[content])
    came[content] += 1
    return replace(made, id=identity, line=record.line), faults


def _reference(fields: Fields, form: str) -> Reference:
    database = _first(fields, "database")
    url = "" if form == "table" else _first(fields, "url").split(";")[0].strip()
    people = (author(name) for name in fields.get("authors", ()))
    return Reference(
        key=_first(fields, "key") if form != "endnote" else "",
        type=_type(fields.get("type", ())),
        title=_text(fields, "title"),
        authors=tuple(person for person in people if person and person.family),
        year=_year(_first(fields, "year")),
        doi=_doi(fields),
        pmid=_pmid(fields, database),
        pmcid=pmcid_of(_first(fields, "pmcid")),
        journal=_text(fields, "journal"),
        volume=_first(fields, "volume"),
        issue=_first(fields, "issue"),
        pages=_pages(fields),
        publisher=_text(fields, "publisher"),
        isbn=_first(fields, "isbn"),
        abstract=_text(fields, "abstract"),
        keywords=_keywords(fields.get("keywords", ()), form),
        url=url or _first(fields, "url"),
        language=_first(fields, "language"),
        database=database,
    )


def _first(fields: Fields, name: str) -> str:
    return _line(fields[name][0]) if fields.get(name) else ""


def _text(fields: Fields, name: str) -> str:
    """The first value of a field without mark-up and entities."""
    text = _first(fields, name)
    if "&" in text:
        text = unescape(text)
    return _line(_MARKUP.sub("", text)) if "<" in text else text


def _line(text: str) -> str:
    return " ".join(text.split())


def _type(said: Sequence[str]) -> str:
    found = (types().get(_line(each).lower(), "") for each in said)
    return next(filter(None, found), "other")


def _year(text: str) -> int | None:
    found = _YEAR.search(text[:_LONG])
    return int(found[1]) if found else None


def _doi(fields: Fields) -> str:
    said = [*fields.get("doi", ()), *(url for url in fields.get("url", ()) if "10." in url)]
    return next(filter(None, map(doi_of, said)), "")


def _pmid(fields: Fields, database: str) -> str:
    stated = _first(fields, "pmid")
    if not stated and "scopus" in (database + _first(fields, "url")[:_LONG]).lower():
        stated = _first(fields, "scopus")
    return pmid_of(stated, _first(fields, "accession"), database, _first(fields, "url"))


def _pages(fields: Fields) -> str:
    first, last = (_PAGES.sub("", _first(fields, name)) for name in ("start", "end"))
    pages = _DASH.sub("-", first)
    if first and last and first != last and "-" not in pages:
        pages = f"{pages}-{last}"
    return pages or _first(fields, "article")


def _keywords(said: Sequence[str], form: str) -> tuple[str, ...]:
    text = "\n".join(said)
    if form in {"bibtex", "table"} and ";" not in text:
        text = text.replace(",", "\n")
    words = (_line(word).lstrip("*") for word in _SEVERAL.split(text))
    return tuple(dict.fromkeys(filter(None, words)))


def _cited(made: Reference, fields: Fields) -> Reference:
    """What one column says of journal, year, volume, issue and pages together."""
    found = _CITED.match(_first(fields, "source"))
    if not found or made.journal:
        return made if made.journal else replace(made, journal=_text(fields, "source"))
    return replace(
        made,
        journal=found[1],
        year=made.year or int(found[2]),
        volume=made.volume or found[3] or "",
        issue=made.issue or found[4] or "",
        pages=made.pages or _DASH.sub("-", found[5]),
    )
