"""The whole text with its tables, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.analyse.agree.rules import rules as usual
from relcode.methods import certificates, coding, machine, sampling
from relcode.methods.held import held
from relcode.methods.tables import COLUMNS, lines, tables, values
from relcode.methods.wording import say, templates
from relcode.outcome import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcode.analyse.agree.rules import Rules
    from relcode.methods.held import Held
    from relcode.methods.tables import Table, Values
    from relcode.outcome import Progress
    from relcode.study import Study

__all__ = ["COLUMNS", "Page", "page"]

# each with the table that it sends the reader to
_PARTS: dict[str, tuple[Callable[[Held], Iterator[str]], str]] = {
    "material": (coding.of_material, ""),
    "codebook": (machine.of_codebook, ""),
    "sampling": (sampling.of_sampling, "rounds"),
    "coding": (coding.of_people, ""),
    "agreement": (coding.of_agreement, "codes"),
    "machine": (machine.of_machine, "versions"),
    "certificates": (lambda held: certificates.of_certificates(held.certified), "certificates"),
    "left_out": (coding.left_out, ""),
    "software": (machine.of_software, ""),
}


class Page(NamedTuple):
    """Paragraphs by heading, tables, the works cited, and the codes as values of COLUMNS."""

    paragraphs: dict[str, str]
    tables: list[Table]
    references: list[str]
    codes: list[Values]

    @property
    def text(self) -> str:
        """All of it but the codes' values, as Markdown."""
        heads = templates()["headings"]
        parts = [f"# {heads['page']}", *_run_in(self.paragraphs)]
        for number, one in enumerate(self.tables, 1):
            parts += [f"**{heads['table']} {number}**", f"*{one.title}*", _grid(one), one.note]
        if self.references:
            parts += [f"## {heads['references']}", *self.references]
        return "\n\n".join(filter(None, parts)) + "\n"


def page(study: Study, rules: Rules | None = None, progress: Progress = silent) -> Page:
    """What a methods section says of a study as it stands now.

    `rules` are those of agreement. Raises RelcodeError where nothing is coded yet.
    """
    found = held(study, rules or usual(), progress)
    made = tables(found)
    number: dict[str, int] = {}  # in order of their first mention
    paragraphs = {}
    for name, (sentences, beside) in _PARTS.items():
        said = list(sentences(found))
        if said and beside in made:
            number[beside] = len(number) + 1
            said.append(say(f"{name}.table", number=number[beside]))
        if said:
            paragraphs[templates()["headings"][name]] = " ".join(said)
    cited = " ".join(paragraphs.values())
    works = [one["text"] for one in templates()["references"] if one["cited"] in cited]
    codes = [values(found, one) for one in lines(found)]
    return Page(paragraphs, [made[name] for name in number], works, codes)


def _run_in(paragraphs: dict[str, str]) -> Iterator[str]:
    return (f"**{heading}.** {text}" for heading, text in paragraphs.items())


def _grid(table: Table) -> str:
    rows = [table.heads, ["---"] * len(table.heads), *table.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
