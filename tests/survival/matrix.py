"""Run the fixed matrix: every case on every way, with LibreOffice."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from office.session import answers, edited, grids
from relcode.errors import RelcodeError
from relcode.review.corrections import plan
from relcode.review.returned import take_apart
from survival import on_cells, on_rows, on_sheets
from survival.decided import decisions
from survival.growers import sent
from survival.meaning import Verdict, verdict

if TYPE_CHECKING:
    from pathlib import Path

    from office.table import Edit
    from survival.case import Case, Way
    from survival.growers import Round
    from survival.meaning import Meant

CASES = tuple(chain(on_sheets.cases(), on_rows.cases(), on_cells.cases()))


def cases(way: Way, *, whole: bool = True) -> list[Case]:
    """The cases that can be on a way; else, where it is slow to go, the first of each group."""
    found = [case for case in CASES if way.name in case.ways]
    if whole or not way.slow:
        return found
    return list({case.group: case for case in reversed(found)}.values())[::-1]


def outcomes(way: Way, folder: Path, *, whole: bool = True) -> dict[tuple[str, str], Verdict]:
    """What became of each case on a way, by group and name."""
    chosen = cases(way, whole=whole)
    start = sent(folder, way.sent)
    with start.study:
        edits, meant = decisions(start, ruled=way.ruled)
        filled = folder / f"filled.{way.sent}"
        edited([{"file": start.path, "save_as": filled, "form": way.sent, "edits": edits}])
        jobs = [_job(case, way, number, filled, start) for number, case in enumerate(chosen)]
        found = {}
        for case, job, answer in zip(chosen, jobs, answers(jobs), strict=True):
            assert answer["ok"], f"{case.name}: {answer['error']}"
            skipped = [each["skipped"] for each in answer["edits"] if "skipped" in each]
            assert not skipped, f"{case.group}, {case.name}: {skipped}"
            after = {**meant, **case.changes}
            found[case.group, case.name] = judged(job["save_as"], start, after)
    return found


def judged(path: Path, start: Round, meant: Meant, *, own: bool = True) -> Verdict:
    """What relcode makes of a file that came back, against what was meant."""
    book = grids(path, {"sheet": ""})  # of CSV, whose sheet has no name
    try:
        made = plan(take_apart(path, start.study), start.study)
    except RelcodeError as error:
        return Verdict("flagged", f"not read: {error}")
    return verdict(meant, made, start, book, own=own)


def _job(case: Case, way: Way, number: int, filled: Path, start: Round) -> dict[str, Any]:
    *via, form = way.saved
    renamed = next((edit["to"] for edit in case.edits if edit["do"] == "rename_sheet"), "Segments")
    sheet = filled.stem if way.sent == "csv" else renamed  # the one that becomes CSV
    return {
        "file": filled,
        "via": via,
        "save_as": filled.with_name(f"{number}.{form}"),
        "form": form,
        "saved": {"sheet": sheet},
        "edits": [named(edit, start) for edit in case.edits],
    }


def named(edit: Edit, start: Round) -> Edit:
    """The edit with the ids of rows instead of their names."""
    ids = start.ids
    made = dict(edit)
    for key in ("id", "to_id"):
        if key in made:
            made[key] = ids[made[key]]
    if "ids" in made:
        made["ids"] = [ids[name] for name in made["ids"]]
    if edit["do"] == "insert_column":
        made["values"] = {ids[name]: text for name, text in made["values"].items()}
    return made
