"""What was encoded is kept, by the hash of all that it depends on: in memory, and in a file."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from typing import TYPE_CHECKING

from relcode.features.vector_file import VectorFile

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from relcode.features.passages import Passage

_MEMORY = 32 * 2**20  # bytes: what some 1,500 passages take
_WAITING = 64  # passages that are written at once: a killed run loses no more of its work


def vectors_path(study: Path) -> Path:
    """The file beside a study; its suffix begins like a study's, so that no run reads it."""
    return study.with_name(f"{study.name}-vectors")


class Kept:
    """Encoded passages as bytes; what was met last stays in memory, all of it in the file.

    As a context manager it writes what is left and closes the file, which opens again when asked.
    """

    def __init__(self, fingerprint: str, path: Path | None = None, memory: int = _MEMORY) -> None:
        """Keep what is of this fingerprint, up to `memory` bytes; without a path, there alone."""
        self._fingerprint, self._room = fingerprint, memory
        self._file = VectorFile(path, fingerprint) if path else None
        self._memory: OrderedDict[bytes, bytes] = OrderedDict()
        self._waiting: dict[bytes, bytes] = {}

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Write what is left and close the file."""
        self._write()
        if self._file:
            self._file.close()

    def key(self, passage: Passage) -> bytes:
        """The hash of the fingerprint, the passage's tokens, and where its wanted units stand."""
        places = [place[1:] for place in passage.places]
        return sha256(repr((self._fingerprint, passage.tokens, places)).encode()).digest()

    def get(self, key: bytes) -> bytes | None:
        """What was kept under that key, or None."""
        data = self._memory.get(key)
        if data is None and self._file:
            data = self._file.get(key)
        if data is not None:
            self._remember(key, data)
        return data

    def put(self, key: bytes, data: bytes) -> None:
        """Keep these bytes."""
        self._remember(key, data)
        if self._file:
            self._waiting[key] = data
            if len(self._waiting) >= _WAITING:
                self._write()

    def _remember(self, key: bytes, data: bytes) -> None:
        """Put it last in memory; what was met longest ago makes room."""
        self._room += len(self._memory.pop(key, b"")) - len(data)
        self._memory[key] = data
        while self._room < 0:
            _, gone = self._memory.popitem(last=False)
            self._room += len(gone)

    def _write(self) -> None:
        if self._file and self._waiting:
            self._file.put(self._waiting)
        self._waiting = {}
