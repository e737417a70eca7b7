"""Units are packed, cut into tokens and encoded as the model was made to read them."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcode.errors import RelcodeError
from relcode.features import model
from relcode.features.encoder import Encoder
from relcode.features.passages import CONTEXT, LONGEST_PASSAGE, LONGEST_UNIT, Unit, passages
from relcode.features.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.features.passages import Opening, Passage

ROWS = st.lists(st.tuples(st.integers(0, 130), st.booleans()), max_size=40)
AWKWARD = (
    "The café’s naïve façade: coöperation, mañana, Ångström",
    "an en–dash, an em—dash, a co-design-er's half-built thing…",
    "they rowed 😀 each other’s boats 👩🏽‍🌾 home",
    "",
    "x" * 300,
    "and then they told us nothing " * 67,
    "[PAD] [CLS] [unused1] ##ing",
    "tabs\tand\nlines\x00 and \ufeff\u200bthe invisible",
    "議会 rang 1,000 × £3.50 back @ 9:05",
)


@cache
def tokens() -> Tokens:
    """The tokens of the shipped model."""
    return Tokens(model.shipped().words)


@cache
def encoder() -> Encoder:
    """The encoder of the shipped model."""
    return Encoder(model.shipped())


def numbered(rows: Sequence[tuple[int, bool]]) -> tuple[list[list[int]], list[bool]]:
    """Units of these lengths, whose tokens tell the unit and the place in it; which are wanted."""
    units = [[1000 * unit + place for place in range(size)] for unit, (size, _) in enumerate(rows)]
    return units, [wanted for _, wanted in rows]


def packed(rows: Sequence[tuple[int, bool]]) -> list[Passage]:
    """The passages of such units."""
    return list(passages(*numbered(rows)))


@given(ROWS)
def test_each_wanted_unit_stands_in_one_place(rows: list[tuple[int, bool]]) -> None:
    """Every wanted unit is in one passage, in order, there with its first 96 tokens and no more."""
    units, wanted = numbered(rows)
    found = packed(rows)
    places = [(number, one.tokens[start:end]) for one in found for number, start, end in one.places]
    assert places == [(n, units[n][:LONGEST_UNIT]) for n, asked in enumerate(wanted) if asked]


@given(ROWS)
def test_a_passage_is_a_stretch_of_the_source(rows: list[tuple[int, bool]]) -> None:
    """A passage holds neighbouring units, each with all its first 96 tokens, within its length."""
    units, _ = numbered(rows)
    for passage in packed(rows):
        numbers = [number for number, _ in groupby(token // 1000 for token in passage.tokens)]
        between = range(numbers[0], numbers[-1] + 1) if numbers else range(0)
        assert passage.tokens == [t for n in between for t in units[n][:LONGEST_UNIT]]
        assert len(passage.tokens) <= max(LONGEST_PASSAGE, CONTEXT + LONGEST_UNIT)


@given(st.lists(st.integers(1, 130), min_size=1, max_size=40))
def test_context_is_the_units_before(sizes: list[int]) -> None:
    """What stands before a passage's own units is at most 64 tokens, and as many as go in whole."""
    for passage in packed([(size, True) for size in sizes]):
        first, own, _ = passage.places[0]
        assert own <= CONTEXT
        before = [min(size, LONGEST_UNIT) for size in sizes[:first]]
        kept = len({token // 1000 for token in passage.tokens[:own]})
        assert own == sum(before[first - kept :])
        if kept < first:
            assert own + before[first - kept - 1] > CONTEXT


@given(ROWS)
def test_what_is_wanted_moves_no_passage(rows: list[tuple[int, bool]]) -> None:
    """Passages are cut alike whatever is wanted of them, and those without any wanted are left."""
    whole = packed([(size, True) for size, _ in rows])
    kept = [
        one._replace(places=[place for place in one.places if rows[place[0]][1]]) for one in whole
    ]
    assert packed(rows) == [one for one in kept if one.places]


def test_nothing_makes_no_passage() -> None:
    """A source without units, or without wanted ones, has no passages."""
    assert packed([]) == []
    assert packed([(30, False)] * 20) == []


def plain(text: str, known: dict[str, int]) -> list[int]:
    """WordPiece as published: cleaned, lower case, no accents, the longest known piece first."""
    spaced = ""
    for char in text:
        kind = unicodedata.category(char)
        if char.isspace() or "\u4e00" <= char <= "\u9fff":
            spaced += f" {char.strip()} "
        elif not kind.startswith("C"):
            spaced += char
    bare = "".join(
        c for c in unicodedata.normalize("NFD", spaced) if unicodedata.category(c) != "Mn"
    )
    marked = ""
    for char in bare.lower():
        sign = unicodedata.category(char).startswith("P") or char in "$+<=>^`|~"
        marked += f" {char} " if sign else char
    found: list[int] = []
    for word in marked.split():
        pieces: list[int] = []
        rest = word
        while rest and len(word) <= 100:
            ends = (rest[:end] for end in range(len(rest), 0, -1))
            piece = next((p for p in ends if ("##" * bool(pieces) + p) in known), "")
            if not piece:
                break
            pieces.append(known["##" * bool(pieces) + piece])
            rest = rest[len(piece) :]
        found += pieces if not rest else [known["[UNK]"]]
    return found


def agree(text: str) -> None:
    """The tokens of a unit are those of the plain reading, cut to its length, after its sign."""
    known = {word: number for number, word in enumerate(model.shipped().words)}
    (found,) = tokens().of([Unit(text, "turn", wanted=True)])
    assert found == [known["[unused3]"], *plain(text, known)[: LONGEST_UNIT - 1]]
    assert len(tokens().places(text)) == len(found) - 1


@pytest.mark.parametrize("text", AWKWARD)
def test_tokens_are_those_of_a_plain_reading(text: str) -> None:
    """Accents, dashes, emoji, nothing, a word of 300 letters and 400 words are cut as published."""
    agree(text)


@given(st.text(st.characters(categories=("L", "N", "P", "Zs", "Sm", "Sc"), max_codepoint=0x24F)))
def test_tokens_of_any_western_text_are_those_of_a_plain_reading(text: str) -> None:
    """Whatever Latin letters, digits and signs a unit is made of, it is cut as published."""
    agree(text)


def test_tokens_are_the_same_one_by_one() -> None:
    """However many units come together, each gets its own tokens, its opening first."""
    openings: tuple[Opening, ...] = ("question", "heading", "turn", "same")
    units = [Unit(f"line {n} of the log", openings[n % 4], wanted=True) for n in range(1030)]
    together = list(tokens().of(units))
    assert together == [one for unit in units for one in tokens().of([unit])]
    assert len({one[0] for one in together}) == len(openings)


def vectors(*units: Unit) -> list[np.ndarray]:
    """The vectors of the wanted units."""
    return [one.vector for one in encoder().units(units)]


LONG = (
    Unit("The carers from the valley argued over the bus again. " * 10, "turn", wanted=True),
    Unit("Nobody rang the nurses when the heating failed there. " * 10, "same", wanted=True),
)


def test_a_unit_in_its_context_has_one_vector() -> None:
    """The vector of a unit in the same context is the same whatever else the source holds."""
    alone = vectors(*LONG)
    others = [
        Unit(f"!!! {n} zxq 😀 money, money, trust " * 9, "turn", wanted=True) for n in range(9)
    ]
    for after in (others[:1], others):
        beside = vectors(*LONG, *after)
        assert len(beside) == len(LONG) + len(after)
        for one, other in zip(alone, beside, strict=False):
            np.testing.assert_allclose(one, other, atol=1e-5)


def test_context_changes_a_vector() -> None:
    """The same words after another question are read otherwise, and what is not wanted is not."""
    answer = Unit("Not once in four years.", "turn", wanted=True)
    asked = Unit("Did they ever tell you?", "question", wanted=False)
    other = Unit("Did the roof leak?", "question", wanted=False)
    (first,), (second,) = vectors(asked, answer), vectors(other, answer)
    assert np.abs(first - second).max() > 1e-3


def test_a_unit_comes_with_its_vector_and_the_gains_of_its_tokens() -> None:
    """The mean of what each token of a wanted unit adds to the codes is what its vector gives."""
    units = [*LONG, Unit("Fine.", "turn", wanted=False), Unit("", "turn", wanted=True)]
    found = list(encoder().units(units))
    sizes = [len(one) for one in tokens().of(units)]
    assert [(one.number, len(one.gains)) for one in found] == [(n, sizes[n]) for n in (0, 1, 3)]
    for one in found:
        logits = one.vector @ model.shipped().heads["codes"]
        np.testing.assert_allclose(one.gains.astype(float).mean(0), logits, atol=0.02)
    assert list(encoder().units([])) == []


def test_a_long_source_is_streamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first vector is there after one passage, however long the source."""
    runs: list[Passage] = []
    run = encoder()._run  # noqa: SLF001 - counted, not changed

    def counted(passage: Passage) -> np.ndarray:
        runs.append(passage)
        return run(passage)

    monkeypatch.setattr(encoder(), "_run", counted)
    long = [one._replace(text=f"{n} {one.text}") for n in range(500) for one in LONG]
    units = encoder().units(long)
    next(units)
    assert len(runs) == 1
    next(units)
    next(units)
    assert len(runs) == 2


def test_nothing_is_written_to_a_home(tmp_path: Path) -> None:
    """Encoding leaves no file in an empty home or cache folder: no telemetry, no download."""
    homes = {"HOME": "home", "XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config"}
    for folder in homes.values():
        (tmp_path / folder).mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ORT_", "HF_", "XDG_"))}
    script = (
        "from relcode.features import encoder, model, passages\n"
        "made = encoder.Encoder(model.shipped())\n"
        "print(len(list(made.units([passages.Unit('They rang.', 'turn', True)]))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=kept | {name: str(tmp_path / folder) for name, folder in homes.items()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "1\n"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


FILES = ("encoder.onnx.gz", "examples.npz", "heads.npz", "model.json", "vocab.txt")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the model's, with the same files."""
    folder = tmp_path / model.SHIPPED
    folder.mkdir()
    for name in FILES:
        (folder / name).symlink_to(Path(model.__file__).parents[1] / "models" / folder.name / name)
    monkeypatch.setattr(model, "files", lambda _: tmp_path)
    monkeypatch.setattr(model, "described", model.described.__wrapped__)
    return folder


def test_the_shipped_files_are_those_that_were_made(copied: Path) -> None:
    """An unchanged copy is taken, and its parts fit each other."""
    assert sorted(path.name for path in copied.iterdir()) == list(FILES)
    made = model.shipped.__wrapped__()
    assert made.heads["codes"].shape[1] == len(made.codes) == made.examples.coded.shape[1]
    assert made.heads["valences"].shape[1] == 4 * len(made.codes)
    assert len(made.examples.texts) == len(made.examples.vectors) == len(made.examples.coded)
    assert made.examples.coded.any(0).all(), "each code has an example to show"


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_named(copied: Path, name: str) -> None:
    """A file of the model that is cut short or gone is an error that names it and helps."""
    file = copied / name
    data = file.read_bytes()
    file.unlink()
    with pytest.raises(RelcodeError, match=f"{name}: .*missing.*; install relcode again"):
        model.shipped.__wrapped__()
    file.write_bytes(data[:-5])
    with pytest.raises(RelcodeError, match=f"{name}: .*not the one.*; install relcode again"):
        model.shipped.__wrapped__()
