"""What coders answered when a code that they had given independently was split or merged."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from relcode.analyse.agree.given import judgement_of
from relcode.questions import askings, standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relcode.analyse.agree.asked import Asked
    from relcode.analyse.agree.units import Judgement
    from relcode.questions import Open
    from relcode.study import Study
    from relcode.terms import Coding, Segment

    Codes = Mapping[str, Judgement]


class _Put(NamedTuple):
    """A question, the hash of the codebook that it came with, and what was answered by code."""

    question: Open
    codebook: str
    answer: Mapping[str, Coding]

    def kept(self) -> list[str]:
        """The choices that hold."""
        return [code for code, one in self.answer.items() if one.status != "rejected"]


class _Told(NamedTuple):
    """What a coder gave a segment, what questions about it were answered, and choices left open."""

    codes: dict[str, Judgement]
    answered: set[str]
    open: set[str]


class Answers:
    """The answers to the questions that changes of the codebook had put to coders.

    An answer is the same coder's reading of the same unit by the new codebook, on a sheet that
    shows no suggestion and nobody else's codes: where the code that it settles was given
    independently, it is independent, too.
    """

    def __init__(self, study: Study, asked: Asked) -> None:
        """Look at every question that was put, and which of them are open."""
        self._asked = asked
        self._put: dict[tuple[str, str], list[_Put]] = defaultdict(list)
        self._open: dict[str, set[str]] = defaultdict(set)
        for put in askings(study):
            for one in put.questions:
                found = _Put(one, put.codebook, put.answer(one))
                self._put[one.segment, one.coder].append(found)
            for one in standing(study, put).open:
                self._open[one.coder].update(one.choices)

    def read(
        self, segment: Segment, coder: str, version: str, codes: Codes
    ) -> tuple[dict[str, Judgement], frozenset[str]]:
        """What a coder gave one segment, answers included, and what could not be given there.

        `codes` is what was given independently by the codebook of that version. A code that was
        split counts as soon as the coder has answered all questions about it: where the coder had
        given it by the answer, and elsewhere each of its parts as not given. Until then all units
        are missing: those without the code alone would show nothing but agreement.
        """
        told = self._told(segment, coder, version, codes)
        splits, uncertain = self._asked.splits(version), set(self._open[coder])
        for split in splits:
            if not split.names.intersection(codes) <= told.answered:
                uncertain |= split.parts
        parts = {part for split in splits for part in split.parts}
        missing = self._asked.missing(version)
        return told.codes, frozenset((missing - parts) | (missing & uncertain) | told.open)

    def _told(self, segment: Segment, coder: str, version: str, codes: Codes) -> _Told:
        """The codes with the answers in their places."""
        told, unseen = _Told(dict(codes), set(), set()), set(codes)
        for put in self._put.get((segment.id, coder), ()):
            about = unseen.intersection(put.question.codes)
            if not about or not self._asked.after(put.codebook, version):
                continue
            choices = self._asked.now(put.question.choices, put.codebook)
            for choice in choices:
                told.codes.pop(choice, None)
            if put.answer:
                told.answered.update(put.question.codes)
                told.codes.update(self._kept(put, segment))
                unseen |= self._asked.names(put.kept(), put.codebook)
            else:
                told.open.update(choices)
        return told

    def _kept(self, put: _Put, segment: Segment) -> dict[str, Judgement]:
        """The choices that hold, under their names in use."""
        kept = {}
        for code in put.kept():
            heirs = self._asked.now([code], put.codebook)
            if len(heirs) == 1:
                kept[heirs.pop()] = judgement_of(put.answer[code], segment)
        return kept
