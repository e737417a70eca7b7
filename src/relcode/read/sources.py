"""Find the input files and read each with the reader that knows it best."""

from __future__ import annotations

from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from relcode import plugins
from relcode.errors import RelcodeError, UnreadableError
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from relcode.plugins import Reader
    from relcode.terms import Draft, Source

_SURE = 0.9  # a claim that no other built-in reader is asked to beat
_HIDDEN = (".", "~$", "~lock", "__MACOSX")


def source(path: Path, *, interviewers: Collection[str] = (), data: bytes | None = None) -> Source:
    """The finished source of one file; `data` are its bytes, if they were read already.

    The reader is chosen by content, the suffix being a hint. `interviewers` are the speakers who
    ask, as their labels say it. Raises UnreadableError saying what is wrong and what to do.
    """
    from relcode.read.assemble import assembled  # noqa: PLC0415 - a folder may hold nothing to read

    content = _bytes(path) if data is None else data
    if not content.strip():
        message = "is empty"
        raise UnreadableError(message, where=str(path), fix="leave it out or fill it")
    draft = _draft(content, path)
    _check(draft, path)
    return assembled(draft, path.name, interviewers)


def find(inputs: Iterable[str]) -> Iterator[Path]:
    """The files that paths, folders and patterns name, each once, a folder's sorted by path.

    Folders are searched through; hidden files, lock files and files of unknown suffix in them are
    passed over, while a file that is named is always given. Raises RelcodeError listing every
    input that names nothing.
    """
    seen: dict[Path, Path] = {}
    missing: list[str] = []
    for text in inputs:
        found = list(_matches(text))
        if not found:
            missing.append(text)
        for path in found:
            seen.setdefault(path.resolve(), path)
    if missing:
        message = f"nothing to read at {', '.join(missing)}"
        fix = "give files, folders or patterns such as 'interviews/*.docx'"
        raise RelcodeError(message, fix=fix)
    yield from seen.values()


def readable() -> frozenset[str]:
    """The suffixes, with their dot, of the files that are taken from a folder."""
    return frozenset(_suffixes())


def _matches(text: str) -> Iterator[Path]:
    path = Path(text).expanduser()
    if path.is_dir():
        yield from _within(path)
    elif path.exists():
        yield path
    elif has_magic(text):
        # Path.glob takes no absolute pattern
        for one in sorted(map(Path, glob(str(path), recursive=True))):  # noqa: PTH207
            if one.is_dir():
                yield from _within(one)
            elif not _hidden(Path(one.name)):
                yield one


def _within(folder: Path) -> Iterator[Path]:
    suffixes = readable()
    for path in sorted(folder.rglob("*")):
        known = path.suffix.lower() in suffixes and not _hidden(path.relative_to(folder))
        if known and path.is_file():
            yield path


def _hidden(path: Path) -> bool:
    return any(part.startswith(_HIDDEN) for part in path.parts)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        message = "does not exist"
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
        raise UnreadableError(error.what, where=str(path), fix=error.fix) from None


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
    built_in = frozenset(_suffixes().values())
    installed = plugins.names("readers")
    foreign = [name for name in installed if name not in built_in]
    hinted = [name for name in installed if name == _hinted(suffix)]
    rest = [name for name in installed if name in built_in and name not in hinted]
    for name in [*foreign, *hinted, *rest]:
        yield plugins.load("readers", name)


def _hinted(suffix: str) -> str:
    return _suffixes().get(suffix, "")


def _suffixes() -> dict[str, str]:
    suffixes: dict[str, str] = wording("formats")["suffixes"]
    return suffixes


def _unknown(data: bytes, path: Path) -> UnreadableError:
    for kind in wording("formats")["foreign"]:
        if data.startswith(kind["begins"].encode("latin-1")):
            return UnreadableError(kind["what"], where=str(path), fix=kind["fix"])
    formats = ", ".join(plugins.names("readers"))
    message = "is of a format that no installed reader knows"
    return UnreadableError(message, where=str(path), fix=f"save it as text; valid: {formats}")


def _check(draft: Draft, path: Path) -> None:
    if all(block.form == "furniture" for block in draft.blocks):
        message = "holds no text that could be coded"
        raise UnreadableError(message, where=str(path), fix="check that it is the right file")
