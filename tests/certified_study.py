"""A study that was reviewed and learned from, for the tests of certificates."""

from __future__ import annotations

import shutil
from functools import cache
from typing import TYPE_CHECKING

from learning_study import learning_study, review
from relcode.certifying.certify import certify
from relcode.features.kept import vectors_path
from relcode.learn.verdict import Promise
from relcode.learning import learn
from relcode.records import Input
from relcode.study import Study
from tagged import laid_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

REVIEWED, SOURCES = 14, 18
PROMISE = Promise(0.35, 0.1)  # what so few sources can prove
ODD = (
    "Quarterly revenue of unit {n} fell by four per cent.",
    "The auditors of unit {n} signed the ledger late.",
    "Liabilities of unit {n} were restated in June.",
    "Unit {n} paid a dividend of two pence a share.",
)


@cache
def certified_path(folder: Path) -> Path:
    """A study of 18 sources, of which 14 were reviewed, learned from and certified; made once."""
    with learning_study(_made(folder / "certified"), SOURCES) as study:
        review(study, study.source_ids()[:REVIEWED])
        learn(study)
        certify(study, PROMISE)
        return study.path


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def copied(path: Path, folder: Path) -> Study:
    """The study anew, with what was encoded, so that no test waits for that."""
    for file in (path, vectors_path(path)):
        shutil.copy(file, folder)
    return Study.open(folder / path.name)


def added(study: Study, numbers: Sequence[int], lines: Sequence[str] = ODD) -> None:
    """New sources, one a number, with these lines."""
    for number in numbers:
        source, segments = laid_out([line.format(n=number) for line in lines])
        study.add(Input(f"new-{number}.txt", "0", "0", source.id, ""), source, segments)
