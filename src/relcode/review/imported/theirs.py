"""Read the user's own list of what names in a table stand for: two columns, theirs and ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.errors import RelcodeError, nearest
from relcode.review.imported.lists import names_in
from relcode.review.imported.names import Applied, Names
from relcode.review.imported.tables import tables
from relcode.review.imported.wording import folded, plain, wording
from relcode.workbook.guard import unguarded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relcode.codebook import Codebook


def theirs(path: Path, book: Codebook) -> dict[str, tuple[Applied, ...]]:
    """What each of their names stands for: codes of the codebook, or () where left out.

    Raises RelcodeError naming every row that cannot be understood.
    """
    names, found, problems = Names(book), dict[str, tuple[Applied, ...]](), list[str]()
    for number, cells in enumerate((row for grid in tables(path)[:1] for row in grid.rows), 1):
        name, ours = _two(cells)
        if not name or (number == 1 and _is_header(name, ours, names)):
            continue
        stands = [names.applied(each) for each in names_in(ours, names.is_name).names]
        if None in stands:
            fix = nearest(ours, [code.id for code in book.codes])
            problems.append(f"{path}!{number}: '{ours}' is not a code; {fix}")
            continue
        meant = tuple(each for one in stands for each in one or ())
        if found.setdefault(folded(name), meant) != meant:
            problems.append(f"{path}!{number}: '{name}' stands here twice, for different codes")
    if problems:
        raise RelcodeError("\n".join(problems))
    return found


def _two(cells: Sequence[str]) -> tuple[str, str]:
    first, second, *_ = [cell.strip() for cell in cells] + ["", ""]
    return " ".join(unguarded(first).split()), second


def _is_header(name: str, ours: str, names: Names) -> bool:
    titles = set(map(plain, wording()["map_header"]))
    return {plain(name), plain(ours)} <= titles and not names.is_code(ours)
