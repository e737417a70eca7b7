"""Figures of the cues that were mined from the training corpus: `python -m training.plain`.

`codebooks/relational-plain-speech.csv` lists them, one a row. Strong is a cue that stands on at
least 8 units in 5 documents and is right on three quarters of them; weak one on 5 units in 4
documents that is right on two fifths; each share is counted on folds of documents left out, where
the other folds say the same. A cue that could be strong may be kept weak. A unit counts as right
where it was coded with the cue's own code. The last column is how often a cue occurs in 10,000
sentences of real, uncoded texts.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode import codebook
from relcode.errors import RelcodeError
from relcode.read.sources import source
from relcode.segment import segments
from relcode.tag.compile import compile_cue
from relcode.tag.fold import folded
from relcode.tag.match import CueIndex, masked, words_of
from training import corpus
from training.mine import FOLDS, STRONG, WEAK
from training.real import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from training.corpus import Document
    from training.mine import Rule

TABLE = corpus.ROOT / "codebooks" / "relational-plain-speech.csv"
FOLDERS = ("jats", "pcd_html", "transcripts_md")
RULES = {"strong": STRONG, "weak": WEAK}


class Phrase(NamedTuple):
    """A cue of the table."""

    code: str
    strength: str
    cue: str


class Figures(NamedTuple):
    """What a cue is worth: units it stands on, documents, units that have its code, left out."""

    units: int
    documents: int
    right: int
    left_out: float


def table(path: Path = TABLE) -> list[dict[str, str]]:
    """The rows of the table."""
    return list(corpus.rows(path))


def cues(rows: Iterable[dict[str, str]]) -> list[Phrase]:
    """The cues of these rows."""
    return [Phrase(row["code"], row["strength"], row["cue"]) for row in rows]


def without(book: Codebook) -> Codebook:
    """The codebook without its mined cues.

    They were found in the very texts that the model's combination is fitted to: there they look
    better than they are.
    """
    gone = set(cues(table()))
    codes = []
    for code in book.codes:
        kept = {
            strength: tuple(
                cue
                for cue in getattr(code.cues, strength)
                if Phrase(code.id, strength, cue) not in gone
            )
            for strength in RULES
        }
        codes.append(code.model_copy(update={"cues": code.cues.model_copy(update=kept)}))
    return book.model_copy(update={"codes": tuple(codes)})


class Finder:
    """Finds mined cues where their codes' exclusions do not hide them."""

    def __init__(self, found: Sequence[Phrase], book: Codebook) -> None:
        """Compile the cues and the exclusions of their codes."""
        self._cues = CueIndex((compile_cue(one.cue), place) for place, one in enumerate(found))
        self._codes = [one.code for one in found]
        hidden = [(compile_cue(text), code.id) for code in book.codes for text in code.cues.exclude]
        self._hidden = CueIndex(hidden)

    def places(self, text: str) -> set[int]:
        """The numbers of the cues that occur in a text."""
        low = folded(text)
        words = words_of(low)
        hits = self._cues.found(low, words)
        if not hits:
            return set()
        hidden = self._hidden.found(low, words)
        clear = {
            code: masked(low, [(one.start, one.end) for one in hidden if one.of == code])
            for code in {self._codes[hit.of] for hit in hits}
        }
        return {
            hit.of for hit in hits if hit.cue.pattern.match(clear[self._codes[hit.of]], hit.start)
        }


def figures(
    found: Sequence[Phrase], documents: Sequence[Document], book: Codebook
) -> list[Figures]:
    """What each cue is worth on the coded units of these documents."""
    finder = Finder(found, book)
    hits: list[list[tuple[int, bool]]] = [[] for _ in found]
    for number, document in enumerate(sorted(documents, key=lambda one: one.name)):
        for line in document.lines:
            for place in finder.places(line.text) if not line.skip else ():
                hits[place].append((number, found[place].code in line.codes))
    return [
        _worth(np.array(one).reshape(-1, 2), RULES[cue.strength])
        for one, cue in zip(hits, found, strict=True)
    ]


def _worth(hits: np.ndarray, rule: Rule) -> Figures:
    """The figures of a cue with these (document, right); left out as in training.mine."""
    given = right = 0
    for fold in range(FOLDS):
        here = hits[:, 0] % FOLDS == fold
        if hits[~here, 1].sum() >= rule.precision * (~here).sum():
            given, right = given + here.sum(), right + hits[here, 1].sum()
    documents = len(np.unique(hits[:, 0]))
    return Figures(len(hits), documents, int(hits[:, 1].sum()), float(right / max(1, given)))


def holds(worth: Figures, rule: Rule) -> bool:
    """Whether a cue meets a rule."""
    return (
        worth.units >= rule.units
        and worth.documents >= rule.documents
        and worth.right >= rule.precision * worth.units
        and worth.left_out >= rule.precision
    )


def rates(found: Sequence[Phrase], texts: Iterable[str], book: Codebook) -> list[float]:
    """How often each cue occurs in 10,000 of these sentences."""
    finder = Finder(found, book)
    counts, total = np.zeros(len(found)), 0
    for text in texts:
        total += 1
        counts[list(finder.places(text))] += 1
    return [float(one) for one in counts * 10_000 / max(1, total)]


def sentences(folders: Iterable[Path], book: Codebook) -> Iterator[str]:
    """The sentences to code in the texts of these folders; a file that cannot be read has none."""
    paths = (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file())
    for path in paths:
        try:
            text = source(path)
        except RelcodeError:
            continue
        for segment in segments(text, book.lesson_headings):
            if segment.codable:
                yield text.text[segment.start : segment.end]


def write(path: Path = TABLE) -> None:
    """Count all figures of the table anew."""
    found, book = cues(table(path)), codebook.load("relational")
    worth = figures(found, corpus.learned(), book)
    real = rates(found, sentences((TEXTS / name for name in FOLDERS), book), book)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        names = ("units", "documents", "right", "precision", "left_out", "real_per_10000")
        rows.writerow([*Phrase._fields, *names])
        for cue, one, rate in zip(found, worth, real, strict=True):
            counts = (one.units, one.documents, one.right)
            share = f"{one.right / max(1, one.units):.2f}"
            rows.writerow([*cue, *counts, share, f"{one.left_out:.2f}", f"{rate:.1f}"])


if __name__ == "__main__":
    write()
