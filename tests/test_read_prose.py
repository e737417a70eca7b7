"""Prose with colons, lists and metadata is never taken for talk, nor talk for metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts import check_draft
from relcode.read import plain
from relcode.read.draft import DraftBuilder
from relcode.read.markdown import draft as markdown
from relcode.read.turns import with_turns

if TYPE_CHECKING:
    from relcode.terms import Draft


def read(text: str) -> Draft:
    """The draft of a plain text with its turns."""
    draft = with_turns(plain.draft(text))
    check_draft(draft)
    return draft


def speakers(draft: Draft) -> list[str | None]:
    """The speakers of the blocks that are said, in order."""
    return [block.speaker for block in draft.blocks if block.form == "paragraph"]


PROSE = {
    "abstract": """Background: Sheds are shared in many villages. We know little of how.
Aim: To learn how allotment groups come to lend their tools.
Methods: We asked nine groups and walked their plots.
Results: Lending began small. We saw that keys mattered.
Conclusion: Trust in the lender grew with every tool that came back.
""",
    "repeated heads": "".join(
        f"Site {n}\n\nStrengths: We saw a warm welcome.\n\nWeaknesses: You cannot park there.\n\n"
        f"Barriers: Our bus came late.\n\nFacilitators: I had a bicycle.\n\n"
        for n in range(6)
    ),
    "barrier and facilitator": "".join(
        "Barrier: The key was lost, as you know.\n\nFacilitator: We found a spare one.\n\n"
        for _ in range(5)
    ),
    "glossary": """Trust: the wish to lend before anything came back.
Broker: a person whom both groups know.
Plot: the ground that one family digs.
Shed: where we keep what nobody owns alone.
Trust: see also Broker.
""",
    "notes": """Note: the gate was shut. We waited.

The committee met again. Note: nobody brought the key.

Note: I asked for it twice.

Important: you must sign the book.

Note: we never saw the book again.

Important: please tell the others.
""",
    "links": """See http://sheds.example/one and https://sheds.example/two: both are old.
http://sheds.example/one
https://sheds.example/two
mailto:shed@example.org
http://sheds.example/one
""",
    "minutes": """Present: Holt, Brandt, Okafor
Apologies: Sims
Item 1: The roof. Action: Holt to buy felt.
Item 2: The path. Action: Brandt to dig.
Item 3: Any other business. None.
""",
    "times": """10:00 Welcome and tea
10:30 Walk round the plots
11:15 Talk by the committee
12:00 Lunch in the shed
""",
    "requirements": """WP1: Build the shed. D1: A drawing. D2: A shed.
WP2: Share the tools. D3: A list. D4: A lock.
RQ1: How do groups share?
RQ2: What stops them?
H1: We expect that small loans come first.
H2: We expect that keys matter.
""",
    "one label": "Note: we met.\n\n" + "We went on digging all day long.\n\n" * 6,
    "personas": "".join(
        f"{name}\n\nGoals\n\nFind a plot near home.\n\nFrustrations\n\nThe list is long.\n\n"
        for name in ("The Newcomer", "The Old Hand", "The Planner")
    ),
    "quotes in a report": "".join(
        f"{'The groups told of their sheds at length. ' * 4}\n\n" * 6
        + f"P{n}: “We lent it, and it came back.”\n\n"
        for n in (1, 2)
    ),
    "dashed list": "".join(
        f"{thing} – we keep it in the shed.\n" for thing in ("Spade", "Fork", "Rake", "Spade")
    ),
    "lettered list": "A. We dig.\nB. We sow.\nC. We wait.\nA. We eat.\nB. We rest.\nC. We plan.\n",
    "questions only": "".join(f"Q{n}: How did you share the tools?\n" for n in range(1, 9)),
}


@pytest.mark.parametrize("name", PROSE)
def test_prose(name: str) -> None:
    """Words before colons, lists and schedules are nobody's speech."""
    draft = read(PROSE[name])
    assert {block.speaker for block in draft.blocks} == {None}
    assert draft.kind is None


