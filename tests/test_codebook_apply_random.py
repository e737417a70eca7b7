"""Whatever is renamed, merged, split, retired and added: no decision vanishes."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from changing import book, decide, on, passing_time, segments, stand, study_with
from relcode.review.migrate import apply, plan, settle, versions

if TYPE_CHECKING:
    from relcode.codebook import Codebook
    from relcode.review.migrate import Plan
    from relcode.study import Study

IDS = "abcdef"
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("Ana", "Ben")),
        st.integers(0, 7),
        st.sampled_from(("accepted", "rejected")),
        st.sampled_from(("positive", "positive", "negative")),
    ),
    max_size=4,
)
BOOKS = st.dictionaries(
    st.sampled_from(IDS), st.lists(st.sampled_from(IDS), max_size=3, unique=True), min_size=1
)
STEPS = st.lists(st.tuples(ROWS, BOOKS | st.integers(0, 5)), min_size=1, max_size=5)


@given(STEPS)
@settings(max_examples=40)
def test_no_decision_vanishes(steps: list[tuple[list[tuple[str, int, str, str]], object]]) -> None:
    """After every change each decision is on one code in use, asked about, or in the history."""
    with (
        passing_time(),
        tempfile.TemporaryDirectory() as folder,
        study_with(Path(folder), book(a="", b="")) as study,
    ):
        for number, (rows, target) in enumerate(steps):
            codes = [code.id for code in study.codebook().codes]
            for coder, place, status, valence in rows:
                row = on(study, codes[place % len(codes)], coder, status=status, valence=valence)
                decide(study, f"r{number}", coder, row)
            before = stand(study)
            done = apply(study, chosen(study, number, target))
            check(study, done, before)
            assert not settle(study)


def chosen(study: Study, number: int, target: object) -> Codebook:
    """A new codebook of these codes and former names, or an earlier one taken up again."""
    if isinstance(target, int):
        kept = versions(study)
        return kept[target % len(kept)]
    assert isinstance(target, dict)
    known = {code.id for each in versions(study) for code in each.codes}
    rows = {i: " ".join(n for n in names if n != i and n in known) for i, names in target.items()}
    return book(str(number + 2), **rows)


def check(study: Study, done: Plan, before: dict[tuple[str, str], str]) -> None:
    """Every decision is accounted for, and what was accepted on a code with one heir still is."""
    used = {code.id for code in study.codebook().codes}
    asked = {(one.coder, code) for one in done.fate.open for code in one.codes}
    left = {(row.coder, row.code) for row in done.fate.left}
    after = stand(study)
    for coder, code in after:
        assert code in used or (coder, code) in asked | left or answered(study, coder, code)
    for (coder, code), status in before.items():
        heirs = done.heirs.get(code, (code,))
        if len(heirs) == 1 and status == "accepted" and (coder, code) not in asked:
            assert after.get((coder, heirs[0])) == "accepted" or answered(study, coder, code)
    ends(study)


def answered(study: Study, coder: str, code: str) -> bool:
    """Whether a question about this code was put to the coder in any round."""
    rows = [row for each in study.rounds for row in each.settings.get("open", [])]
    return any(row[1] == coder and code in row[2] for row in rows)


def ends(study: Study) -> None:
    """Every decision a person made lives on in exactly one row, by one coder on one segment."""
    events = [event.coding for event in study.ledger.history(segments(study)[0].id)]
    after: dict[int | None, int] = {}
    for row in events:
        if row.carried:
            assert row.replaces not in after
            after[row.replaces] = row.id or 0
    remain = study.ledger.held(IDS)
    made = [row.id for row in events if not row.carried]
    for start in made:
        end = start
        while end in after:
            end = after[end]
        assert end in {row.coding.id for row in remain}
    assert len(remain) == len(made)


def test_plan_of_the_codebook_in_use(tmp_path: Path) -> None:
    """A study without decisions has nothing to carry."""
    with study_with(tmp_path, book(a="")) as study:
        assert not plan(study, study.codebook())
