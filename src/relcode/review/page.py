"""One sheet before it is written: whose it is, which parts it has, and what its rows show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcode.review.view import View, lean
from relcode.review.words import Parts, words
from relcode.rounds import token
from relcode.terms import Round, Sent, Sheet

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from relcode.codebook import Code, Codebook
    from relcode.review.choice import Choice
    from relcode.study import Study

SCHEMA = 2  # of the sheets' keys; raised when they change, so that an old sheet can be told


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of a round for one coder; `rows` are by source, in reading order."""

    round: Round
    sheet: Sheet
    view: View
    choice: Choice
    parts: Parts
    rows: dict[str, dict[str, Sent]]

    @property
    def size(self) -> int:
        """The number of rows."""
        return sum(map(len, self.rows.values()))

    def sent(self) -> Iterator[Sent]:
        """What all rows show, in their order."""
        return (row for rows in self.rows.values() for row in rows.values())


def page(
    study: Study,
    made: Round,
    coder: str,
    choice: Choice,
    only: Collection[str] | None = None,
) -> Page:
    """The sheet of a round for a coder; with `only`, of the chosen segments no others."""
    order = in_order(study.codebook(made.codebook))
    view = View(study, coder, order, blind=made.kind == "blind", cells=words()["slots"])
    return assembled(study, made, view, choice, only)


def in_order(codebook: Codebook) -> dict[str, int]:
    """The place of each code as a reviewer looks for them."""
    return {code.id: place for place, code in enumerate(ordered(codebook))}


def assembled(
    study: Study,
    made: Round,
    view: View,
    choice: Choice,
    only: Collection[str] | None = None,
) -> Page:
    """The sheet of a round that shows what a view gives."""
    coder = view.coder
    found = {source: _rows(study, view, choice, source, only) for source in choice.rows}
    rows = {source: sent for source, sent in found.items() if sent}
    sheet = Sheet(token(study.id, made, coder), made.name, coder, SCHEMA)
    return Page(made, sheet, view, choice, _parts(made, view, choice, rows), rows)


def ordered(codebook: Codebook) -> list[Code]:
    """The codes as a reviewer looks for them: by family, children under their parent."""
    tops = [*(family.id for family in codebook.families), ""]
    return [code for top in tops for code in codebook.descendants(top)]


def _rows(
    study: Study, view: View, choice: Choice, source: str, only: Collection[str] | None
) -> dict[str, Sent]:
    """What the rows of one source show, in reading order."""
    drawn, coded = choice.rows[source], view.codings(source)
    found = {}
    for segment in study.segments(source):
        if segment.id in drawn and (only is None or segment.id in only):
            slots = coded.get(segment.id)
            codings = tuple(map(lean, slots.all())) if slots else ()
            found[segment.id] = Sent(segment.id, codings, *drawn[segment.id])
    return found


def _parts(
    made: Round, view: View, choice: Choice, rows: Mapping[str, Mapping[str, Sent]]
) -> Parts:
    """Which parts the sheet needs for what its rows hold."""
    sent = [row for found in rows.values() for row in found.values()]
    own = [
        heading
        for source, found in rows.items()
        for segment, mine in view.own(source).items()
        for heading in (mine if segment in found else ())
    ]
    return Parts(
        kind=made.kind,
        whole=choice.whole,
        context=made.settings.get("context", 0),
        notes=any(not found.keys().isdisjoint(view.notes(s)) for s, found in rows.items()),
        judged=any(not found.keys().isdisjoint(view.judged(s)) for s, found in rows.items()),
        sure=any(one.probability is not None for row in sent for one in row.codings),
        own=tuple(dict.fromkeys(own)),
        told=view.titles,
        open_slots=max([words()["open_slots"], *map(_codes, sent)]),
    )


def _codes(sent: Sent) -> int:
    return sum(coding.status != "candidate" for coding in sent.codings)
