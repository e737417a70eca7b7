"""One entry of the matrix of edits, and the ways a sheet may take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from survival.meaning import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from office.table import Edit
    from survival.meaning import Kind, Meaning


class Way(NamedTuple):
    """How a sheet was sent, and the forms in which it is saved, one after the other."""

    name: str
    sent: str
    saved: tuple[str, ...]

    @property
    def ruled(self) -> bool:
        """Whether the sheet of codings comes back."""
        return "csv" not in (self.sent, *self.saved)

    @property
    def slow(self) -> bool:
        """Whether LibreOffice takes long over it."""
        return "ods" in self.saved


WAYS = (
    Way(".xlsx → .xlsx", "xlsx", ("xlsx",)),
    Way(".xlsx → .ods → .xlsx", "xlsx", ("ods", "xlsx")),
    Way(".xlsx → .csv", "xlsx", ("csv",)),
    Way(".ods → .ods", "ods", ("ods",)),
    Way(".csv → .csv", "csv", ("csv",)),
)
ALL = tuple(way.name for way in WAYS)
BOOKS = tuple(way.name for way in WAYS if way.ruled)
CSV = tuple(way.name for way in WAYS if not way.ruled)
FROM_BOOKS = tuple(way.name for way in WAYS if way.sent != "csv")


@dataclass(frozen=True)
class Case:
    """Edits of a sheet that was filled in; rows go by their names.

    `changes` are what they change in what is meant, by row; `least` is how well the sheet has to
    survive in `ways`; on other ways the edit cannot be made.
    """

    group: str
    name: str
    edits: tuple[Edit, ...]
    changes: Mapping[str, Meaning] = field(default_factory=dict)
    least: Kind = "exact"
    ways: tuple[str, ...] = ALL


def without(names: Iterable[str]) -> dict[str, Meaning]:
    """What is meant where rows are gone: nothing."""
    return dict.fromkeys(names, NOTHING)
