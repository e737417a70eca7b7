"""Figures of the combined tagger on documents that it has not learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.metrics import average_precision_score, cohen_kappa_score

from training import combine, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from training.evidence import Evidence

_PARTS = 4  # of the documents: the combination is fitted on three, and read on the fourth
ENOUGH = 50  # positives that a code needs before calibration says anything


class Unseen(NamedTuple):
    """Chances, suggestions and valences, (units, codes), combined as other documents ask for."""

    chances: np.ndarray
    given: np.ndarray
    valences: np.ndarray


def unseen(found: Evidence, roll: np.ndarray) -> Unseen:
    """What the tagger says of each unit; the combination never saw the unit's document.

    `roll` is (codes, core codes), 1 where a code rolls up to the core code.
    """
    chances, given = np.zeros_like(found.coded), np.zeros_like(found.coded)
    valences = np.zeros_like(found.meant)
    names = np.unique(found.document)
    for start in range(_PARTS):
        here = np.isin(found.document, names[start::_PARTS])
        rest, part = found.of(~here), found.of(here)
        mixed, tone = combine.fit(rest), combine.fit_tone(rest)
        chances[here] = mixed.chances(part)
        said = mixed.chances(rest)
        cuts = combine.thresholds(said, rest.coded)
        least = combine.branches(said, rest.coded, cuts, roll)
        given[here] = combine.given(chances[here], cuts, least, roll)
        valences[here] = tone.valences(part)
    return Unseen(chances, given, valences)


def figures(found: Evidence, book: Codebook) -> dict[str, Any]:
    """All figures, overall and per code, on the units of documents held out."""
    said = unseen(found, measure.roll_up(book))
    return {**_overall(found, said, book), **_each(found, said, book)}


def by_kind(found: Evidence, book: Codebook) -> dict[str, dict[str, Any]]:
    """The overall figures for each kind of text."""
    said = unseen(found, measure.roll_up(book))
    parts = {kind: found.kind == kind for kind in np.unique(found.kind)}
    return {
        str(kind): _overall(found.of(rows), Unseen(*(one[rows] for one in said)), book)
        for kind, rows in parts.items()
    }


def _overall(found: Evidence, said: Unseen, book: Codebook) -> dict[str, Any]:
    roll = measure.roll_up(book)
    core_coded = found.coded @ roll > 0
    right = (said.given > 0) & (found.coded > 0)
    return {
        "units": len(found.coded),
        "documents": len(np.unique(found.document)),
        **measure.overall(said.given, found.coded, roll),
        "core_macro_ap": measure.macro_precision(measure.rolled(said.chances, roll), core_coded),
        "cues_core_micro_f1": measure.f1((found.cues == 2) @ roll > 0, core_coded),  # noqa: PLR2004
        "valence_accuracy": float((said.valences[right] == found.meant[right]).mean()),
        "calibration_error": combine.calibration_error(said.chances, found.coded),
    }


def _each(found: Evidence, said: Unseen, book: Codebook) -> dict[str, Any]:
    codes = [code.id for code in book.codes]
    cores = [code.id for code in book.codes if code.core]
    roll = measure.roll_up(book)
    core_coded, core_given = found.coded @ roll > 0, said.given @ roll > 0
    return {
        "codes": [
            _code(code, number, found, said.chances, said.given)
            for number, code in enumerate(codes)
        ],
        "core_codes": _cores(cores, core_given, core_coded),
    }


def _code(
    code: str, number: int, found: Evidence, chances: np.ndarray, given: np.ndarray
) -> dict[str, Any]:
    p, y, said = chances[:, number], found.coded[:, number], given[:, number]
    row = {"code": code, **_counted(said, y), "ap": float(average_precision_score(y, p))}
    if y.sum() >= ENOUGH:
        error, lucky = combine.calibration_error(p, y), combine.errors_by_chance(p)
        row["calibration_error"], row["error_by_chance"] = error, float(lucky.mean())
        row["calibration_p"] = float((lucky >= error).mean())
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
