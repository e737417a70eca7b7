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

Figures = dict[str, Any]
NAME, VERSION = "relcode-relational-en", "5"


def release(
    folds: Folds, predictions: Sequence[Path], fitted: Fitted, told: str, target: Path
) -> Figures:
    """Write the model into `target`, and give its figures on documents held out.

    `fitted` is the model that ships; `told` says how the figures were come by.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in (export.ENCODER, export.HEADS):
        shutil.copyfile(fitted.folder / name, target / name)
    shutil.copyfile(folds.start.base / "vocab.txt", target / "vocab.txt")
    export.examples(fitted.model, fitted.documents, folds.start.codes, target)
    return _calibrated(folds, predictions, {**_learned(fitted.documents), "folds": told}, target)


def recalibrate(folds: Folds, predictions: Sequence[Path], told: str, target: Path) -> Figures:
    """Calibrate the model in `target` anew, its encoder and heads as they are; give the figures.

    Its version gets one behind the point. Raises FileNotFoundError where no model is.
    """
    about = json.loads((target / "model.json").read_text(encoding="utf-8"))
    whole, _, part = about["version"].partition(".")
    version = f"{whole}.{int(part or 0) + 1}"
    taught = [one for one in folds.documents if one.since is not None and one.since <= int(whole)]
    words = {**_learned(taught), "folds": told}
    return _calibrated(folds, predictions, words, target, version)


def _calibrated(
    folds: Folds,
    predictions: Sequence[Path],
    told: dict[str, Any],
    target: Path,
    version: str = VERSION,
) -> Figures:
    """Write what combines model and cues, and the card; give the figures."""
    book = plain.without(folds.book)
    found = evidence([load(path) for path in predictions], folds.documents, book)
    mixed = combine.fit(found)
    chances, roll = mixed.chances(found), measure.roll_up(book)
    cuts = combine.thresholds(chances, found.coded)
    least = combine.branches(chances, found.coded, cuts, roll)
    learned = export.Learned(book.codes, mixed, combine.fit_tone(found), cuts, least)
    export.about(target, learned, {"name": NAME, "version": version})
    figures = report.figures(found, folds.book)
    path = folds.work / "figures.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    card(target, figures, told)
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
