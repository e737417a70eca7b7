"""Tables of agreement as the screen shows them."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from relcode.analyse.agree.report import ALL
from relcode.analyse.agree.verdict import DISCUSS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.analyse.agree.report import Row
    from relcode.analyse.evaluate import Figure

_LONGEST = 32  # letters of a name in the first column
UNDEFINED = "–"
PARADOX = "†"
_LAST = ("ac1", "positive_agreement", "negative_agreement")
_NUMBERS = f"{'same':>6}{'kappa':>7} {'alpha':>7}{'95 %':>12}{'AC1':>7}{'pos.':>7}{'neg.':>7}"
_MACHINE = f"{'prec':>9}{'rec':>7}{'F1':>7}{'kappa':>7}"
_BOTH = (
    f"{'units':>7}{'valence':>9}{'alpha':>7}{'95 %':>12}{'role':>8}{'alpha':>7}{'95 %':>12}"
    f"{'places':>8}{'exact':>7}{'overlap':>9}"
)


def presence(rows: Sequence[Row], machine: Sequence[Row]) -> Iterator[str]:
    """A line per code: people with each other, people with the machine, and the verdict."""
    beside = {row.code: row for row in machine}
    width = _width([row.code for row in rows])
    head = f"{'code':<{width}}{'given':>10}" + _NUMBERS * bool(rows)
    if machine:
        yield f"{'':<{len(head)}}   with the machine"
    yield head + _MACHINE * bool(machine) + "   verdict"
    for row in rows:
        line = f"{_cut(row.code, width):<{width}}{_given(row):>10}{_numbers(row)}"
        if machine:
            line += _beside(beside.get(row.code))
        yield f"{line}   {_verdict(row)}".rstrip()


def machine_alone(rows: Sequence[Row]) -> Iterator[str]:
    """A line per code: the one coder with the machine."""
    width = _width([row.code for row in rows])
    yield f"{'code':<{width}}{'given':>10}{_NUMBERS}{_MACHINE}"
    for row in rows:
        line = f"{_cut(row.code, width):<{width}}{_given(row):>10}{_numbers(row)}"
        yield line + _beside(row)


def applied_by_both(rows: Sequence[Row]) -> Iterator[str]:
    """A line per code that two coders applied to one unit: valence, role and marked places."""
    kept = [row for row in rows if row.valence_units]
    width = _width([row.code for row in kept])
    yield f"{'code':<{width}}{_BOTH}"
    for row in kept:
        figures = row.figures
        parts = [f"{_cut(row.code, width):<{width}}{row.valence_units:>7}"]
        for name in ("valence", "role"):
            wide = 9 if name == "valence" else 8
            alpha = figures[f"{name}_alpha"]
            share = _percent(figures[f"{name}_agreement"].value, wide)
            parts.append(share + _number(alpha.value, 7) + f"{_interval(alpha):>12}")
        exact, overlap = figures["span_exact_f1"], figures["span_overlap_f1"]
        parts.append(f"{row.span_units or UNDEFINED:>8}")
        parts.append(_number(exact.value, 7) + _number(overlap.value, 9))
        yield "".join(parts)


def of_all_codes(rows: Sequence[Row], first: str, names: Mapping[str, str]) -> Iterator[str]:
    """A line per comparison or source, for all codes together and for whole sets of codes."""
    kept = [row for row in rows if row.code == ALL]
    if first == "source":
        kept.sort(key=lambda row: names[row.source])
    labels = [names[row.source] if row.source else row.comparison.coders for row in kept]
    width = _width(labels)
    reference = any("precision" in row.figures for row in kept)
    extra = f"{'prec':>9}{'rec':>7}" * reference
    yield f"{first:<{width}}{'units':>8}{'given':>12}{_NUMBERS}{'sets':>7}{'95 %':>12}{extra}"
    for label, row in zip(labels, kept, strict=True):
        sets = row.figures["masi_alpha"]
        line = f"{_cut(label, width):<{width}}{row.units:>8}{_given(row):>12}{_numbers(row)}"
        line += _number(sets.value, 7) + f"{_interval(sets):>12}"
        if "precision" in row.figures:
            line += _number(row.figures["precision"].value, 9)
            line += _number(row.figures["recall"].value, 7)
        yield line


def _width(names: Sequence[str]) -> int:
    return min(_LONGEST, max(map(len, [*names, "code"]))) + 1


def _cut(name: str, width: int) -> str:
    """The name, shortened in its middle: names of files often begin alike, and end alike."""
    if len(name) < width:
        return name
    half = (width - 2) // 2
    return f"{name[: width - 2 - half]}…{name[-half:]}"


def _given(row: Row) -> str:
    return "/".join(map(str, row.positives))


def _numbers(row: Row) -> str:
    figures = row.figures
    return "".join(
        [
            _percent(figures["agreement"].value, 6),
            _number(figures["kappa"].value, 7),
            PARADOX if row.paradox else " ",
            _number(figures["alpha"].value, 7),
            f"{_interval(figures['alpha']):>12}",
            *(_number(figures[name].value, 7) for name in _LAST),
        ]
    )


def _beside(row: Row | None) -> str:
    if row is None:
        return f"{UNDEFINED:>9}" + f"{UNDEFINED:>7}" * 3
    names = ("precision", "recall", "positive_agreement", "kappa")
    wide = (9, 7, 7, 7)
    return "".join(
        _number(row.figures[name].value, width) for name, width in zip(names, wide, strict=True)
    )


def _verdict(row: Row) -> str:
    if row.verdict is None:
        return ""
    if row.verdict.word == DISCUSS and row.instead:
        times = "1 unit" if row.instead_units == 1 else f"{row.instead_units} units"
        return f"{row.verdict}: {row.instead} instead in {times}"
    return str(row.verdict)


def _number(value: float, width: int) -> str:
    shown = UNDEFINED if isnan(value) else f"{value + 0.0:.2f}"
    return f"{shown.replace('-0.00', '0.00'):>{width}}"


def _percent(value: float, width: int) -> str:
    return f"{UNDEFINED if isnan(value) else f'{value:.0%}':>{width}}"


def _interval(figure: Figure) -> str:
    return UNDEFINED if isnan(figure.low) else f"{figure.low:.2f}–{figure.high:.2f}"
