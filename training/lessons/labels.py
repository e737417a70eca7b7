"""Papers of which two readers marked every paragraph that states a lesson.

`corpora/lessons` holds the marks by a hash of each paragraph's words; the texts stay in the
reference material, and a paper that is not there is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode import codebook
from relcode.read.sources import source
from relcode.segment import segments
from relcode.segment.lessons import Passage, paragraphs, passages
from relcode.segment.lessons.markers import phrases
from relcode.segment.lessons.paragraphs import features
from training import corpus, real

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.terms import Source

FOLDER = corpus.CORPORA / "lessons"
WORTH = {"L": 1.0, "H": 0.5, "": 0.0}  # a lesson; half a lesson, or in doubt; none


class Marked(NamedTuple):
    """A paper's paragraphs: their features, and what each of the two readers made of them.

    `readers` is (paragraphs, 2), 0 to 1; `heading` is the confidence of the heading above where
    all that stands under it counts, `mined` that of any heading.
    """

    name: str
    features: list[dict[str, float]]
    readers: np.ndarray
    heading: np.ndarray
    mined: np.ndarray

    @property
    def worth(self) -> np.ndarray:
        """The mean of the two readers."""
        return np.asarray(self.readers.mean(1))


def marked(folder: Path = FOLDER, texts: Path = real.TEXTS) -> Iterator[Marked]:
    """The papers whose texts are there, by name."""
    book = codebook.load("relational")
    given: dict[str, dict[str, tuple[str, str]]] = {}
    for row in corpus.rows(folder / "paragraphs.csv"):
        given.setdefault(row["paper"], {})[row["paragraph"]] = row["first"], row["second"]
    for row in corpus.rows(folder / "papers.csv"):
        path = texts / row["path"]
        if row["paper"] in given and path.exists():
            yield _marked(row["paper"], source(path), given[row["paper"]], book)


def _marked(
    name: str, text: Source, given: Mapping[str, tuple[str, str]], book: Codebook
) -> Marked:
    """All paragraphs count for where others stand; those that were read are kept."""
    cut = list(segments(text, book.lesson_headings))
    there = list(passages(text, cut, book.lesson_headings))
    found = paragraphs(text, there, phrases(book.lesson_markers))
    of = {one.block.start: one for one in there}
    said = features(list(found.values()))
    rows = [
        (features_, given[key], of[start])
        for (start, one), features_ in zip(found.items(), said, strict=True)
        if (key := real.key(one.text)) in given
    ]
    return Marked(
        name,
        [row[0] for row in rows],
        np.array([[WORTH[mark] for mark in row[1]] for row in rows]).reshape(-1, 2),
        np.array([_whole(row[2]) for row in rows]),
        np.array([row[2].prior.confidence for row in rows]),
    )


def _whole(one: Passage) -> float:
    return one.prior.confidence * one.prior.whole
