"""The segments of a study that people have gone through, to replay how they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relcode.certifying.evidence import through
from relcode.errors import RelcodeError
from relcode.features.encoder import Encoder
from relcode.features.kept import vectors_path
from relcode.features.model import shipped
from relcode.learn.simulation import Coded
from relcode.outcome import silent
from relcode.reviewed import Reviews
from relcode.simulating.reader import Reader, Units, readable
from relcode.simulating.simulate import Plan, simulate
from relcode.tag.cues import CueTagger
from relcode.tag.gathered import gathered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcode.codebook import Codebook
    from relcode.outcome import Progress
    from relcode.reviewed import Reviewed
    from relcode.simulating.simulate import Simulated
    from relcode.study import Study

_PLAN = Plan()


def simulated(study: Study, plan: Plan = _PLAN, progress: Progress = silent) -> Simulated:
    """What share of the reviewed segments it would have taken, by the orders of the plan.

    Those are replayed that somebody has gone through, marked as done: as people finally have them,
    with what was adjudicated. The tagger is the shipped one, and learns in each replay anew. Raises
    RelcodeError where nobody has gone through any, or no code is on 20 of them.
    """
    book, model = study.codebook(), shipped()
    encoder, codes = Encoder(model, vectors=vectors_path(study.path)), readable(model, book)
    found = units(through(study, Reviews(study, codes), progress), book, encoder, codes)
    if not len(found.texts):
        message = "nobody has gone through a segment, marked as done, of which codes can be read"
        fix = "send a sheet out with 'relcode review out' and take it back with 'relcode review in'"
        raise RelcodeError(message, where=str(study.path), fix=fix)
    return simulate(codes, found.coded, Reader(model, book, encoder, found), plan, progress)


def units(
    reviewed: Iterable[Reviewed], book: Codebook, encoder: Encoder, codes: Sequence[str]
) -> Units:
    """What was reviewed, encoded, with the cues in it; `codes` are the columns."""
    found = gathered(reviewed, encoder, CueTagger(book), codes)
    sources = np.unique(found.sources, return_inverse=True)[1]
    coded = Coded(found.holds(codes), found.counts(codes) > 0, sources)
    return Units(found.shown.vectors, found.shown.texts, found.cues, coded)
