"""Which codes were certified to be decided without people, for which sources, and what is refused.

Everything here is of the last certification alone, and nothing is said where there is none.
"""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from relcode.certifying.check import check
from relcode.certifying.refused import refused
from relcode.learn import certifications
from relcode.learn.certificate import NOBODY
from relcode.learn.split import PARTS
from relcode.methods.wording import bound, number, percent, phrase, plain, say, stat, templates
from relcode.outcome import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.certifying.check import Check, Group
    from relcode.learn.bounds import Rate
    from relcode.learn.certifications import Certification, Entry
    from relcode.learn.split import Part
    from relcode.outcome import Progress
    from relcode.study import Study


class Certificates(NamedTuple):
    """The last certification with what is changed since; `left` counts segments for people.

    These are the segments between the thresholds of a code that are not decided yet, None where
    the certificates are suspended.
    """

    checked: Check
    left: int | None

    @property
    def made(self) -> Certification:
        """The certification."""
        return self.checked.made


def certificates(study: Study, progress: Progress = silent) -> Certificates | None:
    """What is certified in a study as it stands now, None where nothing ever was."""
    if not certifications.latest(study):
        return None
    found = check(study, progress)
    left = None if found.suspended else len(refused(study, progress).segments)
    return Certificates(found, left)


def of_certificates(found: Certificates | None) -> Iterator[str]:
    """What was promised, on which evidence, for which codes and sources, and what is refused."""
    if found is None:
        return
    made = found.made
    yield say("certificates.promise", alpha=made.alpha, confidence=1 - made.delta)
    parts = Counter(made.split.values())
    yield say("certificates.split", n=len(made.split), seed=made.seed, **_parts(parts))
    yield from _verdicts(made)
    if not any(_decides(one) for one in made.codes.values()):
        return
    yield from _scope(found)
    if found.left is not None:
        yield say(
            "certificates.refused" if found.left else "certificates.none_refused", n=found.left
        )


def _parts(parts: Counter[Part]) -> dict[str, int]:
    return {name: parts[name] for name in PARTS}


def _verdicts(made: Certification) -> Iterator[str]:
    """The codes by verdict, those with the best one first."""
    for verdict in templates()["verdicts"]:
        codes = [code for code, one in made.codes.items() if one.certificate.verdict == verdict]
        key = verdict.replace(" ", "_")
        if codes:
            yield say(f"certificates.{key}", codes=sorted(codes), n=len(codes))
        elif verdict == "certified":
            yield say("certificates.nothing", n=len(made.codes))
    unclear = sorted(code for code, one in made.codes.items() if one.unclear)
    if unclear:
        yield say("certificates.unclear", codes=unclear, n=len(unclear), share=1 - made.alpha)


def _scope(found: Certificates) -> Iterator[str]:
    """For which sources the certificates are good."""
    if found.checked.changed:
        yield say("certificates.suspended", why=found.checked.changed)
        return
    groups = [one for one in found.checked.groups if one.sources]
    for one in groups:
        yield say(f"certificates.{_state(one)}", n=len(one.sources), p=one.p, level=one.level)
    if not groups:
        yield say("certificates.whole")


def _state(one: Group) -> str:
    if one.few:
        return "few"
    return "unlike" if one.differ else "like"


def _decides(one: Entry) -> bool:
    return (one.certificate.low, one.certificate.high) != NOBODY


def rows(made: Certification) -> Iterator[list[str]]:
    """The certificates as rows of a table, those with the best verdict first."""
    order = list(templates()["verdicts"])
    ranked = sorted(made.codes.items(), key=lambda one: (_rank(order, one[1]), one[0]))
    for code, one in ranked:
        found = one.certificate
        positives = sum(part.positives for part in found.counts.values())
        if not positives:
            continue
        negatives = sum(part.negatives for part in found.counts.values())
        decides = _decides(one)
        yield [
            plain(code),
            _verdict(one),
            f"{number(positives)} / {number(negatives)}",
            stat(found.low) if decides else "–",
            stat(found.high) if decides and found.high <= 1 else "–",
            _bounds(found.calibration.withheld, found.test.withheld),
            _bounds(found.calibration.given, found.test.given),
            percent(found.refused),
            _precision(one.given_wrong),
        ]


def _rank(order: list[str], one: Entry) -> int:
    return order.index(one.certificate.verdict)


def _verdict(one: Entry) -> str:
    found = one.certificate
    if found.verdict == "weak":
        return phrase("weak", holds_at=found.holds_at)
    return found.verdict


def _bounds(calibration: Rate, test: Rate) -> str:
    """The upper bounds in calibration and test, rounded so that none seems lower than it is."""
    return f"{bound(calibration.upper)} / {bound(test.upper)}"


def _precision(wrong: Rate) -> str:
    return "–" if not wrong.units or isnan(wrong.rate) else stat(1 - wrong.rate)
