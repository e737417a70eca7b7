"""Combine, export and describe a fitted model: the files that the package ships."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from training import combine, export, measure, plain, report
from training.card import card
from training.evidence import evidence
from training.predict import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.corpus import Document
    from training.folds import Fitted, Folds

NAME, VERSION = "relcode-relational-en", "5"


def release(
    folds: Folds, predictions: Sequence[Path], fitted: Fitted, told: str, target: Path
) -> dict[str, Any]:
    """Write the model into `target`, and give its figures on documents held out.

    `fitted` is the model that ships; `told` says how the figures were come by.
    """
    target.mkdir(parents=True, exist_ok=True)
    book = plain.without(folds.book)
    found = evidence([load(path) for path in predictions], folds.documents, book)
    mixed = combine.fit(found)
    chances, roll = mixed.chances(found), measure.roll_up(book)
    cuts = combine.thresholds(chances, found.coded)
    least = combine.branches(chances, found.coded, cuts, roll)
    for name in (export.ENCODER, export.HEADS):
        shutil.copyfile(fitted.folder / name, target / name)
    shutil.copyfile(folds.start.base / "vocab.txt", target / "vocab.txt")
    export.examples(fitted.model, fitted.documents, folds.start.codes, target)
    learned = export.Learned(book.codes, mixed, combine.fit_tone(found), cuts, least)
    export.about(target, learned, {"name": NAME, "version": VERSION})
    figures = report.figures(found, folds.book)
    path = folds.work / "figures.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    card(target, figures, {**_learned(fitted.documents), "folds": told})
    return figures


def _learned(documents: Sequence[Document]) -> dict[str, int]:
    """How much was learned from."""
    real = [one for one in documents if one.real]
    return {
        "documents": len(documents) - len(real),
        "units": _units(documents) - _units(real),
        "real": len(real),
        "real_units": _units(real),
    }


def _units(documents: Sequence[Document]) -> int:
    return sum(not line.skip for document in documents for line in document.lines)
