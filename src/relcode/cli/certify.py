"""relcode certify: say of each code how far it may be decided without people."""

from __future__ import annotations

from math import ceil, isfinite, log, nan
from textwrap import fill
from typing import TYPE_CHECKING

import click

from relcode.cli import options, screen
from relcode.cli.listing import WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.certifying.certify import Report
    from relcode.certifying.check import Check, Group
    from relcode.learn.bounds import Rate
    from relcode.learn.certificate import Certificate
    from relcode.learn.certifications import Certification, Entry
    from relcode.study import Study

_RATE = click.FloatRange(0, 0.5, min_open=True, max_open=True)
_ORDER = ("certified", "weak", "not automatable", "too little evidence")
_HEAD = (
    f"{'code':<30}{'verdict':<20}{'with':>6}{'below':>7}{'from':>6}{'missed':>13}{'false':>13}"
    f"{'refused':>9}{'precision':>13}{'people':>8}{'needed':>14}"
)
_DOCUMENTS = 4  # one for development and test each, two for calibration
_LISTED = 8


@click.command("certify")
@options.study
@click.option(
    "--alpha",
    type=_RATE,
    default=0.10,
    show_default=True,
    help="The error rate that is to hold among segments with a code, and among those without.",
)
@click.option(
    "--delta",
    type=_RATE,
    default=0.05,
    show_default=True,
    help="The chance that a bound does not hold: confidence is 1 - delta.",
)
@click.option("--seed", type=int, help="Deals out new sources.  [default: the study's]")
@click.option(
    "--check",
    "checking",
    is_flag=True,
    help="Only say whether what was certified last still holds, and for which sources.",
)
@options.quiet
def COMMAND(  # noqa: PLR0913, PLR0917 - as many as the command has options
    study_path: Path, alpha: float, delta: float, seed: int | None, checking: bool, quiet: bool
) -> None:
    """Say of each code what may be decided without people, and prove it on what was reviewed.

    At a probability of 'from' or more a code is given, under 'below' it is withheld, and people
    decide between. Certified is a code where, of what is decided so, at most alpha is wrong among
    segments that have the code (missed) and at most alpha among those that do not (false), each
    with confidence 1 - delta; both are bounds in calibration / test. Every source is in one part of
    the split alone and stays there. Only segments that were gone through, marked as done, count.
    docs/certificates.md explains it all.
    """
    from relcode.certifying.certify import certify
    from relcode.certifying.check import check
    from relcode.learn.verdict import Promise
    from relcode.study import Study

    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        if checking:
            _show_check(study, check(study, progress))
        else:
            _show(certify(study, Promise(alpha, delta), seed, progress))


def _show(found: Report) -> None:
    made = found.made
    if not found.fresh:
        click.echo(f"nothing has changed since certification {made.number}: it stands\n")
    click.secho(_HEAD, bold=True)
    for code, one in sorted(made.codes.items(), key=_rank):
        if _positives(one.certificate):
            click.echo(_line(code, one))
    click.echo()
    for note in _notes(found):
        click.echo(fill(note, WIDTH, break_on_hyphens=False, break_long_words=False))


def _rank(item: tuple[str, Entry]) -> tuple[int, int, str]:
    code, one = item
    return _ORDER.index(one.certificate.verdict), -_positives(one.certificate), code


def _positives(one: Certificate) -> int:
    return sum(part.positives for part in one.counts.values())


def _line(code: str, entry: Entry) -> str:
    one = entry.certificate
    cuts = (f"{one.low:.2f}", _number(one.high)) if entry.decides else ("–", "–")
    missed, false = (
        f"{tried.upper:.2f} / {tested.upper:.2f}"
        for tried, tested in zip(one.calibration, one.test, strict=True)
    )
    people = entry.ceiling.kappa if entry.ceiling else nan
    said = f"weak (at {one.holds_at:.2f})" if one.verdict == "weak" else one.verdict
    line = (
        f"{code:<30}{said:<20}{_positives(one):>6,}{cuts[0]:>7}{cuts[1]:>6}{missed:>13}{false:>13}"
        f"{one.refused:>9.0%}{_precision(entry.given_wrong):>13}{_number(people):>8}"
        f"{_needed(one):>14}"
    )
    return f"{line}  the definition needs work" if entry.unclear else line


