"""A file is written whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.errors import RelcodeError
from relcode.files import atomic

if TYPE_CHECKING:
    from pathlib import Path


def test_new_and_replaced(tmp_path: Path) -> None:
    """A file appears with its folder, and a second writing takes the first one's place."""
    path = tmp_path / "new" / "table.csv"
    for words in ("one\r\n", "two é\r\n"):
        with atomic(path, "w") as file:
            file.write(words)
    assert path.read_bytes() == "two é\r\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_failure_leaves_the_old_file(tmp_path: Path) -> None:
    """An error while writing leaves what was there, and nothing beside it."""
    path = tmp_path / "table.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ValueError, match="stop"), atomic(path, "wb") as file:  # noqa: PT012 - half a file
        file.write(b"half")
        message = "stop"
        raise ValueError(message)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A place that cannot be written to is told with its path."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    path = tmp_path / "out" / "table.csv"
    with pytest.raises(RelcodeError, match="out: the folder cannot be made"), atomic(path, "w"):
        pass


def test_half_characters(tmp_path: Path) -> None:
    """A name with bytes that are no text does not stop an export."""
    with atomic(tmp_path / "table.csv", "w") as file:
        file.write("caf\udce9")
    assert (tmp_path / "table.csv").read_text(encoding="utf-8") == "caf?"
