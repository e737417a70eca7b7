"""Certify the codes of a study by what people decided, and keep the certificates in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.certifying.ceilings import ceilings
from relcode.certifying.evidence import evidence
from relcode.certifying.sample import sample
from relcode.errors import RelcodeError
from relcode.features.model import described
from relcode.learn import certifications
from relcode.learn import certify as proving
from relcode.learn.certifications import Certification, Entry
from relcode.learn.search import Pair
from relcode.learn.split import split
from relcode.outcome import silent
from relcode.reviewed import Reviews
from relcode.tag.known import known
from relcode.tag.own import unlearned
from relcode.tag.told import Told, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relcode.certifying.evidence import Evidence
    from relcode.learn.cases import Cases
    from relcode.learn.certifications import Ceiling
    from relcode.learn.split import Part
    from relcode.learn.verdict import Promise
    from relcode.outcome import Progress
    from relcode.study import Study


class Report(NamedTuple):
    """The certification in force, and whether it is new.

    `unread` are codes that people decided on and that nothing gives a probability of.
    """

    made: Certification
    fresh: bool
    unread: list[str]


def certify(
    study: Study, promise: Promise, seed: int | None = None, progress: Progress = silent
) -> Report:
    """Certify every code that people decided on; `promise` is the error rate and the doubt left.

    Sources stay in the part that they were dealt to first; `seed` (default: the study's) deals out
    new ones. Where nothing has changed since the last certification, that one stands. Raises
    RelcodeError where nobody has decided on anything, or too few sources were gone through.
    """
    book, about = study.codebook(), described()
    codes = {*known(about.values, book), *unlearned(about.values, book)}
    unread = sorted({*study.ledger.codes()} & {one.id for one in book.codes} - codes)
    reviews = Reviews(study, codes)
    decisions = reviews.fingerprint()
    if not decisions:
        message = "nobody has decided yet on a code that could be certified"
        fix = "send a sheet out with 'relcode review out' and take it back with 'relcode review in'"
        raise RelcodeError(message, where=str(study.path), fix=fix)
    last, now = certifications.latest(study), state(study)
    if last and last.made_by == (*promise, now, decisions):
        return Report(last, fresh=False, unread=unread)
    told = Told(study)
    found = evidence(study, told, reviews, progress)
    seed = study.seed if seed is None else seed
    parts = split(found.sources, found.holds, seed, _kept(study, last))
    drawn = sample(told, np.unique(found.sources).tolist(), seed)
    made = Certification(
        *promise,
        seed=seed,
        state=now,
        decisions=decisions,
        split=parts,
        sources=frozenset(study.source_ids()),
        codes=entries(found, promise, parts, ceilings(study)),
        rows=drawn.rows.astype(np.float16),
        row_sources=drawn.sources.astype(np.str_),
    )
    return Report(certifications.add(study, made), fresh=True, unread=unread)


def entries(
    found: Evidence,
    promise: Promise,
    parts: Mapping[str, Part],
    agreed: Mapping[str, Ceiling],
) -> dict[str, Entry]:
    """The certificate of each code that anybody decided on, and what stands beside it."""
    made = {}
    for code, cases in found.cases():
        one = proving.certify(cases, *promise, parts=parts)
        wrong = proving.wrong_given(_proving(cases, parts), Pair(one.low, one.high), promise.delta)
        made[code] = Entry(one, wrong, agreed.get(code))
    return made


def _proving(cases: Cases, parts: Mapping[str, Part]) -> Cases:
    """Those that no threshold was chosen by."""
    chosen = [parts[name] != "development" for name in cases.sources.tolist()]
    return cases.where(np.array(chosen, bool))


def _kept(study: Study, last: Certification | None) -> dict[str, Part]:
    """The parts that sources were dealt to before; a text that was read anew stays in its part."""
    kept = dict(last.split) if last else {}
    for old, new in study.superseded():
        if old in kept:
            kept.setdefault(new, kept[old])
    return kept
