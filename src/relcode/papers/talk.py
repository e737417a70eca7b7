"""Where in a paper there is talk of how people and organisations work together, and how much."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from relcode.rules import any_of, content
from relcode.segment.parts import PARTS, Part, part_of

if TYPE_CHECKING:
    import re
    from collections.abc import Collection, Mapping, Sequence

    from relcode.codebook import Codebook
    from relcode.terms import Coding, Segment

Depth = Literal["none", "passing", "section", "central"]
Goal = Literal["none", "means", "goal"]
DEPTHS: tuple[Depth, ...] = get_args(Depth)
GOALS: tuple[Goal, ...] = get_args(Goal)


class Talk(NamedTuple):
    """How much of a paper is relational talk: segments with a relational code, by part.

    `segments` are those of all codable ones (`codable`); `words` is their share of the words;
    `run` is the longest unbroken run of them, and `first` the share of the paper before the first.
    """

    segments: dict[Part, int]
    codable: dict[Part, int]
    words: float
    run: int
    first: float

    @property
    def parts(self) -> list[Part]:
        """The parts in which there is any, in the order of a paper."""
        return [part for part in PARTS if self.segments.get(part)]

    @property
    def depth(self) -> Depth:
        """How deep it goes, by its share of the words and its longest run."""
        return depth(self, content(__package__, "papers")["depth"])


def depth(said: Talk, rules: Mapping[str, float]) -> Depth:
    """How deep talk goes by these thresholds of its share of the words and its longest run."""
    if not said.segments or said.words < rules["passing"]:
        return "none"
    if said.words >= rules["central"]:
        return "central"
    passing = said.words < rules["section"] and said.run < rules["run"]
    return "passing" if passing else "section"


def goal(
    text: str, segments: Sequence[Segment], codings: Mapping[str, Sequence[Coding]], deep: Depth
) -> Goal:
    """Whether working together was a goal of a paper, a means, or nothing that it tells of.

    A goal is told of in a sentence on aims, in the abstract or the background of a paper that has
    more than passing talk; whatever else has a code of partnering makes it a means, if there is
    any talk to speak of.
    """
    rules = content(__package__, "papers")
    codes = set(rules["goals"])
    told = [one for one in segments if any(c.code in codes for c in codings.get(one.id, ()))]
    if not told or deep == "none":
        return "none"
    aims = any(
        part_of(one.section.split(" > ")) in rules["aims"]["parts"]
        and _aims().search(text, one.start, one.end)
        for one in told
    )
    return "goal" if aims and deep != "passing" else "means"


@cache
def _aims() -> re.Pattern[str]:
    return any_of(content(__package__, "papers")["aims"]["words"])


def relational(book: Codebook) -> frozenset[str]:
    """The codes of relational families; all codes of a codebook that has none of these families."""
    wanted = set(content(__package__, "papers")["relational"])
    families = {code.id: book.family(code.id) for code in book.codes}
    codes = {code for code, family in families.items() if family and family.id in wanted}
    return frozenset(codes or {code.id for code in book.codes})


def talk(
    segments: Sequence[Segment],
    codings: Mapping[str, Sequence[Coding]],
    codes: Collection[str],
) -> Talk:
    """What the codings of a paper's segments amount to; `codes` are the relational ones."""
    there, coded = Counter[Part](), Counter[Part]()
    words = all_words = run = longest = 0
    first: int | None = None
    for segment in (one for one in segments if one.codable):
        part = part_of(segment.section.split(" > "))
        there[part] += 1
        size = segment.end - segment.start
        if any(one.code in codes for one in codings.get(segment.id, ())):
            coded[part] += 1
            words, run = words + size, run + 1
            first = all_words if first is None else first
        else:
            run = 0
        longest, all_words = max(longest, run), all_words + size
    whole = max(all_words, 1)
    early = 1.0 if first is None else first / whole
    return Talk(dict(coded), dict(there), words / whole, longest, early)
