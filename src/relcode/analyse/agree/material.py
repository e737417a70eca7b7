"""What a study holds to compare: independent codings, the machine's, gold, and corrections."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcode.analyse.agree.given import by_segment, judgement_of
from relcode.analyse.agree.gold import gold
from relcode.analyse.agree.units import GOLD, MACHINE, Unit, rolled_up
from relcode.errors import RelcodeError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcode.analyse.agree.given import Given
    from relcode.analyse.agree.units import Judgement
    from relcode.codebook import Codebook
    from relcode.study import Study
    from relcode.terms import Coding, RoundKind, Segment

# Whoever corrects the machine has seen its codes, and whoever adjudicates has seen the coders'.
INDEPENDENT: tuple[RoundKind, ...] = ("blind", "import")
_CORRECTING: tuple[RoundKind, ...] = ("review",)
_ADJUDICATING: tuple[RoundKind, ...] = ("adjudication",)


@dataclass(slots=True)
class Coder:
    """What one person coded independently; `unsure` counts units that are left out for that."""

    name: str
    units: int = 0
    unsure: int = 0
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
    adjudicated; `names` are the sources' names by id; `codes` are those of the codebook; `chosen`
    are blind rounds whose units were not drawn at random.
    """

    units: list[Unit] = field(default_factory=list)
    people: dict[str, Coder] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    machine: str = ""
    gold: int = 0
    open: int = 0
    codes: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)

    @property
    def others(self) -> list[str]:
        """Which of `MACHINE` and `GOLD` there is to compare people with."""
        return [name for name in (MACHINE, GOLD) if any(name in one.judged for one in self.units)]

    def roll_up(self, book: Codebook) -> None:
        """Put core codes in the place of those below them."""
        core = {code.id: book.core(code.id) for code in book.codes}
        self.codes = sorted(set(core.values()))
        # a person may have given a code that the codebook no longer has
        self.units = list(rolled_up(self.units, lambda code: core.get(code, code)))


def material(study: Study, coders: Sequence[str] = ()) -> Material:
    """What the study holds to compare, of all people or of these; RelcodeError on unknown ones."""
    _check(coders, study.ledger.coders())
    codes = sorted(code.id for code in study.codebook().codes)
    found = Material(names=study.names(), codes=codes)
    taggers: set[str] = set()
    tagged = set(study.untagged(""))  # all that were tagged with anything
    adjudicated = any(each.kind == "adjudication" for each in study.rounds)
    for source in study.source_ids():
        part = _Part(study, source)
        _correct(part, found)
        _count(part, found)
        found.units += part.units(taggers, tagged=source in tagged, adjudicated=adjudicated)
    found.machine = " + ".join(sorted(taggers))
    found.gold = sum(GOLD in unit.judged for unit in found.units)
    if found.gold:
        several = (len(unit.judged.keys() - {MACHINE, GOLD}) > 1 for unit in found.units)
        found.open = sum(several) - found.gold
    found.chosen = _not_at_random(study)
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


class _Part:
    """One source of a study."""

    def __init__(self, study: Study, source: str) -> None:
        self.source = source
        self._study = study
        self.marks = study.ledger.judged(source, INDEPENDENT)
        self.done = {(m.segment, m.coder) for m in self.marks if m.mark == "done"}

    def corrections(self) -> list[Coding]:
        """The standing decisions on the machine's codes."""
        return self._study.ledger.decisions(self.source, _CORRECTING)

    def corrected(self) -> list[str]:
        """The coder of every segment that was corrected from end to end."""
        marks = self._study.ledger.judged(self.source, _CORRECTING)
        return [one.coder for one in marks if one.mark == "done"]

    def units(self, taggers: set[str], *, tagged: bool, adjudicated: bool) -> Iterator[Unit]:
        """The units that anybody judged; adds to `taggers` who made the suggestions."""
        if not self.done:
            return
        segments = self._study.segments(self.source)
        own = self._study.ledger.decisions(self.source, INDEPENDENT)
        people = {
            name: by_segment(segments, (one for one in own if one.coder == name))
            for name in sorted({coder for _, coder in self.done})
        }
        machine = self._suggested(segments, taggers) if tagged else None
        ruled = self._ruled() if adjudicated else None
        for segment in segments:
            judged: dict[str, Mapping[str, Judgement]] = {
                name: given.get(segment.id, {})
                for name, given in people.items()
                if (segment.id, name) in self.done
            }
            decided = None if ruled is None else gold(judged, ruled.get(segment.id, {}))
            if judged and machine is not None:
                judged[MACHINE] = machine.get(segment.id, {})
            if decided is not None:
                judged[GOLD] = decided
            if judged:
                yield Unit(self.source, segment.id, segment.start, segment.end, judged)

    def _suggested(self, segments: Sequence[Segment], taggers: set[str]) -> Given:
        codings = self._study.codings(self.source)
        suggested = [one for one in codings if one.status == "suggested"]
        taggers.update(one.coder for one in suggested)
        return by_segment(segments, suggested)

    def _ruled(self) -> dict[str, dict[str, Judgement | None]]:
        """By segment and code what was adjudicated, None where the code was turned down."""
        found: dict[str, dict[str, Judgement | None]] = {}
        for one in self._study.ledger.decisions(self.source, _ADJUDICATING):
            ruling = None if one.status == "rejected" else judgement_of(one)
            found.setdefault(one.segment, {})[one.code] = ruling
        return found


def _count(part: _Part, found: Material) -> None:
    for mark in part.marks:
        coder = found.people.setdefault(mark.coder, Coder(mark.coder))
        if mark.mark == "done":
            coder.units += 1
            coder.sources.add(part.source)
        else:
            coder.unsure += 1


def _correct(part: _Part, found: Material) -> None:
    counts = Counter((one.coder, one.status) for one in part.corrections())
    for name in part.corrected():
        found.corrections.setdefault(name, Correction(name)).units += 1
    for (name, status), times in counts.items():
        coder = found.corrections.setdefault(name, Correction(name))
        coder.accepted += times * (status == "accepted")
        coder.rejected += times * (status == "rejected")
        coder.added += times * (status == "added")


def _not_at_random(study: Study) -> list[str]:
    """The names of the blind rounds whose sample favours some segments."""
    return [
        each.name
        for each in study.rounds
        if each.kind == "blind" and each.settings.get("by") not in (None, "random")
    ]
