"""Subtitles become turns: broken sentences whole, speakers carried on, each text once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft
from relcode.errors import UnreadableError
from relcode.read.subtitles import READER

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Draft


def read(data: bytes, suffix: str = ".vtt") -> Draft:
    """The draft of a file, checked against the contract."""
    assert READER.claim(data, suffix) >= 0.7
    draft = READER.read(data, f"talk{suffix}")
    check_draft(draft)
    assert draft.kind == "interview"
    return draft


def vtt(*cues: str, start: int = 0, step: int = 2) -> bytes:
    """A WebVTT file of cues that follow one another without a pause, two seconds each."""
    parts = ["WEBVTT"]
    for number, cue in enumerate(cues):
        at = start + number * step
        parts.append(f"{_clock(at)} --> {_clock(at + 2)}\n{cue}")
    return "\n\n".join(parts).encode() + b"\n"


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def said(draft: Draft) -> list[tuple[str | None, str]]:
    """The speaker and text of each block."""
    return [(block.speaker, draft.text[block.start : block.end]) for block in draft.blocks]


def test_voices_are_speakers_and_tags_go() -> None:
    """A voice tag names the speaker, in the middle of a cue too; other tags leave no trace."""
    data = vtt(
        "<v.loud Ana &amp; Co>We began &lt; early &amp; <i>slowly</i>,</v>",
        "<v Ana &amp; Co>with a <00:00:03.000><c.x>map.</c></v>\n<v Ben>Whose map?</v>",
        "[door closes]",
    )
    assert said(read(data)) == [
        ("Ana & Co", "We began < early & slowly, with a map."),
        ("Ben", "Whose map?"),
        (None, "[door closes]"),
    ]
    assert read(data).blocks[2].role == "system"


def test_name_stays_until_the_next_one() -> None:
    """A name on the first cue of a turn holds for the cues after it; the times are the first's."""
    data = vtt("ANA: We began with", "a map of the road.", "BEN: Whose", "map?", "ANA: Mine.")
    draft = read(data)
    assert said(draft) == [
        ("ANA", "We began with a map of the road."),
        ("BEN", "Whose map?"),
        ("ANA", "Mine."),
    ]
    assert [block.at for block in draft.blocks] == [0.0, 4.0, 8.0]
    assert draft.text.startswith("ANA: We began")


def test_words_before_colons_are_no_speakers() -> None:
    """A colon in the middle of talk, or after a word that comes once, names nobody."""
    data = vtt(
        "We had one rule: listen.", "And the other: Wait.", "It was ten: thirty.", "Then on."
    )
    assert {speaker for speaker, _ in said(read(data))} == {None}


def test_signs_of_a_change_of_speaker() -> None:
    """A dash at the start of a cue's lines, or two arrows, begin a turn of somebody unknown."""
    data = vtt("- Is it yours?\n- It is not.", "&gt;&gt; ANA: Mine - or nearly.", ">> No.")
    assert said(read(data)) == [
        (None, "Is it yours?"),
        (None, "It is not."),
        ("ANA", "Mine - or nearly."),
        (None, "No."),
    ]


def test_rolling_captions_are_read_once() -> None:
    """Live captions repeat the line before; what two people say alike is kept."""
    rolling = vtt("so we met", "so we met\nin the garden", "in the garden\nand dug")
    assert said(read(rolling)) == [(None, "so we met in the garden and dug")]
    alike = vtt("<v Ana>No.", "<v Ben>No.", "<v Ana>Yes.", "<v Ben>Yes.", "<v Ana>Well then.")
    assert [text for _, text in said(read(alike))] == ["No.", "No.", "Yes.", "Yes.", "Well then."]
    twice = vtt("I said no.", "I said no.", "He went home.", "It was late.")
    assert said(read(twice)) == [(None, "I said no. I said no. He went home. It was late.")]


@pytest.mark.parametrize(("pause", "blocks"), [(1, 1), (5, 2)])
def test_long_pause_between_sentences_starts_a_paragraph(pause: int, blocks: int) -> None:
    """A pause cuts a turn between sentences; within a sentence only a very long one does."""
    assert len(read(vtt("We met.", "Then we left.", step=2 + pause)).blocks) == blocks
    assert len(read(vtt("We met", "in the garden.", step=2 + pause)).blocks) == 1


def test_endless_talk_is_cut_after_sentences() -> None:
    """Talk without pauses comes in paragraphs with their times, cut only after a sentence."""
    draft = read(vtt(*["Then we went on to the next house", "and knocked."] * 60))
    texts = [text for _, text in said(draft)]
    assert len(texts) > 2
    assert all(text.endswith("knocked.") and len(text) < 1200 for text in texts)


