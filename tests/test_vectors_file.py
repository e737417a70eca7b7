"""The file of vectors never stops a run and never gives what was not put into it."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcode.features import vector_file
from relcode.features.vector_file import VectorFile

MODEL, OTHER = "1f" * 32, "2f" * 32
NAME = "study.relcode-vectors"


def content(number: int, size: int = 3000) -> bytes:
    """Some bytes, the same for the same number."""
    return random.Random(number).randbytes(size)  # noqa: S311 - no secret


def key(number: int) -> bytes:
    """A key for a number."""
    return sha256(b"%d" % number).digest()


def filled(path: Path, numbers: range, model: str = MODEL) -> VectorFile:
    """A file with the contents of these numbers."""
    file = VectorFile(path, model)
    file.put({key(number): content(number) for number in numbers})
    return file


def held(path: Path, numbers: range, model: str = MODEL) -> int:
    """How many of these a newly opened file gives; all that it gives is right."""
    file = VectorFile(path, model)
    found = [(number, file.get(key(number))) for number in numbers]
    file.close()
    given = [(number, data) for number, data in found if data is not None]
    assert all(data == content(number) for number, data in given)
    return len(given)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file lies."""
    return tmp_path / NAME


@given(st.dictionaries(st.binary(max_size=40), st.binary(max_size=9000), max_size=9))
@settings(max_examples=25)
def test_what_is_put_comes_back(rows: dict[bytes, bytes]) -> None:
    """Whatever bytes are put, the same come back, by the same file and a new one."""
    with TemporaryDirectory() as folder:
        file = VectorFile(Path(folder) / NAME, MODEL)
        file.put(rows)
        again = VectorFile(Path(folder) / NAME, MODEL)
        for one in (file, again):
            assert {name: one.get(name) for name in rows} == rows
            assert one.get(b"no such key" * 9) is None
            one.close()


