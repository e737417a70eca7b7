"""relcode why: the reasons for a segment's codes, and what becomes of them without its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.study import Study
    from relcode.tag.occlusion import Without
    from relcode.terms import Coding, Segment, Source, Span

_WORDS = 5  # that are shown of each code
_LEAST = 0.01  # that a word must take away to be shown


@click.command("why")
@click.argument("segment")
@options.study
def COMMAND(segment: str, study_path: Path) -> None:
    """Show the reason for each code of SEGMENT, and its probability without single words.

    SEGMENT is an id as it stands in segments.csv, or its beginning where that is enough. Codes that
    the model has learned are read again, by cues and model, once without what the reason quotes and
    once without each word.
    """
    from relcode.study import Study

    with Study.open(study_path) as study:
        found = study.segment(segment)
        source = study.source(found.source)
        click.secho(f"{source.name} · {found.id}", bold=True)
        click.echo(f"“{source.text[found.start : found.end]}”")
        codings = [one for one in study.codings(source.id) if one.segment == found.id]
        readings = _readings(study, source, found) if codings else []
    for coding in codings:
        _show(coding, source, readings)
    if not codings:
        click.echo("it has no code, not even as a candidate")


def _readings(study: Study, source: Source, segment: Segment) -> list[Without]:
    from relcode.tag.full import FullTagger, learned

    tagger = FullTagger(study.codebook(), learned=learned(study))
    return list(tagger.occlusion().readings(source, study.segments(source.id), segment))


def _show(coding: Coding, source: Source, readings: Sequence[Without]) -> None:
    from relcode.why import readable

    by = f"{coding.status} by {coding.coder}"
    chance = "" if coding.probability is None else f", {coding.probability:.0%}"
    click.echo()
    click.secho(f"{coding.code} ({coding.valence}{chance}; {by})", bold=True)
    click.echo(f"  {readable(coding.why, source.text)}")
    if readings and coding.code in readings[0].chances:
        _show_without(coding, source, readings)


def _show_without(coding: Coding, source: Source, readings: Sequence[Without]) -> None:
    """How the probability changes without words, those first that it hangs on most."""
    whole, *rest = ((one.places, one.chances[coding.code]) for one in readings)
    quoted = {(one.start, one.end) for one in coding.why.evidence}
    told = [one for one in rest if set(one[0]) == quoted]
    words = (one for one in rest if not any(mark.isspace() for mark in _said(source, one[0])))
    single = sorted(words, key=lambda one: one[1])
    kept = [one for one in single[:_WORDS] if one[1] <= whole[1] - _LEAST]
    click.echo(f"  read again: {whole[1]:.0%}")
    for places, chance in dict.fromkeys((*told, *kept)):
        click.echo(f"  {chance:>5.0%}  without “{' '.join(_said(source, places).split())}”")


def _said(source: Source, places: Sequence[Span]) -> str:
    return " … ".join(source.text[place.start : place.end] for place in places)
