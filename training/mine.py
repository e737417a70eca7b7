"""Mine the training corpus for phrases that speak for a code: `python -m training.mine`.

Prints, as CSV, the phrases that hold in cross-validation over documents: on all folds but one a
phrase must be frequent and precise enough, and on the fold left out its hits are counted.
"""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from relcode import codebook
from training import corpus
from training.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scipy.sparse import csr_matrix

    from training.corpus import Document

FOLDS = 5


class Rule(NamedTuple):
    """How precise a cue must be, on how many units of how many documents."""

    precision: float
    units: int
    documents: int


STRONG = Rule(0.75, 8, 5)
WEAK = Rule(0.4, 5, 4)


class Material(NamedTuple):
    """Coded units: which phrases they hold (units, phrases), their codes and their documents."""

    names: np.ndarray
    holds: csr_matrix
    coded: np.ndarray
    document: np.ndarray


class Mined(NamedTuple):
    """A phrase that speaks for a code, and what it was worth on documents left out.

    `folds` is how many of the choices took it; `right` of `given` units had the code.
    """

    code: str
    phrase: str
    units: int
    documents: int
    folds: int
    given: int
    right: int

    @property
    def precision(self) -> float:
        """Of the units it hit in folds left out, the share that has the code."""
        return self.right / max(1, self.given)


def material(documents: Sequence[Document], codes: Sequence[str]) -> Material:
    """The phrases and codes of all units that may be coded."""
    units = [(one.name, line) for one in documents for line in one.lines if not line.skip]
    made = CountVectorizer(analyzer=phrases, min_df=WEAK.units, binary=True, dtype=np.int32)
    holds = made.fit_transform([line.text for _, line in units])
    coded = np.array([[code in line.codes for code in codes] for _, line in units], np.int32)
    document = np.unique([name for name, _ in units], return_inverse=True)[1]
    return Material(made.get_feature_names_out(), holds.tocsr(), coded, document)


def mined(found: Material, codes: Sequence[str], rule: Rule = WEAK) -> Iterator[Mined]:
    """The phrases taken in any fold, code by code, the most precise first.

    Of phrases that stand in the same units the shortest is kept.
    """
    fold = found.document % FOLDS
    units, spread = _units(found.holds), _spread(found.holds, found.document)
    places = _distinct(found)
    for number, code in enumerate(codes):
        taken, given, right = _left_out(found, found.coded[:, number], fold, rule)
        kept = places[taken[places] > 0]
        rows = [
            Mined(code, str(found.names[one]), units[one], spread[one], *figures)
            for one in kept
            for figures in [(int(taken[one]), int(given[one]), int(right[one]))]
        ]
        yield from sorted(rows, key=lambda row: (-_sure(row), row.phrase))


def _left_out(
    found: Material, coded: np.ndarray, fold: np.ndarray, rule: Rule
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each phrase: the folds that took it, and its hits and right hits where left out."""
    taken, given, right = (np.zeros(len(found.names), int) for _ in range(3))
    for number in range(FOLDS):
        rest, part = fold != number, fold == number
        holds, units = found.holds[rest], _units(found.holds[rest])
        hits = holds.T @ coded[rest]
        kept = (units >= rule.units) & (hits >= rule.precision * units)
        places = np.flatnonzero(kept)
        spread = _spread(holds[:, places], found.document[rest])
        places = places[spread >= rule.documents]
        here = found.holds[part][:, places]
        taken[places] += 1
        given[places] += _units(here)
        right[places] += here.T @ coded[part]
    return taken, given, right


def _units(holds: csr_matrix) -> np.ndarray:
    """In how many units each phrase stands."""
    return np.asarray(holds.sum(0)).ravel()


def _spread(holds: csr_matrix, document: np.ndarray) -> np.ndarray:
    """In how many documents each phrase stands."""
    where = holds.tocoo()
    pairs = np.unique(np.stack([where.col, document[where.row]]), axis=1)
    return np.bincount(pairs[0], minlength=holds.shape[1])


def _distinct(found: Material) -> np.ndarray:
    """The places of the phrases less those that stand in the same units as a shorter one."""
    columns = found.holds.tocsc()
    shortest: dict[bytes, int] = {}
    for place, name in enumerate(found.names):
        rows = columns.indices[columns.indptr[place] : columns.indptr[place + 1]]
        key = np.sort(rows).tobytes()
        if key not in shortest or len(name) < len(found.names[shortest[key]]):
            shortest[key] = place
    return np.array(sorted(shortest.values()))


def _sure(row: Mined) -> float:
    """The lower end of the Wilson interval of its precision on documents left out."""
    n, z = max(1, row.given), 1.96
    share, spread = row.precision + z * z / (2 * n), row.precision * (1 - row.precision) / n
    return float((share - z * (spread + z * z / (4 * n * n)) ** 0.5) / (1 + z * z / n))


def main() -> None:
    """Print what was mined from the documents that the model is fitted to."""
    codes = [code.id for code in codebook.load("relational").codes]
    table = csv.writer(sys.stdout)
    table.writerow([*Mined._fields, "precision"])
    for row in mined(material(corpus.learned(), codes), codes):
        table.writerow([*row, f"{row.precision:.2f}"])


if __name__ == "__main__":
    main()
