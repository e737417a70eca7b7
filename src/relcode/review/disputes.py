"""What coders disagree about: for each segment what each of them says, and where they differ."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from relcode.study import Study
    from relcode.terms import Coding, Memo, Status

NO = "no"  # a coder judged the segment and did not give the code, or rejected it


@dataclass(slots=True)
class Said:
    """What one coder says of a segment; `judged` is whether they went through all codes."""

    codes: dict[str, Coding] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)
    judged: bool = False
    notes: list[str] = field(default_factory=list)

    def on(self, code: str) -> str:
        """How they stand to a code: its valence and role, `no`, or "" where they do not say."""
        if code in self.codes:
            given = self.codes[code]
            return given.valence if given.role == "none" else f"{given.valence}, {given.role}"
        return NO if self.judged or code in self.rejected else ""

    def told(self) -> str:
        """Their codes and notes as a reader of the sheet sees them."""
        codes = [f"{code} ({self.on(code)})" for code in sorted(self.codes)]
        codes += [f"not {code}" for code in sorted(self.rejected)]
        lines = ["; ".join(codes) or ("no code" if self.judged else "")]
        return "\n".join(filter(None, [*lines, *dict.fromkeys(self.notes)]))


@dataclass(frozen=True, slots=True)
class Dispute:
    """One segment on which coders differ: codes on which all agree, and codes in dispute.

    Of a code on which they differ, `disputed` holds the coding of the first coder by name who
    gave it, as a mere candidate.
    """

    segment: str
    said: Mapping[str, Said]
    agreed: list[Coding]
    disputed: list[Coding]


def disputes(study: Study, source: str, coders: Collection[str] = ()) -> dict[str, Dispute]:
    """The segments of a source on which two or more coders differ and nobody has adjudicated.

    With `coders`, only what these say counts. Coders differ on a code where one gives it and
    another does not, having judged the segment or rejected the code, or where both give it with
    another valence or role.
    """
    settled, found = _settled(study, source), {}
    for segment, said in _said(study, source, coders).items():
        codes = sorted({code for one in said.values() for code in {*one.codes, *one.rejected}})
        open_codes = [code for code in codes if (segment, code) not in settled]
        disputed = [code for code in open_codes if _differ(said, code)]
        if disputed:
            agreed = [
                code
                for code in codes
                if code not in disputed and settled.get((segment, code)) != "rejected"
            ]
            found[segment] = Dispute(
                segment,
                dict(sorted(said.items())),
                [given for code in agreed if (given := _first(said, code))],
                [
                    replace(given, status="candidate")
                    for code in disputed
                    if (given := _first(said, code))
                ],
            )
    return found


def _said(study: Study, source: str, coders: Collection[str]) -> dict[str, dict[str, Said]]:
    """What each coder says, by segment and coder."""
    found: defaultdict[str, defaultdict[str, Said]] = defaultdict(lambda: defaultdict(Said))
    for coding in study.ledger.decisions(source):
        if coding.origin != "adjudication" and _wanted(coding.coder, coders):
            said = found[coding.segment][coding.coder]
            if coding.status == "rejected":
                said.rejected.add(coding.code)
            else:
                said.codes[coding.code] = coding
    for mark in study.ledger.judged(source):
        if mark.mark == "done" and mark.origin != "adjudication" and _wanted(mark.coder, coders):
            found[mark.segment][mark.coder].judged = True
    for memo in study.ledger.memos(source):
        if memo.coder in found.get(memo.segment, ()):
            found[memo.segment][memo.coder].notes.append(_note(memo))
    return {segment: dict(said) for segment, said in found.items()}


def _wanted(coder: str, coders: Collection[str]) -> bool:
    return not coders or coder in coders


def _settled(study: Study, source: str) -> dict[tuple[str, str], Status]:
    """What became of the codes of segments that somebody has adjudicated."""
    decisions = study.ledger.decisions(source, kinds=["adjudication"])
    return {(one.segment, one.code): one.status for one in decisions}


def _differ(said: Mapping[str, Said], code: str) -> bool:
    stands = {one.on(code) for one in said.values()} - {""}
    return len(stands) > 1


def _first(said: Mapping[str, Said], code: str) -> Coding | None:
    given = (said[coder].codes.get(code) for coder in sorted(said))
    return next((coding for coding in given if coding), None)


def _note(memo: Memo) -> str:
    return f"{memo.code}: {memo.text}" if memo.code else memo.text
