"""References in a study: add exports, and find and rule what is one work."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations, product
from typing import TYPE_CHECKING

from relcode.errors import RelcodeError, UnreadableError
from relcode.library import Ruling
from relcode.refs.group import merges
from relcode.refs.parse import parse_bytes, read
from relcode.refs.works import Work, works

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from relcode.library import Library
    from relcode.reference import Problem


@dataclass(slots=True)
class Came:
    """What came of one file: how many records, how many of them new; or why it was refused."""

    name: str
    records: int = 0
    new: int = 0
    known: bool = False
    problems: list[Problem] = field(default_factory=list)
    refused: str = ""


def add(library: Library, paths: Iterable[Path]) -> list[Came]:
    """Add the files' references and find anew what is one work; a bad file stops no other."""
    came = [_add(library, path) for path in paths]
    if any(one.records for one in came):
        regroup(library)
    return came


def _add(library: Library, path: Path) -> Came:
    came = Came(path.name)
    try:
        data = read(path)
        parsed = parse_bytes(data, path)
    except UnreadableError as error:
        came.refused = str(error)
        return came
    digest = sha256(data).hexdigest()
    came.known = any(one.sha256 == digest for one in library.exports())
    came.records, came.problems = len(parsed.references), parsed.problems
    came.new = library.add(digest, path.name, data, parsed.references, parsed.problems)
    return came


def regroup(library: Library) -> None:
    """Find anew which references are one work, by all that are there and what people ruled."""
    library.merge(merges(library.references(), library.rulings()))


def all_works(library: Library) -> list[Work]:
    """The works of the study, each once, by first author, year and title."""
    return works(library.references(), library.merges())


def split(library: Library, names: Sequence[str], coder: str = "") -> Work:
    """Take records out of their work, together where there are several; gives what that was.

    It is remembered: later exports do not bring them together again. Raises RelcodeError for ids
    that are unknown, or of records that stand alone or in different works.
    """
    out = {found(library, name) for name in names}
    work = _work_of(all_works(library), min(out))
    held = {one.id for one in work.records}
    if not out < held:
        what = "are not all of one work" if out - held else "are all that this work has"
        message = f"the records {what}"
        fix = "'relcode refs duplicates' shows which are one work"
        raise RelcodeError(message, where=", ".join(names), fix=fix)
    apart = product(out, held - out)
    library.rule(Ruling(min(pair), max(pair), same=False, coder=coder) for pair in apart)
    regroup(library)
    return work


def merge(library: Library, names: Sequence[str], coder: str = "") -> Work:
    """Make one work of the works of these records; gives it. It is remembered.

    Raises RelcodeError for ids that are unknown.
    """
    ids = sorted({found(library, name) for name in names})
    before = all_works(library)
    held = [{one.id for one in _work_of(before, name).records} for name in ids]
    kept = {(one.first, one.second) for one in library.rulings() if not one.same}
    across = {
        (min(pair), max(pair))
        for one, other in combinations(held, 2)
        for pair in product(one, other)
    }
    pairs = (across & kept) | set(combinations(ids, 2))
    library.rule(Ruling(first, second, same=True, coder=coder) for first, second in sorted(pairs))
    regroup(library)
    return _work_of(all_works(library), ids[0])


def found(library: Library, name: str) -> str:
    """The id that this is, or begins; raises RelcodeError where there is none, or several."""
    ids = library.named(name.lower()) if name else []
    if len(ids) == 1 or name in ids:
        return name if name in ids else ids[0]
    what = f"is the beginning of several ids: {', '.join(ids)}" if ids else "is no reference's id"
    raise RelcodeError(what, where=name, fix="'relcode refs list' shows the ids")


def _work_of(of: Iterable[Work], name: str) -> Work:
    return next(work for work in of if any(one.id == name for one in work.records))
