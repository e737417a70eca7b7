"""How often the table of papers names the design, the setting and the country that a reader named.

Usage: python -m bench.profile     (the papers of ../shared/data have to be there)

One reading of papers by a language model (corpora/lessons/profiles.csv), the first value the main
one, is compared with what `relcode evidence` says: of papers that were `seen` when a weight was
chosen, and of others. Printed is a table of docs/papers.md.
"""

from __future__ import annotations

from typing import NamedTuple

from training import corpus, real
from training.lessons.labels import FOLDER

from relcode.papers.profile import profile
from relcode.read.sources import source

KINDS = ("designs", "settings", "countries")


class Compared(NamedTuple):
    """What a reader named and what the tool did, the surest first."""

    read: list[str]
    told: list[str]


def compared() -> dict[tuple[str, str], list[Compared]]:
    """The papers whose texts are there, by part and kind of fact."""
    paths = {row["paper"]: row["path"] for row in corpus.rows(FOLDER / "papers.csv")}
    found: dict[tuple[str, str], list[Compared]] = {}
    for row in corpus.rows(FOLDER / "profiles.csv"):
        path = real.TEXTS / paths.get(row["paper"], "-")
        if not path.exists():
            continue
        said = profile(source(path))
        for kind in KINDS:
            read = [value for value in row[kind].split("; ") if value]
            told = [one.value for one in getattr(said, kind)]
            found.setdefault((row["part"], kind), []).append(Compared(read, told))
    return found


def main() -> None:
    """Print a row for each part and kind."""
    print("| papers | what | surest value is among the reader's | reader's main value is told |")
    print("|---|---|---|---|")
    for (part, kind), papers in compared().items():
        told = [one for one in papers if one.told]
        read = [one for one in papers if one.read]
        right = sum(one.told[0] in one.read for one in told)
        there = sum(one.read[0] in one.told for one in read)
        print(f"| {part} | {kind} | {right} of {len(told)} | {there} of {len(read)} |")


if __name__ == "__main__":
    main()
