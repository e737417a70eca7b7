"""relcode review out: send sheets out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.review.order import Order
    from relcode.review.out import Sending
    from relcode.study import Study

BY = ("uncertain", "random", "stratified", "code", "refused", "suspicious")


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

    By suspicious is no sample: it shows again, with the reason, what people decided against the
    model and the nearest decisions, the most suspicious of it.
    """
    from relcode.cli import screen
    from relcode.review.order import Order
    from relcode.study import Study

    order = Order(**asked)
    with Study.open(study_path) as study, screen.Screen(quiet=quiet) as progress:
        _show(order, _sent(study, order, path, progress, force=force))


def _sent(study: Study, order: Order, path: Path, progress: Progress, *, force: bool) -> Sending:
    from relcode.review.out import send

    if order.by == "suspicious" and order.sample:
        from relcode.review import again
        from relcode.suspecting import suspects

        found = suspects(study, order.sample, progress)
        return again.send(study, order, found, path, progress, force=force)
    refused: Collection[str] = ()
    if order.by == "refused":
        from relcode.certifying.refused import to_people

        refused = to_people(study, progress)
    return send(study, order, path, force=force, progress=progress, refused=refused)


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
