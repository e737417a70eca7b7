"""Random decisions: what a reviewer may do with a row, and what is meant by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hypothesis import strategies as st

from survival.meaning import REJECTED, Meaning, in_force

if TYPE_CHECKING:
    from office.table import Edit
    from survival.growers import Round
    from survival.meaning import Sense

Fate = Literal["keep", "clear", "revalue", "replace"]
FATES: tuple[Fate, ...] = ("keep", "clear", "revalue", "replace")
VALENCES = ("positive", "negative", "mixed", "neutral")
CODES = (
    "trust", "relationships", "communication", "shared-understanding", "co-design", "equity",
    "power", "hierarchy", "partnership", "partnering-goals", "context", "synergy",
)  # fmt: skip
USUAL = {"power": "neutral", "context": "neutral", "hierarchy": "negative"}  # else positive
NOTES = ("", "", "", "Hm.", "008", "=cmd", "שלום 😀", "done")  # none is the text of a row
SLOTS = 6


@dataclass(frozen=True)
class Act:
    """What is done with a row: the fates of the codes shown, codes added, a status, a note."""

    name: str
    fates: tuple[tuple[Fate, str, str], ...]  # with another code and another valence
    added: tuple[tuple[str, str, bool], ...]  # code, valence or "", and whether under "more"
    status: str
    note: str


def acts(name: str) -> st.SearchStrategy[Act]:
    """Any act on a row."""
    codes, valences = st.sampled_from(CODES), st.sampled_from(VALENCES)
    fate = st.tuples(st.sampled_from(FATES), codes, valences)
    added = st.tuples(codes, st.sampled_from(("", *VALENCES)), st.booleans())
    return st.builds(
        Act,
        st.just(name),
        st.lists(fate, min_size=SLOTS + 1, max_size=SLOTS + 1).map(tuple),
        st.lists(added, max_size=2).map(tuple),
        st.sampled_from(("done", "done", "", "unsure")),
        st.sampled_from(NOTES),
    )


class Written:
    """An act as edits of cells, and as a meaning, worked out side by side."""

    def __init__(self, act: Act, sent: Round, shown: dict[int, tuple[str, str]]) -> None:
        """`shown` are code and valence by the number of the code cell; above 6 under "more"."""
        self.edits: list[Edit] = []
        self._codes: dict[str, Sense] = {}
        self._id, self._act = sent.ids[act.name], act
        self._used = {code for code, _ in shown.values()}
        self._shown(shown)
        self._added(shown)
        if act.status:
            self._put("status", act.status)
        if act.note:
            self._put("note", act.note)
        notes = frozenset({act.note} if act.note else ())
        self.meaning = Meaning(self._codes, act.status, notes)

    def _shown(self, shown: dict[int, tuple[str, str]]) -> None:
        done = self._act.status == "done"
        for code, valence in (pair for number, pair in shown.items() if number > SLOTS and done):
            self._codes[code] = in_force(valence)  # under "more", where it is left
        for (number, (code, valence)), (fate, other, turn) in zip(
            shown.items(), self._act.fates, strict=False
        ):
            if number > SLOTS:
                continue
            kept = fate == "keep" or (fate == "revalue" and turn == valence)
            if kept or (fate == "replace" and other in self._used):
                if done:
                    self._codes[code] = in_force(valence)
                continue
            if fate == "clear":
                self._put(f"code_{number}", "")
                self._put(f"valence_{number}", "")
                if done:
                    self._codes[code] = REJECTED
            elif fate == "revalue":
                self._put(f"valence_{number}", turn)
                self._codes[code] = in_force(turn)
            else:
                self._used.add(other)
                self._put(f"code_{number}", other)
                self._put(f"valence_{number}", turn)
                self._codes[code], self._codes[other] = REJECTED, in_force(turn)

    def _added(self, shown: dict[int, tuple[str, str]]) -> None:
        free = [number for number in range(1, SLOTS + 1) if number not in shown]
        listed = []
        for code, valence, under_more in self._act.added:
            if code in self._used or not (free or under_more):
                continue
            self._used.add(code)
            usual = USUAL.get(code, "positive")
            self._codes[code] = in_force(valence or usual)
            if under_more:
                listed.append(f"{code} ({valence})" if valence else code)
            else:
                number = free.pop(0)
                self._put(f"code_{number}", code)
                if valence:
                    self._put(f"valence_{number}", valence)
        kept = [
            f"{code} ({valence})" for number, (code, valence) in shown.items() if number > SLOTS
        ]
        if listed:
            self._put("more", "; ".join([*kept, *listed]))

    def _put(self, column: str, text: str) -> None:
        self.edits.append({"do": "set_text", "id": self._id, "column": column, "text": text})
