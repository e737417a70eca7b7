"""Bring a study's decisions to another version of its codebook, or put them as questions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from relcode.codebook import Changes, Codebook, Lineage, changes
from relcode.codebook.heirs import Step
from relcode.database import now
from relcode.errors import CodebookError, RelcodeError
from relcode.questions import KIND, askings
from relcode.review.carry import Fate, Ways, fate
from relcode.terms import Round

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.codebook import Heirs
    from relcode.ledger import Held
    from relcode.questions import Key, Open
    from relcode.study import Study

SHORTEST = 6  # digits of a hash, so that no name is taken for one


class Tally(NamedTuple):
    """How many decisions on a code are carried over, put as questions, or left in the history."""

    code: str
    heirs: Heirs
    carried: int
    asked: int
    left: int
    coders: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What another codebook changes, and what it does to the decisions of a study.

    `heirs` are the codes that take over one that decisions are on; `asked` are the questions of
    earlier rounds that wait for an answer, by their keys; `round` is the name of the round of the
    new ones, once made.
    """

    changes: Changes
    heirs: dict[str, Heirs]
    fate: Fate
    asked: frozenset[Key] = frozenset()
    round: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.changes or self.fate.carried or self.new)

    @property
    def new(self) -> list[Open]:
        """The questions that no earlier round waits to have answered."""
        return [one for one in self.fate.open if one.key not in self.asked]

    def tally(self) -> list[Tally]:
        """What becomes of the decisions that stand, by the code they are on."""
        found: dict[str, _Count] = defaultdict(_Count)
        for _, old in self.fate.carried:
            if old and self.heirs[old.code] != (old.code,):
                found[old.code].carried.add((old.segment, old.coder))
        for one in self.fate.open:
            for code in one.codes:
                found[code].asked.add((one.segment, one.coder))
        for row in self.fate.left:
            found[row.code].left.add((row.segment, row.coder))
        return [found[code].tally(code, self.heirs[code]) for code in sorted(found)]


@dataclass(slots=True)
class _Count:
    carried: set[tuple[str, str]] = field(default_factory=set)
    asked: set[tuple[str, str]] = field(default_factory=set)
    left: set[tuple[str, str]] = field(default_factory=set)

    def tally(self, code: str, heirs: Heirs) -> Tally:
        coders = {coder for _, coder in self.carried | self.asked | self.left}
        counts = len(self.carried), len(self.asked), len(self.left), len(coders)
        return Tally(code, heirs, *counts)


def versions(study: Study) -> list[Codebook]:
    """The codebooks of a study in order of use, the one in use last."""
    used = study.codebook_hash
    earlier = [each for each in study.codebook_hashes() if each != used]
    return [study.codebook(each) for each in (*earlier, used)]


def kept(study: Study, name: str) -> Codebook | None:
    """The codebook of a study whose hash begins so (six digits or more), the latest of them."""
    fits = [each for each in study.codebook_hashes() if each.startswith(name)]
    return study.codebook(fits[-1]) if fits and len(name) >= SHORTEST else None


def plan(study: Study, new: Codebook) -> Plan:
    """What would become of the study's decisions if `new` were the codebook in use.

    With the one in use: what becomes of decisions on codes that it does not have.
    """
    before = versions(study)
    earlier = Lineage(before).known()
    found = changes(before[-1], new, earlier)
    ways = _ways(study, before, new)
    waiting = _asked(study, ways)
    moving = [code for code in ways.heirs if ways.heirs[code] != (code,) or ways.returned.get(code)]
    wanted = {*moving, *(heir for code in moving for heir in ways.heirs[code])}
    whole = Fate()
    rows = study.ledger.held(wanted) if moving else []
    ways.took_over.update(_took_over(rows, ways))
    at = now()
    for held in _by_coder(rows):
        whole += fate(held, ways, at)
    return Plan(found, ways.heirs, whole, frozenset(waiting))


def apply(study: Study, new: Codebook) -> Plan:
    """Make `new` the codebook in use and carry the decisions over; what was done.

    Decisions on codes that are renamed or merged are carried over as new rows; where only the
    coder can tell, questions are kept as a round. Raises CodebookError where a code is retired
    while a former name is none: it may be misspelt.
    """
    with study.transaction():
        planned = plan(study, new)
        refuse(planned.changes, new.name)
        if new.hash != study.codebook_hash:
            study.use_codebook(new)
            study.record_run("codebook apply", "", 0, 0)
        study.ledger.carry(planned.fate.carried)
        return replace(planned, round=_put(study, planned.new))


def settle(study: Study) -> Plan:
    """Carry over decisions on codes that the codebook in use does not have; what was done.

    For sheets of an older version: store what they say with the codes they say it with, then this.
    """
    return apply(study, study.codebook())


def refuse(found: Changes, where: str) -> None:
    """Raise CodebookError where a former name is none and the code that it means may be lost."""
    if found.problems and found.of("retired"):
        raise CodebookError(list(found.problems), where=where)


def _put(study: Study, questions: Sequence[Open]) -> str:
    """Keep questions as a round; its name, or "" where there are none."""
    if not questions:
        return ""
    name = study.rounds.free_name(KIND)
    settings = {"open": [list(one) for one in questions]}
    study.rounds.add(Round(name, KIND, study.seed, study.codebook_hash, settings))
    return name


def _ways(study: Study, before: Sequence[Codebook], new: Codebook) -> Ways:
    """Where the codes that decisions are on go, from the latest version that has each."""
    then = Lineage(before)
    line = Lineage([*(each for each in before if each.hash != new.hash), new])
    step = Step(before[-1], new)
    label = {each.hash: f"{each.name} {each.version} ({each.hash[:8]})" for each in before}
    ways = Ways()
    for code in study.ledger.codes():
        since = then.latest(code)
        ways.heirs[code] = _heirs(line, code, since)
        ways.returned[code] = step.back(code)
        ways.known_as[code] = label.get(since, "no version")
    for code in {heir for heirs in ways.heirs.values() for heir in heirs}:
        ways.heirs.setdefault(code, (code,))
    return ways


def _heirs(line: Lineage, code: str, since: str) -> Heirs:
    try:
        return line.heirs(code, since)
    except RelcodeError:  # a code from elsewhere that no version has
        return ()


def _took_over(rows: Sequence[Held], ways: Ways) -> Iterator[tuple[str, str]]:
    """When each code took over what it now gives back; the earliest last, so that it counts."""
    for row in sorted(rows, key=lambda row: row.coding.made_at, reverse=True):
        if row.was in ways.returned.get(row.coding.code, ()):
            yield row.coding.code, row.coding.made_at


def _by_coder(rows: Sequence[Held]) -> Iterator[list[Held]]:
    """The decisions of each coder on each segment, in order of making."""

    def key(row: Held) -> tuple[str, str]:
        return row.coding.segment, row.coding.coder

    for _, held in groupby(sorted(rows, key=key), key):  # sorting keeps the order of making
        yield list(held)


def _asked(study: Study, ways: Ways) -> set[Key]:
    """Note what was asked before and what was answered; gives the questions that still wait."""
    waiting: set[Key] = set()
    for put in askings(study):
        for one in put.questions:
            ways.asked[one.key] = put.name, put.at
            if answer := put.answer(one):
                about = one.segment, one.coder, one.codes
                times = (said.made_at for said in answer.values())
                ways.settled[about] = max(ways.settled.get(about, ""), *times)
                waiting.discard(one.key)
            else:
                waiting.add(one.key)
    return waiting
