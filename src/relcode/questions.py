"""What a change of the codebook asks of coders, and what they have answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from relcode.terms import segment_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relcode.codebook import Heirs
    from relcode.study import Study
    from relcode.terms import Coding, RoundKind

    Key = tuple[str, str, Heirs, Heirs]  # segment, coder, codes, choices

KIND: RoundKind = "codebook"


class Open(NamedTuple):
    """What only the coder can tell: which of `choices` hold where they had decided on `codes`.

    Where a code was split, there is one code and several choices. Where codes were merged and the
    coder's decisions on them differ in valence or role, there is one choice: how does it hold?
    `said` is what the coder had decided, in words.
    """

    segment: str
    coder: str
    codes: tuple[str, ...]
    choices: tuple[str, ...]
    said: str = ""

    @property
    def key(self) -> Key:
        """What it is known by when it comes up again: all but what was said."""
        return self[:4]


@dataclass(frozen=True, slots=True)
class Asking:
    """A round of questions: its name, its time, the hash of the codebook that they come from.

    `said` is what came back on its sheets: by segment and coder the latest decision on each code.
    """

    name: str
    at: str
    codebook: str
    questions: tuple[Open, ...]
    said: Mapping[tuple[str, str], Mapping[str, Coding]]

    def answer(self, question: Open) -> dict[str, Coding]:
        """What the coder said on a sheet about each of the choices; nothing as long as it is open.

        A choice that does not hold is rejected.
        """
        said = self.said.get((question.segment, question.coder), {})
        return {code: said[code] for code in question.choices if code in said}


class Standing(NamedTuple):
    """How the questions of a round stand; `over` counts those that ask for nothing any more."""

    open: list[Open]
    answered: int
    over: int


def opened(study: Study, name: str) -> list[Open]:
    """The questions of a round that a change of the codebook made."""
    rows = study.rounds[name].settings.get("open", [])
    return [Open(row[0], row[1], tuple(row[2]), tuple(row[3]), row[4]) for row in rows]


def asking(study: Study, name: str) -> Asking:
    """A round of questions, with what came back."""
    made = study.rounds[name]
    said: dict[tuple[str, str], dict[str, Coding]] = {}
    for sheet in study.rounds.sheets(name):
        for one, _ in study.ledger.by_sheet(sheet.id, sheet.coder).decisions:
            codes = said.setdefault((one.segment, one.coder), {})
            if one.code not in codes or codes[one.code].made_at <= one.made_at:
                codes[one.code] = one
    return Asking(name, made.made_at, made.codebook, tuple(opened(study, name)), said)


def askings(study: Study) -> Iterator[Asking]:
    """All rounds of questions in the order of making."""
    for made in study.rounds:
        if made.kind == KIND:
            yield asking(study, made.name)


def standing(study: Study, put: Asking) -> Standing:
    """Which questions of a round are open.

    One is answered when its coder has decided on one of the choices since, on its sheet or any
    other; it is over when its text is gone, or when one of the choices is no code any more.
    """
    texts = {segment_source(one.segment) for one in put.questions}
    there = {
        each.id for source in texts & set(study.source_ids()) for each in study.segments(source)
    }
    codes = {code.id for code in study.codebook().codes}
    since = _since(study, put)
    found, answered = [], 0
    for one in put.questions:
        if put.answer(one) or any((one.segment, one.coder, code) in since for code in one.choices):
            answered += 1
        elif one.segment in there and codes.issuperset(one.choices):
            found.append(one)
    return Standing(found, answered, len(put.questions) - answered - len(found))


def _since(study: Study, put: Asking) -> set[tuple[str, str, str]]:
    """On what coders decided after a round was made: segment, coder and code."""
    rows = study.ledger.held({code for one in put.questions for code in one.choices})
    made = (row.coding for row in rows if not row.was and row.coding.made_at > put.at)
    return {(one.segment, one.coder, one.code) for one in made}
