"""A code named without a valence keeps the one that the same coder gave it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coded_tables import FOG, NO_TRUST, ready, table
from relcode.review import corrections, imported
from relcode.review.case import KEPT_VALENCE, OWN_VALENCE
from relcode.review.order import Order
from relcode.review.out import send
from relcode.review.returned import take_apart
from small_study import small_study
from test_adjudicate import fill

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.study import Study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """The small study, a sheet with suggestions and a blind one out to Ben and to Ana."""
    with small_study(tmp_path) as made:
        send(made, Order(coders=("Ben",)), tmp_path / "shown.csv")
        send(made, Order(coders=("Ben", "Ana"), blind=True, again=True), tmp_path / "b.csv")
        yield made


def code(study: Study, path: Path, words: str, given: str) -> None:
    """Take in a sheet with these codes in the row with these words."""
    fill(path, lambda row: row.update(more=given) if words in row["text"] else None)
    (plan,) = corrections.apply([take_apart(path, study)], study)
    assert not plan.questions


def stand(study: Study, code: str) -> dict[str, tuple[str, str, str]]:
    """Valence, role and reason of the valence that stand for a code, by coder."""
    rows = (row for source in study.source_ids() for row in study.ledger.decisions(source))
    return {r.coder: (r.valence, r.role, r.why.valence) for r in rows if r.code == code}


@pytest.mark.parametrize(("words", "name"), [(NO_TRUST, "power"), (FOG, "trust")])
def test_the_coders_own_valence_stays(study: Study, tmp_path: Path, words: str, name: str) -> None:
    """`power (negative)` stays negative where its coder writes only `power` in another sheet.

    So it does where the other sheet has a hint with another valence. The why says so.
    """
    code(study, tmp_path / "b-ben.csv", words, f"{name} (negative, barrier)")
    code(study, tmp_path / "shown.csv", words, name)
    assert stand(study, name)["Ben"] == ("negative", "barrier", KEPT_VALENCE)
    code(study, tmp_path / "shown.csv", words, f"{name} (mixed)")
    assert stand(study, name)["Ben"][0] == "mixed"
    assert KEPT_VALENCE not in stand(study, name)["Ben"]


def test_a_valence_that_nobody_wrote_is_not_kept(study: Study, tmp_path: Path) -> None:
    """What was the usual valence before, or another coder's, counts as the usual one again."""
    code(study, tmp_path / "b-ana.csv", NO_TRUST, "power (negative)")
    code(study, tmp_path / "b-ben.csv", NO_TRUST, "power")
    code(study, tmp_path / "shown.csv", NO_TRUST, "power")
    assert stand(study, "power")["Ben"] == ("neutral", "none", OWN_VALENCE)


def test_a_table_made_elsewhere_keeps_it_too(study: Study, tmp_path: Path) -> None:
    """Codes that are imported without a valence keep their coder's, and say so."""
    code(study, tmp_path / "b-ben.csv", NO_TRUST, 'power "no trust" (negative)')
    path = table(tmp_path / "c.csv", ("Text", "Code"), (NO_TRUST, "power"))
    imported.store(study, ready(study, path, "Ben"))
    assert stand(study, "power")["Ben"] == ("negative", "none", KEPT_VALENCE)
