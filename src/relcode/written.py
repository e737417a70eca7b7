"""The files that exports wrote: which are up to date, and which a person has changed since."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcode.study import Study

_EDITED = ".edited-"


def note(study: Study, paths: Iterable[Path]) -> None:
    """Remember these files with their hashes, and the state of the study that they show."""
    files = {study.key(path): _hash(path) for path in paths}
    study.set("written", json.dumps({**_written(study), **files}))
    study.set("written_state", study.state())


def current(study: Study, folder: Path) -> bool:
    """Whether files written to that folder are all still there and show the present state."""
    paths = _in_folder(study, folder)
    there = all(path.exists() for path in paths)
    return bool(paths) and there and study.get("written_state", "") == study.state()


def keep_edited(study: Study, folder: Path) -> list[Path]:
    """The new names of files that a person has changed since they were written.

    They are moved aside, so that writing the study again loses nobody's work.
    """
    edited = [
        path
        for path, sha in _in_folder(study, folder).items()
        if path.exists() and _hash(path) != sha
    ]
    return [path.replace(_aside(path)) for path in edited]


def foreign(study: Study, paths: Iterable[Path]) -> list[Path]:
    """The files without the study itself, what was written from it, and sheets sent out."""
    known = [study.path.resolve(), *_files(study), *_sheets(study)]
    return [path for path in paths if not _among(path, known)]


def _among(path: Path, known: Iterable[Path]) -> bool:
    place = Path(os.path.realpath(path))  # resolve fails at links that lead in a circle
    return any(
        place.parent == one.parent and (place == one or place.match(f"{one.stem}{_EDITED}*"))
        for one in known
    )


def _aside(path: Path) -> Path:
    stamp = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}{_EDITED}{stamp}{path.suffix}")


def _written(study: Study) -> dict[str, str]:
    return dict(json.loads(study.get("written", "{}")))


def _files(study: Study) -> dict[Path, str]:
    base = study.path.resolve().parent
    return {Path(os.path.normpath(base / key)): sha for key, sha in _written(study).items()}


def _sheets(study: Study) -> Iterator[Path]:
    base = study.path.resolve().parent
    for made in study.rounds:
        for key in made.settings.get("files", ()):
            yield Path(os.path.normpath(base / key))


def _in_folder(study: Study, folder: Path) -> dict[Path, str]:
    place = folder.resolve()
    return {path: sha for path, sha in _files(study).items() if path.parent == place}


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
