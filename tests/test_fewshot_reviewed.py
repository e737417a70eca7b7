"""What people decided becomes examples of each code, and no more than they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from agreeing import all_segments, decision, many
from relcode.codebook import Code, Codebook
from relcode.ledger import Decided, Returned
from relcode.reviewed import Answer, Reviews
from relcode.terms import Entry, Judged, Round, Sent, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from relcode.study import Study
    from relcode.terms import Coding, Mark, RoundKind

CODES = ("trust", "power")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A study of two sources that nobody has reviewed."""
    with many(tmp_path, 2, 10) as made:
        yield made


def back(  # noqa: PLR0913, PLR0917 - all that rounds differ in
    study: Study,
    coder: str,
    decisions: Sequence[Coding] = (),
    marks: Mapping[str, Mark] | None = None,
    kind: RoundKind = "review",
    chances: Mapping[str, float] | None = None,
    **made: Any,
) -> str:
    """The name of a round that came back with these decisions and marks."""
    name = study.rounds.free_name(kind)
    study.rounds.add(Round(name, kind, 0, study.codebook_hash, **made))
    sheet = Sheet(f"{name}-{coder}", name, coder)
    study.rounds.send(sheet, [Sent(key, (), one) for key, one in (chances or {}).items()])
    judged = [Judged(segment, coder, mark) for segment, mark in (marks or {}).items()]
    brought = Returned([Decided(one) for one in decisions], judged)
    study.ledger.take(Entry(sheet.id, f"{name}.xlsx", name), brought)
    return name


def answers(study: Study, *codes: str) -> dict[str, Answer]:
    """All that was said of these codes (by default of two)."""
    found = Reviews(study, codes or CODES)
    return {segment: one for each in found for segment, one in each.answers.items()}


def answer(holds: str = "", fails: str = "", stands: float = 1.0) -> Answer:
    """An answer with these codes."""
    return Answer(frozenset(holds.split()), frozenset(fails.split()), stands)


def test_nothing_reviewed_gives_nothing(study: Study) -> None:
    """Suggestions alone are no examples, and there is nothing to tag anew for."""
    assert list(Reviews(study, CODES)) == []
    assert Reviews(study, CODES).fingerprint() == ""


def test_what_was_decided_holds_or_does_not(study: Study) -> None:
    """Accepted and added codes hold, rejected ones do not; of others nothing was said."""
    a, b, c, *_ = all_segments(study)
    back(
        study,
        "Ana",
        [
            decision(a, "trust", "Ana", "accepted"),
            decision(b, "power", "Ana", "added"),
            decision(c, "trust", "Ana", "rejected"),
        ],
    )
    assert answers(study) == {a: answer("trust"), b: answer("power"), c: answer("", "trust")}


def test_what_was_gone_through_without_a_code_lacks_it(study: Study) -> None:
    """A segment that is done lacks the codes that nobody gave; one in doubt says nothing."""
    a, b, c, *_ = all_segments(study)
    given = [decision(a, "trust", "Ana", "accepted")]
    back(study, "Ana", given, {a: "done", b: "done", c: "unsure"})
    assert answers(study) == {a: answer("trust", "power"), b: answer("", "trust power")}


def test_a_later_doubt_takes_a_mark_back(study: Study) -> None:
    """The latest mark of a coder counts."""
    segment, *_ = all_segments(study)
    back(study, "Ana", (), {segment: "done"})
    back(study, "Ana", (), {segment: "unsure"})
    assert answers(study) == {}


@pytest.mark.parametrize("kind", ["adjudication", "codebook"])
def test_a_round_about_some_codes_says_nothing_of_the_others(study: Study, kind: RoundKind) -> None:
    """Who adjudicates or answers a question has not gone through all codes."""
    segment, *_ = all_segments(study)
    back(study, "Ana", [decision(segment, "trust", "Ana")], {segment: "done"}, kind)
    assert answers(study) == {segment: answer("trust")}


def test_coders_together_say_what_stands(study: Study) -> None:
    """A code that one coder gives holds, until it is adjudicated otherwise."""
    segment, *_ = all_segments(study)
    back(study, "Ana", [decision(segment, "trust", "Ana")], {segment: "done"}, "blind")
    back(study, "Ben", (), {segment: "done"}, "blind")
    assert answers(study) == {segment: answer("trust", "power")}
    back(study, "Cy", [decision(segment, "trust", "Cy", "rejected")], kind="adjudication")
    assert answers(study) == {segment: answer("", "trust power")}


def test_what_was_undone_is_no_example(study: Study) -> None:
    """A round that was undone leaves no example behind."""
    segment, *_ = all_segments(study)
    name = back(study, "Ana", [decision(segment, "trust", "Ana")], {segment: "done"})
    study.rounds.undo(name)
    assert answers(study) == {}


def own(version: str, *codes: Code) -> Codebook:
    """A version of a codebook with these codes."""
    return Codebook(name="own", version=version, language="en", codes=codes)


POWER = Code(id="power", name="Power", definition="Who decides.")
TRUST = Code(id="trust", name="Trust", definition="Who relies on whom.")