def test_front_of_an_interview() -> None:
    """What stands above the talk about date, place and people is metadata, not turns."""
    draft = read(
        "Interview 12\n\nDate: 3 May 2021\nPlace: Shed 4, Lower Field\nInterviewer: Jane Holt\n"
        "Participant: P07\n\nInterviewer: Thanks for coming. How was the digging?\n"
        "Participant: Wet. We stopped at noon.\nInterviewer: And then?\nParticipant: Tea.\n"
    )
    assert draft.variables == {
        "Date": "3 May 2021",
        "Place": "Shed 4, Lower Field",
        "Interviewer": "Jane Holt",
        "Participant": "P07",
    }
    assert speakers(draft) == ["Interviewer", "Participant"] * 2
    assert [block.note for block in draft.blocks].count("metadata") == 4


def test_no_front() -> None:
    """A first answer of one word is an answer, not metadata."""
    draft = read("I: Ready?\nR: Yes\nI: Okay\nR: Good\nI: Where did it start?\nR: In the shed.\n")
    assert speakers(draft) == ["I", "R"] * 3
    assert draft.variables == {}


def test_legend() -> None:
    """A key to the labels explains them and is not spoken."""
    draft = read(
        "Focus group 2\n\nMB = Moderator\nKT = Participant 1\n\nMB: Who wants to start?\n"
        "KT: I can. We had no shed then.\nMB: And now?\nKT: Now we have two of them.\n"
    )
    assert draft.variables == {"MB": "Moderator", "KT": "Participant 1"}
    assert speakers(draft) == ["MB", "KT", "MB", "KT"]


def test_names_above_short_talk() -> None:
    """Talk as short as a name is talk, where a name stands above it."""
    turns = [
        ("HOLT", "Who are you?"),
        ("ANA", "Ana Brandt"),
        ("BO", "I'm Bo"),
        ("HOLT", "Why here?"),
    ]
    builder = DraftBuilder()
    for name, words in [*turns, ("ANA", "The press, you see."), ("BO", "Me too")]:
        builder.add(name)
        builder.add(words)
    draft = with_turns(builder.draft())
    check_draft(draft)
    assert speakers(draft) == ["HOLT", "ANA", "BO", "HOLT", "ANA", "BO"]


def test_stray_colon_in_talk() -> None:
    """A word before a colon within an interview does not become a third speaker."""
    draft = read(
        "I: What helped?\nR: Three things.\nTrust: that came late, we had to earn our trust.\n"
        "Listen: nobody gave us a key.\nTime: we had lots.\nI: Anything else?\nR: No, not really.\n"
    )
    assert {block.speaker for block in draft.blocks} == {"I", "R"}


def test_one_more_speaker() -> None:
    """Somebody who speaks once is a speaker where the label looks like the others."""
    draft = read(
        "Holt: Shall we dig?\nBrandt: I think so.\nHolt: Where?\nBrandt: By the hedge, you said.\n"
        "Okafor: Mind my beans.\nHolt: Sorry!\n"
    )
    assert speakers(draft) == ["Holt", "Brandt", "Holt", "Brandt", "Okafor", "Holt"]


def test_several_paragraphs() -> None:
    """Paragraphs without a label go on with the turn, under a heading of the record too."""
    draft = with_turns(
        markdown(
            "# Talk\n\n**I:** How?\n\n**R:** Slowly.\n\nVery slowly.\n\n## Later\n\nAnd again.\n"
        )
    )
    check_draft(draft)
    assert speakers(draft) == ["I", "R", "R", "R"]


def test_only_questions_are_labelled() -> None:
    """Where only the interviewer has a label, the answers are somebody's whom nobody names."""
    draft = read(
        "Interviewer: How did you share?\n\nWith a rota on the door.\n\nIt got wet.\n\n"
        "Interviewer: And then?\n\nWe used chalk instead.\n\nInterviewer: Thanks.\n"
    )
    assert speakers(draft) == ["Interviewer", None, None, "Interviewer", None, "Interviewer"]


def test_remarks_of_the_record() -> None:
    """What the transcriber adds is the record's, and the end of the interview ends the talk."""
    draft = read(
        "I: Shall we?\nR: Yes, we can.\n[Recording stopped]\nI: Go on.\nR: I lost the thread.\n"
        "Transcriber: crosstalk here\nI: And?\nR: It rained.\n[End of interview]\nTyped by hand.\n"
    )
    roles = [block.role for block in draft.blocks]
    assert [n for n, role in enumerate(roles) if role == "system"] == [2, 5, 8, 9]
    assert draft.blocks[-1].speaker is None


