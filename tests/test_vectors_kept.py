"""What was encoded is not encoded again, and what was kept is what would be encoded."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from relcode.features.encoder import Encoder
from relcode.features.kept import Kept, vectors_path
from relcode.features.model import shipped
from relcode.features.passages import Passage, Unit
from relcode.read.finding import find, passed_over

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.features.encoder import Encoded
    from relcode.features.model import Model

TALK = (
    Unit("Who had the keys to the boathouse?", "question", wanted=False),
    Unit("The harbour office kept them, and lent them when it liked.", "turn", wanted=True),
    Unit(
        "We'd stand in the rain with the nets and wait for somebody to turn up.",
        "same",
        wanted=True,
    ),
    Unit("", "turn", wanted=True),
    Unit("It got better once Maud sat on the committee. " * 12, "turn", wanted=True),
    Unit(
        "She rang every crew before a vote and read out what they'd said. " * 9, "same", wanted=True
    ),
)


class Counting(Encoder):
    """An encoder that counts its runs."""

    def __init__(self, model: Model, vectors: Path | None = None) -> None:
        """Load it."""
        super().__init__(model, vectors=vectors)
        self.runs = 0

    def _run(self, passage: Passage) -> np.ndarray:
        self.runs += 1
        return super()._run(passage)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the vectors of a study lie."""
    return vectors_path(tmp_path / "study.relcode")


@cache
def fresh() -> list[Encoded]:
    """The talk, encoded without a file."""
    return list(Encoder(shipped()).units(TALK))


def same(found: list[Encoded]) -> bool:
    """Whether these are the talk's, to the bit."""
    return len(found) == len(fresh()) and all(
        one.number == other.number
        and one.vector.dtype == other.vector.dtype
        and np.array_equal(one.vector, other.vector)
        and np.array_equal(one.gains, other.gains)
        for one, other in zip(found, fresh(), strict=True)
    )


def test_kept_or_fresh_is_the_same(path: Path) -> None:
    """What comes from memory, from the file and from the encoder is equal to the last bit."""
    first, second = Counting(shipped(), path), Counting(shipped(), path)
    assert same(list(first.units(TALK)))
    assert first.runs == 2
    assert same(list(first.units(TALK)))
    assert first.runs == 2
    assert same(list(second.units(TALK)))
    assert second.runs == 0


def test_a_repeat_is_not_encoded_again_without_a_file() -> None:
    """Within a run the same units in the same context are encoded once, also in another source."""
    encoder = Counting(shipped())
    for _ in range(3):
        assert same(list(encoder.units(TALK)))
    assert encoder.runs == 2


@pytest.mark.parametrize(
    ("changed", "runs"),
    [
        ([TALK[0], TALK[1]._replace(wanted=False), *TALK[2:]], 1),
        ([TALK[0]._replace(opening="turn"), *TALK[1:]], 1),
        ([TALK[0]._replace(text="Who kept the nets?"), *TALK[1:]], 1),
        ([*TALK[:5], TALK[5]._replace(text="Fine.")], 1),
        ([*TALK, Unit("And that was that, " * 40, "turn", wanted=True)], 1),
    ],
    ids=["what is wanted", "how it opens", "the question", "the end", "more at the end"],
)
def test_only_what_changed_is_encoded(path: Path, changed: list[Unit], runs: int) -> None:
    """After an edit the passages that it touches are encoded, and others come from the file."""
    list(Encoder(shipped(), vectors=path).units(TALK))
    encoder = Counting(shipped(), path)
    found = list(encoder.units(changed))
    assert encoder.runs == runs
    again = list(Encoder(shipped()).units(changed))
    assert [one.number for one in found] == [one.number for one in again]
    for one, other in zip(found, again, strict=True):
        assert np.array_equal(one.vector, other.vector)
        assert np.array_equal(one.gains, other.gains)


def test_a_unit_keeps_its_number_where_it_moved() -> None:
    """Where a repeat stands elsewhere in a source, the units have the numbers of that place."""
    far = [Unit("What did you do on the boats? " * 10, "turn", wanted=True)] * 3
    encoder = Encoder(shipped())
    first = [one.number for one in encoder.units([*far, *far])]
    assert first == list(range(6))


