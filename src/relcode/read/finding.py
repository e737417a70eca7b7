"""Find the files that a user's paths, folders and patterns name."""

from __future__ import annotations

from collections import Counter
from glob import glob, has_magic
from os.path import realpath
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError
from relcode.names import readable
from relcode.read.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HIDDEN = (".", "~$", "~lock", "__MACOSX")
_STUDY = ".relcode"


def find(inputs: Iterable[str]) -> list[Path]:
    """The files that paths, folders and patterns name, each once, a folder's sorted by path.

    Folders are searched through; hidden files, lock files, files of unknown suffix and folders
    that hold a study (results of an earlier run) are passed over, while a file that is named is
    always given. Raises RelcodeError listing every input that names nothing.
    """
    seen: dict[Path, Path] = {}
    missing: list[str] = []
    for text in inputs:
        found = [path for path, named in _matches(text) if named or _known(path)]
        if not found:
            missing.append(text)
        for path in found:
            seen.setdefault(_place(path), path)
    if missing:
        message = f"nothing to read at {', '.join(map(_shown, missing))}"
        fix = "give files, folders or patterns such as 'interviews/*.docx'"
        raise RelcodeError(message, fix=fix)
    return list(seen.values())


def passed_over(inputs: Iterable[str]) -> Counter[str]:
    """How many files of each unknown suffix lie in the inputs' folders, studies apart."""
    matches = (match for text in inputs for match in _matches(text))
    found = {_place(path) for path, named in matches if not (named or _known(path))}
    kinds = (path.suffix.lower() for path in found)
    return Counter(kind for kind in kinds if not kind.startswith(_STUDY))


def suffixes() -> dict[str, str]:
    """The reader that goes with each suffix (with its dot)."""
    known: dict[str, str] = wording("formats")["suffixes"]
    return known


def _matches(text: str) -> Iterator[tuple[Path, bool]]:
    """The files that one input leads to, and whether it names them or only their folder."""
    if not text.strip():
        return  # an unset variable in a script, not the folder that one is in
    path = Path(text).expanduser()
    # Path.glob takes no absolute pattern
    pattern = [] if path.exists() or not has_magic(text) else glob(str(path), recursive=True)  # noqa: PTH207
    for one in [path] if path.exists() else sorted(map(Path, pattern)):
        if one.is_dir():
            yield from ((file, False) for file in _within(one))
        elif one == path or not _hidden(one.name):
            yield one, True


def _within(folder: Path) -> Iterator[Path]:
    """The files in a folder and below; also links that lead nowhere and folders that are locked.

    Reading those fails with a reason, where leaving them out would lose texts in silence.
    """
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in inside:
        if _hidden(path.name):
            continue
        try:
            mode = path.stat().st_mode
        except OSError:
            yield path
            continue
        if S_ISREG(mode):
            yield path
        elif S_ISDIR(mode) and not path.is_symlink() and not any(path.glob(f"*{_STUDY}")):
            yield from _within(path)


def _known(path: Path) -> bool:
    return not path.suffix or path.suffix.lower() in suffixes()


def _place(path: Path) -> Path:
    return Path(realpath(path))


def _shown(text: str) -> str:
    return readable(text) if text.strip() else f"'{text}'"


def _hidden(name: str) -> bool:
    return name.startswith(_HIDDEN)
