"""The material, who coded it, how they agreed, and what is left out."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from relcode.analyse.agree.report import ALL
from relcode.analyse.agree.table import in_common
from relcode.analyse.agree.verdict import RELIABLE
from relcode.methods.sampling import rounds
from relcode.methods.wording import Interval, phrase, plain, say, templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.analyse.agree.material import Correction
    from relcode.analyse.agree.report import Row
    from relcode.methods.held import Held

_TWO = 2


def of_material(held: Held) -> Iterator[str]:
    """What was read, and how it was cut."""
    counts = held.study.counts()
    order = templates()["kinds"]
    kinds = [phrase(kind, n=held.kinds[kind]) for kind in order if held.kinds[kind]]
    yield say("material.sources", kinds=kinds, n=counts.sources, words=counts.words)
    yield say("material.segments", segments=counts.segments, codable=counts.codable)
    if held.study.interviewers() and "interviewer" in held.book.uncoded:
        yield say("material.interviewers")


def of_people(held: Held) -> Iterator[str]:
    """Who coded independently, who corrected suggestions, and who settled differences."""
    if not held.people:
        yield say("coding.nobody")
    yield from _independent(held)
    corrections = [one for _, one in sorted(held.found.corrections.items())]
    if corrections:
        yield say("coding.corrected", who=[_corrected(one) for one in corrections])
        yield say("coding.not_independent", n=len(corrections))
    if held.settled:
        each = sorted(held.settled.items())
        who = [phrase("settled", coder=plain(coder), n=n) for coder, n in each]
        yield say("coding.adjudicated", who=who)
    yield from _finished(held)


def _independent(held: Held) -> Iterator[str]:
    people = [held.found.people[name] for name in held.found.independent]
    here: list[str] = []
    elsewhere: list[str] = []
    for one in people:
        values = {"coder": plain(one.name), "n": one.units, "sources": len(one.sources)}
        (elsewhere if one.name in held.imported else here).append(phrase("coded", **values))
    if here:
        yield say("coding.independent" if len(here) > 1 else "coding.alone", who=here)
    if elsewhere:
        yield say("coding.imported", who=elsewhere)
    if held.people and not people:
        yield say("coding.none_independent")


def _corrected(one: Correction) -> str:
    decided = one.accepted + one.rejected
    values = {"coder": plain(one.coder), "n": one.units, "added": one.added}
    if not decided:
        return phrase("only_added", **values)
    return phrase("kept", **values, kept=one.accepted, decided=decided, share=one.acceptance)


def _finished(held: Held) -> Iterator[str]:
    whole, people = held.finished.codes.total(), held.finished.people.total()
    if not whole:
        return
    yield say("coding.finished", n=whole, segments=held.finished.segments, people=people)
    if unread := whole - people:
        yield say("coding.unread", n=unread, share=unread / whole)


def of_agreement(held: Held) -> Iterator[str]:
    """How far people agreed who coded independently, or why that cannot be told."""
    people = held.found.independent
    if len(people) < _TWO:
        alone = "agreement.one" if people else "agreement.none"
        yield say(alone if held.people else "agreement.nobody")
        return
    if not held.rows:
        two, _ = in_common(held.judged, held.found)
        yield say("agreement.no_code" if two else "agreement.not_common", who=people)
        return
    yield from _measured(held, held.rows[-1])
    yield from _intervals(held, held.rows[-1])
    yield from _verdicts(held)


def _measured(held: Held, row: Row) -> Iterator[str]:
    people, level = held.found.independent, held.rules.level
    name = "agreement.measured" if len(people) == _TWO else "agreement.by_several"
    yield say(name, who=people, n=row.units, sources=row.sources)
    figure, about = row.figures[held.rules.coefficient], coefficient(held)
    yield say(
        "agreement.all",
        coefficient=about["name"],
        cited=about["cited"],
        figure=Interval(figure.value, figure.low, figure.high, level),
        share=row.figures["agreement"].value,
    )
    valence = row.figures["valence_alpha"]
    if row.valence_units and not isnan(valence.value):
        whole = Interval(valence.value, valence.low, valence.high, level)
        yield say("agreement.valence", figure=whole, n=row.valence_units)


def coefficient(held: Held) -> dict[str, str]:
    """The coefficient's `name`, `sign` and who is `cited`; kappa's hang on the number of coders."""
    known: dict[str, dict[str, str]] = templates()["coefficients"]
    several = len(held.rows[-1].positives) > _TWO
    chosen = held.rules.coefficient
    return known["fleiss" if several and chosen == "kappa" else chosen]


def _intervals(held: Held, row: Row) -> Iterator[str]:
    rules = held.rules
    if row.sources == 1:
        yield say("agreement.one_source")
    else:
        yield say("agreement.intervals", draws=rules.draws, seed=rules.seed)
        if row.sources < rules.few_sources:
            yield say("agreement.few_sources", n=row.sources)
    if held.found.weighted:
        yield say("agreement.weighted", rounds=held.found.weighted, n=len(held.found.weighted))


def _verdicts(held: Held) -> Iterator[str]:
    rules = held.rules
    judged = [row for row in held.rows if row.code != ALL and any(row.positives)]
    reliable = [row.code for row in judged if row.verdict and row.verdict.word == RELIABLE]
    yield say(
        "agreement.rule",
        coefficient=coefficient(held)["sign"],
        reliable=rules.reliable,
        lower=rules.lower,
        positives=rules.positives,
    )
    values = {"n": len(judged), "k": len(reliable), "codes": reliable}
    yield say("agreement.reliable" if reliable else "agreement.none_reliable", **values)
    given = {row.code for row in judged}
    if never := [code for code in held.found.codes if code not in given]:
        yield say("agreement.never", n=len(never), codes=never)


def left_out(held: Held) -> Iterator[str]:
    """What could not be read, was not judged, or is not settled."""
    people = [held.found.people[name] for name in sorted(held.found.people)]
    unread = sum(bool(one.problem) and one.source is None for one in held.study.inputs().values())
    if unread:
        yield say("left_out.files", n=unread)
    yield from _not_back(held)
    if unsure := [one for one in people if one.unsure]:
        each = [phrase("of", coder=plain(one.name), n=one.unsure) for one in unsure]
        yield say("left_out.unsure", who=each)
    if seen := [one for one in people if one.seen]:
        each = [phrase("of", coder=plain(one.name), n=one.seen) for one in seen]
        yield say("left_out.seen", who=each)
    if held.found.open:
        yield say("left_out.open", n=held.found.open)
    if unasked := held.found.unasked():
        yield say("left_out.unasked", codes=list(unasked), n=len(unasked))


def _not_back(held: Held) -> Iterator[str]:
    """Who returned nothing that counts, though a sheet was made for them, and what was undone."""
    told = rounds(held)
    undone = [one.name for one in told if one.undone]
    missing = [
        phrase("sent_to", coder=plain(coder), round=plain(one.name))
        for one in told
        for coder in one.missing
        if not one.undone
    ]
    if missing:
        yield say("left_out.not_back", who=missing)
    if undone:
        yield say("left_out.undone", rounds=undone, n=len(undone))
