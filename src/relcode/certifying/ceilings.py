"""How far people agree on each code: what no tagger can be held to exceed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.analyse.agree.comparisons import together
from relcode.analyse.agree.material import material
from relcode.analyse.agree.report import ALL, rows
from relcode.analyse.agree.rules import rules
from relcode.analyse.agree.table import arrays
from relcode.learn.certifications import Ceiling

if TYPE_CHECKING:
    from relcode.analyse.agree.report import Row
    from relcode.study import Study


def ceilings(study: Study) -> dict[str, Ceiling]:
    """By code the agreement of all who coded the same segments blind, as `relcode agree` has it."""
    found = material(study)
    judged = arrays(found) if found.independent else None
    return {
        row.code: _ceiling(row)
        for comparison in together(found.independent, ())
        for row in (rows(judged, comparison, rules()) if judged else ())
        if row.code != ALL
    }


def _ceiling(row: Row) -> Ceiling:
    agreed = row.figures["positive_agreement"]
    kappa, ac1 = row.figures["kappa"].value, row.figures["ac1"].value
    return Ceiling(row.units, kappa, ac1, agreed.value, agreed.low, agreed.high)
