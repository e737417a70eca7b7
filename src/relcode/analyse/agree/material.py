"""What a study holds to compare: independent codings, the machine's, gold, and corrections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from relcode.analyse.agree.answers import Answers
from relcode.analyse.agree.asked import Asked
from relcode.analyse.agree.part import Part
from relcode.analyse.agree.seen import INDEPENDENT, seen_before
from relcode.analyse.agree.units import GOLD, MACHINE, Unit, rolled_up
from relcode.errors import RelcodeError, nearest
from relcode.reviewed import stands_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from relcode.study import Study


@dataclass(slots=True)
class Coder:
    """What one person coded independently; `unsure` and `seen` count units that are left out.

    `seen` are those whose codes had been shown to the coder before.
    """

    name: str
    units: int = 0
    unsure: int = 0
    seen: int = 0
    sources: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Correction:
    """What one person made of the machine's codes; `units` were gone through from end to end."""

    coder: str
    units: int = 0
    accepted: int = 0
    rejected: int = 0
    added: int = 0

    @property
    def acceptance(self) -> float:
        """The share of the machine's codes that were kept, nan where none was decided on."""
        decided = self.accepted + self.rejected
        return self.accepted / decided if decided else float("nan")


@dataclass(slots=True)
class Material:
    """All that can be compared in a study; `units` holds those that anybody coded independently.

    `machine` names whose suggestions are in `units` under `MACHINE`, "" where there are none;
    `gold` counts units with an adjudicated coding, `open` those where coders disagree and nobody
    adjudicated; `names` are the sources' names by id; `codes` are those of the codebook, `cores`
    the core codes of these and of earlier ones; `weighted` are blind rounds whose sample favours
    some segments, so that units count for as many as they stand for.
    """

    units: list[Unit] = field(default_factory=list)
    people: dict[str, Coder] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    machine: str = ""
    gold: int = 0
    open: int = 0
    codes: list[str] = field(default_factory=list)
    cores: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    weighted: list[str] = field(default_factory=list)

    @property
    def others(self) -> list[str]:
        """Which of `MACHINE` and `GOLD` there is to compare people with."""
        return [name for name in (MACHINE, GOLD) if any(name in one.judged for one in self.units)]

    @property
    def independent(self) -> list[str]:
        """The names of those who coded any unit independently."""
        return sorted(name for name, one in self.people.items() if one.units)

    def unasked(self) -> dict[str, int]:
        """By code of the codebook the units that people judged by one that did not have it."""
        people = self.independent
        left = Counter(
            frozenset(chain.from_iterable(unit.unasked.get(name, ()) for name in people))
            for unit in self.units
        )
        found = Counter[str]()
        for codes, times in left.items():
            found.update(dict.fromkeys(codes, times))
        return {code: found[code] for code in self.codes if found[code]}

    def roll_up(self) -> None:
        """Put core codes in the place of those below them."""
        self.codes = sorted({self.cores[code] for code in self.codes})
        # a person may have given a code that no codebook has
        self.units = list(rolled_up(self.units, lambda code: self.cores.get(code, code)))


def material(study: Study, coders: Sequence[str] = ()) -> Material:
    """What the study holds to compare, of all people or of these; RelcodeError on unknown ones."""
    _check(coders, study.ledger.coders())
    codes = sorted(code.id for code in study.codebook().codes)
    asked = Asked(study)
    answers = Answers(study, asked)
    found = Material(names=study.names(), codes=codes, cores=asked.cores())
    taggers: set[str] = set()
    tagged = study.tagged()
    adjudicated = any(each.kind == "adjudication" for each in study.rounds)
    touches = {source: list(study.ledger.touches(source)) for source in study.source_ids()}
    seen = seen_before(study, chain.from_iterable(touches.values()))
    for source, brought in touches.items():
        part = Part(study, source, brought, seen)
        _correct(part, found)
        _count(part, found)
        by = tagged.get(source, "")
        found.units += part.units(asked, answers, taggers, by, adjudicated=adjudicated)
    found.machine = " + ".join(sorted(taggers))
    found.gold = sum(GOLD in unit.judged for unit in found.units)
    if found.gold:
        several = (len(unit.judged.keys() - {MACHINE, GOLD}) > 1 for unit in found.units)
        found.open = sum(several) - found.gold
    found.weighted = _not_at_random(study)
    if found.weighted:
        found.units = list(_weighted(found.units, stands_for(study, INDEPENDENT)))
    if coders:
        found.people = {name: found.people[name] for name in found.people if name in coders}
        found.corrections = {n: one for n, one in found.corrections.items() if n in coders}
    return found


def _check(coders: Sequence[str], known: Sequence[str]) -> None:
    for name in coders:
        if name not in known:
            fix = nearest(name, known) if known else "nobody has coded anything yet"
            message = f"there is no coder '{name}'"
            raise RelcodeError(message, fix=fix)


def _count(part: Part, found: Material) -> None:
    for pair, mark in part.marks.items():
        coder = found.people.setdefault(mark.coder, Coder(mark.coder))
        if mark.mark != "done":
            coder.unsure += 1
        elif pair in part.done:
            coder.units += 1
            coder.sources.add(part.source)
        else:
            coder.seen += 1


def _correct(part: Part, found: Material) -> None:
    for mark in part.corrected.values():
        if mark.mark == "done":
            found.corrections.setdefault(mark.coder, Correction(mark.coder)).units += 1
    for (name, status), times in part.decided().items():
        coder = found.corrections.setdefault(name, Correction(name))
        coder.accepted += times * (status == "accepted")
        coder.rejected += times * (status == "rejected")
        coder.added += times * (status == "added")


def _weighted(units: Iterable[Unit], counts: Mapping[str, float]) -> Iterator[Unit]:
    return (replace(unit, stands=counts.get(unit.segment, 1.0)) for unit in units)


def _not_at_random(study: Study) -> list[str]:
    """The names of the blind rounds that came back whose sample favours some segments."""
    return [
        each.name
        for each in study.rounds
        if each.kind == "blind"
        and each.settings.get("by") not in (None, "random")
        and study.rounds.entries(each.name)
    ]