def test_another_model_encodes_anew(path: Path) -> None:
    """What another model left is not taken, and does not stay in the file."""
    list(Encoder(shipped(), vectors=path).units(TALK))
    with closing(sqlite3.connect(path)) as file:
        before = file.execute("SELECT key FROM passage").fetchall()
    about = shipped().about
    files = about["files"] | {"heads.npz": "0" * 64}
    other = Counting(replace(shipped(), about=about | {"files": files}), path)
    assert same(list(other.units(TALK)))
    assert other.runs == 2
    with closing(sqlite3.connect(path)) as file:
        after = file.execute("SELECT key FROM passage").fetchall()
    assert len(after) == len(before)
    assert not set(after) & set(before)


def test_a_source_left_half_way_is_kept_so_far(path: Path) -> None:
    """When a run stops within a source, what it encoded is in the file."""
    units = Encoder(shipped(), vectors=path).units(TALK)
    next(units)
    units.close()
    encoder = Counting(shipped(), path)
    assert same(list(encoder.units(TALK)))
    assert encoder.runs == 1


def test_nothing_to_encode_makes_no_file(path: Path) -> None:
    """A source of context alone leaves nothing behind; nor does loading the encoder."""
    assert list(Encoder(shipped(), vectors=path).units(TALK[:1])) == []
    assert not path.exists()


def test_the_file_is_closed_after_each_source(path: Path) -> None:
    """Between sources no file of the cache is open or left over but itself."""
    encoder = Encoder(shipped(), vectors=path)
    list(encoder.units(TALK))
    assert [one.name for one in path.parent.iterdir()] == ["study.relcode-vectors"]
    path.unlink()
    assert same(list(encoder.units(TALK)))


def test_a_run_does_not_take_the_file_for_a_text(path: Path) -> None:
    """In a folder that is read, the vectors are neither read nor counted as passed over."""
    (path.parent / "talk.txt").write_text("We rowed.\n", encoding="utf-8")
    list(Encoder(shipped(), vectors=path).units(TALK))
    assert path.exists()
    assert [one.name for one in find([str(path.parent)])] == ["talk.txt"]
    assert not passed_over([str(path.parent)])


def kept(**options: Any) -> Kept:
    """A memory without a file."""
    return Kept("f" * 64, **options)


def test_keys_tell_all_apart_that_makes_a_difference() -> None:
    """Tokens, places and model each change the key; the number of a unit in its source does not."""
    passage = Passage([1, 2, 3], [(0, 0, 2), (1, 2, 3)])
    others = [
        Passage([1, 2, 4], passage.places),
        Passage([12, 3], passage.places),
        Passage(passage.tokens, [(0, 0, 2)]),
        Passage(passage.tokens, [(0, 0, 1), (1, 2, 3)]),
    ]
    keys = {kept().key(one) for one in (passage, *others)} | {Kept("0" * 64).key(passage)}
    assert len(keys) == len(others) + 2
    moved = Passage(passage.tokens, [(7, 0, 2), (8, 2, 3)])
    assert kept().key(moved) == kept().key(passage)


def test_memory_is_bounded() -> None:
    """What was met longest ago goes first, and what is too large for it all is let go."""
    memory = kept(memory=10)
    memory.put(b"a", b"1234")
    memory.put(b"b", b"1234")
    assert memory.get(b"a") == b"1234"
    memory.put(b"c", b"1234")
    assert [memory.get(key) for key in (b"a", b"b", b"c")] == [b"1234", None, b"1234"]
    memory.put(b"c", b"12")
    memory.put(b"d", b"1234")
    assert [memory.get(key) for key in (b"a", b"c", b"d")] == [b"1234", b"12", b"1234"]
    memory.put(b"e", b"12345678901")
    assert [memory.get(key) for key in (b"a", b"c", b"d", b"e")] == [None] * 4
    memory.put(b"f", b"1234567890")
    assert memory.get(b"f") == b"1234567890"