def test_overlapping_cues_come_in_order_of_time() -> None:
    """Cues written speaker by speaker are put in the order in which they begin."""
    data = (
        b"1\n00:00:05,000 --> 00:00:09,000\nBEN: Later.\n\n"
        b"2\n00:00:01,000 --> 00:00:06,000\nANA: First.\n\n3\n00:00:10,000 --> 00:00:11,000\n"
        b"ANA: Last.\n\n4\n00:00:12,000 --> 00:00:13,000\nBEN: Over.\n"
    )
    assert [text for _, text in said(read(data, ".srt"))] == ["First.", "Later.", "Last.", "Over."]


@pytest.mark.parametrize(
    "data",
    [
        b"\n\n1 \n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color='x'>We met.</font>\n",
        b"1\r\n00:00:01,000 --> 00:00:02,000\r\nWe met.\r\n",
        b"00:00:01,000 --> 00:00:02,000\nWe met.\n",
        b"\xef\xbb\xbf1\n0:00:01.000 --> 0:00:02.000\nWe met.\n",
        "1\n00:00:01,000 --> 00:00:02,000\nWe met.\n".encode("utf-16"),
        b"0:00:01.000,0:00:02.000\nWe[br]met.\n",
        (
            b"WEBVTT - notes\nKind: captions\n\nNOTE none\n\nSTYLE\n::cue {}\n\n"
            b"REGION\nid:a\n\n00:01.000 --> 00:02.000 align:start\nWe met.\n"
        ),
    ],
)
def test_dialects(data: bytes) -> None:
    """SubRip, SBV and WebVTT are told by content, with any line ends, marks and encodings."""
    draft = read(data, ".txt" if b"-->" in data else ".sbv")
    assert said(draft) == [(None, "We met.")]
    assert draft.blocks[0].at == 1.0


def test_language_in_the_head() -> None:
    """The head of a WebVTT file tells the language; a caption about one does not."""
    data = b"WEBVTT\nKind: captions\nLanguage: de-AT\n\n00:01.000 --> 00:02.000\nGuten Tag.\n"
    assert read(data).language == "de"
    assert read(vtt("Language: en")).language is None


BROKEN = {"empty.vtt", "no_captions.vtt", "invalid_format.sbv"} | {
    f"invalid_format{number}.srt" for number in range(1, 5)
}


def test_every_shared_file(shared: Path) -> None:
    """Every fixture gives its captions, or says that it has none."""
    files = sorted((shared / "data/vtt_srt/webvtt_py").iterdir())
    assert len(files) > 30
    for file in files:
        if file.name in BROKEN:
            with pytest.raises(UnreadableError, match="no captions"):
                READER.read(file.read_bytes(), file.name)
        else:
            assert read(file.read_bytes(), file.suffix).blocks, file.name


def test_shared_live_captions_and_meeting(shared: Path) -> None:
    """Rolling captions come once; a meeting has its one speaker, in order of time."""
    rolling = read((shared / "data/vtt_srt/webvtt_py/youtube_dl.vtt").read_bytes())
    assert said(rolling) == [(None, "yeah what this will happen is I'm telling")]
    meeting = read((shared / "data/vtt_srt/zoom/class_recording.vtt").read_bytes())
    assert len({block.speaker for block in meeting.blocks}) == 1
    times = [block.at for block in meeting.blocks if block.at is not None]
    assert times == sorted(times)
    assert len(times) == len(meeting.blocks)


def test_demo_captions(demo: Path) -> None:
    """The demo's interviews have their speakers, and sentences whole over cues."""
    care = read((demo / "04-home-care.vtt").read_bytes())
    assert {block.speaker for block in care.blocks} == {"Sinéad Coyle", "Marivic"}
    port = read((demo / "05-port.srt").read_bytes(), ".srt")
    assert {"MODERATOR", "WANDA", "DALE", "JOOST"} <= {block.speaker for block in port.blocks}
    ended = sum(1 for _, text in said(port) if text[-1] in ".?!]")
    assert ended / len(port.blocks) > 0.95


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), max_size=8))
def test_any_captions_are_taken(texts: list[str]) -> None:
    """Whatever stands in the cues, the draft keeps the contract or there is none."""
    try:
        check_draft(READER.read(vtt(*texts), "talk.vtt"))
    except UnreadableError as error:
        assert error.fix  # noqa: PT017 - either outcome is right
