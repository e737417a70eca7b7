"""relcode tag: suggest codes for what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from relcode.cli import options

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.study import Study


@click.command("tag")
@options.study
@options.codebook
@click.option(
    "--tagger",
    default="",
    metavar="NAME",
    help="cues: by phrases, at once; full: by the model, too; llm: by a language model on a"
    " server that you name.  [default: the one used last; full]",
)
@options.quiet
@click.option(
    "--endpoint",
    metavar="URL",
    help="With llm: a server that speaks the OpenAI protocol, such as http://localhost:11434/v1."
    "  [default: the one used last]",
)
@click.option(
    "--model", metavar="NAME", help="With llm: its name there.  [default: the one used last]"
)
@click.option(
    "--api-key-env",
    "key_variable",
    metavar="NAME",
    help="With llm: the environment variable that holds the API key, where one is needed.",
)
@click.option(
    "--budget", type=click.IntRange(min=1), metavar="TOKENS", help="With llm: use no more."
)
@click.option(
    "--per-minute",
    type=click.IntRange(min=1),
    metavar="N",
    help="With llm: send no more requests in a minute.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    metavar="SECONDS",
    help="With llm: wait so long for one answer.  [default: 300]",
)
@click.option("--yes", is_flag=True, help="With llm: send the texts without asking.")
def COMMAND(
    study_path: Path,
    book: str | None,
    tagger: str,
    quiet: bool,
    yes: bool,
    **asked: Any,  # noqa: ANN401 - click's values for a language model
) -> None:
    """Suggest codes for every source that was not tagged with this codebook yet.

    Nothing leaves this machine, but with the tagger llm: it shows what it would send, and to
    where, and asks first. What was answered is kept beside the study and never asked again. Exit
    code 3 says that some segments got no answer. See docs/language-models.md.
    """
    from relcode import pipeline
    from relcode.cli import asking, screen, summary
    from relcode.study import Study
    from relcode.tagging import TAGGER, named

    with Study.open(study_path) as study:
        chosen = tagger or named(study)
        if chosen != asking.NAME and (yes or any(asked.values())):
            message = "an endpoint, a model and what belongs to them go with --tagger llm alone"
            raise click.UsageError(message)
        if book:
            pipeline.use_codebook(study, book)
        with screen.Screen(quiet=quiet) as progress:
            made = asking.made(study, asked, progress, yes=yes) if chosen == asking.NAME else None
            outcome = pipeline.tag(study, chosen if made else tagger, made=made, progress=progress)
        click.echo(f"tagged {len(outcome.tagged)}")
        if study.learned.latest() and named(study) == TAGGER:
            _tell_outdated(study)
        summary.show(study)
    if made:
        asking.report(made)
    screen.finish(outcome)


def _tell_outdated(study: Study) -> None:
    from relcode.learning import outdated

    if why := outdated(study):
        click.echo(f"{why}: 'relcode learn' makes a version that fits")
