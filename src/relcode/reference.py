"""One reference as a database exported it: the values that are compared, listed and exported."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Any, NamedTuple

_ORIGIN = ("id", "file", "number", "line")  # where it came from, not what it says
_ID = 16  # hex digits: two of a million records share one by a chance of 1 in 37 million


class Author(NamedTuple):
    """A person, or a body without a given name."""

    family: str
    given: str = ""

    def __str__(self) -> str:
        """Family, Given."""
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Reference:
    """A record of an export; "" and None stand for what it does not say.

    `id` is made from the content alone, so that the same record has the same id in every export.
    `key` is the citation key, `doi` lower case without a resolver, `pages` such as 12-19 or e0815.
    `database` is where the export came from, `file`, `number` (from 1) and `line` where the record
    stands in it.
    """

    id: str = ""
    key: str = ""
    type: str = "other"
    title: str = ""
    authors: tuple[Author, ...] = ()
    year: int | None = None
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    isbn: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    url: str = ""
    language: str = ""
    database: str = ""
    file: str = ""
    number: int = 0
    line: int = 0

    @property
    def content(self) -> str:
        """All that the record says, as JSON, without where it stands."""
        values = asdict(self)
        said = {name: values[name] for name in values if values[name] and name not in _ORIGIN}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


class Problem(NamedTuple):
    """What is wrong in an export, at which line; `record` counts from 1, 0 outside of any."""

    line: int
    record: int
    what: str

    def __str__(self) -> str:
        """`line 12: what`."""
        return f"line {self.line:,}: {self.what}"


def content_id(content: str, times: int) -> str:
    """The id of a record with that content, which came `times` before in the same file."""
    mark = f"{content}\n{times}" if times else content
    return sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:_ID]


def reference_of(content: str, **origin: Any) -> Reference:  # noqa: ANN401 - fields of several types
    """The reference with that `content`; `origin` gives the fields that are no part of it."""
    values = json.loads(content)
    values["authors"] = tuple(Author(*author) for author in values.get("authors", ()))
    values["keywords"] = tuple(values.get("keywords", ()))
    return Reference(**values, **origin)


FIELDS = tuple(field.name for field in fields(Reference))
