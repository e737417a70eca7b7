"""Who had seen the machine's or others' codes of a segment before coding it independently."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from relcode.ledger import Touch
    from relcode.study import Study
    from relcode.terms import RoundKind

    Pair = tuple[str, str]  # segment, coder
    Time = tuple[str, int]  # of an entry, and its number

INDEPENDENT: tuple[RoundKind, ...] = ("blind", "import")
# Whoever corrects the machine has seen its codes, and whoever adjudicates has seen the coders'.
CORRECTING: tuple[RoundKind, ...] = ("review",)
ADJUDICATING: tuple[RoundKind, ...] = ("adjudication",)


def seen_before(study: Study, touches: Iterable[Touch]) -> set[Pair]:
    """The segments that a coder coded after a sheet that the coder had returned showed codes there.

    Whether or not anything was decided on that row. Order is that of the files' coming in; what
    was undone counts for nothing.
    """
    coded: dict[Pair, Time] = {}
    seen: dict[Pair, Time] = {}
    for one in touches:
        pair, time = (one.segment, one.coder), (one.at, one.entry)
        if one.kind in INDEPENDENT:
            coded[pair] = max(time, coded.get(pair, time))
        elif one.kind in CORRECTING + ADJUDICATING:
            seen[pair] = min(time, seen.get(pair, time))
    for pair, time in _shown(study, coded.keys()):
        seen[pair] = min(time, seen.get(pair, time))
    return {pair for pair, time in coded.items() if pair in seen and seen[pair] < time}


def _shown(study: Study, coded: Collection[Pair]) -> Iterator[tuple[Pair, Time]]:
    """When the rows of sheets with codes came back, for these segments and coders."""
    people = {coder for _, coder in coded}
    for made in study.rounds:
        if made.kind not in CORRECTING + ADJUDICATING:
            continue
        back: dict[str, dict[str, Time]] = defaultdict(dict)  # sheet -> coder -> first return
        for came in study.rounds.came(made.name):
            for coder in people.intersection(came.coders):
                time = (came.entry.at, came.entry.id or 0)
                first = back[came.entry.sheet]
                first[coder] = min(time, first.get(coder, time))
        for sheet, coders in back.items():
            for segment in study.rounds.sent(sheet):
                for coder, time in coders.items():
                    if (segment, coder) in coded:
                        yield (segment, coder), time
