"""Send out what coders disagree about, so that somebody settles it; the answers are gold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relcode.database import now
from relcode.errors import RelcodeError
from relcode.review.choice import Choice
from relcode.review.disputes import disputes
from relcode.review.order import files
from relcode.review.out import Sending, publish
from relcode.review.page import assembled, in_order
from relcode.review.sample import Drawn
from relcode.review.view import Slots, View
from relcode.review.words import words
from relcode.terms import Round

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.review.disputes import Dispute
    from relcode.study import Study

KIND: Final = "adjudication"
CONTEXT = 1  # segments before and after: those in dispute stand apart


def send(
    study: Study,
    path: Path,
    *,
    adjudicator: str = "",
    coders: Sequence[str] = (),
    force: bool = False,
) -> Sending:
    """Write a sheet of the segments on which coders differ, each coder's codes side by side.

    With `coders` only theirs count. Raises RelcodeError where nobody differs, a coder is not
    known, or the file is there already, unless `force`.
    """
    _check_coders(study, coders)
    found = {source: disputes(study, source, coders) for source in study.source_ids()}
    found = {source: rows for source, rows in found.items() if rows}
    if not found:
        raise _nothing(study)
    (place,) = files(path, (adjudicator,), force=force).values()
    settings = {"coders": list(coders), "context": CONTEXT, "files": [study.key(place)]}
    name = study.rounds.free_name(KIND)
    made = Round(name, KIND, study.seed, study.codebook_hash, settings, now())
    view = _View(study, adjudicator, study.codebook(), found)
    choice = _choice(found)
    pages = {place: assembled(study, made, view, choice)}
    publish(study, made, pages)
    return Sending(made, pages, choice)


class _View(View):
    """What a row in dispute shows: agreed codes in its cells, those in dispute as hints."""

    def __init__(
        self,
        study: Study,
        coder: str,
        codebook: Codebook,
        found: Mapping[str, Mapping[str, Dispute]],
    ) -> None:
        super().__init__(study, coder, in_order(codebook), blind=False, cells=words()["slots"])
        self._found = found
        every = (dispute for rows in found.values() for dispute in rows.values())
        self.titles = tuple(sorted({coder for dispute in every for coder in dispute.said}))
        self._told = {
            source: {segment: self._heard(dispute) for segment, dispute in rows.items()}
            for source, rows in found.items()
        }

    def codings(self, source: str) -> dict[str, Slots]:
        """The codes of each segment in dispute."""
        return {
            segment: Slots(
                dispute.agreed[: self._cells], dispute.agreed[self._cells :], dispute.disputed
            )
            for segment, dispute in self._found.get(source, {}).items()
        }

    def _heard(self, dispute: Dispute) -> list[str]:
        return [dispute.said[one].told() if one in dispute.said else "" for one in self.titles]


def _choice(found: Mapping[str, Mapping[str, Dispute]]) -> Choice:
    drawn = Drawn(1.0, "disputed")
    rows = {source: dict.fromkeys(disputed, drawn) for source, disputed in found.items()}
    return Choice(rows, sum(map(len, rows.values())))


def _nothing(study: Study) -> RelcodeError:
    """Why there is nothing to settle."""
    coders = study.ledger.coders()
    message = "coders disagree about nothing that is not settled"
    fix = "what they agree on is told by 'relcode agree'"
    if len(coders) < 2:  # noqa: PLR2004 - two people at least can differ
        message = f"nobody{f' but {coders[0]}' if coders else ''} has coded yet"
        fix = "send sheets with 'relcode review out', and take them in with 'relcode review in'"
    return RelcodeError(message, where=str(study.path), fix=fix)


def _check_coders(study: Study, coders: Sequence[str]) -> None:
    known = study.ledger.coders()
    for coder in coders:
        if coder not in known:
            message = f"nobody called '{coder}' has coded in this study"
            raise RelcodeError(message, fix=f"coders are: {', '.join(known) or 'none yet'}")
    if len(coders) == 1:
        message = "one coder alone cannot disagree"
        raise RelcodeError(message, fix="name two or more, or none for all")
