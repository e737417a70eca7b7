"""Count a reviewer's clicks and keys per decided row, by a stated model of each step.

Usage: python bench/effort.py [FOLDER] [ROWS]     (default ../shared/data/gold 100)

FOLDER holds reference codings (`NAME.jsonl`); whole texts are found as `relcode evaluate` finds
them. A study is made of the texts, a round is drawn, and ROWS of its rows that the reference is
about are corrected as it says: a suggested code is kept where the reference has its core code with
that valence, its valence is changed where only that differs, and it is cleared where the reference
has no such code; the other codes of the reference are added. Nothing is said about reading and
thinking, which take longer than any key.
"""

from __future__ import annotations

import random
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcode import pipeline, read
from relcode.analyse import gold
from relcode.errors import RelcodeError
from relcode.review.order import Order
from relcode.review.out import send
from relcode.standing import assigned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.analyse.gold import Reference
    from relcode.codebook import Codebook
    from relcode.review.sample import By
    from relcode.study import Study
    from relcode.terms import Coding

SPARE = 3  # as many rows are drawn, because the references are about parts of the texts
FOUND = 0.9  # share of a reference's units that its text must hold
GOLD = Path(__file__).resolve().parents[2] / "shared" / "data" / "gold"


class Cost(NamedTuple):
    """Clicks and keys; a chord such as Ctrl+D is one key."""

    clicks: int = 0
    keys: int = 0

    def __mul__(self, count: int) -> Cost:  # type: ignore[override] # not as a tuple
        """So many times the same."""
        return Cost(self.clicks * count, self.keys * count)

    def __add__(self, other: Cost) -> Cost:  # type: ignore[override] # not as a tuple
        """Both."""
        return Cost(self.clicks + other.clicks, self.keys + other.keys)


STEPS = {  # what each takes, with the completion that LibreOffice and Excel offer while typing
    "clear a code": Cost(1, 2),  # click it, widen the selection over its valence, Delete
    "change a valence": Cost(1, 3),  # click it, two letters, Enter
    "add a code": Cost(1, 9),  # click a free cell, five letters, Tab, two letters, Enter
    "status": Cost(0, 2),  # one letter, Enter, which goes to the next row
    "back to the status": Cost(1, 0),  # click it, after the row was corrected
    "fill the status down": Cost(2, 4),  # first cell: letter, Enter; click both ends, fill: Ctrl+D
    "decision": Cost(0, 2),  # as the status
    "decision, change": Cost(1, 5),  # and two cells on two letters; click the next decision
}


class Work(NamedTuple):
    """What is right and wrong in a row: codes kept, cleared, with another valence, and missing."""

    kept: int
    cleared: int
    revalued: int
    missing: int

    def corrections(self) -> Cost:
        """What the corrections in the sheet of segments take."""
        cleared = STEPS["clear a code"] * self.cleared
        return cleared + STEPS["change a valence"] * self.revalued + self.added()

    def added(self) -> Cost:
        """What the codes that are missing take."""
        return STEPS["add a code"] * self.missing

    def touched(self) -> bool:
        """Whether anything is corrected."""
        return bool(self.cleared or self.revalued or self.missing)


def row_by_row(rows: Sequence[Work]) -> Cost:
    """Each row is corrected, then marked done."""
    back = STEPS["back to the status"] * sum(row.touched() for row in rows)
    return sum((row.corrections() for row in rows), back) + STEPS["status"] * len(rows)


def filled_down(rows: Sequence[Work]) -> Cost:
    """All rows are corrected, then all are marked done at once."""
    return sum((row.corrections() for row in rows), STEPS["fill the status down"])


def by_codings(rows: Sequence[Work]) -> Cost:
    """Each suggestion is accepted, rejected or changed; missing codes are added in their rows."""
    plain = STEPS["decision"] * sum(row.kept + row.cleared for row in rows)
    changed = STEPS["decision, change"] * sum(row.revalued for row in rows)
    return sum((row.added() for row in rows), plain) + changed


