"""The report on agreement: who coded what, the tables, and what they mean."""

from __future__ import annotations

from math import isnan
from textwrap import fill
from typing import TYPE_CHECKING

from relcode.analyse.agree.report import ALL
from relcode.analyse.agree.table import in_common
from relcode.analyse.agree.units import GOLD, MACHINE
from relcode.analyse.agree.verdict import RELIABLE
from relcode.cli import agreement_tables as tables
from relcode.cli.listing import WIDTH
from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.analyse.agree.comparisons import Kind
    from relcode.analyse.agree.material import Coder, Material
    from relcode.analyse.agree.ratings import Ratings
    from relcode.analyse.agree.report import Row
    from relcode.analyse.agree.rules import Rules
    from relcode.analyse.agree.table import By

_TWO = 2
_LISTED = 12  # codes that a note names one by one
_BLIND = "relcode review out --blind --coder {} --coder {} -o FILE.xlsx"
_TITLES: dict[Kind, str] = {
    "human-human": "Independent coders with each other",
    "human-machine": "Independent coders with the machine",
    "human-gold": "Independent coders with the adjudicated coding that came of theirs",
    "machine-gold": "The machine with the adjudicated coding",
}


def nothing(found: Material, judged: Ratings) -> RelcodeError:
    """The error that says why there is nothing to compare, and what to do."""
    people = found.independent
    first, second = (*people, "A", "B")[:2] if len(people) != 1 else (people[0], "B")
    fix = f"let two people code the same segments blind: {_BLIND.format(first, second)}"
    if people and not judged.codes:
        message = f"{len(judged.units)} units were judged, and nobody gave any code"
    elif people:
        done = ", ".join(f"{one.name} {_units(one.units)}" for one in _people(found) if one.units)
        message = f"nothing to compare: {done}, and no two coders judged the same ones"
    elif found.corrections:
        done = ", ".join(sorted(found.corrections))
        message = f"only corrections of machine codes ({done}), which are not independent coding"
    else:
        message = "nobody has coded independently yet"
    return RelcodeError(message, fix=fix)


def report(
    found: Material, judged: Ratings, rows: Sequence[Row], rules: Rules, by: By
) -> Iterator[str]:
    """The lines of the report."""
    yield from _who(found, judged)
    yield from _by_code(rows) if by == "code" else _by(by, rows, found.names)
    shown = [row for row in rows if by == "code" or row.code == ALL]
    for note in [*_on_intervals(found, shown, rules), *_on_codes(found, judged, shown, rules)]:
        yield fill(note, WIDTH, break_on_hyphens=False, break_long_words=False)
    yield from corrections(found)


def _who(found: Material, judged: Ratings) -> Iterator[str]:
    yield "Who coded what"
    for one in _people(found):
        unsure = f", {one.unsure} more left unsure" if one.unsure else ""
        where = _number(len(one.sources), "source")
        yield f"  {one.name}: {_units(one.units)} in {where}, independently{unsure}"
    if MACHINE in found.others:
        yield f"  {MACHINE} ({found.machine or 'no code suggested'}): the same units"
    if GOLD in found.others:
        left = f"; {found.open} still open are left out, which flatters" if found.open else ""
        yield f"  {GOLD}: {_units(found.gold)} agreed on or adjudicated{left}"
    yield from left_out(found)
    two, everyone = in_common(judged, found)
    if len(found.independent) == _TWO:
        yield f"Both judged {_units(two)}."
    elif len(found.independent) > _TWO:
        yield f"{_units(two)} were judged by two of them or more, {everyone:,} by all."
    yield "Corrections of machine codes are not independent coding and enter none of these figures."
    yield ""


def left_out(found: Material) -> Iterator[str]:
    """Who coded what after having seen codes there, and which codes came after the coding."""
    for one in _people(found):
        if one.seen:
            segments = f"{_number(one.seen, 'segment')} of {one.name}"
            note = (
                f"{segments} left out: a sheet that {one.name} had returned before the blind"
                " coding showed codes there (the machine's to correct, or coders' to adjudicate)."
            )
            yield fill(note, WIDTH, break_on_hyphens=False, break_long_words=False)


