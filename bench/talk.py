"""How well the table of papers says how deep relational talk goes, and whether it was a goal.

Usage: python -m bench.talk     (the papers of ../shared/data have to be there; minutes)

Suggestions of the shipped tagger on the papers of corpora/lessons are read as `relcode evidence`
reads them, and compared with what each of the two readers said of the whole paper; thresholds are
also chosen anew on nine tenths of the papers for the last tenth. Printed is a table of
docs/papers.md.
"""

from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.metrics import cohen_kappa_score
from training import corpus, real
from training.lessons.fit import parts
from training.lessons.labels import FOLDER

from relcode import codebook, pipeline
from relcode.papers.talk import DEPTHS, GOALS, Talk, depth, goal, relational, talk
from relcode.rules import content
from relcode.standing import assigned, standing
from relcode.study import Study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from relcode.segment.parts import Part

_GRID = {
    "central": (0.2, 0.25, 0.3, 0.35),
    "section": (0.04, 0.06, 0.08, 0.1, 0.12),
    "run": (3, 4, 5, 99),
    "passing": (0.0, 0.01, 0.02),
}
_PARTS: tuple[Part, ...] = ("background", "methods", "results", "discussion", "conclusion")


class Told(NamedTuple):
    """A paper: what the tool says of it, and what each reader did (aim, depth, parts)."""

    talk: Talk
    goal: str
    readers: list[tuple[str, str, set[str]]]


def told() -> list[Told]:
    """The papers in English whose texts are there."""
    rows = [row for row in corpus.rows(FOLDER / "papers.csv") if row["first_aim"]]
    book = codebook.load("relational")
    codes = relational(book)
    found = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Study.create(Path(folder) / "papers.relcode", book) as study,
    ):
        paths = {row["path"]: real.TEXTS / row["path"] for row in rows}
        pipeline.read(study, [str(path) for path in paths.values()])
        pipeline.tag(study, "full")
        of = {Path(file).name: one for one in study.sources() for file in study.inputs_of(one.id)}
        for row in rows:
            one = of[Path(row["path"]).name]
            segments, coded = study.segments(one.id), standing(study.codings(one.id))
            kept = {segment: assigned(group) for segment, group in coded.items()}
            there = talk(segments, kept, codes)
            said = goal(one.text, segments, kept, there.depth)
            found.append(Told(there, said, [*_readers(row)]))
    return found


def _readers(row: dict[str, str]) -> Iterator[tuple[str, str, set[str]]]:
    for reader in ("first", "second"):
        places = set(row[f"{reader}_talk"].split())
        yield row[f"{reader}_aim"], row[f"{reader}_depth"], places


def agreement(said: Sequence[str], others: Sequence[str], order: Sequence[str]) -> str:
    """The share that is the same, and kappa weighted by distance."""
    same = np.mean([one == other for one, other in zip(said, others, strict=True)])
    ranks = [[order.index(one) for one in given] for given in (said, others)]
    return f"{same:.2f}, {cohen_kappa_score(*ranks, weights='linear'):.2f}"


def _alike(papers: Sequence[Told], rules: dict[str, Any]) -> float:
    said = [depth(one.talk, rules) for one in papers]
    return sum(said[n] == one.readers[r][1] for n, one in enumerate(papers) for r in (0, 1))


def chosen(papers: Sequence[Told]) -> dict[str, Any]:
    """The thresholds that say what the readers said most often; of equals the first."""
    grid = [dict(zip(_GRID, values, strict=True)) for values in product(*_GRID.values())]
    return max(grid, key=lambda rules: _alike(papers, rules))


def _crossed(papers: Sequence[Told]) -> list[str]:
    found = [""] * len(papers)
    for part in parts(len(papers)):
        rules = chosen([papers[one] for one in range(len(papers)) if one not in part])
        for one in part:
            found[one] = depth(papers[one].talk, rules)
    return found


def _places(papers: Sequence[Told], said: Callable[[Told], set[str]], reader: int) -> str:
    pairs = [(said(one), one.readers[reader][2] & set(_PARTS)) for one in papers]
    both = sum(len(a & b) for a, b in pairs)
    return f"{2 * both / max(sum(len(a) + len(b) for a, b in pairs), 1):.2f}"


def main() -> None:
    """Print the rows of the table, and the thresholds that all papers together would choose."""
    papers = told()
    readers = [[one.readers[r] for one in papers] for r in (0, 1)]
    print(f"{len(papers)} papers")
    print("| what | first reader | second reader | the readers between them |\n|---|---|---|---|")
    lines = {
        "depth, thresholds as shipped": [one.talk.depth for one in papers],
        "depth, thresholds of other papers": _crossed(papers),
    }
    for name, said in lines.items():
        cells = [agreement(said, [one[1] for one in given], DEPTHS) for given in readers]
        between = agreement(*([one[1] for one in given] for given in readers), DEPTHS)
        print(f"| {name} | {' | '.join(cells)} | {between} |")
    cells = [agreement([p.goal for p in papers], [o[0] for o in g], GOALS) for g in readers]
    between = agreement(*([one[0] for one in given] for given in readers), GOALS)
    print(f"| working together as a goal, means, none | {' | '.join(cells)} | {between} |")
    cells = [_places(papers, lambda one: set(one.talk.parts) & set(_PARTS), r) for r in (0, 1)]
    between = _places(papers, lambda one: one.readers[0][2] & set(_PARTS), 1)
    print(f"| parts with talk of it, F1 | {' | '.join(cells)} | {between} |")
    print(chosen(papers), content("relcode.papers", "papers")["depth"])


if __name__ == "__main__":
    main()
