"""Read what speech recognition writes as JSON: Whisper, Otter, Rev.ai and others."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from relcode.encoding import decoded, opening
from relcode.errors import UnreadableError
from relcode.read.draft import DraftBuilder
from relcode.read.speech.shapes import names, recording
from relcode.read.spoken import add_turns, joined

if TYPE_CHECKING:
    from relcode.terms import Draft

_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_HEAD = 65_536
_OPENING = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_KNOWN = re.compile(
    rb'"(?:segments|monologues|transcripts?|utterances|transcription|chunks|speaker\w*|recognized'
    rb'Phrases)"\s*:'
)


class SpeechReader:
    """Reads speech recognised by a program into turns, by speaker where it tells them apart."""

    name = "speech"

    def claim(self, data: bytes, suffix: str) -> float:
        """Nearly sure of JSON with a key that such programs write; middling for other JSON."""
        head = opening(data, _HEAD)
        if not _OPENING.match(head):
            return 0.3 * (suffix in _SUFFIXES)
        if _KNOWN.search(head):
            return 0.95
        return 0.7 if suffix in _SUFFIXES else 0.3

    def read(self, data: bytes, name: str) -> Draft:
        """The draft of the recording: a block a turn, with the time at which it begins.

        Raises UnreadableError for what is not JSON, and for JSON of an unknown shape.
        """
        content = _loaded(decoded(data, name), name)
        found = recording(content)
        if found is None:
            shapes = ", ".join(names())
            message = "no transcript was found in this JSON"
            raise UnreadableError(message, where=name, fix=f"the shapes that are read: {shapes}")
        builder = DraftBuilder()
        # without speakers and times nothing says that one record goes on in the next
        linked = any(piece.speaker or piece.start is not None for piece in found.pieces)
        add_turns(builder, joined(found.pieces) if linked else found.pieces)
        return builder.draft(kind="interview", title=found.title, language=found.language)


def _loaded(text: str, name: str) -> Any:  # noqa: ANN401 - JSON is of any shape
    """The content of the JSON, or of JSON Lines as a list."""
    try:
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Extra data"):
                raise
            return [json.loads(line) for line in text.splitlines() if line.strip()]
    except RecursionError as error:
        message = "the JSON is nested too deeply for a transcript"
        raise UnreadableError(message, where=name, fix="export the transcript again") from error
    except ValueError as error:
        message = f"the file is not valid JSON: {error}"
        fix = "it may be cut off; export or download it again"
        raise UnreadableError(message, where=name, fix=fix) from error


READER = SpeechReader()
