"""Write a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, Literal

from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def make_folder(path: Path) -> None:
    """Make the folder and those above it, where they are missing; raises RelcodeError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"the folder cannot be made: {error.strerror or error}"
        raise RelcodeError(message, where=str(path), fix="choose another folder") from error


@contextmanager
def atomic(path: Path, mode: Literal["w", "wb"], encoding: str = "utf-8") -> Iterator[IO[Any]]:
    """A file to write to, which takes the place of `path` when the block ends without an error.

    Line ends are written as given; what cannot be encoded becomes "?". Raises RelcodeError where
    the folder cannot be written to or another program holds the file.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        make_folder(path.parent)
        with part.open(mode.replace("w", "x"), **_text(mode, encoding)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        fix = "close it in other programs" if isinstance(error, PermissionError) else ""
        message = f"cannot be written: {error.strerror or error}"
        raise RelcodeError(message, where=str(path), fix=fix) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _text(mode: str, encoding: str) -> dict[str, Any]:
    return {"encoding": encoding, "errors": "replace", "newline": ""} if mode == "w" else {}
