"""What was learned, version by version, as a study keeps it: `learned.v1`, `learned.v2`."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relcode.learn.heads import Heads
from relcode.learned import Stored, named
from relcode.reviewed import Answer, Reviewed
from relcode.terms import segment_source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from relcode.study import Study

NEW = -1  # stands for the number of a version that is not stored yet


class Version(NamedTuple):
    """What was learned and is now in force, code by code.

    `heads` and `cuts` (the thresholds) are for the codes of the shipped model, in its order. `by`
    has the number of the version that each code was learned in, 0 where the code is as shipped or
    by the codebook alone. `answers`, by segment, are what was learned from. `compared` says whether
    codes that had become no better were left as they were. `taught` are the segments behind it,
    for the version in force those behind what it has kept of earlier ones, too. `digest` is a hash
    of all that is stored.
    """

    codebook: str
    model: str
    decisions: str
    heads: Heads
    cuts: NDArray[np.float64]
    by: dict[str, int]
    answers: dict[str, Answer]
    compared: bool
    taught: frozenset[str] = frozenset()
    number: int = 0
    made_at: str = ""
    digest: str = ""

    @property
    def name(self) -> str:
        """Its name, such as `learned.v2`."""
        return named(self.number)

    @property
    def learned_by(self) -> tuple[str, str, str]:
        """The hashes of the codebook, the shipped model and the decisions."""
        return self.codebook, self.model, self.decisions

    @property
    def state(self) -> str:
        """Its name with its hash: what was tagged by it is marked so."""
        return f"{self.name}:{self.digest}"


def add(study: Study, version: Version) -> Version:
    """Store a version in the study after all others; gives it with its number and hash.

    Codes that are `by` `NEW` get its number.
    """
    with study.transaction():
        number = study.learned.latest() + 1
        by = {code: number if one == NEW else one for code, one in version.by.items()}
        content = _packed(version._replace(by=by))
        study.learned.add(Stored(*version.learned_by, content))
        study.record_run("learn", named(number), 0, 0)
    return get(study, number)


def get(study: Study, number: int) -> Version:
    """The version of that number; raises KeyError if there is none."""
    return _unpacked(study.learned[number])


def latest(study: Study) -> Version | None:
    """The version in force: the last one."""
    number = study.learned.latest()
    if not number:
        return None
    found = get(study, number)
    return found._replace(taught=_taught(study, found))


def replaced(study: Study, decisions: str) -> Version | None:
    """The last version that was learned from other decisions than these, by their hash."""
    for number in range(study.learned.latest(), 0, -1):
        if study.learned[number].decisions != decisions:
            return get(study, number)
    return None


def _taught(study: Study, version: Version) -> frozenset[str]:
    """The segments that it learned from, and those behind what it has kept of earlier versions."""
    others = {number for number in version.by.values() if 0 < number < version.number}
    earlier = (get(study, number).answers for number in sorted(others))
    return version.taught.union(*earlier)


def sources(study: Study, version: Version, codes: Collection[str]) -> Iterator[Reviewed]:
    """The sources with the answers that each of these codes was learned from.

    A source comes once for each version that any of the codes was learned in.
    """
    by = {code: version.by.get(code, 0) for code in codes}
    for number in sorted(set(by.values()) - {0}):
        own = version if number == version.number else get(study, number)
        mine = frozenset(code for code, one in by.items() if one == number)
        yield from _sources(study, own.answers, mine)


def _sources(
    study: Study, answers: Mapping[str, Answer], codes: frozenset[str]
) -> Iterator[Reviewed]:
    groups: dict[str, dict[str, Answer]] = {}
    for segment, one in answers.items():
        answer = Answer(one.holds & codes, one.fails & codes, one.stands)
        if answer.holds or answer.fails:
            groups.setdefault(segment_source(segment), {})[segment] = answer
    for source, given in groups.items():
        if study.holds(source):
            yield Reviewed(study.source(source), study.segments(source), given)


def _packed(version: Version) -> bytes:
    """The content of a version: its arrays, and what else there is as JSON."""
    codes = sorted(version.by)
    about = {"by": version.by, "compared": version.compared}
    rows = list(version.answers.values())
    arrays = {
        **version.heads._asdict(),
        "cuts": version.cuts,
        "about": _letters(json.dumps(about)),
        "segments": _letters("\n".join(version.answers)),
        "holds": _bits([one.holds for one in rows], codes),
        "fails": _bits([one.fails for one in rows], codes),
        "stands": np.array([one.stands for one in rows], np.float64),
    }
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _unpacked(stored: Stored) -> Version:
    with np.load(io.BytesIO(stored.content)) as held:
        arrays = {name: held[name] for name in held.files}
    about = json.loads(arrays["about"].tobytes())
    codes = sorted(about["by"])
    segments = arrays["segments"].tobytes().decode().split("\n") if len(arrays["stands"]) else []
    holds, fails = (_sets(arrays[name], codes) for name in ("holds", "fails"))
    rows = zip(holds, fails, arrays["stands"].tolist(), strict=True)
    return Version(
        codebook=stored.codebook,
        model=stored.model,
        decisions=stored.decisions,
        heads=Heads(*(arrays[name] for name in Heads._fields)),
        cuts=arrays["cuts"],
        by=about["by"],
        answers=dict(zip(segments, (Answer(*row) for row in rows), strict=True)),
        compared=about["compared"],
        taught=frozenset(segments),
        number=stored.number,
        made_at=stored.made_at,
        digest=sha256(stored.content).hexdigest(),
    )


def _letters(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), np.uint8)


def _bits(sets: Sequence[frozenset[str]], codes: Sequence[str]) -> NDArray[np.uint8]:
    """A row of bits for each set, with a column a code."""
    table = np.array([[code in one for code in codes] for one in sets], dtype=bool)
    return np.packbits(table.reshape(len(sets), len(codes)), axis=1)


def _sets(bits: NDArray[np.uint8], codes: Sequence[str]) -> Iterator[frozenset[str]]:
    table = np.unpackbits(bits, axis=1, count=len(codes)).astype(bool)
    return (frozenset(codes[n] for n in np.flatnonzero(row).tolist()) for row in table)
