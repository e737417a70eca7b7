"""JSON of speech recognition becomes turns, whichever program wrote it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts import check_draft
from relcode.errors import UnreadableError
from relcode.read.speech import READER

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Draft

ANA, BEN = "We began with a map.", "Whose map?"


def read(content: object) -> Draft:
    """The draft of this JSON, checked against the contract."""
    data = json.dumps(content).encode()
    draft = READER.read(data, "talk.json")
    check_draft(draft)
    assert draft.kind == "interview"
    return draft


def said(draft: Draft) -> list[tuple[str | None, float | None, str]]:
    """The speaker, time and text of each block."""
    return [(one.speaker, one.at, draft.text[one.start : one.end]) for one in draft.blocks]


def words(text: str, **more: Any) -> list[dict[str, Any]]:
    """The words of a text as objects."""
    return [{"word": word, **more} for word in text.split()]


SHAPES: dict[str, tuple[object, str | None, str | None]] = {
    "WhisperX": (
        {
            "segments": [
                {"start": 0.5, "end": 3.0, "text": f" {ANA}", "speaker": "SPEAKER_00"},
                {"start": 4.0, "end": 5.0, "text": f" {BEN}", "speaker": "SPEAKER_01"},
            ]
        },
        "SPEAKER_00",
        "SPEAKER_01",
    ),
    "WhisperX by word": (
        {
            "segments": [
                {
                    "start": 0.5,
                    "end": 5.0,
                    "text": f"{ANA} {BEN}",
                    "words": [
                        *words(ANA, speaker="S0", start=0.5),
                        {"word": "Whose", "speaker": "S1", "start": 4.0},
                        {"word": "map?"},
                    ],
                }
            ]
        },
        "S0",
        "S1",
    ),
    "Rev.ai": (
        {
            "speakers": [{"id": 0, "name": "Ana"}],
            "monologues": [
                {
                    "speaker": 0,
                    "elements": [
                        {"type": "text", "value": "We", "ts": 0.5, "end_ts": 1.0},
                        {"type": "punct", "value": " "},
                        {"type": "text", "value": "began with a map", "ts": 1.2},
                        {"type": "punct", "value": "."},
                    ],
                },
                {"speaker": 1, "elements": [{"type": "text", "value": BEN, "ts": 4.0}]},
            ],
        },
        "Ana",
        "Speaker 1",
    ),
    "Otter": (
        {
            "speech": {
                "speakers": [{"id": 7, "speaker_name": "Ana"}],
                "transcripts": [
                    {"transcript": ANA, "start_offset": 8000, "speaker_id": 7},
                    {"transcript": BEN, "start_offset": 64000, "speaker_id": 8},
                ],
            }
        },
        "Ana",
        "Speaker 8",
    ),
    "AssemblyAI": (
        {
            "utterances": [
                {"speaker": "A", "text": ANA, "start": 500, "end": 3000},
                {"speaker": "B", "text": BEN, "start": 4000, "end": 5000},
            ],
            "words": [{"text": "We", "start": 500}],
        },
        "A",
        "B",
    ),
    "Deepgram": (
        {
            "results": {
                "channels": [
                    {
                        "alternatives": [
                            {
                                "words": words(ANA),
                                "paragraphs": {
                                    "paragraphs": [
                                        {"sentences": [{"text": ANA}], "speaker": 0, "start": 0.5},
                                        {"sentences": [{"text": BEN}], "speaker": 1, "start": 4.0},
                                    ]
                                },
                            }
                        ]
                    }
                ]
            }
        },
        "Speaker 0",
        "Speaker 1",
    ),
    "Amazon Transcribe": (
        {
            "results": {
                "transcripts": [{"transcript": f"{ANA} {BEN}"}],
                "speaker_labels": {
                    "segments": [
                        {"start_time": "0.5", "end_time": "3.0", "speaker_label": "spk_0"},
                        {"start_time": "4.0", "end_time": "5.0", "speaker_label": "spk_1"},
                    ]
                },
                "items": [
                    {"start_time": "0.5", "alternatives": [{"content": "We began with a map"}]},
                    {"type": "punctuation", "alternatives": [{"content": "."}]},
                    {"start_time": "4.0", "alternatives": [{"content": "Whose map"}]},
                    {"type": "punctuation", "alternatives": [{"content": "?"}]},
                ],
            }
        },
        "spk_0",
        "spk_1",
    ),
    "Azure": (
        {
            "recognizedPhrases": [
                {"speaker": 1, "offsetInTicks": 5_000_000, "nBest": [{"display": ANA}]},
                {"speaker": 2, "offsetInTicks": 40_000_000, "nBest": [{"display": BEN}]},
            ]
        },
        "Speaker 1",
        "Speaker 2",
    ),
    "a list": (
        [
            {"name": "Ana", "text": ANA, "time": "00:00:00.500"},
            {"name": "Ben", "text": BEN, "time": "00:00:04"},
        ],
        "Ana",
        "Ben",
    ),
}


@pytest.mark.parametrize(("content", "first", "second"), SHAPES.values(), ids=SHAPES)
def test_shapes(content: object, first: str | None, second: str | None) -> None:
    """Each program's shape gives the same two turns, with its speakers and the times in seconds."""
    assert said(read(content)) == [(first, 0.5, ANA), (second, 4.0, BEN)]
    assert READER.claim(json.dumps(content).encode(), ".json") > 0.6


