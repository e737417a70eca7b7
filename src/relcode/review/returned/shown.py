"""What a sheet showed when it was sent, and what the study knows of it."""

from __future__ import annotations

from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from relcode.review.returned.codes import Grammar
from relcode.review.returned.vocabulary import Vocabulary
from relcode.review.words import words
from relcode.standing import assigned
from relcode.terms import segment_source
from relcode.workbook import text_hash

if TYPE_CHECKING:
    from relcode.study import Study
    from relcode.terms import Coding, Sheet


class Shown:
    """The rows of a sheet as they were sent, by segment."""

    def __init__(self, study: Study, sheet: Sheet) -> None:
        """Look up the sheet's round, its codebook, and what its rows showed."""
        self.sheet = sheet
        self.round = study.rounds[sheet.round]
        self.sent = study.rounds.sent(sheet.id)
        versions = dict.fromkeys((self.round.codebook, study.codebook_hash))
        books = [study.codebook(version) for version in versions]
        codes = {coding.code for sent in self.sent.values() for coding in sent.codings}
        self.grammar = Grammar(Vocabulary(books, codes))
        self._codes = {code.id for code in books[0].codes}
        self.order = {segment: place for place, segment in enumerate(self.sent)}
        self._study = study
        self._slots: dict[str, tuple[Coding, ...]] = {}
        self._hashes: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._sources: set[str] = set()

    def slots(self, segment: str) -> tuple[Coding, ...]:
        """The codings that stood in the code cells of a segment's row, in their order."""
        found = self._slots.get(segment)
        if found is None:
            codes = assigned(self.sent[segment].codings) if segment in self.sent else []
            cells = takewhile(lambda coding: coding.code in self._codes, codes)
            found = self._slots[segment] = tuple(islice(cells, words()["slots"]))
        return found

    def left_over(self, segment: str) -> list[str]:
        """The codes of a segment's row that its code cells could not hold."""
        codings, held = self.sent[segment].codings, len(self.slots(segment))
        return [one.code for one in assigned(codings)[held:]] if len(codings) > held else []

    def text(self, segment: str) -> str | None:
        """The words of a segment, None where the study does not hold it any more."""
        found = self._texts.get(segment)
        if found is None and (source := segment_source(segment)) not in self._sources:
            self._sources.add(source)
            self._texts |= self._texts_of(source)
            found = self._texts.get(segment)
        return found

    def hash(self, segment: str) -> str:
        """The hash of the words of a segment of the study."""
        found = self._hashes.get(segment)
        if found is None:
            found = self._hashes[segment] = text_hash(self.text(segment) or "")
        return found

    @cached_property
    def by_hash(self) -> dict[str, list[str]]:
        """The segments of the sheet by the hash of their words."""
        found: dict[str, list[str]] = {}
        for segment in self.sent:
            if self.text(segment) is not None:
                found.setdefault(self.hash(segment), []).append(segment)
        return found

    @cached_property
    def _by_source(self) -> dict[str, list[str]]:
        """The segments of the sheet by their source."""
        found: dict[str, list[str]] = {}
        for segment in self.sent:
            found.setdefault(segment_source(segment), []).append(segment)
        return found

    def owner(self, token: str) -> str:
        """Whose sheet another token stands for, in words."""
        other = self._study.rounds.sheet(token)
        if other is None:
            return "another study, or a round that this study does not have"
        made_for = f", for {other.coder}" if other.coder else ""
        return f"the sheet of round '{other.round}'{made_for}"

    def _texts_of(self, source: str) -> dict[str, str]:
        try:
            text = self._study.source(source).text
        except KeyError:  # its file changed, and nobody had decided anything on it
            return {}
        # those that a later reading cut otherwise are known by the place in their id
        sent = self._by_source.get(source, ())
        old = {one: text[slice(*map(int, one.split("-")[1:]))] for one in sent}
        return old | {one.id: text[one.start : one.end] for one in self._study.segments(source)}
