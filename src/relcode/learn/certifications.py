"""What was certified, as a study keeps it: certificates with all that they hang on."""

from __future__ import annotations

import io
import json
from math import inf, isfinite, nan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from relcode.certified import Stored
from relcode.learn.bounds import NOTHING, Rate
from relcode.learn.certificate import NOBODY, Certificate, Count, Needed, Rates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from relcode.learn.split import Part
    from relcode.study import Study


class Ceiling(NamedTuple):
    """How far people who coded the same `units` blind agree that a code holds.

    `agreed` is their positive agreement with its interval, nan where there is none.
    """

    units: int
    kappa: float
    ac1: float
    agreed: float
    low: float
    high: float


class Entry(NamedTuple):
    """The certificate of a code, and what stands beside it.

    `given_wrong` is how often the code does not hold where it is given, in calibration and test: 1
    less precision. `ceiling` is None where no two people coded the same segments blind.
    """

    certificate: Certificate
    given_wrong: Rate = NOTHING
    ceiling: Ceiling | None = None

    @property
    def decides(self) -> bool:
        """Whether anything is decided without people."""
        return (self.certificate.low, self.certificate.high) != NOBODY

    @property
    def unclear(self) -> bool:
        """Whether the definition needs work: of what one person gives another misses too much.

        That is where the interval of positive agreement, the mean of how much two people find of
        what the other gave, is below 1 - alpha: held against each other neither would be certified.
        """
        return self.ceiling is not None and self.ceiling.high < 1 - self.certificate.alpha


class State(NamedTuple):
    """What probabilities hang on.

    That is the hashes of the codebook and the shipped model, and what corrects the model, such as
    `learned.v1:HASH`, "" for nothing.
    """

    codebook: str
    model: str
    learned: str


class Certification(NamedTuple):
    """The certificates of a study's codes by `codes`, with all that they hang on.

    `split` has the part of each source that was reviewed, `sources` are all that the study had.
    `rows` are vectors of segments of the reviewed sources, at 16 bits, `row_sources` name those.
    `number` and `made_at` are given when it is stored.
    """

    alpha: float
    delta: float
    seed: int
    state: State
    decisions: str
    split: dict[str, Part]
    sources: frozenset[str]
    codes: dict[str, Entry]
    rows: NDArray[np.float16]
    row_sources: NDArray[np.str_]
    number: int = 0
    made_at: str = ""

    @property
    def made_by(self) -> tuple[float, float, State, str]:
        """All that it follows from, where the split is kept."""
        return self.alpha, self.delta, self.state, self.decisions


def add(study: Study, made: Certification) -> Certification:
    """Store a certification in the study after all others; gives it as it is stored."""
    stored = Stored(
        alpha=made.alpha,
        delta=made.delta,
        seed=made.seed,
        **made.state._asdict(),
        decisions=made.decisions,
        split=json.dumps(made.split, sort_keys=True),
        sources=json.dumps(sorted(made.sources)),
        codes=json.dumps({code: _plain(one) for code, one in made.codes.items()}, allow_nan=False),
        sample=_packed(made),
    )
    with study.transaction():
        number = study.certified.add(stored)
        study.record_run("certify", f"certification {number}", 0, 0)
    return get(study, number)


def get(study: Study, number: int) -> Certification:
    """The certification of that number; raises KeyError if there is none."""
    stored = study.certified[number]
    with np.load(io.BytesIO(stored.sample)) as held:
        rows, names = held["rows"], held["sources"].tobytes().decode()
        of = np.repeat(np.array(names.split("\n"), dtype=np.str_), held["counts"])
    return Certification(
        alpha=stored.alpha,
        delta=stored.delta,
        seed=stored.seed,
        state=State(stored.codebook, stored.model, stored.learned),
        decisions=stored.decisions,
        split=json.loads(stored.split),
        sources=frozenset(json.loads(stored.sources)),
        codes={code: _entry(one) for code, one in json.loads(stored.codes).items()},
        rows=rows,
        row_sources=of,
        number=stored.number,
        made_at=stored.made_at,
    )


def latest(study: Study) -> Certification | None:
    """The last certification, or None."""
    number = study.certified.latest()
    return get(study, number) if number else None


def _packed(made: Certification) -> bytes:
    """The sample; rows are in order of their source."""
    names, counts = np.unique(made.row_sources, return_counts=True)
    order = np.argsort(made.row_sources, kind="stable")
    letters = np.frombuffer("\n".join(names.tolist()).encode(), np.uint8)
    file = io.BytesIO()
    rows = made.rows[order].astype(np.float16)
    np.savez_compressed(file, rows=rows, sources=letters, counts=counts)
    return file.getvalue()


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """A value as JSON has it: named tuples as objects, what is no finite number as null."""
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return None if isinstance(value, float) and not isfinite(value) else value


def _entry(held: Mapping[str, Any]) -> Entry:
    ceiling = held["ceiling"] and {
        name: nan if one is None else one for name, one in held["ceiling"].items()
    }
    return Entry(
        _certificate(held["certificate"]),
        _rate(held["given_wrong"]),
        Ceiling(**ceiling) if ceiling else None,
    )


def _certificate(held: Mapping[str, Any]) -> Certificate:
    rates = {
        part: Rates(*(_rate(held[part][name]) for name in Rates._fields))
        for part in ("calibration", "test")
    }
    counts = {part: Count(**one) for part, one in held["counts"].items()}
    high = inf if held["high"] is None else held["high"]
    needed = Needed(**held["needed"])
    return Certificate(**{**held, **rates, "high": high, "counts": counts, "needed": needed})


def _rate(held: Mapping[str, Any]) -> Rate:
    return Rate(**{**held, "rate": nan if held["rate"] is None else held["rate"]})