def test_two_spellings_of_one_label() -> None:
    """A name spelled out once, with its short form in brackets, is the short form's speaker."""
    draft = read(
        "Interviewer (I): Who asked you?\nRespondent (R): My neighbour did.\nI: And?\nR: I came.\n"
        "INTERVIEWER (I): Why?\nR: For the beans.\n"
    )
    assert speakers(draft) == ["I", "R"] * 3


def test_numbered_questions() -> None:
    """Numbered questions and answers have two speakers, not two for each number."""
    draft = read("Q1: Who dug?\nA1: I did.\nQ2: Who sowed?\nA2: We all did.\nQ3: And?\nA3: Rain.\n")
    assert speakers(draft) == ["Q", "A"] * 3


def test_times_without_names() -> None:
    """A recording that names nobody keeps its times and invents no speaker."""
    draft = read("".join(f"[00:0{n}] and we dug the bed again\n" for n in range(1, 7)))
    assert [block.at for block in draft.blocks] == [1, 2, 3, 4, 5, 6]
    assert {block.speaker for block in draft.blocks} == {None}
    assert draft.kind == "interview"


def test_time_of_day() -> None:
    """A time of day is not a time from the start of a recording."""
    draft = read(
        "[03/05/21, 12:31:05] Jo: did you lock it?\n[03/05/21, 12:31:40] Al: I think so\n"
        "[03/05/21, 12:33:05] Jo: sure?\n[03/05/21, 12:34:05] Al: yes, I went back\n"
    )
    assert [(block.speaker, block.at) for block in draft.blocks] == [("Jo", None), ("Al", None)] * 2


def test_a_time_in_talk() -> None:
    """A time that is talked of stays in the talk; a time mark between the paragraphs does not."""
    draft = read(
        "I: When was it?\n\nR: Late.\n\n3:15 was our train.\n\n[00:04:10]\n\nWe ran.\n\nI: And?\n\n"
        "R: 4:30 it came, you know.\n"
    )
    spoken = [(draft.text[block.start : block.end], block.at) for block in draft.blocks]
    assert spoken[2:4] == [("3:15 was our train.", None), ("We ran.", 250)]
    assert spoken[-1] == ("4:30 it came, you know.", None)


def test_closing_times() -> None:
    """A time mark at the end of a turn is no part of what was said."""
    draft = read(
        "I: Who dug? #00:00:04-2#\nR: We did. #00:00:09-0#\nI: All day? #00:00:12-1#\n"
        "R: Till tea. #00:00:20-7#\n"
    )
    spoken = [draft.text[block.start : block.end] for block in draft.blocks]
    assert spoken == ["Who dug?", "We did.", "All day?", "Till tea."]


def test_table_of_talk() -> None:
    """A transcript laid out in cells, the name beside the talk, has its speakers."""
    text = "| Who | What |\n|---|---|\n" + "".join(
        f"| {name} | {talk} |\n"
        for name, talk in [
            ("Interviewer", "Who came first?"),
            ("P3", "I did, with my spade."),
            ("Interviewer", "Alone?"),
            ("P3", "No, with my dog."),
        ]
    )
    draft = with_turns(markdown(text))
    check_draft(draft)
    spoken = [one for one in draft.blocks if one.form == "cell" and one.speaker]
    assert [one.speaker for one in spoken] == ["Interviewer", "P3"] * 2


def test_heading_for_each_speaker() -> None:
    """A heading that is a speaker's name, over and over, labels the talk below it."""
    turns = [
        ("Jo", "Who dug?"),
        ("Al", "I did."),
        ("Jo", "Deep?"),
        ("Al", "You could stand in it."),
    ]
    text = "# The dig\n\n" + "".join(f"### {name}\n\n{talk}\n\n" for name, talk in turns)
    draft = with_turns(markdown(text))
    check_draft(draft)
    assert speakers(draft) == ["Jo", "Al", "Jo", "Al"]
    assert [block.form for block in draft.blocks].count("heading") == 1