@pytest.mark.parametrize(
    "content",
    [
        {"segments": [{"start": 0.5, "text": " We began with"}, {"start": 2, "text": " a map."}]},
        {"transcription": [{"offsets": {"from": 500, "to": 900}, "text": f" {ANA}"}]},
        {"text": "x", "chunks": [{"timestamp": [0.5, None], "text": f" {ANA}"}]},
    ],
    ids=["Whisper", "whisper.cpp", "Transformers"],
)
def test_without_speakers_talk_flows_together(content: object) -> None:
    """Where nobody is told apart, segments are joined into whole sentences."""
    assert said(read(content)) == [(None, 0.5, ANA)]


def test_plain_text_and_facts_about_the_recording() -> None:
    """The text alone is read too; a title and a language are kept."""
    draft = read({"text": f"{ANA}\n{BEN}", "title": "The map", "language": "en-GB"})
    assert [text for _, _, text in said(draft)] == [ANA, BEN]
    assert (draft.title, draft.language) == ("The map", "en")
    assert read({"text": ANA, "language": "english"}).language is None


def test_unconnected_records_stay_apart() -> None:
    """Records without speakers and times are not run together into one."""
    assert len(read([{"text": "It was late"}, {"text": "and cold"}]).blocks) == 2


def test_json_lines() -> None:
    """A record a line is read as a list of records."""
    lines = f'{{"speaker": "Ana", "text": "{ANA}"}}\n\n{{"speaker": "Ben", "text": "{BEN}"}}\n'
    draft = READER.read(lines.encode(), "talk.jsonl")
    assert [block.speaker for block in draft.blocks] == ["Ana", "Ben"]


def test_unknown_shape_names_those_that_are_read(shared: Path) -> None:
    """A set of dialogues in a shape of its own is refused with a list of what is read."""
    data = (shared / "data/casino/casino_test.json").read_bytes()
    with pytest.raises(UnreadableError, match=r"Whisper.*Rev\.ai.*Otter.*list of objects"):
        READER.read(data, "casino_test.json")


def test_other_text_is_not_claimed() -> None:
    """Text that only begins with a bracket is no JSON."""
    assert READER.claim(b"[Johnny Doe] 11:02:09\nHow are you?", ".txt") == 0
    assert READER.claim(b"{not} json", ".txt") == 0
    assert READER.claim(b'{"a": 1}', ".txt") < 0.6


@pytest.mark.parametrize("odd", [True, -1, 1e300, "soon", [], {}, None, "1e9"])
def test_odd_times_are_unknown(odd: object) -> None:
    """A time that cannot be one is left out, and the talk kept."""
    assert said(read({"segments": [{"start": odd, "text": ANA}]})) == [(None, None, ANA)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["segments", "text", "speaker", "start", "words", "results", "items"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(JSON)
def test_any_json_is_taken(content: object) -> None:
    """Whatever the JSON holds, there is a draft that keeps the contract, or one sentence."""
    try:
        check_draft(READER.read(json.dumps(content).encode(), "talk.json"))
    except UnreadableError as error:
        assert error.fix  # noqa: PT017 - either outcome is right
