"""Whether certificates still hold: for this codebook and model, and for other sources."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from relcode.certifying.sample import sample
from relcode.errors import RelcodeError
from relcode.features.model import described
from relcode.learn import certifications
from relcode.learn.drift import Sample, drifted, unlike
from relcode.outcome import silent
from relcode.tag.told import Told, state

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcode.learn.certifications import Certification
    from relcode.outcome import Progress
    from relcode.study import Study

LEVEL = 0.05  # how often all groups of sources together are to seem different by chance
_FEW = 2


class Group(NamedTuple):
    """Sources that were not certified, compared with those that were.

    `late` says that they came later. `p` is 1 where there are fewer than two to compare; at `level`
    or below they differ. `sources` are their ids, the most unlike first where they were compared.
    """

    late: bool
    sources: list[str]
    p: float
    level: float

    @property
    def few(self) -> bool:
        """Whether there are too few to be compared."""
        return len(self.sources) < _FEW

    @property
    def differ(self) -> bool:
        """Whether certificates are none for these."""
        return self.p <= self.level


class Check(NamedTuple):
    """Why the certificates of the last certification are suspended, if they are.

    `changed` names what they hang on and that is not as it was, `groups` are other sources.
    """

    made: Certification
    changed: list[str]
    groups: list[Group]

    @property
    def suspended(self) -> bool:
        """Whether nothing may be decided by them any more."""
        return bool(self.changed) or any(one.differ for one in self.groups)


def check(study: Study, progress: Progress = silent) -> Check:
    """Compare the study with what was certified last; raises RelcodeError where nothing was.

    Sources that nobody has reviewed are compared in two groups, those that were there and those
    that came since, so that few new ones are not lost among many old ones (Bonferroni: each at half
    the level). By another model segments have other vectors: then none are compared.
    """
    made = last(study)
    changed = changes(study, made)
    if made.state.model != described().hash:
        return Check(made, changed, [])
    others = [name for name in study.source_ids() if name not in made.split]
    both = [
        (late, names)
        for late in (False, True)
        if (names := [name for name in others if (name not in made.sources) == late])
    ]
    tested = sum(len(names) >= _FEW for _, names in both)
    told = Told(study) if tested else None
    groups = []
    for number, (late, names) in enumerate(both):
        groups.append(_group(told, made, names, late=late, level=LEVEL / max(tested, 1)))
        progress("comparing sources", number + 1, len(both), "groups")
    return Check(made, changed, groups)


def last(study: Study) -> Certification:
    """The last certification; raises RelcodeError where there is none."""
    made = certifications.latest(study)
    if made is None:
        message = "no code has been certified in this study"
        raise RelcodeError(message, where=str(study.path), fix="run 'relcode certify'")
    return made


def changes(study: Study, made: Certification) -> list[str]:
    """What probabilities hang on and that is not as it was when this was certified."""
    now, found = state(study), []
    if made.state.codebook != now.codebook:
        found.append("the codebook has changed")
    if made.state.model != now.model:
        found.append("the shipped model is another one")
    elif made.state.learned != now.learned:
        before, after = _named(made.state.learned), _named(now.learned)
        same = before == after
        found.append(
            f"{before} has changed" if same else f"codes are read by {after}, not {before}"
        )
    return found


def _named(learned: str) -> str:
    name, _, digest = learned.partition(":")
    if digest:
        return name
    return "what was reviewed of codes of your own" if name else "the shipped model alone"


def _group(
    told: Told | None, made: Certification, names: Sequence[str], *, late: bool, level: float
) -> Group:
    if told is None or len(names) < _FEW:
        return Group(late, list(names), 1.0, level)
    before = Sample(made.rows.astype(float), made.row_sources)
    after = sample(told, names, made.seed)
    found = drifted(before, after, made.seed)
    if isnan(found.statistic):
        return Group(late, list(names), found.p, level)
    order = list(unlike(before, after))
    return Group(late, [*order, *(name for name in names if name not in order)], found.p, level)
