"""The full tagger: the shipped model and the cues together, as one calibrated probability."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcode.features.encoder import Encoder
from relcode.features.kept import vectors_path
from relcode.features.model import described, shipped
from relcode.learn import versions
from relcode.reviewed import Reviews
from relcode.tag.cues import CueTagger
from relcode.tag.grounds import Grounds
from relcode.tag.mix import Mix
from relcode.tag.occlusion import Occlusion
from relcode.tag.own import shown, unlearned
from relcode.tag.units import units
from relcode.tag.unlearned import Unlearned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.learn.versions import Version
    from relcode.reviewed import Reviewed
    from relcode.study import Study
    from relcode.terms import Coding, Segment, Source


class FullTagger:
    """Suggests what cues name and what the model reads; candidates are worth a look.

    A code that the model has not learned is read by its definition and by what was reviewed.
    """

    name = "full.v4.1"

    def __init__(
        self,
        codebook: Codebook,
        vectors: Path | None = None,
        reviewed: Iterable[Reviewed] = (),
        learned: Version | None = None,
    ) -> None:
        """Load the model and compile the cues; raises CodebookError listing malformed ones.

        `vectors` is a file that keeps what was encoded, if there is to be one; `reviewed` are the
        sources with what people have decided on codes that the model has not learned, and `learned`
        is what their decisions on the others correct in the model.
        """
        model = shipped()
        self._cues = CueTagger(codebook, self.name)
        self._encoder = Encoder(model, vectors=vectors)
        given = shown(reviewed, self._encoder, self._cues.uncoded)
        others = Unlearned(codebook, model, self._encoder, self.name, given)
        grounds = Grounds(model, self._encoder.tokens)
        self._mix = Mix(model, codebook, grounds, self.name, others, learned)

    def occlusion(self) -> Occlusion:
        """What reads a segment again with words left out."""
        return Occlusion(self._cues, self._encoder, self._mix)

    @classmethod
    def of(cls, study: Study) -> Keeping:
        """What makes it for this study, beside which it keeps what was encoded."""
        return Keeping(vectors_path(study.path), study)

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
            yield from self._mix.codings(view, source, self._cues.judged(view, found), unit)


class Keeping(NamedTuple):
    """Makes full taggers for a study: they keep what was encoded, and learn from its reviews."""

    vectors: Path
    study: Study
    name: str = FullTagger.name

    def __call__(self, codebook: Codebook) -> FullTagger:
        """The tagger; raises CodebookError listing malformed cues."""
        reviewed = self._reviewed(codebook, versions.latest(self.study))
        return FullTagger(codebook, self.vectors, reviewed, learned(self.study))

    def state(self, codebook: Codebook) -> str:
        """What its suggestions hang on besides the codebook: the model, and what was learned.

        Where nothing was learned yet, what was reviewed of codes that the model does not know.
        """
        version = versions.latest(self.study)
        own = version.state if version else self._reviews(codebook).fingerprint()
        return " ".join(filter(None, (described().hash, own)))

    def _reviewed(self, codebook: Codebook, version: Version | None) -> Iterable[Reviewed]:
        """What codes that the model does not know are read by."""
        if version is None:
            return self._reviews(codebook)
        return versions.sources(self.study, version, unlearned(described().values, codebook))

    def _reviews(self, codebook: Codebook) -> Reviews:
        return Reviews(self.study, unlearned(described().values, codebook))


def learned(study: Study) -> Version | None:
    """What the study's decisions correct in the model, as far as that was learned and is in force.

    Nothing of what was learned by another model than the one in the package.
    """
    found = versions.latest(study)
    return found if found and found.model == described().hash else None
