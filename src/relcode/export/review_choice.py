"""Which segments a review sheet holds: all of them, or, of very many, those worth reading."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from relcode.standing import assigned, standing

if TYPE_CHECKING:
    from collections.abc import Collection

    from relcode.study import Study
    from relcode.terms import Segment


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show: every segment, or shares of those `worth` reading and of the `rest`.

    Worth reading is what has a code, a candidate or a lesson; the rest are other codable segments.
    `most_codes` is the largest number of codes on one segment.
    """

    seed: int
    every: bool
    worth: int
    rest: int
    share_worth: float
    share_rest: float
    most_codes: int

    def holds(self, segment: Segment, coded: Collection[str]) -> bool:
        """Whether to show this segment; the answer is the same in every export of the study."""
        if self.every:
            return True
        share = self.share_worth if _worth(segment, coded) else self.share_rest * segment.codable
        return _draw(f"{self.seed} {segment.id}") < share


def choice(study: Study, limit: int, sample: int) -> Choice:
    """All segments up to `limit`; of more, up to `limit` worth reading and `sample` of the rest."""
    worth = rest = every = most = 0
    for source in study.source_ids():
        coded = standing(study.codings(source))
        most = max([most, *(len(assigned(codings)) for codings in coded.values())])
        for segment in study.segments(source):
            every += 1
            found = _worth(segment, coded)
            worth += found
            rest += segment.codable and not found
    shares = min(1.0, limit / max(worth, 1)), min(1.0, sample / max(rest, 1))
    return Choice(study.seed, every <= limit, worth, rest, *shares, most_codes=most)


def _worth(segment: Segment, coded: Collection[str]) -> bool:
    return segment.id in coded or segment.lesson > 0


def _draw(name: str) -> float:
    """A number from 0 to 1 that looks random and depends on the name alone."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) / 2**64
