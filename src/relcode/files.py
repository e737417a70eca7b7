"""Write a file whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
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


def refusal(path: Path, error: OSError) -> tuple[str, str]:
    """Why a file cannot be written, and what to do: is it the folder, or the file itself?"""
    with suppress(OSError):
        if not os.access(path.parent, os.W_OK):
            rights = stat.filemode(path.parent.stat().st_mode)
            message = f"cannot be written: the folder {path.parent} is read-only ({rights})"
            return message, "choose another folder, or change its permissions"
    fix = "close it in other programs" if isinstance(error, PermissionError) else ""
    return f"cannot be written: {error.strerror or error}", fix


@contextmanager
def called(part: Path, path: Path) -> Iterator[None]:
    """A block that writes `path` under the name of `part`: its errors name what the user named."""
    try:
        yield
    except RelcodeError as error:
        if error.where == str(part):
            error.where = str(path)
        raise


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
        message, fix = refusal(path, error)
        raise RelcodeError(message, where=str(path), fix=fix) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _text(mode: str, encoding: str) -> dict[str, Any]:
    return {"encoding": encoding, "errors": "replace", "newline": ""} if mode == "w" else {}
