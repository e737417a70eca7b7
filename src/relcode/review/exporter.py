"""The review workbook that is written with every export: a round of its own, for anybody."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relcode.database import now
from relcode.errors import ChangedError
from relcode.outcome import silent
from relcode.review.choice import LIMIT, REST, share
from relcode.review.out import publish
from relcode.review.page import SCHEMA, page
from relcode.terms import Round

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.outcome import Progress
    from relcode.review.page import Page
    from relcode.study import Study

TRIES = 3
STEM = "run"  # of the names of these rounds
OURS = re.compile(rf"{STEM}-\d+")


@dataclass(frozen=True, slots=True)
class Review:
    """Exports `review.xlsx`: how to review, the segments with their suggestions, the codebook.

    Above `limit` segments the sheet holds those with a code, a hint or a lesson, and a random
    `sample` of the others.
    """

    name: str = "review"
    limit: int = LIMIT
    sample: int = REST

    def export(self, study: Study, folder: Path, progress: Progress = silent) -> Path:
        """The file written, as a new round or, where its rows show the same, as the last one.

        It is tried again where another run changes the study meanwhile.
        """
        for _ in range(TRIES):
            with suppress(ChangedError):
                return self._export(study, folder, progress)
        return self._export(study, folder, progress)

    def _export(self, study: Study, folder: Path, progress: Progress) -> Path:
        path = folder / "review.xlsx"
        settings = {"limit": self.limit, "sample": self.sample, "files": [study.key(path)]}
        name = study.rounds.free_name(STEM)
        made = Round(name, "review", study.seed, study.codebook_hash, settings, now())
        choice = share(study, self.limit, self.sample, study.seed)
        shown = page(study, made, "", choice)
        before = _latest(study)
        known = before is not None and _same(study, before, shown)
        if before and known:
            sheet = study.rounds.sheets(before.name)[0]
            made, shown = before, replace(shown, round=before, sheet=sheet)
        publish(study, made, {path: shown}, progress, known=known)
        return path


REVIEW = Review()


def _latest(study: Study) -> Round | None:
    """The last round that an export made."""
    ours = [made for made in study.rounds if made.kind == "review" and OURS.fullmatch(made.name)]
    return ours[-1] if ours else None


def _same(study: Study, before: Round, shown: Page) -> bool:
    """Whether a round sent out the same rows."""
    sheets = study.rounds.sheets(before.name)
    if before.codebook != shown.round.codebook or [one.schema for one in sheets] != [SCHEMA]:
        return False
    return list(study.rounds.sent(sheets[0].id).values()) == list(shown.sent())
