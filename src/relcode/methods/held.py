"""What the sentences and tables are made from, gone through once, source by source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcode.analyse.agree.material import material
from relcode.analyse.agree.table import arrays, table
from relcode.errors import RelcodeError
from relcode.methods.certificates import certificates
from relcode.standing import assigned, standing
from relcode.terms import MACHINE

if TYPE_CHECKING:
    from relcode.analyse.agree.material import Material
    from relcode.analyse.agree.ratings import Ratings
    from relcode.analyse.agree.report import Row
    from relcode.analyse.agree.rules import Rules
    from relcode.codebook import Codebook
    from relcode.methods.certificates import Certificates
    from relcode.outcome import Progress
    from relcode.study import Study


@dataclass(slots=True)
class Finished:
    """The coding as it stands, all coders and the machine taken together.

    `codes` and `people` count codings by code, in all and those by people; `segments` have any
    coding; `suggested` counts the machine's suggestions.
    """

    codes: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    segments: int = 0
    suggested: int = 0


class Held(NamedTuple):
    """A study with the codebook in use and what is in it.

    `kinds` counts sources by kind; `rows` are the codes' figures of agreement between people;
    `brought` are by entry the segments that it touched, `imported` who brought codes made
    elsewhere, `settled` counts by adjudicator the segments, and `certified` is None where no code
    was ever certified.
    """

    study: Study
    book: Codebook
    rules: Rules
    kinds: Counter[str]
    found: Material
    judged: Ratings
    rows: list[Row]
    finished: Finished
    brought: dict[int, set[str]]
    imported: list[str]
    settled: Counter[str]
    certified: Certificates | None

    @property
    def people(self) -> bool:
        """Whether any person has coded, corrected or settled anything."""
        return bool(self.brought)


def held(study: Study, rules: Rules, progress: Progress) -> Held:
    """Go through a study; raises RelcodeError where nothing in it is coded yet."""
    if not study.source_ids():
        message, fix = "there is no text to tell of", "read some with 'relcode read'"
        raise RelcodeError(message, where=str(study.path), fix=fix)
    brought, imported, settled = _brought(study)
    if not brought and not study.tagged():
        message = "nothing is coded yet, so there are no methods to tell of"
        fix = "have people code with 'relcode review out --blind', or run 'relcode tag'"
        raise RelcodeError(message, where=str(study.path), fix=fix)
    found = material(study)
    judged = arrays(found)
    rows = table(judged, found, rules, "code")
    return Held(
        study=study,
        book=study.codebook(),
        rules=rules,
        kinds=Counter(str(source.kind) for source in study.sources()),
        found=found,
        judged=judged,
        rows=[row for row in rows if row.comparison.kind == "human-human"],
        finished=_finished(study),
        brought=brought,
        imported=imported,
        settled=settled,
        certified=certificates(study, progress),
    )


def _brought(study: Study) -> tuple[dict[int, set[str]], list[str], Counter[str]]:
    brought: dict[int, set[str]] = {}
    imported: set[str] = set()
    settled: set[tuple[str, str]] = set()
    for source in study.source_ids():
        for touch in study.ledger.touches(source):
            brought.setdefault(touch.entry, set()).add(touch.segment)
            if touch.kind == "import":
                imported.add(touch.coder)
            elif touch.kind == "adjudication":
                settled.add((touch.coder, touch.segment))
    return brought, sorted(imported), Counter(coder for coder, _ in settled)


def _finished(study: Study) -> Finished:
    found = Finished()
    for source in study.source_ids():
        codings = study.codings(source)
        found.suggested += sum(one.status == "suggested" for one in codings)
        for kept in standing(codings).values():
            codes = assigned(kept)
            found.segments += bool(codes)
            found.codes.update(one.code for one in codes)
            found.people.update(one.code for one in codes if one.status not in MACHINE)
    return found
