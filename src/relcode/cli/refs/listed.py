"""relcode refs list, relcode refs duplicates: the works, and what was merged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

import click

from relcode.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from relcode.refs import Work

Row: TypeAlias = dict[str, Any]  # what JSON and a table take
Places: TypeAlias = "Mapping[str, Sequence[tuple[str, int]]]"
TITLE = 72  # characters shown of a title
COMPARED = ("title", "authors", "year", "journal", "volume", "pages", "doi", "pmid")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, a line for each.")


@click.command("list")
@options.study
@options.csv
@as_json
def listed(study_path: Path, csv_path: Path | None, *, as_json: bool) -> None:
    """List the works of the study, each once, by first author, year and title."""
    from relcode.refs.write import row

    works, places = _of(study_path)
    rows: list[Row] = [row(work.reference) | _standing(work, places) for work in works]
    _write(rows, csv_path)
    for one in rows:
        click.echo(json.dumps(one, ensure_ascii=False) if as_json else _line(one))
    if not as_json:
        records = sum(len(each) for each in places.values())
        click.echo(f"{len(works):,} works of {records:,} records")


@click.command("duplicates")
@options.study
@options.csv
@as_json
def duplicates(study_path: Path, csv_path: Path | None, *, as_json: bool) -> None:
    """List every merge, the two records side by side, with the reason; the least sure come first.

    The score counts what agrees; merges by DOI or PMID and those of people need none. What is
    wrong is taken apart with 'relcode refs split'.
    """
    works, places = _of(study_path)
    rows = sorted(_merges(works, places), key=_sureness)
    _write(rows, csv_path)
    for one in rows:
        click.echo(json.dumps(one, ensure_ascii=False) if as_json else _side_by_side(one))
    if not as_json:
        again = sum(len(each) - 1 for each in places.values())
        same = f"; {again:,} records came again word by word" if again else ""
        click.echo(f"{len(rows):,} merges{same}")


def _of(study_path: Path) -> tuple[list[Work], dict[str, list[tuple[str, int]]]]:
    from relcode import refs
    from relcode.study import Study

    with Study.open(study_path) as study:
        return refs.all_works(study.library), study.library.places()


def _write(rows: Sequence[Row], path: Path | None) -> None:
    from relcode.export.tables import csv_writer

    if path is None:
        return
    with csv_writer(path, list(rows[0]) if rows else ["id"]) as write:
        for one in rows:
            write(list(one.values()))
    click.echo(f"wrote {path}", err=True)


def _standing(work: Work, places: Places) -> Row:
    held = [place for one in work.records for place in places[one.id]]
    files = sorted({file for file, _ in held})
    return {"records": len(held), "files": "; ".join(files)}


def _line(one: Row) -> str:
    who = str(one["authors"]).split(",")[0].split(";")[0] or "–"
    several = f"  ({one['records']} records)" if one["records"] != 1 else ""
    title = click.style(_cut(str(one["title"])), bold=True)
    return f"{one['id']}  {who} {one['year'] or '–'}  {title}{several}"


def _merges(works: Sequence[Work], places: Places) -> Iterator[Row]:
    from relcode.refs.write import row

    for work in works:
        records = {one.id: one for one in work.records}
        for merge in work.merges:
            made: Row = {"work": work.id, "rule": merge.rule, "score": merge.score}
            made["why"] = merge.why
            for name in ("first", "second"):
                one = records[getattr(merge, name)]
                said = row(one)
                made |= {name: one.id, f"{name}_places": _places(places[one.id])}
                made |= {f"{name}_{field}": said[field] for field in COMPARED}
            yield made


def _sureness(one: Row) -> tuple[bool, float, str]:
    return one["rule"] in {"DOI", "PMID", "person"}, float(one["score"]), str(one["first"])


def _side_by_side(one: Row) -> str:
    score = f" {one['score']:.2f}" if one["score"] else ""
    lines = [f"{click.style(str(one['rule']), bold=True)}{score}: {one['why']}"]
    for name in ("first", "second"):
        said = [_cut(str(one[f"{name}_{field}"])) for field in COMPARED]
        lines.append(f"  {one[name]}  {' · '.join(filter(None, said))}")
        lines.append(f"  {' ' * len(str(one[name]))}  {one[f'{name}_places']}")
    return "\n".join(lines) + "\n"


def _places(held: Sequence[tuple[str, int]]) -> str:
    return "; ".join(f"{file} #{number}" for file, number in held)


def _cut(text: str) -> str:
    return text if len(text) <= TITLE else f"{text[: TITLE - 1]}…"
