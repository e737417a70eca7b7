"""The whole report: the comparisons that a study allows, and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from relcode.analyse.agree.comparisons import pairwise, together
from relcode.analyse.agree.ratings import ratings
from relcode.analyse.agree.report import rows, rows_by_source

if TYPE_CHECKING:
    from relcode.analyse.agree.material import Material
    from relcode.analyse.agree.ratings import Ratings
    from relcode.analyse.agree.report import Row
    from relcode.analyse.agree.rules import Rules

By = Literal["code", "source", "coder"]


def arrays(material: Material) -> Ratings:
    """The judgements of all who are compared."""
    return ratings(material.units, [*material.independent, *material.others])


def table(judged: Ratings, material: Material, rules: Rules, by: By) -> list[Row]:
    """Rows by comparison, then by source where asked, then by code with all codes last.

    By code and source all independent coders are compared at once, and their pairs with the
    machine added up; by coder every pair stands by itself, pairs with the adjudicated coding too.
    """
    pairs = pairwise if by == "coder" else together
    of = rows_by_source if by == "source" else rows
    compared = pairs(material.independent, material.others)
    return [row for comparison in compared for row in of(judged, comparison, rules)]


def in_common(judged: Ratings, material: Material) -> tuple[int, int]:
    """The number of units that two independent coders judged, and that all of them did."""
    times = judged.judged[:, judged.columns(material.independent)].sum(axis=1)
    everyone = max(len(material.independent), 2)
    return int(np.sum(times > 1)), int(np.sum(times == everyone))
