"""Write references out: BibTeX and RIS, which reference managers read, and rows for tables."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

from relcode.refs.shape import folded
from relcode.rules import content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.reference import Author, Reference

COLUMNS = (
    "key", "type", "title", "authors", "year", "doi", "pmid", "pmcid", "journal", "volume",
    "issue", "pages", "publisher", "isbn", "abstract", "keywords", "url", "language", "database",
    "id",
)  # fmt: skip
_KEY = re.compile(r"[^\s,{}()\"#%~\\='@]+")
_TELLING = 4  # letters of a word that tells something
_SPECIAL = re.compile(r"[\\{}%&$#_~^@]|--+|``|''")
_NAMED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "@": "{@}",  # some readers take it for the start of an entry
}
_ADDRESSES = frozenset({"doi", "url"})  # are not typeset


def keyed(references: Iterable[Reference]) -> list[Reference]:
    """The same references with a citation key each, none twice: their own, else smith2019trust.

    A made key has the first telling word of the title, so that it stays when other works come in.
    """
    given: set[str] = set()
    made = []
    for one in references:
        key = "".join(_KEY.findall(one.key)) or _made_key(one)
        names = (key if n == 1 else f"{key}-{n}" for n in count(1))
        key = next(name for name in names if name.casefold() not in given)
        given.add(key.casefold())
        made.append(replace(one, key=key))
    return made


def _made_key(one: Reference) -> str:
    family = "".join(folded(one.authors[0].family)) if one.authors else ""
    words = folded(one.title)
    first = next((word for word in words if len(word) >= _TELLING), "")
    if not family:
        return f"{max(words, key=len, default='reference')}{one.year or ''}"
    return f"{family}{one.year or ''}{first}"


def bibtex(references: Iterable[Reference]) -> Iterator[str]:
    """The entries of a BibTeX file, in UTF-8; give `keyed` references."""
    for one in references:
        lines = [f"  {name} = {{{value}}},\n" for name, value in _bibtex_fields(one) if value]
        yield f"@{_names('bibtex')['types'][one.type]}{{{one.key},\n{''.join(lines)}}}\n\n"


def _bibtex_fields(one: Reference) -> Iterator[tuple[str, str]]:
    names = _names("bibtex")
    called = names["fields"] | {
        "journal": names["containers"].get(one.type, "journal"),
        "publisher": names["publishers"].get(one.type, "publisher"),
    }
    for field, name in called.items():
        value = getattr(one, field)
        if field == "authors":
            yield name, " and ".join(map(_person, value))
        elif field == "pages":
            yield name, "--".join(_latex(part) for part in value.split("-"))
        elif field in _ADDRESSES:
            yield name, value.replace("{", "%7B").replace("}", "%7D")
        else:
            said = "; ".join(value) if isinstance(value, tuple) else str(value or "")
            yield name, _latex(said)


def _person(author: Author) -> str:
    if not author.given:
        return f"{{{_latex(author.family)}}}"
    return f"{_latex(author.family)}, {_latex(author.given)}"


def _latex(text: str) -> str:
    return _SPECIAL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    if len(sign) > 1:  # which LaTeX would join to one sign
        return "{}".join(sign)
    return _NAMED.get(sign, f"\\{sign}")


def ris(references: Iterable[Reference]) -> Iterator[str]:
    """The records of a RIS file, in UTF-8 with CRLF; give `keyed` references."""
    for one in references:
        lines = [("TY", _names("ris")["types"][one.type]), *_ris_fields(one)]
        said = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
        yield f"{said}ER  - \r\n\r\n"


def _ris_fields(one: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", one.key
    yield "TI", one.title
    for author in one.authors:
        yield "AU", f"{author.family}, {author.given}" if author.given else f"{author.family},"
    yield "PY", str(one.year or "")
    for field, tag in _names("ris")["fields"].items():
        yield tag, getattr(one, field)
    first, _, last = one.pages.partition("-")
    yield from (("SP", first), ("EP", last))
    for word in one.keywords:
        yield "KW", word


def row(one: Reference) -> dict[str, Any]:
    """The values of COLUMNS, authors and keywords joined by semicolons."""
    values: dict[str, Any] = {name: getattr(one, name) for name in COLUMNS}
    joined = {"authors": "; ".join(map(str, one.authors)), "keywords": "; ".join(one.keywords)}
    return values | joined | {"year": one.year or ""}


@cache
def _names(form: str) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = content("relcode.refs", "written")[form]
    return names
