"""Write corpora/train/README.md's tables: size, agreement per code, repetition."""

from __future__ import annotations

import csv
import random
import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sklearn.metrics import cohen_kappa_score

from relcode import codebook
from training import corpus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from training.corpus import Document

FOLDER = corpus.DOCUMENTS.parent
MARKS = "<!-- tables: written by `python -m training.check` -->"
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SHORT, _ALIKE = 6, 0.5  # words of a unit that is compared; share of common word triples
_SAMPLE = 20_000  # words in which distinct pairs are counted


class Agreement(NamedTuple):
    """How two coders used a code, over all coded units."""

    code: str
    first: int
    second: int
    both: int
    kappa: float

    @property
    def f1(self) -> float:
        """Positive agreement."""
        return 2 * self.both / max(1, self.first + self.second)


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(text.casefold())


def repeated(documents: Sequence[Document]) -> float:
    """The share of units of six words or more with a near-duplicate among the others.

    Two units are near-duplicates where at least half of all their word triples are common to both
    (Jaccard similarity).
    """
    units = [
        frozenset(zip(found, found[1:], found[2:], strict=False))
        for document in documents
        for line in document.lines
        if not line.skip and len(found := words(line.text)) >= _SHORT
    ]
    holders = defaultdict(list)
    for number, triples in enumerate(units):
        for triple in triples:
            holders[triple].append(number)
    return sum(_has_twin(number, units, holders) for number in range(len(units))) / len(units)


def _has_twin(
    number: int,
    units: Sequence[frozenset[tuple[str, ...]]],
    holders: dict[tuple[str, ...], list[int]],
) -> bool:
    shared = Counter(other for triple in units[number] for other in holders[triple])
    return any(
        common >= _ALIKE * (len(units[number]) + len(units[other]) - common)
        for other, common in shared.items()
        if other != number
    )


def distinct_pairs(texts: Iterable[str], seed: int = 1) -> float:
    """Distinct pairs of neighbouring words per pair, in 20,000 words of shuffled units."""
    order = list(texts)
    random.Random(seed).shuffle(order)  # noqa: S311 - a fixed order, no secret
    pairs: list[tuple[str, str]] = []
    for text in order:
        pairs += pairwise(words(text))
        if len(pairs) >= _SAMPLE:
            break
    return len(set(pairs[:_SAMPLE])) / len(pairs[:_SAMPLE])


def agreements(documents: Sequence[Document], book: Codebook) -> Iterator[Agreement]:
    """The agreement of the two codings, code by code."""
    first, second = (_coding(FOLDER / "codings" / f"{name}.csv") for name in ("first", "second"))
    units = [
        (document.name, number)
        for document in documents
        for number, line in enumerate(document.lines)
        if not line.skip
    ]
    for code in book.codes:
        one, two = ([code.id in coding[unit] for unit in units] for coding in (first, second))
        both = sum(a and b for a, b in zip(one, two, strict=True))
        yield Agreement(code.id, sum(one), sum(two), both, float(cohen_kappa_score(one, two)))


def _coding(path: Path) -> defaultdict[tuple[str, int], set[str]]:
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["document"], int(row["unit"])].add(row["code"])
    return found


def tables(documents: Sequence[Document], book: Codebook) -> str:
    """The tables as Markdown."""
    units = [line for document in documents for line in document.lines if not line.skip]
    coded = [line for line in units if line.codes]
    found = list(agreements(documents, book))
    both, all_ = sum(one.both for one in found), sum(one.first + one.second for one in found)
    rows = [
        f"| documents | {len(documents)} |",
        f"| coded units, of them with a code | {len(units):,} · {len(coded):,} |",
        f"| near-duplicate units | {repeated(documents):.2%} |",
        f"| distinct word pairs in 20,000 | {distinct_pairs(one.text for one in units):.3f} |",
        f"| agreement of the two codings, all codes: F1 | {2 * both / all_:.2f} |",
    ]
    positives = Counter(code for line in units for code in line.codes)
    lines = [
        f"| {one.code} | {positives[one.code]} | {one.first} | {one.second} | {one.f1:.2f}"
        f" | {one.kappa:.2f} |"
        for one in found
    ]
    head = "| code | final | first | second | F1 | kappa |\n|---|---|---|---|---|---|"
    return "\n".join(["| what | figure |", "|---|---|", *rows, "", head, *lines]) + "\n"


def main() -> None:
    """Put the tables into the README."""
    page = FOLDER / "README.md"
    text = page.read_text(encoding="utf-8").partition(MARKS)[0]
    made = tables(corpus.documents(), codebook.load("relational"))
    page.write_text(f"{text}{MARKS}\n\n{made}", encoding="utf-8")


if __name__ == "__main__":
    main()
