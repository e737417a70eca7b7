"""Write the tables of the corpora's READMEs: size, agreement per code, repetition."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from sklearn.metrics import cohen_kappa_score

from relcode import codebook
from training import corpus, real

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from training.corpus import Document

MARKS = "<!-- tables: written by `python -m training.check` -->"
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SHORT, _ALIKE = 6, 0.5  # words of a unit that is compared; share of common word triples
_SAMPLE = 20_000  # words in which distinct pairs are counted
Place = tuple[str, str]  # document and unit
Codes = defaultdict[Place, set[str]]


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


def agreements(folder: Path, units: Sequence[Place], book: Codebook) -> list[Agreement]:
    """The agreement of the two codings of a corpus over these units, code by code."""
    coders = [_coding(folder / "codings" / f"{name}.csv") for name in ("first", "second")]
    return [_agreement(code.id, units, *coders) for code in book.codes]


def _agreement(code: str, units: Sequence[Place], first: Codes, second: Codes) -> Agreement:
    one, two = ([code in coding[unit] for unit in units] for coding in (first, second))
    both = sum(a and b for a, b in zip(one, two, strict=True))
    kappa = float(cohen_kappa_score(one, two)) if any(one) or any(two) else float("nan")
    return Agreement(code, sum(one), sum(two), both, kappa)


def _coding(path: Path) -> Codes:
    found: Codes = defaultdict(set)
    for row in corpus.rows(path):
        found[row["document"], row["unit"]].add(row["code"])
    return found


def of_train(book: Codebook) -> str:
    """The tables of the fictional corpus, as Markdown."""
    documents = corpus.documents()
    twice = {row["document"] for row in corpus.rows(corpus.TRAIN / "codings" / "second.csv")}
    places = [
        (document.name, str(number))
        for document in documents
        for number, line in enumerate(document.lines)
        if not line.skip and document.name in twice
    ]
    units = [line for document in documents for line in document.lines if not line.skip]
    coded = sum(bool(line.codes) for line in units)
    positives = Counter(code for line in units for code in line.codes)
    rows = [
        f"| documents, coded twice | {len(documents)} · {len(twice)} |",
        f"| coded units, of them with a code | {len(units):,} · {coded:,} |",
        f"| near-duplicate units | {repeated(documents):.2%} |",
        f"| distinct word pairs in 20,000 | {distinct_pairs(one.text for one in units):.3f} |",
    ]
    return _tables(rows, positives, agreements(corpus.TRAIN, places, book))


def of_real(book: Codebook) -> str:
    """The tables of the real texts, as Markdown."""
    listed = list(corpus.rows(real.FOLDER / "documents.csv"))
    places = [(row["document"], row["unit"]) for row in corpus.rows(real.FOLDER / "units.csv")]
    positives = Counter(row["code"] for row in corpus.rows(real.FOLDER / "codings.csv"))
    rows = []
    for part in (real.LEARNED, real.PAPERS, real.TALK):
        own = [row for row in listed if row["part"] == part]
        units, coded = (sum(int(row[column]) for row in own) for column in ("units", "coded"))
        rows.append(
            f"| {part}: documents, units, with a code | {len(own)} · {units:,} · {coded:,} |"
        )
    return _tables(rows, positives, agreements(real.FOLDER, places, book))


def _tables(rows: Sequence[str], positives: Counter[str], found: Sequence[Agreement]) -> str:
    both, all_ = sum(one.both for one in found), sum(one.first + one.second for one in found)
    agreed = f"| agreement of the two codings, all codes: F1 | {2 * both / all_:.2f} |"
    lines = [
        f"| {one.code} | {positives[one.code]} | {one.first} | {one.second} | {one.f1:.2f}"
        f" | {_shown(one.kappa)} |"
        for one in found
    ]
    head = "| code | final | first | second | F1 | kappa |\n|---|---|---|---|---|---|"
    return "\n".join(["| what | figure |", "|---|---|", *rows, agreed, "", head, *lines]) + "\n"


def _shown(value: float) -> str:
    return "–" if isnan(value) else f"{value:.2f}"


def main() -> None:
    """Put the tables into the READMEs."""
    book = codebook.load("relational")
    for folder, made in ((corpus.TRAIN, of_train(book)), (real.FOLDER, of_real(book))):
        page = folder / "README.md"
        text = page.read_text(encoding="utf-8").partition(MARKS)[0]
        page.write_text(f"{text}{MARKS}\n\n{made}", encoding="utf-8")


if __name__ == "__main__":
    main()