@given(st.randoms(use_true_random=False), st.integers(1, 40), st.booleans())
@settings(max_examples=40)
def test_a_damaged_file_gives_nothing_false(
    chance: random.Random,
    bytes_changed: int,
    cut: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """Wherever bytes are changed or the file is cut, it gives what was put or nothing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        filled(path, range(8)).close()
        data = bytearray(path.read_bytes())
        for _ in range(bytes_changed):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.randrange(len(data))] if cut else data)
        assert held(path, range(8)) <= 8
        filled(path, range(8, 16)).close()
        held(path, range(16))


@pytest.mark.parametrize(
    "found", [b"my own notes\n" * 99, b"xy", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_another_file_is_moved_aside(path: Path, found: bytes) -> None:
    """A file that is no database keeps its content under another name, each time."""
    for name in (f"{NAME}-aside-1", f"{NAME}-aside-2"):
        path.write_bytes(found)
        filled(path, range(5)).close()
        assert held(path, range(5)) == 5
        assert path.with_name(name).read_bytes() == found


def test_another_database_is_moved_aside(path: Path) -> None:
    """A database of another program keeps its rows under another name."""
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE passage (key, content)")
        other.execute("INSERT INTO passage VALUES (1, 'mine')")
    filled(path, range(5)).close()
    assert held(path, range(5)) == 5
    with closing(sqlite3.connect(path.with_name(f"{NAME}-aside-1"))) as other:
        assert other.execute("SELECT * FROM passage").fetchall() == [(1, "mine")]


def test_a_damaged_file_of_ours_is_made_anew(path: Path) -> None:
    """A file of ours whose rows or tables are broken is replaced and leaves nothing behind."""
    filled(path, range(5)).close()
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    assert held(path, range(5)) == 0
    filled(path, range(5)).close()
    assert held(path, range(5)) == 5
    with closing(sqlite3.connect(path)) as file:
        file.execute("DROP TABLE passage")
    assert held(path, range(5)) == 0
    filled(path, range(5)).close()
    assert held(path, range(5)) == 5
    assert [one.name for one in path.parent.iterdir()] == [NAME]


def test_rows_under_the_key_of_others_are_not_taken(path: Path) -> None:
    """A row that is whole but stands under another key is damage."""
    filled(path, range(2)).close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE passage SET key = x'00' WHERE key = ?", (key(0),))
        file.execute("UPDATE passage SET key = ? WHERE key = ?", (key(0), key(1)))
    assert VectorFile(path, MODEL).get(key(0)) is None


def test_an_empty_file_is_filled(path: Path) -> None:
    """A file of no bytes is taken."""
    path.touch()
    filled(path, range(3)).close()
    assert held(path, range(3)) == 3
    assert [one.name for one in path.parent.iterdir()] == [NAME]


def test_another_model_begins_anew(path: Path) -> None:
    """What one model left is not there for another, nor afterwards for itself."""
    filled(path, range(5)).close()
    assert held(path, range(5)) == 5
    assert held(path, range(5), OTHER) == 0
    assert held(path, range(5)) == 0


@pytest.mark.parametrize("place", ["no-folder/" + NAME, NAME + "/inside", "."])
def test_without_a_place_there_is_no_file(tmp_path: Path, place: str) -> None:
    """Where no file can be made, nothing is kept and nothing goes wrong."""
    (tmp_path / NAME).write_text("a file, no folder")
    file = filled(tmp_path / place, range(3))
    assert file.get(key(0)) is None
    file.close()
    assert [one.name for one in tmp_path.iterdir()] == [NAME]


def test_one_that_others_hold_is_left(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the file, nothing comes of it, and it is whole afterwards."""
    monkeypatch.setattr(vector_file, "_WAIT_SECONDS", 0.05)
    filled(path, range(3)).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert held(path, range(3)) == 0
        filled(path, range(3, 6)).close()
        other.execute("ROLLBACK")
    assert held(path, range(6)) == 3


def python(script: str, *arguments: Any) -> subprocess.Popen[str]:
    """A process that runs this, with the helpers of this file."""
    return subprocess.Popen(
        [sys.executable, "-c", f"from test_vectors_file import *\n{script}", *map(str, arguments)],
        cwd=Path(__file__).parent,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(os.name != "posix", reason="the limit of a file's size is set the POSIX way")
def test_a_full_disk_is_no_cache(path: Path) -> None:
    """When no more can be written, what was there can be read, and nothing is raised."""
    filled(path, range(5)).close()
    script = (
        "import resource\n"
        "path = Path(sys.argv[1])\n"
        "size = path.stat().st_size + 5000\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))\n"
        "file = filled(path, range(100, 200))\n"
        "file.put({key(7): content(7)})\n"
        "print(sum(file.get(key(number)) is not None for number in range(5)))\n"
    )
    process = python(script, path)
    assert process.communicate()[0] == "5\n"
    assert process.returncode == 0
    assert held(path, range(5)) == 5


@pytest.mark.parametrize("before", [None, b"damaged\n" * 900])
def test_several_processes_write_at_once(path: Path, before: bytes | None) -> None:
    """Three that write the same and other rows at once, also over a damaged file, harm nothing."""
    if before:
        path.write_bytes(before)
    script = (
        "path, first = Path(sys.argv[1]), int(sys.argv[2])\n"
        "for start in range(first, first + 400, 8):\n"
        "    file = filled(path, range(start, start + 8))\n"
        "    held(path, range(start, start + 8))\n"
        "    file.close()\n"
    )
    processes = [python(script, path, first) for first in (0, 200, 400)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    for process in processes:
        process.communicate()
    found = held(path, range(800))
    assert found == 800 if before is None else found > 0
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_file_does_not_grow_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its largest size the older half goes, and the newest stays."""
    monkeypatch.setattr(vector_file, "_LARGEST", 200_000)
    for start in range(0, 400, 10):
        filled(path, range(start, start + 10)).close()
        assert held(path, range(start, start + 10)) == 10
    assert path.stat().st_size < 400_000
    assert 20 < held(path, range(400)) < 80
