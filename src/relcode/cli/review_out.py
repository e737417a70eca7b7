"""relcode review out: send sheets out."""

from __future__ import annotations

from itertools import islice
from math import floor
from typing import TYPE_CHECKING, Any

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from relcode.gaining import Gains
    from relcode.outcome import Progress
    from relcode.review.order import Order
    from relcode.review.out import Sending
    from relcode.study import Study

BY = ("uncertain", "random", "stratified", "code", "gain", "refused", "suspicious")
_FURTHEST = 3  # from the target, that are named


@click.command("out")
@options.study
@click.option(
    "--coder", "coders", multiple=True, metavar="NAME",
    help="Whom a sheet is for; may be repeated.  [default: whoever returns it]",
)  # fmt: skip
@click.option(
    "--sample", type=click.IntRange(min=1), metavar="N", help="So many segments.  [default: all]"
)
@click.option(
    "--by", type=click.Choice(BY),
    help="How to draw the sample.  [default: uncertain; with --blind random]",
)  # fmt: skip
@click.option("--blind", is_flag=True, help="Show no suggestions, for independent coding.")
@click.option(
    "--overlap", type=click.IntRange(min=0), metavar="N",
    help="N segments go to all coders, the others to one each.  [default: all to all]",
)  # fmt: skip
@click.option(
    "--context", type=click.IntRange(0, 20), metavar="K",
    help="Show K segments before and after each.  [default: 1; 0 where all are sent]",
)  # fmt: skip
@click.option(
    "--round", default="", metavar="NAME", help="The round's name.  [default: review-1 …]"
)
@click.option("--seed", type=int, help="Of what is drawn at random.  [default: the study's]")
@click.option("--again", is_flag=True, help="Also what the coders have judged already.")
@options.force
@options.sheet_file
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@options.quiet
def out(
    study_path: Path,
    path: Path,
    force: bool,
    quiet: bool,
    **asked: Any,  # noqa: ANN401 - click's values for the fields of an order
) -> None:
    """Write sheets for coders to fill in, and remember what they show.

    A sample by uncertain has mostly what teaches most: what the suggestions are least sure of, the
    more the fewer decisions a code has and the more seldom it is in doubt, and something of every
    source where two thirds of the sample are enough; by stratified something of every source, coded
    or not; by code segments with one of the CODEs or a code below; by refused segments on which
    certificates leave a code to people. A third of the first and a quarter of the last two are left
    to chance, so that what the suggestions miss is seen, too.

    By gain, to finish: first what is expected to raise the kappa of the finished coding most,
    summed over codes, or over the CODEs and those below them alone; a twentieth is left to chance.
    It says, as soon as that can be said, for how many codes kappa is at 0.80: docs/simulation.md.

    By suspicious is no sample: it shows again, with the reason, what people decided against the
    model and the nearest decisions, the most suspicious of it.
    """
    from relcode.cli import screen
    from relcode.review.order import Order
    from relcode.study import Study

    order = Order(**asked)
    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        sending, said = _sent(study, order, path, progress, force=force)
    _show(order, sending)
    for line in said:
        click.echo(line)


def _sent(
    study: Study, order: Order, path: Path, progress: Progress, *, force: bool
) -> tuple[Sending, Iterable[str]]:
    """What went out, and what more there is to say."""
    from relcode.review.out import ready, send

    if order.by == "suspicious" and order.sample:
        from relcode.review import again
        from relcode.suspecting import suspects

        found = suspects(study, order.sample, progress)
        return again.send(study, order, found, path, progress, force=force), ()
    order = ready(study, order, path, force=force)
    scores: Mapping[str, float] = {}
    said: Iterable[str] = ()
    if order.by == "refused":
        from relcode.certifying.refused import to_people

        scores = dict.fromkeys(to_people(study, progress), 1.0)
    if order.by == "gain":
        gains = _gains(study, order, progress)
        scores, said = gains.scores, _reliable(gains)
    return send(study, order, path, force=force, progress=progress, scores=scores), said


def _gains(study: Study, order: Order, progress: Progress) -> Gains:
    from relcode.gaining import gaining
    from relcode.review.order import with_those_below

    return gaining(study, with_those_below(order.codes, study.codebook()), progress)


def _show(order: Order, sending: Sending) -> None:
    choice, sent = sending.choice, len(sending.choice.segments())
    held = f"all {choice.there:,}" if choice.whole else f"{sent:,} of {choice.there:,}"
    what = "are to be looked at again" if order.by == "suspicious" else "can be coded"
    click.echo(f"round {sending.round.name}: {held} segments that {what}")
    if choice.judged:
        click.echo(f"  {choice.judged:,} more have been judged and are left out (see --again)")
    if choice.shown:
        said = f"{choice.shown:,} more were shown with suggestions and are left out"
        click.echo(f"  {said}: they cannot be coded blind (see --again)")
    if order.sample and order.sample > sent:
        click.echo(f"  {order.sample:,} were asked for, and there are no more")
    for path, page in sending.pages.items():
        whom = f", for {page.sheet.coder}" if page.sheet.coder else ""
        click.echo(f"wrote {path} ({page.size:,} rows{whom})")


def _reliable(gains: Gains) -> Iterator[str]:
    """How good the coding is by now, as far as that can be said."""
    from relcode.gaining import ENOUGH
    from relcode.learn.gain import LEAST, TARGET
    from relcode.learn.simulation import RISK

    if gains.unread:
        yield f"  codes that the model cannot read count for nothing: {', '.join(gains.unread)}"
    if gains.random < ENOUGH:
        yield (
            f"how reliable the coding is cannot be said yet: {gains.random} segments drawn at"
            f" random have been gone through, {ENOUGH} are needed"
        )
    elif not gains.bounds:
        yield f"of kappa nothing can be said: no code seems to be on {LEAST} segments"
    else:
        below = sorted((least, code) for code, least in gains.bounds.items() if least < TARGET)
        there, many = len(gains.bounds) - len(below), len(gains.bounds)
        yield (
            f"kappa of the finished coding is {TARGET:.2f} or more for {there} of {many}"
            f" code{'s' * (many != 1)}, by a rule with a risk of {RISK:.0%} each"
            " (docs/simulation.md)"
        )
        if below:
            # rounded down: what is below the target is not to look as if it was there
            named = (f"{code} {max(floor(least * 100), 0) / 100:.2f}" for least, code in below)
            yield f"  furthest from it, at the least: {', '.join(islice(named, _FURTHEST))}"
