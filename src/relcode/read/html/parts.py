"""The parts that a web page is taken into: boxes within boxes, and the lines of text in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.normalise import one_line

if TYPE_CHECKING:
    from relcode.read.html.comments import Comment
    from relcode.terms import Form

_PROSE = 10  # words; a shorter line may be a label, a button or a date
_LINKED = 0.5  # of a line of prose at most


class Look:
    """How a run of text looks, or what it is marked as; numbers to be joined with `|`."""

    PLAIN = 0
    LINK = 1
    BOLD = 2
    BYLINE = 4


@dataclass(slots=True, eq=False)
class Box:
    """An element that is laid out as a block.

    `mark` says why its markup makes it furniture, `rank` is positive where the article is likely
    to be (1 is the likeliest); `talk` counts the words of prose within, `prose` those of them
    that no mark excludes. `note` and `inside` are worked out once the page is known.
    """

    tag: str
    parent: Box | None = None
    mark: str = ""
    rank: int = 0
    quote: bool = False
    comment: Comment | None = None
    words: int = 0
    linked: float = 0.0
    talk: int = 0
    prose: int = 0
    note: str = ""
    inside: bool = False


@dataclass(slots=True, eq=False)
class Table:
    """A table, and what tells one of data from one that only lays the page out."""

    rows: int = 0
    column: int = 0
    columns: int = 0
    headed: bool = False
    framing: bool = False

    def next_row(self) -> None:
        """Start a row."""
        self.rows += 1
        self.column = 0

    def next_cell(self) -> Cell:
        """Start a cell."""
        self.column += 1
        self.columns = max(self.columns, self.column)
        return Cell(self, self.rows, self.column)

    def is_frame(self) -> bool:
        """Whether the table only places text on the page."""
        single = self.rows <= 1 or self.columns <= 1
        return self.framing or (single and not self.headed)


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table."""

    table: Table
    row: int
    column: int


class Run(NamedTuple):
    """A stretch of text of one look; a line break is a run of its own."""

    text: str
    look: int = Look.PLAIN


@dataclass(slots=True, eq=False)
class Line:
    """A paragraph, heading or point, with where it stands."""

    runs: list[Run]
    box: Box
    form: Form = "paragraph"
    level: int = 0
    cell: Cell | None = None
    note: str = ""
    text: str = field(init=False)
    words: int = field(init=False)

    def __post_init__(self) -> None:
        """Work out the text."""
        self.text = one_line("".join(run.text for run in self.runs))
        self.words = len(self.text.split())

    def share(self, look: int) -> float:
        """The share of the characters, blanks aside, that look so."""
        fitting = sum(len(run.text.strip()) for run in self.runs if run.look & look)
        return fitting / sum(len(run.text.strip()) for run in self.runs) if fitting else 0.0

    def is_prose(self) -> bool:
        """Whether the line is long enough, and free enough of links, to be running text."""
        return self.words >= _PROSE and self.share(Look.LINK) <= _LINKED

    def lead(self) -> str:
        """What is set off in bold at the start, before text that is not."""
        bold: list[str] = []
        for run in self.runs:
            if not run.look & Look.BOLD and run.text.strip():
                return "".join(bold).strip()
            bold.append(run.text)
        return ""
