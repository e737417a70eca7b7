"""The full tagger: the shipped model and the cues together, as one calibrated probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.features.encoder import Encoder
from relcode.features.model import shipped
from relcode.tag.cues import CueTagger
from relcode.tag.grounds import Grounds
from relcode.tag.mix import Mix
from relcode.tag.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcode.codebook import Codebook
    from relcode.terms import Coding, Segment, Source


class FullTagger:
    """Suggests what cues name and what the model reads; candidates are worth a look.

    A code that the model has not learned is suggested by its cues alone.
    """

    name = "full.v1"

    def __init__(self, codebook: Codebook) -> None:
        """Load the model and compile the cues; raises CodebookError listing malformed ones."""
        model = shipped()
        self._cues = CueTagger(codebook, self.name)
        self._encoder = Encoder(model)
        self._mix = Mix(model, codebook, Grounds(model, self._encoder.tokens), self.name)

    def codings(self, source: Source, segments: Sequence[Segment]) -> Iterator[Coding]:
        """The codings of the segments, which are in reading order, by segment and codebook order.

        A source in another language than the codebook's gets none, nor does an interviewer's
        segment or one that is not codable.
        """
        if not self._cues.reads(source):
            return
        wanted = units(source, segments, self._cues.uncoded)
        encoded = self._encoder.units(list(wanted))
        for (view, found), unit in zip(self._cues.seen(source, segments), encoded, strict=True):
            text = source.text[view.segment.start : view.segment.end]
            yield from self._mix.codings(view, text, self._cues.judged(view, found), unit)
