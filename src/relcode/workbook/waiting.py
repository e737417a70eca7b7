"""Rows that wait in a temporary file until the workbook is saved."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any
from weakref import finalize

if TYPE_CHECKING:
    from typing import Literal


def waiting(owner: object, mode: Literal["w+", "w+b"] = "w+b") -> IO[Any]:
    """A temporary file that is gone with its owner, also where the owner is just abandoned.

    Of text, line ends are written as given.
    """
    text = {"encoding": "utf-8", "newline": ""} if mode == "w+" else {}
    file: IO[Any] = TemporaryFile(mode, **text)  # type: ignore[call-overload] # noqa: SIM115 - stays open
    finalize(owner, file.close)  # Python would warn of a file left open
    return file
