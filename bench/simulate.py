"""Measure how much people must review: three coded corpora, replayed; draws docs/simulation.svg.

Usage: python -m bench.simulate [DATA] [VECTORS] [REPEATS] [CORPUS ...]     (from the root)

DATA is the folder with talkmoves and casino (default: ../shared/data), VECTORS a file that keeps
what was encoded, REPEATS how often each order is replayed (default 5). `held out`: the documents of
corpora/train and corpora/real that nothing was fitted to, but for those whose name begins with `v`;
on these, and on the first of every two negotiations of casino, the orders and the rule for stopping
were chosen, so that they are left out here. Prints the tables of docs/simulation.md, and draws its
chart where no CORPUS is named. Needs what training needs; corpora are replayed side by side.
"""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from bench.foreign_texts import casino, talkmoves
from training import corpus, real
from training.cues import as_source

from relcode import codebook
from relcode.features.encoder import Encoder
from relcode.features.model import shipped
from relcode.learn.simulation import Coded, Draw, Replay
from relcode.learn.simulation_curves import Curve
from relcode.learn.simulation_kappa import Counts, Finish, gains
from relcode.reviewed import Answer, Reviewed
from relcode.simulating.chart import chart
from relcode.simulating.reader import Reader, Units, readable
from relcode.simulating.simulate import SHARES, Plan, simulate
from relcode.simulating.study import units
from relcode.simulating.table import summaries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.foreign_texts import Said
    from numpy.random import Generator
    from training.corpus import Document

    from relcode.codebook import Codebook
    from relcode.learn.simulation import State
    from relcode.simulating.simulate import Simulated

ROOT = Path(__file__).resolve().parent.parent
CHART = ROOT / "docs" / "simulation.svg"
NAMES = ("held out", "talkmoves", "casino")
_KNOWING = "knows all errors"
_CHOSEN_ON = "v"


class Given(NamedTuple):
    """A corpus, ready to be replayed; `codes` name the columns."""

    name: str
    codes: tuple[str, ...]
    coded: Coded
    reader: Reader
    plan: Plan


class Found(NamedTuple):
    """What a corpus came to, and the median share that an order needs that knows all errors."""

    name: str
    simulated: Simulated
    knowing: float


class Knowing:
    """First where most is truly wrong, by codes below the target: no order can go by that.

    It shows how much is to be gained by any order of whole units; one that also foresees what the
    tagger will learn from each could need less.
    """

    def __init__(self, coded: Coded, target: float) -> None:
        """With the answers."""
        self._coded, self._target = coded, target

    def __call__(self, state: State, number: int, chance: Generator) -> Draw:
        """The draw."""
        given, decided = state.found.given, state.decided
        codes = np.flatnonzero(self._coded.decided.any(0))
        holds = self._coded.holds[:, codes]
        counts = Counts.of(given, holds, decided)
        scores = gains(holds.astype(float), decided, Finish(given, counts))
        rest = chance.permutation(state.rest)
        score = scores[rest] @ np.where(counts.kappa >= self._target, 0.001, 1.0)
        first = rest[np.argsort(-score, kind="stable")][:number]
        return Draw(first, first[:0])


def held_out(encoder: Encoder, book: Codebook) -> Units:
    """Documents by the shipped codebook, with the cues in them."""
    fictional = [one for one in corpus.held_out() if not one.name.startswith(_CHOSEN_ON)]
    documents = [*fictional, *real.documents(real.PAPERS), *real.documents(real.TALK)]
    codes = readable(shipped(), book)
    return units((_reviewed(one, codes) for one in documents), book, encoder, codes)


def _reviewed(document: Document, codes: Sequence[str]) -> Reviewed:
    """A document as if somebody had gone through all of it."""
    source, segments = document.real or as_source(document)
    pairs = zip(segments, document.lines, strict=True)
    said = {one.id: frozenset(line.codes) for one, line in pairs if not line.skip}
    every = frozenset(codes)
    answers = {name: Answer(holds, every - holds) for name, holds in said.items()}
    return Reviewed(source, segments, answers)


def foreign(encoder: Encoder, book: Codebook, dialogues: Sequence[Sequence[Said]]) -> Units:
    """Dialogues by the codebook of their makers, which has no cues."""
    codes = readable(shipped(), book)
    said = [one for each in dialogues for one in each]
    found = [one.vector for each in dialogues for one in encoder.units([s.unit for s in each])]
    holds = np.array([[code in one.codes for code in codes] for one in said])
    sources = np.repeat(np.arange(len(dialogues)), [len(each) for each in dialogues])
    coded = Coded(holds, np.ones_like(holds), sources)
    texts = [one.unit.text for one in said]
    return Units(np.array(found, np.float32), texts, np.zeros(holds.shape, np.int8), coded)


