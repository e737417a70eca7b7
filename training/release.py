"""Combine, export and describe a fitted model: the files that the package ships."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

from training import combine, export, report
from training.card import card
from training.evidence import evidence
from training.predict import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from training.folds import Folds

NAME, VERSION = "relcode-relational-en", "1"


def release(folds: Folds, predictions: Sequence[Path], target: Path) -> dict[str, Any]:
    """Write the model into `target`, and give its figures on documents held out."""
    target.mkdir(parents=True, exist_ok=True)
    found = evidence([load(path) for path in predictions], folds.documents, folds.book)
    mixed = combine.fit(found.logits, found.cues, found.coded)
    cuts = combine.thresholds(mixed.chances(found.logits, found.cues), found.coded)
    network = folds.whole()
    export.heads(network, target)
    export.examples(network, folds, target)
    export.encoder(network, folds.work, target)
    shutil.copyfile(folds.start.base / "vocab.txt", target / "vocab.txt")
    learned = export.Learned(folds.start.codes, mixed, cuts)
    export.about(target, learned, {"name": NAME, "version": VERSION})
    figures = report.figures(found, folds.book)
    path = folds.work / "figures.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    card(target, figures, _told(folds, len(predictions)))
    return figures


def _told(folds: Folds, parts: int) -> dict[str, Any]:
    """How the figures were come by, in words."""
    lines = [line for document in folds.documents for line in document.lines]
    return {
        "documents": len(folds.documents),
        "units": sum(not line.skip for line in lines),
        "folds": (
            f"Cross-validated by document in {parts} parts; calibration and thresholds are those of"
            "\nother documents, too. The shipped model has learned from all."
        ),
    }