def _later_codes(found: Material) -> Iterator[str]:
    unasked = found.unasked()
    if not unasked:
        return
    most = max(unasked.values())
    named = ", ".join(f"{code} ({_units(times)})" for code, times in unasked.items())
    if len(unasked) > _LISTED:
        named = f"{len(unasked)} codes (up to {_units(most)} each)"
    yield (
        "Left out for a code are units that were judged by a codebook which did not have it yet,"
        f" or had it before it was split: {named}. 'relcode review out --blind --again' sends"
        " them once more; for a code that was split it is enough that its coders answer all of"
        " 'relcode codebook questions'."
    )


def _by_code(rows: Sequence[Row]) -> Iterator[str]:
    people, machine = (_of(rows, kind) for kind in ("human-human", "human-machine"))
    if people:
        beside = f", and with the machine on {_units(machine[-1].units)}" if machine else ""
        yield f"Presence: {people[0].comparison.coders} on {_units(people[-1].units)}{beside}"
        yield from tables.presence(people, machine)
    else:
        yield f"Presence: {machine[0].comparison.coders} on {_units(machine[-1].units)}"
        yield from tables.machine_alone(machine)
        yield "One coder alone, or no unit in common: whether a code is reliable cannot be told."
    yield ""
    chosen = people or machine
    if any(row.valence_units for row in chosen):
        yield f"Where two applied the code: {chosen[0].comparison.coders}"
        yield from tables.applied_by_both(chosen)
        yield ""


def _by(first: str, rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[str]:
    """Tables of all codes together, a line per pair of coders or per source."""
    for kind, title in _TITLES.items():
        if part := _of(rows, kind):
            coders = f": {part[0].comparison.coders}" if first == "source" else ""
            yield f"{title}, all codes together{coders}"
            yield from tables.of_all_codes(part, first, names)
            yield ""


def _on_intervals(found: Material, rows: Sequence[Row], rules: Rules) -> Iterator[str]:
    sources = max(row.sources for row in rows)
    if all(row.source for row in rows):
        yield "Within one source no interval can be given: use --by code or --by coder."
    elif sources == 1:
        yield "All units are from one source: no interval can be given."
    elif sources < rules.few_sources:
        yield f"Intervals resample {sources} sources: with so few they are rough, and too narrow."
    if found.weighted:
        yield (
            f"Units of {', '.join(found.weighted)} were not drawn evenly: figures weigh each by its"
            " chance of being drawn, so that they hold for the texts; numbers of units do not."
        )


def _on_codes(found: Material, judged: Ratings, rows: Sequence[Row], rules: Rules) -> Iterator[str]:
    yield from _later_codes(found)
    if any(len(row.positives) > _TWO for row in rows):
        yield f"kappa is Fleiss', over the {in_common(judged, found)[1]:,} units that all judged."
    if any(row.paradox for row in rows):
        yield (
            f"{tables.PARADOX} Kappa paradox: nearly all units are of one kind, so kappa is low"
            " though coders agree on most (Feinstein & Cicchetti 1990). Look at pos. and neg.:"
            " both high, and kappa misleads; one low, and coders do not find the same units."
        )
    if any(row.verdict for row in rows):
        unused = [code for code in found.codes if code not in judged.codes]
        if unused:
            named = ", ".join(unused) if len(unused) <= _LISTED else f"{len(unused)} more codes"
            yield f"Given by nobody, so that nothing can be said of them: {named}."
        yield (
            f"{RELIABLE.capitalize()}: {rules.coefficient} at least {rules.reliable:g}, the lower"
            f" end of its interval at least {rules.lower:g}, and {rules.positives} positives or"
            " more for each coder on average. See docs/agreement.md."
        )


def corrections(found: Material) -> Iterator[str]:
    """How many suggestions each coder kept, which is acceptance and no agreement."""
    if not found.corrections:
        return
    yield ""
    yield "Corrected machine codes (acceptance, not agreement: whoever corrects has seen the codes)"
    for _, one in sorted(found.corrections.items()):
        decided = one.accepted + one.rejected
        share = "" if isnan(one.acceptance) else f" ({one.acceptance:.0%})"
        kept = f"{one.accepted} of {decided} kept{share}, {one.added} added"
        yield f"  {one.coder}: {_units(one.units)} done, {kept}"


def _of(rows: Sequence[Row], kind: str) -> list[Row]:
    return [row for row in rows if row.comparison.kind == kind]


def _people(found: Material) -> list[Coder]:
    return [found.people[name] for name in sorted(found.people)]


def _units(number: int) -> str:
    return _number(number, "unit")


def _number(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number:,} {thing}s"