def _precision(wrong: Rate) -> str:
    return f"{1 - wrong.rate:.2f} ≥ {1 - wrong.upper:.2f}" if wrong.units else "–"


def _needed(one: Certificate) -> str:
    given = one.needed.positives, one.needed.negatives
    return "–" if None in given else " / ".join(f"+{number:,}" for number in given)


def _number(value: float) -> str:
    return f"{value:.2f}" if isfinite(value) else "–"


def _notes(found: Report) -> Iterator[str]:
    made = found.made
    alone = [code for code, one in made.codes.items() if not _positives(one.certificate)]
    if alone:
        more = f" and {len(alone) - _LISTED} more" if len(alone) > _LISTED else ""
        named = ", ".join(sorted(alone)[:_LISTED])
        yield f"No segment that was reviewed has {named}{more}: too little evidence."
    if found.unread:
        yield (
            f"Decided on by people, and read by no model: {', '.join(found.unread)}. With a"
            " definition of a few words in the codebook they would be."
        )
    yield from _scope(made)
    least = ceil(log(made.delta) / log(1 - made.alpha))
    yield (
        f"A certificate takes {least} error-free segments with the code in calibration (alpha"
        f" {made.alpha:g}, delta {made.delta:g}), which is half of the sources, and more where they"
        " are from few sources, as segments of one source hang together. Needed is what must be"
        " reviewed at the least, with the code / without it; – where no number would do."
    )
    if any(one.unclear for one in made.codes.values()):
        yield (
            "The definition needs work where people who coded blind find too little of what the"
            f" other gave: the interval of their positive agreement is below {1 - made.alpha:g}."
        )
    if not made.state.learned.startswith("learned.") and made.state.learned:
        yield (
            "Codes of your own follow every decision as long as nothing was learned: 'relcode"
            " learn' first, or the next decision suspends these certificates."
        )
    yield "'relcode certify --check' says whether they hold for the other sources."


def _scope(made: Certification) -> Iterator[str]:
    parts = ", ".join(
        f"{list(made.split.values()).count(part)} {part}"
        for part in ("development", "calibration", "test")
    )
    yield (
        f"certification {made.number}: {len(made.split)} sources ({parts}). People: the kappa of"
        " those who coded the same segments blind. Precision: how much of what is given is right,"
        " in calibration and test; of a rare code it can be poor in spite of a certificate."
    )


def _show_check(study: Study, found: Check) -> None:
    made = found.made
    click.echo(f"certification {made.number}, made at {made.made_at[:16]}")
    for reason in found.changed:
        click.echo(f"  suspended: {reason}")
    for group in found.groups:
        for line in _group(study, group):
            click.echo(line)
    if found.changed:
        click.echo("run 'relcode certify' again: what was reviewed still counts")
    if not found.suspended:
        click.echo("the certificates hold")


def _group(study: Study, group: Group) -> Iterator[str]:
    number = len(group.sources)
    there = "1 source" if number == 1 else f"{number:,} sources"
    since = "came since" if group.late else "nobody has reviewed"
    if group.few:
        yield f"  {there} that {since}: too few to be compared with those certified"
        return
    p = f"p {group.p:.3f}, tested at {group.level:g}"
    if not group.differ:
        yield f"  {there} that {since}: not unlike those certified ({p})"
        return
    yield f"  suspended: {there} that {since} are unlike those certified ({p})"
    names = study.names()
    shown = ", ".join(names[one] for one in group.sources[:_LISTED])
    least = min(_DOCUMENTS, number)
    yield f"  review segments of at least {least} of these, the most unlike first: {shown}"
    yield "  then run 'relcode certify' again: they are dealt out to all parts of the split"
