"""Where a folder may not be written to, the file that was asked for is named, and the folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from relcode import pipeline
from relcode.errors import RelcodeError
from relcode.review.order import Order
from relcode.review.out import send
from small_study import small_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study, and beside it a folder `shut` that nobody may write to."""
    with small_study(tmp_path) as made:
        yield made


@pytest.fixture
def shut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that nobody may write to, not even an administrator."""
    folder = tmp_path / "shut"
    folder.mkdir(mode=0o555)
    allowed, opened, touched = os.access, Path.open, Path.touch

    def refuse(path: Path) -> None:
        if Path(path).parent == folder:
            raise PermissionError(13, "Permission denied", str(path))

    def access(path: Any, mode: int) -> bool:
        return Path(path) != folder and allowed(path, mode)

    def open_(path: Path, *args: Any, **more: Any) -> Any:
        refuse(path)
        return opened(path, *args, **more)

    def touch(path: Path, *args: Any, **more: Any) -> None:
        refuse(path)
        touched(path, *args, **more)

    monkeypatch.setattr(os, "access", access)
    monkeypatch.setattr(Path, "open", open_)
    monkeypatch.setattr(Path, "touch", touch)
    return folder


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("sheet.xlsx", lambda study, path: send(study, Order(), path)),
        ("sheet.csv", lambda study, path: send(study, Order(), path)),
        ("review.xlsx", lambda study, path: pipeline.export(study, path.parent)),
        ("segments.csv", lambda s, path: pipeline.export(s, path.parent, formats=["segments"])),
        ("copy.relcode", lambda study, path: study.backup(path)),
    ],
)
def test_the_file_and_the_folder_are_named(
    study: Study, shut: Path, name: str, write: Callable[[Study, Path], object]
) -> None:
    """Sheets, exports and copies name what the user named, and the folder with its permissions."""
    path = shut / name
    with pytest.raises(RelcodeError) as caught:
        write(study, path)
    what = f"cannot be written: the folder {shut} is read-only (dr-xr-xr-x)"
    fix = "choose another folder, or change its permissions"
    assert (caught.value.where, caught.value.what, caught.value.fix) == (str(path), what, fix)
    assert ".part" not in str(caught.value)
