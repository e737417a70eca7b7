"""A small study for the tagger `llm`, what its model says of it, and the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from click.testing import CliRunner

from llm_server import item
from relcode import pipeline
from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.study import Study

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Coding

SAID = (
    "We could leave the keys with the night warden.",
    "The soup was tomato that day.",
    "Nobody ever rang us back about the boiler.",
    "Hetty walked us straight to the harbour master's desk.",
)
KIT = (
    "We were waved in and shown the drawings.",
    "They told us in the end, and it was no use.",
    "The tide was out.",
)
CODES: dict[str, Any] = {
    "waved in": [item("openness", "shown the drawings")],
    "night warden": [item("trust", "leave the keys", role="facilitator")],
    "rang us back": [
        item("communication", "Nobody ever rang us  back", valence="negative"),
        item("trust", "They let us down", valence="negative"),
    ],
    "harbour master": [item("brokering", "walked us straight to", stance="reported")],
}


def make(place: Path) -> None:
    """Two small interviews in a folder, and a study of them in `r`, tagged by cues."""
    for name, lines in (("ida", SAID), ("kit", KIT)):
        said = "\n\nInterviewer: And then?\n\n".join(f"{name.title()}: {line}" for line in lines)
        text = f"Interviewer: How was it?\n\n{said}\n"
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    pipeline.run([str(place / "ida.txt"), str(place / "kit.txt")], place / "r")


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def relcode(*arguments: str, answer: str = "") -> Done:
    """A command with nobody at the terminal."""
    done = CliRunner().invoke(cli, arguments, input=answer)
    if isinstance(done.exception, RelcodeError):
        return Done(1, done.stdout, f"{done.stderr}relcode: {done.exception}\n")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


def tag(folder: Path, *arguments: str, answer: str = "") -> Done:
    """`relcode tag` on the study."""
    return relcode("tag", "--study", str(folder), *arguments, answer=answer)


def by_llm(folder: Path, url: str, *arguments: str, **more: Any) -> Any:
    """The same with a language model."""
    return tag(folder, "--tagger", "llm", "--endpoint", url, "--model", "m:8b", *arguments, **more)


def codings(folder: Path) -> list[Coding]:
    """All suggestions of the study."""
    with Study.open(folder) as study:
        return [one for source in study.source_ids() for one in study.codings(source)]


def quotes(folder: Path) -> list[tuple[str, str, str]]:
    """The codes of the study with valence and quote."""
    return [(one.code, one.valence, one.why.evidence[0].cue) for one in codings(folder)]


IDA = [
    ("trust", "positive", "leave the keys"),
    ("communication", "negative", "Nobody ever rang us back"),
    ("brokering", "positive", "walked us straight to"),
]
SHOWN = ("openness", "positive", "shown the drawings")
