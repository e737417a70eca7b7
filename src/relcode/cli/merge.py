"""relcode merge: bring another study into this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relcode.cli import options
from relcode.learned import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.merge import Merged


@click.command("merge")
@click.argument("other", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@options.study
def COMMAND(other: Path, study_path: Path) -> None:
    """Bring all that the study OTHER holds into this one; OTHER stays as it is.

    Sources that both have stay one, rounds, sheets and decisions of both are kept, and nothing
    comes in twice. Where one coder decided differently in the two, both decisions are kept, the
    later one stands, and they are listed.
    """
    from relcode.refs import regroup
    from relcode.review.reanchor import catch_up
    from relcode.study import Study

    with Study.open(study_path) as study, Study.open(other) as theirs:
        references = study.library.count()
        with study.transaction():
            merged = study.merge(theirs)
            lost = catch_up(study)
            regroup(study.library)
        same_codebook = study.codebook_hash == theirs.codebook_hash
        certified = theirs.certified.latest()
        references = study.library.count() - references
    _show(merged)
    if references:
        click.echo(f"  {references:,} references were not here")
    for segment, words in lost.items():
        click.echo(f"  what was decided on {segment} is in the history alone: “{words}” is gone")
    if certified:
        click.echo(
            "what was certified in the other study stays there: 'relcode certify' certifies by the"
            " decisions of both"
        )
    if not same_codebook:
        click.echo(
            "the other study used another codebook: 'relcode codebook apply' brings decisions on"
            " its codes over, or lists them"
        )


def _versions(numbers: Sequence[int]) -> str:
    return ", ".join(map(named, numbers))


def _show(merged: Merged) -> None:
    click.echo(
        f"{len(merged.sources)} sources, {len(merged.rounds)} rounds, {len(merged.files)} returned"
        f" files and {merged.decisions:,} decisions came over"
    )
    for name, new in merged.renamed.items():
        click.echo(f"  round {name} of the other study is called {new} here")
    for name in merged.replaced:
        click.echo(f"  {name} has a newer text in the other study: it counts here too")
    for name, new in merged.apart.items():
        if name not in merged.replaced:
            click.echo(f"  {name} differs in the two studies; the other's is called {new} here")
    for file in merged.undone:
        click.echo(f"  undone there, and now here too: {file}")
    if merged.learned:
        click.echo(f"  {_versions(merged.learned)} came over: 'relcode tag' uses the last one")
    if merged.stayed:
        click.echo(
            f"  {_versions(merged.stayed)} of the other study stay there, because this one has"
            " learned, too: 'relcode learn' learns from the decisions of both"
        )
    if merged.clashes:
        click.echo(f"decided differently by one coder ({len(merged.clashes)}); the later stands:")
    for clash in merged.clashes:
        click.echo(
            f"  {clash.segment} {clash.code} {clash.coder}: here {clash.here}, there {clash.there}"
        )
