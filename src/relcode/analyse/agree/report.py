"""The rows of an agreement report: figures with intervals, verdict and flags per code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from relcode.analyse.agree import coefficients, intervals, kappas
from relcode.analyse.agree.confusions import confused
from relcode.analyse.agree.measures import (
    CATEGORIES,
    counted,
    named,
    tallies,
    units,
    values,
)
from relcode.analyse.agree.sets import set_alpha
from relcode.analyse.agree.verdict import paradox, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from relcode.analyse.agree.comparisons import Comparison
    from relcode.analyse.agree.measures import Tallies
    from relcode.analyse.agree.ratings import Ratings
    from relcode.analyse.agree.rules import Rules
    from relcode.analyse.agree.tally import Floats, Sums
    from relcode.analyse.agree.verdict import Verdict
    from relcode.analyse.evaluate import Figure

ALL = "all codes"


@dataclass(frozen=True, slots=True)
class Row:
    """What a comparison says of one code, or of `ALL`, in one source or in all ("").

    `figures` are weighted by what units stand for; all numbers are of units as they were judged.
    `positives` are those that each coder of a group gave the code, groups added up, and `given` is
    the mean of it; `valence_units` are those where two coders applied it, `span_units` those of
    them with a marked place. Only human-human rows of one code over all sources have a `verdict`,
    and in `instead` the code most often given in its place.
    """

    comparison: Comparison
    source: str
    code: str
    sources: int
    units: int
    positives: tuple[int, ...]
    given: float
    valence_units: int
    span_units: int
    figures: Mapping[str, Figure]
    paradox: bool = False
    verdict: Verdict | None = None
    instead: str = ""
    instead_units: int = 0


@dataclass(frozen=True, slots=True)
class _Compared:
    """A comparison with its sums over some sources: `used` counts units by source and code.

    `parts` are weighted by what units stand for, `plain` count each once.
    """

    ratings: Ratings
    comparison: Comparison
    used: Floats
    parts: Mapping[str, Sums]
    plain: Mapping[str, Sums]


def rows(ratings: Ratings, comparison: Comparison, rules: Rules) -> list[Row]:
    """A row per code, then one for all codes together; none for what no unit was judged for."""
    sums = _sums(ratings, comparison)
    if sums is None:
        return []
    once = np.ones(len(sums.units))
    plain = _plain(ratings, comparison, sums)
    compared = _Compared(ratings, comparison, sums.units, counted(sums, once), counted(plain, once))
    spread = _spread(comparison, sums, rules)
    columns = {
        name: intervals.figures(column, spread.get(name), rules)
        for name, column in _values(comparison, sums, once, rules).items()
    }
    for variable in CATEGORIES:
        name = named(variable, "kappa")
        columns[name] = list(_by_library(compared, variable, columns[name]))
    made = list(_rows(compared, columns, rules))
    return _judged(made, ratings, rules) if comparison.kind == "human-human" else made


def rows_by_source(ratings: Ratings, comparison: Comparison, rules: Rules) -> list[Row]:
    """Such rows for every source by itself, without intervals: one source shows no spread."""
    sums = _sums(ratings, comparison)
    if sums is None:
        return []
    plain = _plain(ratings, comparison, sums)
    each = np.eye(len(sums.units))
    by_source = _values(comparison, sums, each, rules)
    made: list[Row] = []
    for i in np.flatnonzero(sums.units[:, -1]):
        columns = {
            name: intervals.figures(column[i], None, rules) for name, column in by_source.items()
        }
        used = sums.units * each[i][:, None]
        parts = counted(sums, each[i])
        compared = _Compared(ratings, comparison, used, parts, counted(plain, each[i]))
        source = ratings.sources[i]
        made += [replace(row, source=source) for row in _rows(compared, columns, rules)]
    return made


def _sums(ratings: Ratings, comparison: Comparison) -> Tallies | None:
    if not ratings.codes or not units(ratings, comparison).any():
        return None
    return tallies(ratings, comparison)


def _plain(ratings: Ratings, comparison: Comparison, sums: Tallies) -> Tallies:
    """The sums with every unit counted once."""
    return tallies(ratings.plain(), comparison) if ratings.weighted else sums


def _spread(comparison: Comparison, sums: Tallies, rules: Rules) -> dict[str, Floats]:
    """The values of every figure over draws of sources; nan for codes judged in one source."""
    weights = intervals.draws(sums.units[:, -1], rules)
    if weights is None:
        return {}
    alone = (sums.units > 0).sum(axis=0) == 1
    drawn = _values(comparison, sums, weights, rules)
    return {name: np.where(alone, np.nan, values) for name, values in drawn.items()}


def _values(
    comparison: Comparison, sums: Tallies, weights: Floats, rules: Rules
) -> dict[str, Floats]:
    """Every figure by name with the codes on its last axis; of sets for all codes only."""
    second_meets_first = comparison.kind != "human-human"
    found = values(counted(sums, weights), rules, reference=second_meets_first)
    sets = np.full_like(found["alpha"], np.nan)
    sets[..., -1] = set_alpha(weights, sums.sets)
    return found | {"masi_alpha": sets}


def _rows(
    compared: _Compared, columns: Mapping[str, Sequence[Figure]], rules: Rules
) -> Iterator[Row]:
    plain, used = compared.plain, compared.used
    given = used.sum(axis=0) * coefficients.prevalence(plain["presence"])
    for i, code in enumerate([*compared.ratings.codes, ALL]):
        if not used[:, i].any():
            continue
        found = {name: column[i] for name, column in columns.items()}
        yield Row(
            comparison=compared.comparison,
            source="",
            code=code,
            sources=int((used[:, i] > 0).sum()),
            units=int(used[:, i].sum()),
            positives=tuple(int(n) for n in plain["presence"]["applied"][i, :, 1]),
            given=float(given[i]),
            valence_units=int(plain["valence"]["units"][i]),
            span_units=int(plain["places"]["marked"][i]),
            figures=found,
            paradox=code != ALL and _paradox(found, rules),
        )


def _judged(found: Sequence[Row], ratings: Ratings, rules: Rules) -> list[Row]:
    """The rows of codes with their verdicts, and what was given in their place."""
    instead = confused(ratings, found[0].comparison.groups)
    return [row if row.code == ALL else _with_verdict(row, instead, rules) for row in found]


def _with_verdict(row: Row, instead: Mapping[str, tuple[str, int]], rules: Rules) -> Row:
    figure = row.figures[rules.coefficient]
    word = verdict(figure, row.given, row.units - row.given, rules)
    code, times = instead.get(row.code, ("", 0))
    return replace(row, verdict=word, instead=code, instead_units=times)


def _paradox(found: Mapping[str, Figure], rules: Rules) -> bool:
    agreement, kappa, prevalence = (
        found[name].value for name in ("agreement", "kappa", "prevalence")
    )
    return paradox(agreement, kappa, prevalence, rules)


def _by_library(compared: _Compared, variable: str, column: Sequence[Figure]) -> Iterator[Figure]:
    """The kappas as the libraries compute them, where they are defined."""
    table = compared.parts[variable].get("confusion")
    for i, figure in enumerate(column):
        if np.isnan(figure.value) or (table is None and compared.ratings.weighted):
            yield figure  # the library has no weights for more than two coders
        elif table is not None:
            yield replace(figure, value=kappas.cohen(table[i]))
        else:
            judged = _judgements(compared, variable, i)
            yield replace(figure, value=kappas.fleiss(judged, CATEGORIES[variable]))


def _judgements(compared: _Compared, variable: str, code: int) -> NDArray[np.int8]:
    """All judgements of a code by the one group, units × coders; behind the last: of all codes."""
    ratings = compared.ratings
    chosen = getattr(ratings, variable)[:, ratings.columns(compared.comparison.groups[0])]
    codes = slice(code, code + 1) if code < len(ratings.codes) else slice(None)
    return np.asarray(np.moveaxis(chosen[:, :, codes], 1, 2).reshape(-1, chosen.shape[1]))
