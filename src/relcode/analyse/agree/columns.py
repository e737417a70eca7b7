"""A row of the agreement report as cells of a table, one column to a figure."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.analyse.agree.report import Row
    from relcode.analyse.evaluate import Figure

_NOMINAL = ("agreement", "kappa", "alpha", "ac1")
FIGURES = (
    *_NOMINAL,
    "positive_agreement",
    "negative_agreement",
    "prevalence",
    "masi_alpha",
    "precision",
    "recall",
    *(f"valence_{name}" for name in (*_NOMINAL, "alpha_ordinal", "alpha_interval")),
    *(f"role_{name}" for name in _NOMINAL),
    "span_exact_f1",
    "span_overlap_f1",
)
COLUMNS = (
    "comparison", "coders", "source", "code", "sources", "units", "positives", "valence_units",
    "span_units", "verdict", "more_needed", "kappa_of", "kappa_paradox", "instead", "instead_units",
    *(f"{name}{part}" for name in FIGURES for part in ("", "_low", "_high")),
)  # fmt: skip


def cells(row: Row, names: Mapping[str, str]) -> Sequence[str | int | float | bool | None]:
    """The values of COLUMNS; what is undefined is None. `names` are the sources' by id."""
    numbers = [number for name in FIGURES for number in _numbers(row.figures.get(name))]
    verdict = (row.verdict.word, row.verdict.more) if row.verdict else ("", None)
    return [
        row.comparison.kind,
        row.comparison.coders,
        names.get(row.source, row.source),
        row.code,
        row.sources,
        row.units,
        "/".join(map(str, row.positives)),
        row.valence_units,
        row.span_units,
        *verdict,
        "Fleiss" if len(row.positives) > 2 else "Cohen",  # noqa: PLR2004 - Cohen's is of pairs
        row.paradox,
        row.instead,
        row.instead_units or None,
        *numbers,
    ]


def _numbers(figure: Figure | None) -> list[float | None]:
    if figure is None:
        return [None] * 3
    return [None if isnan(n) else float(n) for n in (figure.value, figure.low, figure.high)]
