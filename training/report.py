"""Figures of the combined tagger on documents that it has not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import average_precision_score, cohen_kappa_score

from training import combine, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from training.evidence import Evidence

_PARTS = 4  # of the documents: the combination is fitted on three, and read on the fourth
ENOUGH = 50  # positives that a code needs before calibration says anything


def unseen(found: Evidence) -> tuple[np.ndarray, np.ndarray]:
    """Chances and suggestions for each unit, combined as other documents ask for."""
    chances, given = np.zeros_like(found.coded), np.zeros_like(found.coded)
    names = np.unique(found.document)
    for start in range(_PARTS):
        here = np.isin(found.document, names[start::_PARTS])
        parts = [part[~here] for part in (found.logits, found.cues, found.coded)]
        mixed = combine.fit(*parts)
        cut = combine.thresholds(mixed.chances(parts[0], parts[1]), parts[2])
        chances[here] = mixed.chances(found.logits[here], found.cues[here])
        given[here] = chances[here] >= cut
    return chances, given


def figures(found: Evidence, book: Codebook) -> dict[str, Any]:
    """All figures, overall and per code, on the units of documents held out."""
    chances, given = unseen(found)
    codes = [code.id for code in book.codes]
    cores = [code.id for code in book.codes if code.core]
    roll = measure.roll_up(book)
    core_coded, core_given = found.coded @ roll > 0, given @ roll > 0
    return {
        "units": len(found.coded),
        "documents": len(np.unique(found.document)),
        **measure.overall(given, found.coded, roll),
        "core_macro_ap": measure.macro_precision(measure.rolled(chances, roll), core_coded),
        "cues_core_micro_f1": measure.f1((found.cues == 2) @ roll > 0, core_coded),  # noqa: PLR2004
        "valence_accuracy": _valence(found, given),
        "calibration_error": combine.calibration_error(chances, found.coded),
        "codes": [_code(code, number, found, chances, given) for number, code in enumerate(codes)],
        "core_codes": _cores(cores, core_given, core_coded),
    }


def _valence(found: Evidence, given: np.ndarray) -> float:
    right = (given > 0) & (found.coded > 0)
    return float((found.valences[right] == found.meant[right]).mean())


def _code(
    code: str, number: int, found: Evidence, chances: np.ndarray, given: np.ndarray
) -> dict[str, Any]:
    p, y, said = chances[:, number], found.coded[:, number], given[:, number]
    row = {"code": code, **_counted(said, y), "ap": float(average_precision_score(y, p))}
    if y.sum() >= ENOUGH:
        row["calibration_error"] = combine.calibration_error(p, y)
        row["brier_skill"] = combine.brier_skill(p, y)
    return row


def _counted(said: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    both = float((said * y).sum())
    return {
        "n": int(y.sum()),
        "given": int(said.sum()),
        "precision": both / max(1.0, float(said.sum())),
        "recall": both / max(1.0, float(y.sum())),
        "f1": measure.f1(said, y),
        "kappa": float(cohen_kappa_score(said, y)) if y.any() else 0.0,
    }


def _cores(cores: Sequence[str], given: np.ndarray, coded: np.ndarray) -> list[dict[str, Any]]:
    columns = zip(cores, given.T.astype(float), coded.T.astype(float), strict=True)
    return [{"code": code, **_counted(said, y)} for code, said, y in columns]
