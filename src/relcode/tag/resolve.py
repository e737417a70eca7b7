"""Which cues count in a text: exclusions first, then the most specific code on the same words."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from relcode.tag.compile import compile_cue
from relcode.tag.match import CueIndex, masked, words_of
from relcode.tag.rules import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.codebook import Codebook
    from relcode.tag.compile import Cue
    from relcode.tag.match import Words
    from relcode.terms import Strength


# fewer codes than this cannot contend for words
CONTENDING = 2


class Hit(NamedTuple):
    """A cue that counts for a code, in positions of the folded text."""

    code: str
    cue: Cue
    start: int
    end: int
    strength: Strength


class CueFinder:
    """The cues of a codebook, ready to be found."""

    def __init__(self, codebook: Codebook) -> None:
        """Compile the cues; raises RelcodeError for a malformed one."""
        named: list[tuple[Cue, tuple[str, Strength]]] = []
        hidden: list[tuple[Cue, str]] = []
        for code in codebook.codes:
            named += [(compile_cue(text), (code.id, "strong")) for text in code.cues.strong]
            named += [(compile_cue(text), (code.id, "weak")) for text in code.cues.weak]
            hidden += [(compile_cue(text), code.id) for text in code.cues.exclude]
        self._cues = CueIndex(named)
        self._exclusions = CueIndex(hidden)
        self._wins = _precedence(codebook)

    def hits(self, text: str, words: Words | None = None) -> list[Hit]:
        """The cues that count in folded text, in order of their start."""
        words = words_of(text) if words is None else words
        found = self._cues.found(text, words)
        if not found:
            return []
        hits = [Hit(one.of[0], one.cue, one.start, one.end, one.of[1]) for one in found]
        return self._most_specific(self._unmasked(text, words, hits))

    def _unmasked(self, text: str, words: Words, hits: list[Hit]) -> list[Hit]:
        """The hits that still match where the exclusions of their code are hidden."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for one in self._exclusions.found(text, words):
            spans.setdefault(one.of, []).append((one.start, one.end))
        if not spans:
            return hits
        texts = {
            code: masked(text, spans[code]) for code in {hit.code for hit in hits} & spans.keys()
        }
        kept = []
        for hit in hits:
            if hit.code not in texts:
                kept.append(hit)
            elif again := hit.cue.pattern.match(texts[hit.code], hit.start):
                kept.append(hit._replace(end=again.end()))
        return kept

    def _most_specific(self, hits: list[Hit]) -> list[Hit]:
        """The hits without those whose words serve a more specific code (R15, R16)."""
        if len({hit.code for hit in hits}) < CONTENDING:
            return hits
        starts = [hit.start for hit in hits]
        longest = max(hit.end - hit.start for hit in hits)
        kept = []
        for hit in hits:
            first = bisect_left(starts, hit.start - longest)
            near = hits[first : bisect_left(starts, hit.end)]
            if not self._beaten(hit, near):
                kept.append(hit)
        return kept

    def _beaten(self, hit: Hit, near: Sequence[Hit]) -> bool:
        winners = self._wins.get(hit.code, frozenset())
        return any(
            other.code in winners
            and other.end > hit.start
            and (other.strength == "strong" or hit.strength == "weak")
            for other in near
        )


def _precedence(codebook: Codebook) -> dict[str, frozenset[str]]:
    """By code, the codes that win over it on the same words: its descendants, and the pairs."""
    wins: dict[str, set[str]] = {}
    for code in codebook.codes:
        for above in codebook.ancestors(code.id):
            wins.setdefault(above.id, set()).add(code.id)
    known = {code.id for code in codebook.codes}
    for winner, losers in rules("precedence")["wins"].items():
        for loser in known.intersection(losers) if winner in known else ():
            wins.setdefault(loser, set()).add(winner)
    return {loser: frozenset(winners) for loser, winners in wins.items()}
