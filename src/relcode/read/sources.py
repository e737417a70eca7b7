"""Read each input file with the reader that knows it best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode import plugins
from relcode.errors import ScannedError, UnreadableError
from relcode.foreign import foreign
from relcode.read.finding import suffixes
from relcode.read.recognised import recognised

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from relcode.plugins import Reader
    from relcode.terms import Draft, Source

_SURE = 0.9  # a claim that no other built-in reader is asked to beat


def source(
    path: Path,
    *,
    interviewers: Collection[str] = (),
    data: bytes | None = None,
    ocr: bool = False,
) -> Source:
    """The finished source of one file; `data` are its bytes, if they were read already.

    The reader is chosen by content, the suffix being a hint. `interviewers` are the speakers who
    ask, as their labels say it. With `ocr` the text of scans is recognised by ocrmypdf. Raises
    UnreadableError saying what is wrong and what to do.
    """
    from relcode.read.assemble import assembled  # noqa: PLC0415 - a folder may hold nothing to read

    found = content(path) if data is None else data
    if not found.strip():
        message = "is empty"
        raise UnreadableError(message, where=str(path), fix="leave it out or fill it")
    try:
        draft = _draft(found, path)
    except ScannedError:
        if not ocr:
            raise
        draft = _draft(recognised(found, str(path)), path)
    _check(draft, path)
    return assembled(draft, path.name, interviewers)


def content(path: Path) -> bytes:
    """The bytes of a file; raises UnreadableError for pipes and devices, which may have no end."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            message = "is no file but a pipe or a device"
            raise UnreadableError(message, where=str(path), fix="save its content as a file")
        return path.read_bytes()
    except FileNotFoundError:
        message = "leads to no file" if path.is_symlink() else "does not exist"
        raise UnreadableError(message, where=str(path), fix="check the path") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"cannot be opened: {reason}"
        fix = "close it elsewhere, or check its permissions"
        raise UnreadableError(message, where=str(path), fix=fix) from None


def _draft(data: bytes, path: Path) -> Draft:
    try:
        return _reader(data, path).read(data, path.name)
    except UnreadableError as error:
        if error.where != path.name:
            raise
        # a reader knows the name only, and two folders may hold files of one name
        raise type(error)(error.what, where=str(path), fix=error.fix) from None


def _reader(data: bytes, path: Path) -> Reader:
    """The reader with the highest claim; among equals the one that the suffix speaks for."""
    suffix = path.suffix.lower()
    rank, chosen = (0.0, 0.0), None
    for reader in _asked(suffix):
        claim = reader.claim(data, suffix)
        if claim and (claim, claim - reader.claim(data, "")) > rank:
            rank, chosen = (claim, claim - reader.claim(data, "")), reader
        if rank[0] >= _SURE and reader.name == _hinted(suffix):
            break
    if chosen is None:
        raise _unknown(data, path)
    return chosen


def _asked(suffix: str) -> Iterator[Reader]:
    """The readers from elsewhere, then the one that goes with the suffix, then the rest.

    The rest are loaded only where that one is unsure: each brings its libraries.
    """
    built_in = frozenset(suffixes().values())
    installed = plugins.names("readers")
    foreign = [name for name in installed if name not in built_in]
    hinted = [name for name in installed if name == _hinted(suffix)]
    rest = [name for name in installed if name in built_in and name not in hinted]
    for name in [*foreign, *hinted, *rest]:
        yield plugins.load("readers", name)


def _hinted(suffix: str) -> str:
    return suffixes().get(suffix, "")


def _unknown(data: bytes, path: Path) -> UnreadableError:
    if known := foreign(data):
        return UnreadableError(known["what"], where=str(path), fix=known["fix"])
    formats = ", ".join(plugins.names("readers"))
    message = "is of a format that no installed reader knows"
    return UnreadableError(message, where=str(path), fix=f"save it as text; valid: {formats}")


def _check(draft: Draft, path: Path) -> None:
    if all(block.form == "furniture" for block in draft.blocks):
        message = "holds no text that could be coded"
        raise UnreadableError(message, where=str(path), fix="check that it is the right file")
