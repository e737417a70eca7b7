"""The tables that go with the text: codes, rounds, and versions with their hashes."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from relcode.analyse.agree.report import ALL
from relcode.methods import certificates, machine, sampling
from relcode.methods.coding import coefficient
from relcode.methods.wording import (
    Interval,
    brackets,
    number,
    percent,
    plain,
    stat,
    templates,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relcode.analyse.agree.report import Row
    from relcode.methods.held import Held

    Values = list[str | int | float | None]

COLUMNS = (
    "code", "codings", "by_people", "units", "positives", "agreement", "coefficient", "value",
    "low", "high", "verdict",
)  # fmt: skip
_NONE: Mapping[str, str] = {}


class Table(NamedTuple):
    """A table with its title, the heads of its columns, its rows and a note, "" for none."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    note: str


class Line(NamedTuple):
    """A code: how often it is in the finished coding, and how people agreed on it, if known."""

    code: str
    codings: int
    people: int
    row: Row | None


def tables(held: Held) -> dict[str, Table]:
    """The tables for which there is anything, by name in the order of the text."""
    made = {
        "codes": _of_codes(held),
        "certificates": _table("certificates", _certificates(held)),
        "rounds": _table(
            "rounds", [sampling.cells(one) for one in sampling.rounds(held) if one.back]
        ),
        "versions": _table("versions", [_component(one) for one in machine.components(held)]),
    }
    return {name: one for name, one in made.items() if one.rows}


def lines(held: Held) -> list[Line]:
    """The codes that are in the finished coding or were given by people, then all together."""
    rows = {row.code: row for row in held.rows}
    done = held.finished
    order = [code.id for code in held.book.codes]
    used = (rows.keys() | done.codes.keys()) - {ALL}
    listed = [*(code for code in order if code in used), *sorted(used - set(order))]
    found = [Line(code, done.codes[code], done.people[code], rows.get(code)) for code in listed]
    if found:
        found.append(Line(ALL, done.codes.total(), done.people.total(), rows.get(ALL)))
    return found


def values(held: Held, one: Line) -> Values:
    """A code as values of COLUMNS; what is not known is None."""
    counts: Values = [one.code, one.codings, one.people]
    if one.row is None:
        return [*counts, *[None] * (len(COLUMNS) - len(counts))]
    name = held.rules.coefficient
    figure = one.row.figures[name]
    numbers = (one.row.figures["agreement"].value, figure.value, figure.low, figure.high)
    share, *rest = (None if isnan(each) else float(each) for each in numbers)
    positives = "/".join(map(str, one.row.positives))
    return [*counts, one.row.units, positives, share, name, *rest, str(one.row.verdict or "")]


def _of_codes(held: Held) -> Table:
    wide = bool(held.rows)
    rows = [[*_counts(one), *(_agreement(held, one.row) if wide else ())] for one in lines(held)]
    return _table(
        "codes_agreed" if wide else "codes",
        rows,
        {"sign": coefficient(held)["sign"]} if wide else {},
    )


def _counts(one: Line) -> list[str]:
    return [plain(one.code), number(one.codings), number(one.people)]


def _agreement(held: Held, row: Row | None) -> list[str]:
    if row is None:
        return ["–"] * 6
    figure = row.figures[held.rules.coefficient]
    interval = Interval(figure.value, figure.low, figure.high, held.rules.level)
    return [
        number(row.units),
        " / ".join(map(number, row.positives)),
        percent(row.figures["agreement"].value),
        stat(figure.value),
        brackets(interval),
        _judged(row),
    ]


def _judged(row: Row) -> str:
    """The verdict as a paper has it: without what is still to be done."""
    word = row.verdict.word if row.verdict else "–"
    return str(templates()["judged"].get(word, word))


def _certificates(held: Held) -> list[list[str]]:
    return list(certificates.rows(held.certified.made)) if held.certified else []


def _component(cells: Sequence[str]) -> list[str]:
    *words, digest = cells
    return [*map(plain, words), f"`{digest}`" if digest else "–"]


def _table(name: str, rows: list[list[str]], more: Mapping[str, str] = _NONE) -> Table:
    about = templates()["tables"][name]
    heads = [head.format(**more) for head in about["heads"]]
    return Table(about["title"], heads, rows, about.get("note", ""))
