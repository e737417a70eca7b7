"""The shipped tagger on documents that nothing was fitted to: `python -m training.heldout`.

Writes docs/held-out.md.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from sklearn.metrics import balanced_accuracy_score

from relcode import codebook
from relcode.analyse import evaluate
from relcode.analyse.evaluate import Judged
from relcode.tag.cues import CueTagger
from relcode.tag.full import FullTagger
from training import corpus, measure, real
from training.corpus import VALENCES
from training.cues import as_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.analyse.evaluate import Figure, Row
    from relcode.codebook import Codebook
    from relcode.plugins import Tagger
    from relcode.terms import Coding
    from training.corpus import Document

PAGE = corpus.ROOT / "docs" / "held-out.md"
MARK = "<!-- tables: written by `python -m training.heldout` -->"


class Read(NamedTuple):
    """What a tagger said of a document's units and what was meant, (units, codes).

    `given` and `meant` are numbers of valences, -1 for none; `score` ranks: 0 for nothing, 1 for a
    candidate, 2 and more for what was suggested, the likelier the more.
    """

    document: str
    given: np.ndarray
    meant: np.ndarray
    score: np.ndarray


def read(document: Document, tagger: Tagger, codes: Sequence[str]) -> Read:
    """What the tagger says of a document as relcode would read it."""
    source, segments = document.real or as_source(document)
    rows = {segment.id: row for row, segment in enumerate(segments)}
    columns = {code: column for column, code in enumerate(codes)}
    shape = len(segments), len(codes)
    given, meant, score = np.full(shape, -1), np.full(shape, -1), np.zeros(shape, np.int64)
    for coding in tagger.codings(source, segments):
        place = rows[coding.segment], columns[coding.code]
        score[place] = _score(coding)
        if coding.status == "suggested":
            given[place] = VALENCES.index(coding.valence)
    for row, line in enumerate(document.lines):
        for code, valence in line.codes.items():
            meant[row, columns[code]] = VALENCES.index(valence)
    wanted = np.array([not line.skip for line in document.lines])
    return Read(document.name, given[wanted], meant[wanted], score[wanted])


def _score(coding: Coding) -> int:
    if coding.status != "suggested":
        return 1
    return 2 + round(1000 * (coding.probability or 0))


def sets() -> dict[str, list[Document]]:
    """The documents held out, by what they are; real ones where the reference material is there."""
    fictional = corpus.held_out()
    found = {
        "fictional interviews and focus groups": [one for one in fictional if not one.written],
        "fictional papers and reports": [one for one in fictional if one.written],
        "real papers": real.documents(real.PAPERS),
        "a real focus group": real.documents(real.TALK),
    }
    return {name: documents for name, documents in found.items() if documents}


def overall(said: Sequence[Read], book: Codebook) -> dict[str, float]:
    """F1 over all codes and core codes, and how well valence is told where the code is right."""
    given, meant = (np.concatenate([getattr(one, n) for one in said]) for n in ("given", "meant"))
    right = (given >= 0) & (meant >= 0)
    counts = np.bincount(meant[right], minlength=len(VALENCES))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a valence that is given and never meant
        balanced = balanced_accuracy_score(meant[right], given[right])
    return {
        **measure.overall(given >= 0, meant >= 0, measure.roll_up(book)),
        "valence accuracy": float((given[right] == meant[right]).mean()),
        "valence, balanced": float(balanced),
        "valence, majority": float(counts.max() / counts.sum()),
    }


def rows(said: Sequence[Read], book: Codebook) -> list[Row]:
    """The table of core codes, with intervals from resampling documents."""
    roll = measure.roll_up(book)
    cores = [code.id for code in book.codes if code.core]
    return evaluate.table([_judged(one, roll) for one in said], cores)


def _judged(said: Read, roll: np.ndarray) -> Judged:
    """The document by core codes; a core code ranks as the likeliest of its codes."""
    truth = ((said.meant >= 0) @ roll > 0).astype(np.int64)
    same = ((said.given == said.meant) & (said.meant >= 0)) @ roll > 0
    columns = [said.score[:, own > 0].max(1) for own in roll.T]
    return Judged(said.document, truth, np.stack(columns, 1), same.astype(np.int64))


def page(book: Codebook) -> Iterator[str]:
    """The tables of each set, by cues alone and by the full tagger."""
    codes = [code.id for code in book.codes]
    taggers = {"cues": CueTagger(book), "full": FullTagger(book)}
    for name, documents in sets().items():
        said = {by: [read(one, made, codes) for one in documents] for by, made in taggers.items()}
        units = sum(len(one.meant) for one in said["full"])
        coded = sum(int((one.meant >= 0).any(1).sum()) for one in said["full"])
        yield f"\n## {name.capitalize()}\n\n"
        yield f"{len(documents)} documents, {units:,} units, {coded:,} of them with a code.\n\n"
        yield from _summary({by: overall(one, book) for by, one in said.items()})
        yield from _codes(rows(said["full"], book))


def _summary(found: dict[str, dict[str, float]]) -> Iterator[str]:
    names = {
        "core_micro_f1": "core codes, micro F1",
        "core_macro_f1": "core codes, macro F1 (codes on 5 units or more)",
        "micro_f1": "all 50 codes, micro F1",
        "macro_f1": "all 50 codes, macro F1",
        "valence accuracy": "valence, where the code is right",
        "valence, balanced": "valence, balanced accuracy",
        "valence, majority": "valence, if always the commonest",
    }
    yield "| | cues | full |\n|---|---|---|\n"
    for key, name in names.items():
        yield f"| {name} | {found['cues'][key]:.2f} | {found['full'][key]:.2f} |\n"


def _codes(found: Sequence[Row]) -> Iterator[str]:
    yield "\n| core code (full) | n | suggested | precision | recall | F1 | kappa | AC1 | AP |\n"
    yield "|---|---|---|---|---|---|---|---|---|\n"
    for row in found:
        if row.n or row.suggested:
            name = "all together" if row.code == "micro" else row.code
            figures = " | ".join(_shown(figure) for figure in row.figures.values())
            ap = "–" if np.isnan(row.average_precision) else f"{row.average_precision:.2f}"
            yield f"| {name} | {row.n} | {row.suggested} | {figures} | {ap} |\n"


def _shown(figure: Figure) -> str:
    if np.isnan(figure.value):
        return "–"
    if np.isnan(figure.low):
        return f"{figure.value:.2f}"
    return f"{figure.value:.2f} ({figure.low:.2f}–{figure.high:.2f})"


def main() -> None:
    """Put the tables into the page."""
    head = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    made = "".join(page(codebook.load("relational")))
    PAGE.write_text(f"{head}{MARK}\n{made}", encoding="utf-8")


if __name__ == "__main__":
    main()
