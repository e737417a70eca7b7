"""Find the installed readers, taggers and exporters; built-ins register like any other."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoints, entry_points
from typing import TYPE_CHECKING, Any, Protocol

from relcode.errors import RelcodeError, nearest
from relcode.outcome import silent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.outcome import Progress
    from relcode.study import Study
    from relcode.terms import Coding, Draft, Segment, Source


class Reader(Protocol):
    """Turns the bytes of one format family into a draft source."""

    @property
    def name(self) -> str:
        """The short name shown to users, such as `word`."""

    def claim(self, data: bytes, suffix: str) -> float:
        """How sure, 0 to 1, that these bytes are of this family; the suffix (`.docx`) is a hint."""

    def read(self, data: bytes, name: str) -> Draft:
        """The draft of the file; raises UnreadableError saying what is wrong with it."""


class Tagger(Protocol):
    """Suggests codings for the segments of one source."""

    @property
    def name(self) -> str:
        """The versioned name that stands on every coding, such as `cues.v1`."""

    def codings(self, source: Source, segments: Sequence[Segment]) -> Iterator[Coding]:
        """The suggestions for these segments, which are in reading order."""


class TaggerFactory(Protocol):
    """Makes a tagger for a codebook; this is what the entry point names."""

    @property
    def name(self) -> str:
        """The name of the taggers it makes, known before any cue is compiled."""

    def __call__(self, codebook: Codebook) -> Tagger:
        """The tagger, its cues compiled."""


class Exporter(Protocol):
    """Writes a study's content into a folder."""

    @property
    def name(self) -> str:
        """The name given to `relcode export --format`."""

    def export(self, study: Study, folder: Path, progress: Progress = silent) -> Path:
        """The file written, which replaced an older one only when it was complete."""


def names(kind: str) -> list[str]:
    """The names installed for a kind: `readers`, `taggers` or `exporters`."""
    return sorted(_installed(kind).names)


def load(kind: str, name: str) -> Any:  # noqa: ANN401 - callers know the protocol of their kind
    """The plug-in of that name; raises RelcodeError listing the installed ones."""
    for point in _installed(kind).select(name=name):
        return point.load()
    message = f"'{name}' is not among the installed {kind}"
    raise RelcodeError(message, fix=nearest(name, names(kind)))


@cache
def _installed(kind: str) -> EntryPoints:
    # asked for every file, and each time all that is installed would be searched through
    return entry_points(group=f"relcode.{kind}")
