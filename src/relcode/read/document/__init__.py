"""Lay out what word processors write: paragraphs, lists and tables, and the turns among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeGuard

from relcode.read.document.lines import Line
from relcode.read.normalise import one_line
from relcode.read.spoken import add_turns
from relcode.read.turn_table import turn_columns, turns
from relcode.read.turn_table.content import are_speakers, as_name, could_name
from relcode.terms import Block

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from relcode.read.draft import DraftBuilder
    from relcode.read.turn_table import TurnColumns
    from relcode.terms import Form, SpeakerRole

_AROUND = 0.15  # of the text; more than this around the talk is a report with talk in it
_LED = 0.3  # of the paragraphs at least must start with a name, or the names mean nothing


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the text of a cell may have several lines, and a merged cell stands once."""

    rows: Sequence[Sequence[str]] = field(default_factory=list)
    page: int | None = None


def lay_out(items: Sequence[Line | Grid], builder: DraftBuilder) -> None:
    """Add the blocks of a document, with speakers where tables or hanging names tell them.

    What stands around the talk is a note about it if it is short, else the author's own text.
    """
    names = _hanging_names([item for item in items if isinstance(item, Line)])
    tables = {place: turn_columns(item.rows) for place, item in enumerate(items) if _is_grid(item)}
    around: SpeakerRole | None = None
    if names or any(tables.values()):
        around = "system" if _aside(items, tables, names) else "author"
    speaker: str | None = None
    for place, item in enumerate(items):
        if isinstance(item, Grid):
            speaker = None
            _add_grid(item, tables[place], builder)
            continue
        named = _name(item) if _name(item) in names else ""
        if item.form in ("heading", "furniture"):
            speaker = None
        speaker = named or speaker
        _add_line(item, named, speaker, around, builder)


def title(items: Iterable[Line | Grid]) -> str | None:
    """The text of the first paragraph in the style of a document's title."""
    titles = (item for item in items if isinstance(item, Line) and item.title)
    return next((text for item in titles if (text := one_line(item.text))), None)


def _add_line(
    line: Line,
    named: str,
    speaker: str | None,
    around: SpeakerRole | None,
    builder: DraftBuilder,
) -> None:
    text = line.text.lstrip()[len(line.lead) :].lstrip(" :：\t") if named else line.text
    talks = line.form in ("paragraph", "bullet")
    role = line.role or (around if talks and speaker is None else None)
    layout = Block(0, 0, line.form, line.level, speaker, role, page=line.page, note=line.note)
    builder.add(text, layout, label=named)


def _aside(
    items: Sequence[Line | Grid], tables: Mapping[int, TurnColumns | None], names: Collection[str]
) -> bool:
    """Whether what is outside the tables of talk, or before the first name, is little of all."""
    outside = whole = 0
    talking = False
    for place, item in enumerate(items):
        text = item.text if isinstance(item, Line) else "".join(map("".join, item.rows))
        talking = talking or (isinstance(item, Line) and _name(item) in names)
        whole += len(text)
        outside += 0 if talking or tables.get(place) else len(text)
    return outside <= _AROUND * whole


def _hanging_names(lines: Sequence[Line]) -> frozenset[str]:
    """The speakers' names set off by bold or a tab, with no colon, throughout a transcript."""
    spoken = [line for line in lines if line.form == "paragraph" and one_line(line.text)]
    led = [line for line in spoken if _name(line)]
    names = [_name(line) for line in led]
    # names with colons are found in the text itself, by more evidence than there is here
    bare = any(not one_line(line.lead).endswith((":", "：")) for line in led)
    if not bare or len(names) < _LED * len(spoken) or not are_speakers(names):
        return frozenset()
    return frozenset(names)


def _name(line: Line) -> str:
    """The name that the start of a paragraph sets off, "" if that is no name."""
    name = as_name(line.lead)
    return name if line.form == "paragraph" and could_name(name) else ""


def _is_grid(item: Line | Grid) -> TypeGuard[Grid]:
    return isinstance(item, Grid)


def _add_grid(grid: Grid, columns: TurnColumns | None, builder: DraftBuilder) -> None:
    if columns is None:
        _add_cells(grid.rows, grid.page, builder)
        return
    _add_cells(grid.rows[: max(0, columns.first - 1)], grid.page, builder)
    add_turns(builder, turns(grid.rows, columns), page=grid.page)


def _add_cells(rows: Iterable[Sequence[str]], page: int | None, builder: DraftBuilder) -> None:
    filled = [cell for row in rows for cell in row if cell.strip()]
    # one cell alone is a frame around text, not a table
    form: Form = "cell" if len(filled) > 1 else "paragraph"
    for cell in filled:
        for line in cell.split("\n"):
            builder.add(line, Block(0, 0, form, page=page))