def given(name: str, data: Path, encoder: Encoder, plan: Plan) -> Given:
    """A corpus, encoded."""
    if name == "held out":
        book = codebook.load("relational")
        found = held_out(encoder, book)
    else:
        book = codebook.load(ROOT / "bench" / "foreign" / f"{name}.yaml")
        dialogues = list(casino(data))[1::2] if name == "casino" else list(talkmoves(data))
        found = foreign(encoder, book, dialogues)
    reader = Reader(shipped(), book, encoder, found)
    return Given(name, readable(shipped(), book), found.coded, reader, plan)


def measured(one: Given) -> Found:
    """A corpus, replayed."""
    found = simulate(one.codes, one.coded, one.reader, one.plan)
    order = Knowing(one.coded, one.plan.target)
    every = np.flatnonzero(one.coded.decided.any(0))
    replay = Replay(one.coded, one.reader, every, order)
    seeds = range(one.plan.seed, one.plan.seed + one.plan.seeds)
    curve = Curve.of(_KNOWING, [list(replay.rounds(SHARES, seed)) for seed in seeds])
    places = [one.codes.index(code) for code in found.codes]
    shares = curve.needed(one.plan.target)[:, np.isin(every, places)]
    return Found(one.name, found, float(np.median(shares.mean(0))))


def needed(found: Sequence[Found]) -> Iterator[str]:
    """A row for each corpus and order: what share it needs."""
    yield "| corpus | order | share needed, median over codes | of random's | read for all codes |"
    yield "|---|---|---:|---:|---:|"
    for name, one, knowing in found:
        totals = summaries(one)
        plain = totals[0].needed
        for each in totals:
            part = f"{each.needed:.1%} | {each.needed / plain:.0%} | {each.read:.1%}"
            yield f"| {name} | {each.order} | {part} |"
        yield f"| {name} | ({_KNOWING}) | {knowing:.1%} | {knowing / plain:.0%} | |"


def stopped(found: Sequence[Found]) -> Iterator[str]:
    """A row for each corpus and order: where the rule says stop, and how often too early."""
    yield "\n| corpus | order | needed | at stop | stopped below the target | lowest kappa |"
    yield "|---|---|---:|---:|---:|---:|"
    for name, one, _ in found:
        for each in summaries(one):
            below = f"{each.below} of {each.stops} ({each.below / each.stops:.1%})"
            part = f"{each.needed:.1%} | {each.at_stop:.1%} | {below} | {each.lowest:.2f}"
            yield f"| {name} | {each.order} | {part} |"


def per_code(name: str, found: Simulated) -> Iterator[str]:
    """A row for each code."""
    yield f"\n### {name}: {found.size:,} units, {len(found.codes)} codes\n"
    yield f"| code | units | {' | '.join(one.name for one in found.curves)} |"
    yield "|---|---:|" + "---:|" * len(found.curves)
    shares = [one.needed(found.target).mean(0) for one in found.curves]
    for number, code in enumerate(found.codes):
        cells = " | ".join(f"{one[number]:.1%}" for one in shares)
        yield f"| {code} | {found.units[number]} | {cells} |"
    yield f"| all together | | {' | '.join(f'{one.sum():.0%}' for one in shares)} |"


def main() -> None:
    """Print the tables and draw the chart."""
    rest = sys.argv[1:]
    data = Path(rest[0]) if rest else ROOT.parent / "shared" / "data"
    plan = Plan(seeds=int(rest[2])) if len(rest) > 2 else Plan()  # noqa: PLR2004 - the third argument
    with tempfile.TemporaryDirectory() as folder:
        vectors = Path(rest[1]) if len(rest) > 1 else Path(folder) / "vectors"
        encoder = Encoder(shipped(), vectors=vectors)
        ready = [given(name, data, encoder, plan) for name in rest[3:] or NAMES]
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(measured, ready))
    tables = (line for one in found for line in per_code(one.name, one.simulated))
    print("\n".join([*needed(found), *stopped(found), *tables]))
    if len(rest) <= 3:  # noqa: PLR2004 - as above
        title = "Reliability of the finished coding against the share that people reviewed"
        CHART.write_text(chart([one[:2] for one in found], title), encoding="utf-8")


if __name__ == "__main__":
    main()
