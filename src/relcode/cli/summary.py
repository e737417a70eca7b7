"""The closing summary of a study."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from relcode.study import Study

SHOWN = 5


def show(study: Study) -> None:
    """Print how much the study holds, and the suggested codings by family."""
    counts, book = study.counts(), study.codebook()
    click.echo(f"sources    {counts.sources:>9,}   ({counts.words:,} words)")
    click.echo(f"segments   {counts.segments:>9,}   ({counts.codable:,} that can be coded)")
    click.echo(
        f"codings    {counts.suggested:>9,}   suggested, on {counts.coded:,} segments"
        f"; {counts.candidates:,} more worth a look"
    )
    click.echo(f"lessons    {counts.lessons:>9,}   segments that state or report a lesson")
    if asking := study.interviewers():
        more = f" and {len(asking) - SHOWN:,} more" if len(asking) > SHOWN else ""
        click.echo(f"interviewers         {', '.join(asking[:SHOWN])}{more}")
    families: Counter[str] = Counter()
    for code, number in study.suggested_by_code().items():
        family = book.family(code)
        families[family.name if family else "no family"] += number
    for name, number in families.most_common():
        click.echo(f"  {name:<40} {number:>7,}")
