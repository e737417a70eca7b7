"""Units are what the manual says: sentences of turns, bullets with their stem, table cells."""

from __future__ import annotations

from dataclasses import replace

from laid_out import Part, bullet, cut, heading, said, source, texts
from relcode.segment.clauses import clauses
from relcode.terms import Block, Span

STORM = (
    "We had the boats down at the slip and the nets were all over the place because of the storm "
    "the week before and nobody had slept and the man from the ministry was standing there with "
    "his clean boots on asking who was in charge of it all, and then my sister walked up to him "
    "and she said that nobody was in charge and that this was the whole idea."
)


def parts(sentence: str) -> list[str]:
    """The parts of a spoken sentence."""
    return [sentence[slice(*span)] for span in clauses(sentence, Span(0, len(sentence)))]


def stems(*layout: Part | str) -> list[str]:
    """The stem of each bullet, as text; empty where it has none."""
    made = source(*layout)
    bullets = [each for each in cut(made) if each.unit == "bullet"]
    return [made.text[slice(*each.stem)] if each.stem else "" for each in bullets]


def test_a_short_sentence_joins_its_neighbour() -> None:
    """Below four words a sentence of a turn goes with the one before, or with the next (R1)."""
    made = source(said("Sure. So I ran the ferry. For nine years. They paid me in fish, mostly."))
    assert texts(made) == [
        "Sure. So I ran the ferry. For nine years.",
        "They paid me in fish, mostly.",
    ]
    assert {each.unit for each in cut(made)} == {"sentence"}


def test_a_short_turn_stands_uncoded() -> None:
    """A whole turn below four words is a unit of its own and is not coded (R1)."""
    first, second = cut(source(said("Yeah, exactly."), said("We trust them now.", "Oren")))
    assert (first.unit, first.codable) == ("turn", False)
    assert (second.unit, second.codable) == ("sentence", True)


def test_a_short_paragraph_of_a_longer_turn_is_no_turn() -> None:
    """A paragraph of two words is not coded, but only a whole turn has the unit `turn`."""
    made = source(said("Not really."), "We trust them now.")
    longer = replace(made.turns[0], end=len(made.text))
    units = [(each.unit, each.codable) for each in cut(replace(made, turns=(longer,)))]
    assert units == [("sentence", False), ("sentence", True)]


def test_short_sentences_of_written_text_stand_alone() -> None:
    """Joining is for talk: in a report "Funding." stays apart from what follows."""
    assert texts(source("Funding. It was never enough.")) == ["Funding.", "It was never enough."]


def test_run_on_speech_is_cut_at_a_clause() -> None:
    """After 45 words a new clause with its subject opens a new unit (R2)."""
    first, second = parts(STORM)
    assert second.startswith("and then my sister")
    assert first.endswith("in charge of it all,")
    assert len(texts(source(said(STORM)))) == 2
    assert len(texts(source(STORM))) == 1, "long sentences of papers stay whole"


def test_a_cut_never_falls_in_a_quotation() -> None:
    """What is quoted or in brackets stays in one piece, however long the sentence is."""
    quoted = STORM.replace("and then my sister", '"and then my sister').replace("idea.", 'idea."')
    assert parts(quoted) == [quoted]


def test_a_cut_leaves_no_stump() -> None:
    """A last clause of a few words stays with the sentence."""
    short = STORM[: STORM.index(" up to him")]
    assert parts(short) == [short]


def test_speech_without_stops_is_cut_too() -> None:
    """A transcript without any punctuation yields units of bearable length."""
    line = " ".join(["we went to the hall and they told us nothing"] * 40)
    cuts = parts(line)
    assert " ".join(cuts) == line
    assert max(len(part.split()) for part in cuts) < 60
    assert min(len(part.split()) for part in cuts) >= 8


def test_writing_of_a_length_that_nobody_writes_is_cut() -> None:
    """A text without speakers or stops, as dictation programs write it, is no single unit."""
    line = " ".join(["we went to the hall and they told us nothing"] * 40)
    units = texts(source(line))
    assert " ".join(units) == line
    assert max(len(unit.split()) for unit in units) < 60


def test_a_bullet_carries_its_stem() -> None:
    """Every sentence of every bullet points to the lead-in before the list (R4)."""
    lead = "Trust was built by:"
    assert (
        stems(f"It took years. {lead}", bullet("asking. It helped."), bullet("paying;"))
        == [lead] * 3
    )


def test_a_stem_may_end_open_or_announce() -> None:
    """A sentence without a stop, or one that names what follows, leads in; a plain one does not."""
    assert stems("The partners would", bullet("share boats")) == ["The partners would"]
    assert stems("They agreed on the following.", bullet("pay")) == [
        "They agreed on the following."
    ]
    assert stems("It was a hard year.", bullet("rain")) == [""]
    assert stems(heading("Barriers"), bullet("rain")) == [""]
    assert stems(heading("What helped:"), bullet("rain")) == ["What helped:"]


def test_a_nested_bullet_has_its_parent_as_stem() -> None:
    """The stem of an inner item is the item above it, its last sentence if that leads in."""
    layout = [
        bullet("Ferries", 1),
        bullet("one boat", 2),
        bullet("Nets. These are:", 1),
        bullet("old", 2),
    ]
    assert stems("We shared:", *layout) == [
        "We shared:",
        "Ferries",
        "We shared:",
        "We shared:",
        "These are:",
    ]


def test_page_furniture_does_not_part_a_list_from_its_stem() -> None:
    """A page number between lead-in and list, or within the list, changes nothing."""
    number = Part("7", Block(0, 0, "furniture"))
    assert (
        stems("We shared:", number, bullet("boats"), number, bullet("nets")) == ["We shared:"] * 2
    )
    assert stems("We shared:", bullet("boats"), "So it went.", bullet("nets")) == ["We shared:", ""]


def test_cells_are_cut_and_numbers_not_coded() -> None:
    """A cell is a unit, several sentences are several units, and figures alone are not coded."""
    cells = [
        Part(text, Block(0, 0, "cell")) for text in ("We met. They came.", "12 (3 %)", "Trust")
    ]
    found = [(each.unit, each.codable) for each in cut(source(*cells))]
    assert found == [("cell", True), ("cell", True), ("cell", False), ("cell", True)]


def test_segments_say_where_they_stand() -> None:
    """Section path, page, speaker, role and the comment answered are those of the block."""
    reply = Part("I agree with all of it.", Block(0, 0, role="commenter", reply_to="c1", page=3))
    made = source(
        heading("Part 1"), heading("Calls", 2), reply, said("We rang them daily.", "Oren")
    )
    *_, comment, talk = cut(made)
    assert comment.section == "Part 1 > Calls"
    assert (comment.page, comment.speaker_role, comment.reply_to) == (3, "commenter", "c1")
    assert (talk.speaker, talk.speaker_role) == ("Oren", "participant")
    assert talk.id == f"{made.id}-{talk.start}-{talk.end}"


def test_roles_default_to_the_kind_of_source() -> None:
    """Text outside turns is its author's; a recording that names nobody is a participant's talk."""
    assert cut(source("We met weekly in the hall."))[0].speaker_role == "author"
    assert (
        cut(source("We met weekly in the hall.", kind="interview"))[0].speaker_role == "participant"
    )


def test_questions_of_the_interviewer_are_context() -> None:
    """Interviewers and the system are kept as segments and not coded (R8, R24)."""
    made = source(
        said("Did you trust them at all?", "IV", "interviewer"),
        said("[recording stops here for a while]", "system", "system"),
        said("No, not at all, never.", "Oren"),
    )
    assert texts(made, codable=True) == ["No, not at all, never."]