def test_a_new_code_was_not_asked_for(study: Study) -> None:
    """Who went through all codes before there was a new one has said nothing of it."""
    segment, *_ = all_segments(study)
    study.use_codebook(own("1", TRUST))
    back(study, "Ana", (), {segment: "done"})
    study.use_codebook(own("2", TRUST, POWER))
    assert answers(study) == {segment: answer("", "trust")}
    back(study, "Ana", (), {segment: "done"})
    assert answers(study) == {segment: answer("", "trust power")}


def test_a_renamed_code_was_asked_for(study: Study) -> None:
    """A code under a new name was gone through under the old one, but the half of a split not."""
    segment, *_ = all_segments(study)
    study.use_codebook(own("1", TRUST, POWER))
    back(study, "Ana", (), {segment: "done"})
    faith = Code(id="faith", name="Faith", definition="As trust.", formerly=("trust",))
    halves = (
        Code(id=half, name=half, definition="A half.", formerly=("power",))
        for half in ("say", "means")
    )
    study.use_codebook(own("2", faith, *halves))
    assert answers(study, "faith", "say", "means") == {segment: answer("", "faith")}


def test_a_sampled_segment_stands_for_others(study: Study) -> None:
    """One drawn at a chance of a quarter counts four times; of two samples the mean counts."""
    a, b, c, d, *_ = all_segments(study)
    three = dict.fromkeys((a, b, c), 0.25)
    back(study, "Ana", (), dict.fromkeys(three, "done"), chances=three)
    assert {one.stands for one in answers(study).values()} == {4.0}
    apart = {"coders": ["Ben"]}  # whose sample was drawn whatever Ana had judged
    back(study, "Ben", (), {a: "done"}, chances={a: 0.5, d: 0.5}, settings=apart)
    assert answers(study)[a].stands == pytest.approx(0.75 * 4 + 0.25 * 2)
    assert answers(study)[b].stands == pytest.approx(0.75 * 4)


def test_a_later_sample_is_drawn_from_the_others(study: Study) -> None:
    """What was judged before a sample counts in it for itself; together all stand for all.

    Two of twenty were drawn, then six of the eighteen others, once more only from what the same
    coder had not judged.
    """
    every = all_segments(study)
    first, second = every[:2], every[2:8]
    back(study, "Ana", (), dict.fromkeys(first, "done"), chances=dict.fromkeys(first, 0.1))
    same, chances = {"coders": ["ana"]}, dict.fromkeys(second, 1 / 3)
    done: dict[str, Mark] = dict.fromkeys(second, "done")
    back(study, "Ana", (), done, chances=chances, settings=same, made_at="9")
    stands = {segment: one.stands for segment, one in answers(study).items()}
    assert stands == pytest.approx({s: 3.25 if s in first else 2.25 for s in (*first, *second)})
    assert sum(stands.values()) == pytest.approx(len(every))


def test_what_was_not_drawn_by_chance_is_no_sample(study: Study) -> None:
    """A sheet of everything, and one of what is in dispute, leave a sample as it was."""
    a, b, c, *_ = all_segments(study)
    back(study, "Ana", (), {a: "done"}, chances={a: 0.25})
    back(study, "Ben", (), {b: "done"}, chances={a: 1.0, b: 1.0, c: 1.0})
    given = [decision(a, "trust", "Cy")]
    back(study, "Cy", given, {a: "done"}, "adjudication", chances={a: 1.0})
    assert {segment: one.stands for segment, one in answers(study).items()} == {a: 4.0, b: 1.0}


def test_a_sheet_that_is_out_counts_for_nothing(study: Study) -> None:
    """Only what came back was drawn to be judged."""
    segment, *_ = all_segments(study)
    back(study, "Ana", (), {segment: "done"}, chances={segment: 0.25})
    study.rounds.add(Round("out", "review", 0, study.codebook_hash))
    study.rounds.send(Sheet("tout", "out", "Ben"), [Sent(segment, (), 1.0)])
    assert answers(study)[segment].stands == 4


def test_sources_come_whole_and_in_order(study: Study) -> None:
    """Each reviewed source comes once, with all its segments as the context of the answers."""
    back(study, "Ana", (), dict.fromkeys(all_segments(study), "done"))
    found = list(Reviews(study, CODES))
    assert [one.source.id for one in found] == study.source_ids()
    for one in found:
        assert one.segments == study.segments(one.source.id)
        assert list(one.answers) == [segment.id for segment in one.segments]


def test_the_fingerprint_changes_with_what_is_said(study: Study) -> None:
    """A new answer on these codes, and nothing else, is a reason to tag anew."""
    a, b, *_ = all_segments(study)
    seen = [Reviews(study, CODES).fingerprint()]
    for code, status in (("trust", "accepted"), ("power", "added"), ("trust", "rejected")):
        segment = b if status == "rejected" else a
        back(study, "Ana", [decision(segment, code, "Ana", status)])  # type: ignore[arg-type]
        seen.append(Reviews(study, CODES).fingerprint())
        assert Reviews(study, CODES).fingerprint() == seen[-1]
    assert len(set(seen)) == 4
    back(study, "Ana", [decision(b, "leadership", "Ana")])
    assert Reviews(study, CODES).fingerprint() == seen[-1]
    assert Reviews(study, ()).fingerprint() == ""
