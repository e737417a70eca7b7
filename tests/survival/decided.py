"""A fixed set of decisions: what the reviewer does in the sheet, and what is meant by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from office.session import grids
from survival.growers import BOM
from survival.meaning import REJECTED, Meaning, in_force, meaning

if TYPE_CHECKING:
    from office.table import Edit
    from survival.growers import Round
    from survival.meaning import Meant

POSITIVE, NEGATIVE = in_force("positive"), in_force("negative")
NEUTRAL = in_force("neutral")
MEANT: dict[str, Meaning] = {
    "none": meaning({"trust": NEGATIVE}, "done"),
    "later": meaning({"relationships": REJECTED, "trust": POSITIVE}, "done"),
    "buyer": meaning({"power": in_force("mixed"), "hierarchy": NEGATIVE}, "done", "Both ways?"),
    "calls": meaning({"communication": REJECTED, "equity": POSITIVE}),
    "sums": meaning({"trust": POSITIVE}),
    "number": meaning(mark="done"),
    "hebrew": meaning(mark="unsure", note="שאלה: trust?"),
    "twin": meaning({"shared-understanding": POSITIVE}, "done"),
    "season": meaning(
        {
            "communication": NEUTRAL,
            "trust": NEGATIVE,
            "context": in_force("neutral", "none", "before the season"),
        },
        "done",
    ),
    "tides": meaning(mark="done"),
    "boats": meaning({"context": in_force("negative", "barrier")}),
}
RULED: dict[str, Meaning] = {
    "map": meaning({"co-design": REJECTED, "partnership": POSITIVE}),
    "kit": meaning({"partnering-goals": in_force("negative", "barrier")}, "", "Who paid?"),
    "sorters": meaning({"equity": in_force("negative", "none", "never asked")}),
}


class Hand:
    """Writes in a sheet as it was sent, finding cells as a person does."""

    def __init__(self, sent: Round) -> None:
        """Look at the sheet."""
        self._sent, self._book = sent, grids(sent.path, BOM)
        self.edits: list[Edit] = []

    def cell(self, name: str, code: str) -> int:
        """The number of the code cell of a row in which a code stands."""
        keys, row = self._row(name)
        return next(
            int(key.rpartition("_")[2])
            for key, text in zip(keys, row, strict=True)
            if key.startswith("code_") and text == code
        )

    def free(self, name: str) -> int:
        """The number of the first free code cell of a row."""
        return self.cell(name, "")

    def write(self, name: str, **cells: str) -> None:
        """Write into cells of a row."""
        for column, text in cells.items():
            self._do("set_text" if text else "clear", name, column, text)

    def slot(self, name: str, number: int, code: str, valence: str = "") -> None:
        """Fill a code cell and the valence beside it, or clear both."""
        self.write(name, **{f"code_{number}": code, f"valence_{number}": valence})

    def rule(self, name: str, code: str, **cells: str) -> None:
        """Fill cells of a row of the sheet of codings."""
        keys, *rows = self._book["Codings"]
        same = [row for row in rows if row[keys.index("_id")] == self._sent.ids[name]]
        nth = [row[keys.index("_code")] for row in same].index(code)
        for column, text in cells.items():
            self._do("set_text", name, column, text, sheet="Codings", nth=nth)

    def _row(self, name: str) -> tuple[list[str], list[str]]:
        keys, *rows = self._book["Segments"]
        return keys, next(row for row in rows if row[0] == self._sent.ids[name])

    def _do(self, kind: str, name: str, column: str, text: str, **more: Any) -> None:
        edit = {"do": kind, "id": self._sent.ids[name], "column": column, **more}
        self.edits.append(edit | ({"text": text} if text else {}))


def decisions(sent: Round, *, ruled: bool) -> tuple[list[Edit], Meant]:
    """The edits in which the fixed decisions are written, and what they mean.

    `ruled`: also in the sheet of codings.
    """
    hand = Hand(sent)
    hand.write("none", status="done")
    hand.slot("later", hand.cell("later", "relationships"), "")
    hand.write("later", status="done")
    power = hand.cell("buyer", "power")
    hand.write("buyer", **{f"valence_{power}": "mixed"}, status="done", note="Both ways?")
    hand.slot("calls", 1, "equity", "positive")
    hand.slot("sums", 1, "trust", "positive")
    hand.write("number", status="done")
    hand.write("hebrew", status="unsure", note="שאלה: trust?")
    hand.write("twin", status="done")
    hand.write("season", more='trust (negative); context "before the season"', status="done")
    hand.write("tides", status="done")
    hand.write("boats", code_1="context (negative, barrier)", valence_1="")
    if not ruled:
        return hand.edits, dict(MEANT)
    hand.rule("map", "co-design", decision="reject")
    hand.rule("map", "partnership", decision="accept")
    to = {"valence_to": "negative", "role_to": "barrier", "note": "Who paid?"}
    hand.rule("kit", "partnering-goals", decision="change", **to)
    hand.rule("sorters", "equity", decision="change", words="never asked")
    return hand.edits, {**MEANT, **RULED}