def texts(folder: Path) -> dict[str, Reference]:
    """The files with whole texts of references, by their paths."""
    beside = [path for path in sorted(folder.resolve().parent.iterdir()) if path.is_dir()]
    files = gold.texts([folder, *beside])
    found = {}
    for each in gold.references(folder):
        for path in gold.text_of(each.document, files):
            with suppress(RelcodeError):
                placed = gold.spans(each, read.source(path).text).values()
                if sum(span is not None for span in placed) >= FOUND * len(each.units):
                    found[str(path)] = each
                    break
    return found


def reference(study: Study, units: Mapping[str, Reference]) -> dict[str, dict[str, str]]:
    """What is right for each segment that a reference is about: the codes of its units there."""
    by_name = {Path(path).name: each for path, each in units.items()}
    right: dict[str, dict[str, str]] = {}
    for key in study.source_ids():
        source = study.source(key)
        about = by_name[source.name]
        spans = gold.spans(about, source.text)
        placed = [(unit, span) for unit in about.units if (span := spans[unit.id])]
        for segment in study.segments(key):
            here = [u for u, span in placed if gold.overlapping(span, segment.start, segment.end)]
            if any(not unit.skip for unit in here):
                right[segment.id] = {k: value for unit in here for k, value in unit.codes.items()}
    return right


def work(
    study: Study, right: Mapping[str, Mapping[str, str]], order: Order, count: int
) -> list[Work]:
    """So many rows of a new round against what is right."""
    with tempfile.TemporaryDirectory() as folder:
        sending = send(study, order, Path(folder) / "round.xlsx")
    (page,) = sending.pages.values()
    book = study.codebook(study.codebook_hash)
    rows = study.rounds.sent(page.sheet.id).values()
    known = [row for row in rows if row.segment in right]
    some = random.Random(1).sample(known, count)  # noqa: S311 - no secret
    return [_work(assigned(row.codings), right[row.segment], book) for row in some]


def _work(shown: Sequence[Coding], right: Mapping[str, str], book: Codebook) -> Work:
    core = [(book.core(each.code), each.valence) for each in shown]
    kept = sum(right.get(code) == valence for code, valence in core)
    cleared = sum(code not in right for code, _ in core)
    missing = len(right.keys() - {code for code, _ in core})
    return Work(kept, cleared, len(core) - kept - cleared, missing)


def tell(name: str, cost: Cost, decided: int) -> None:
    """One line of the table."""
    clicks, keys = cost.clicks / decided, cost.keys / decided
    print(f"| {name} | {decided} | {cost.clicks} | {cost.keys} | {clicks:.2f} | {keys:.2f} |")


def tables(study: Study, right: Mapping[str, Mapping[str, str]], count: int) -> None:
    """Print a table for each way of drawing."""
    ways: tuple[By, ...] = ("random", "uncertain")
    for by in ways:
        order = Order(coders=("Ana",), sample=SPARE * count, by=by, round=f"effort {by}", seed=1)
        rows = work(study, right, order, count)
        total = Work(*map(sum, zip(*rows, strict=True)))
        print(f"\n{len(rows)} rows, drawn by '{by}': suggestions {total.kept} right,")
        print(
            f"{total.cleared} wrong, {total.revalued} wrong in valence; {total.missing} missing\n"
        )
        print("| way | rows decided | clicks | keys | clicks a row | keys a row |")
        print("|---|---:|---:|---:|---:|---:|")
        tell("Segments, a status in each row", row_by_row(rows), len(rows))
        tell("Segments, the status filled down", filled_down(rows), len(rows))
        coded = sum(any(row) for row in rows)
        tell("Codings, a decision on each suggestion", by_codings(rows), coded)


def main() -> None:
    """Make the study and print the tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100  # noqa: PLR2004 - the second argument
    units = texts(folder)
    with (
        tempfile.TemporaryDirectory() as place,
        pipeline.init(Path(place) / "study.relcode") as study,
    ):
        pipeline.read(study, list(units))
        pipeline.tag(study)
        tables(study, reference(study, units), count)


if __name__ == "__main__":
    main()
