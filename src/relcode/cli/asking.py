"""Ask before anything leaves the machine: what would be sent to a language model, and where to."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from relcode.errors import RelcodeError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.llm.leaving import Leaving
    from relcode.llm.settings import Settings
    from relcode.llm.tagger import LlmTagger
    from relcode.outcome import Progress
    from relcode.study import Study

NAME = "llm"
_SHOWN = 12  # sources named one by one
_REASONS = {
    "quote": "whose words do not stand in the segment",
    "code": "that the codebook does not have",
    "value": "of a valence, role or stance that there is not",
}


def made(study: Study, asked: Mapping[str, Any], progress: Progress, *, yes: bool) -> LlmTagger:
    """The tagger with the settings asked for, once the user agrees to what leaves the machine.

    Where all is answered already, nothing is asked. Raises RelcodeError where the user does not
    agree, or cannot be asked and has not said `yes`.
    """
    from relcode import tagging
    from relcode.llm.cache import cache_path
    from relcode.llm.leaving import leaving
    from relcode.llm.settings import remember
    from relcode.llm.tagger import Maker

    settings = _settings(study, asked)
    book = study.codebook()
    waiting = study.untagged(tagging.fingerprint(settings.name, book))
    maker = Maker(settings, cache_path(study.path))
    parts = list(leaving(study, maker(book), waiting)) if waiting else []
    if parts:
        maker = replace(maker, may_ask=True)
    tagger = maker(book)  # a missing key is told before anything is asked
    if parts:
        _agree(parts, settings, book.name, yes=yes)
    remember(study, settings)
    tagger.progress = progress
    return tagger


def report(tagger: LlmTagger) -> None:
    """Say what was used, and what was left out because it did not hold."""
    if tagger.used:
        click.echo(f"used about {tagger.used:,} tokens")
    for reason, words in _REASONS.items():
        if number := tagger.dropped[reason]:
            click.echo(f"dropped {number:,} {'code' if number == 1 else 'codes'} {words}")
    if tagger.spent:
        click.echo("the budget of tokens does not allow for more; the same command goes on")


def _settings(study: Study, asked: Mapping[str, Any]) -> Settings:
    """What was asked for, and what the study remembers where nothing was."""
    from relcode.llm.settings import Settings, checked, remembered

    before = remembered(study)
    given = {name: value for name, value in asked.items() if value is not None}
    if before and given.get("endpoint", before.endpoint) != before.endpoint:
        before = replace(before, key_variable="")  # a key is for one server alone
    if before is None and not {"endpoint", "model"} <= given.keys():
        message = "the tagger llm needs a server and a model"
        fix = "name them: --endpoint http://localhost:11434/v1 --model NAME"
        raise RelcodeError(message, fix=fix)
    return checked(replace(before, **given) if before else Settings(**given))


def _agree(parts: Sequence[Leaving], settings: Settings, book: str, *, yes: bool) -> None:
    for line in _notice(parts, settings, book):
        click.echo(line, err=True)
    if yes:
        return
    if not _interactive():
        message = "nothing was sent: nobody is there to agree"
        raise RelcodeError(message, fix="add --yes if the texts may be sent there")
    if not click.confirm("Send this?", default=False, err=True):
        message = "nothing was sent"
        raise RelcodeError(message)


def _interactive() -> bool:
    return sys.stdin.isatty()


def _notice(parts: Sequence[Leaving], settings: Settings, book: str) -> list[str]:
    """What would be sent, of which sources, where to."""
    where = "this machine" if settings.local else "another machine"
    if settings.open_wire:
        where += "; not encrypted on the way"
    units, words = sum(part.units for part in parts), sum(part.words for part in parts)
    questions, tokens = sum(part.questions for part in parts), sum(part.tokens for part in parts)
    what = f"{_count(units, 'segment')} ({_count(words, 'word')}) of {_count(len(parts), 'source')}"
    lines = [
        f"to {settings.host} ({where}), for the model {settings.model}, would be sent:",
        f"  {what}, those before them, headings and lead-ins as context",
        "  speakers by number, not by name",
        *(f"    {_count(part.units, 'segment'):>16}  {part.source}" for part in parts[:_SHOWN]),
    ]
    if len(parts) > _SHOWN:
        lines.append(f"    … and {len(parts) - _SHOWN:,} more sources")
    lines += [
        f"  the codes of the codebook {book} with their definitions",
        f"  in about {_count(questions, 'request')} of {tokens:,} tokens in all",
    ]
    if settings.key_variable:
        lines.append(f"  with the API key in {settings.key_variable}")
    return lines


def _count(number: int, thing: str) -> str:
    return f"1 {thing}" if number == 1 else f"{number:,} {thing}s"
