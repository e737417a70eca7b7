"""What every parser gives: the fields of a record as they stand, before they are understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from relcode.rules import content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

LONGEST = 100_000  # characters of a value that are kept: ten times the longest abstracts


@dataclass(slots=True)
class Record:
    """The values of each field, in the order of coming, and the line where the record begins."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, name: str, value: str, line: int) -> None:
        """Add a value to those of a tag; one too long to be real is cut, and that is a fault."""
        if len(value) > LONGEST:
            self.faults.append((line, f"{name} is {len(value):,} characters long and was cut"))
            value = value[:LONGEST]
        self.values.setdefault(name, []).append(value)

    def fields(self, form: str) -> dict[str, list[str]]:
        """The values by the names of fields.yaml: of each field's tags the first that says any.

        Of a DOI all, because it stands among other numbers.
        """
        said = {name: list(self._said(tags)) for name, tags in names(form).items()}
        return {
            name: [one for each in found for one in each] if name == "doi" else found[0]
            for name, found in said.items()
            if found
        }

    def _said(self, tags: Sequence[str]) -> Iterator[list[str]]:
        for tag in tags:
            if found := [value for value in self.values.get(tag, ()) if value.strip()]:
                yield found


@cache
def names(form: str) -> Mapping[str, Sequence[str]]:
    """The tags of each field in a form of export."""
    found: dict[str, list[str]] = tables()[form]
    return found


@cache
def tables() -> dict[str, Any]:
    """All of fields.yaml."""
    return content("relcode.refs", "fields")


@cache
def types() -> dict[str, str]:
    """The type that a name in an export stands for."""
    return {name: kind for kind, given in tables()["types"].items() for name in given}
