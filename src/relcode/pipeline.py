"""The stages in order, skipping what is unchanged: init, read, tag, export; run does them all."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from relcode import __version__, codebook, plugins, written
from relcode import read as reading
from relcode import segment as segmenting
from relcode.database import STUDY_NAME
from relcode.errors import CodebookError, RelcodeError, StudyError, UnreadableError, nearest
from relcode.files import make_folder
from relcode.names import readable
from relcode.outcome import Outcome, silent
from relcode.records import Input
from relcode.review.reanchor import reanchor
from relcode.study import Study
from relcode.tag.compile import problems
from relcode.tagging import tag

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from relcode.codebook import Codebook
    from relcode.outcome import Progress
    from relcode.plugins import Exporter
    from relcode.terms import Segment, Source

__all__ = ["export", "init", "read", "run", "sound_book", "tag", "use_codebook"]

FORMATS = ("review", "segments", "codings")
REVIEWED = ("judgements", "memos", "own_columns")  # what only coders leave


def init(path: Path, book: str | Path = "relational") -> Study:
    """A new study file with that codebook (a shipped name or a path); StudyError if it exists."""
    return Study.create(path, sound_book(book))


def sound_book(book: str | Path) -> Codebook:
    """That codebook, with cues that can be read, so that a broken one never gets into a study."""
    loaded = codebook.load(book)
    if problems(loaded):
        raise CodebookError(problems(loaded, codebook.cue_places(book)), where=str(book))
    return loaded


def run(  # noqa: PLR0913 - each is an option of its own
    inputs: Collection[str],
    folder: Path,
    *,
    book: str | Path | None = None,
    interviewers: Collection[str] = (),
    tagger: str = "",
    ocr: bool = False,
    progress: Progress = silent,
) -> Outcome:
    """Read, tag and export the inputs into `folder`, doing only what is new or has changed.

    `book` is a shipped codebook's name or a path (default: the study's own, at first `relational`);
    `tagger` the name of one that is installed (default: the study's own, at first `full`).
    Raises RelcodeError where an input matches nothing or the codebook is broken.
    """
    if tagger:
        plugins.load("taggers", tagger)  # a slip of the pen is told before anything is read
    path = folder / STUDY_NAME
    paths = reading.find(inputs)
    with _opened(path, book) as study:
        outcome = _read(study, paths, interviewers, progress, ocr=ocr)
        outcome.passed_over = reading.passed_over(inputs)
        tag(study, tagger, progress=progress, outcome=outcome)
        if not written.current(study, folder):
            export(study, folder, progress=progress, outcome=outcome)
        return outcome


def _opened(path: Path, book: str | Path | None) -> Study:
    """The study there with that codebook in use, or a new one; two first runs at once share it."""
    if not path.exists():
        try:
            return init(path, book or "relational")
        except StudyError:
            if not path.exists():
                raise
    study = Study.open(path)
    if book is not None:
        use_codebook(study, book)
    return study


def use_codebook(study: Study, book: str | Path) -> None:
    """Make this the study's codebook; StudyError where people have decided by another one."""
    sound = sound_book(book)
    if sound.hash != study.codebook_hash and study.ledger.codes():
        message = "people have decided by another codebook in this study"
        fix = f"bring their decisions along: 'relcode codebook apply {book}'"
        raise StudyError(message, where=str(study.path), fix=fix)
    study.use_codebook(sound)


def read(
    study: Study,
    inputs: Collection[str],
    *,
    interviewers: Collection[str] = (),
    ocr: bool = False,
    progress: Progress = silent,
) -> Outcome:
    """Read and segment new and changed files into the study; unreadable ones are noted.

    `inputs` are files, folders and patterns; `interviewers` names speakers whose turns are
    questions (default: those named last); with `ocr` scans are recognised by ocrmypdf, which has to
    be installed. Raises RelcodeError where an input matches nothing.
    """
    outcome = _read(study, reading.find(inputs), interviewers, progress, ocr=ocr)
    outcome.passed_over = reading.passed_over(inputs)
    return outcome


def _read(
    study: Study,
    paths: Sequence[Path],
    interviewers: Collection[str],
    progress: Progress,
    *,
    ocr: bool,
) -> Outcome:
    interviewers = interviewers or json.loads(study.get("interviewers", "[]"))
    visit = _Reading(study, interviewers, ocr=ocr)
    sizes = {path: _size(path) for path in written.foreign(study, paths)}
    total, done = sum(sizes.values()), 0
    for path, size in sizes.items():
        visit.file(path)
        done += size
        progress("reading", done, total, "bytes")
    visit.outcome.gone = _gone(study)
    if interviewers:
        visit.outcome.unheard = _unheard(interviewers, study.speakers())
        if heard := sorted(set(interviewers) - set(visit.outcome.unheard)):
            study.set("interviewers", json.dumps(heard))
    return visit.outcome


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone, or a link that leads nowhere: reading it says so
        return 0


def _gone(study: Study) -> list[str]:
    """The names of sources none of whose files is on disk any more."""
    folder, names = study.path.resolve().parent, study.names()
    # a merged study may know files of texts that others took the place of, and that do not count
    seen = [one for one in study.inputs().values() if one.source in names]
    there = {one.source for one in seen if (folder / one.path).exists()}
    return sorted({names[one.source] for one in seen if one.source and one.source not in there})


def _unheard(interviewers: Collection[str], speakers: Sequence[str]) -> dict[str, str]:
    """The interviewers named by whom nothing is said, each with advice on who there is."""
    from relcode.read.turns.labels import is_meant  # noqa: PLC0415 - rarely needed, 20 ms

    lost = [name for name in interviewers if not any(is_meant(who, name) for who in speakers)]
    return {name: nearest(name, speakers) if speakers else "" for name in lost}


class _Reading:
    """One pass over input files; what is unchanged since the last pass is not read again."""

    def __init__(self, study: Study, interviewers: Collection[str], *, ocr: bool) -> None:
        self.outcome = Outcome()
        self._ocr = ocr
        self._study = study
        self._interviewers = interviewers
        self._headings = study.codebook().lesson_headings
        self._settings = f"{__version__} {sorted(interviewers)}"
        self._names = study.names()
        inputs = study.inputs().items()  # as in `_gone`
        self._seen = {key: one for key, one in inputs if one.problem or one.source in self._names}
        self._bearers: defaultdict[str, set[str]] = defaultdict(set)
        for source, name in self._names.items():
            self._bearers[name].add(source)

    def file(self, path: Path) -> None:
        """Read one file, unless nothing about it has changed."""
        try:
            data = reading.content(path)
        except UnreadableError as error:
            self._pass(path, error)
            return
        key = readable(self._study.key(path))
        now = Input(key, sha256(data).hexdigest(), self._settings, None, "")
        before = self._seen.get(key)
        # what could not be read before, such as a scan, may be now
        if before and before[1:3] == now[1:3] and not (self._ocr and before.problem):
            self._unchanged(path, before)
        else:
            self._fresh(path, data, now)

    def _unchanged(self, path: Path, before: Input) -> None:
        if before.problem:
            self.outcome.skipped[readable(str(path))] = before.problem
        else:
            self.outcome.unchanged.append(self._names[before.source or ""])

    def _fresh(self, path: Path, data: bytes, now: Input) -> None:
        try:
            source = reading.source(path, interviewers=self._interviewers, data=data, ocr=self._ocr)
            segments = list(segmenting.segments(source, self._headings))
        except UnreadableError as error:
            problem = self._pass(path, error)
            self._study.skip(now._replace(problem=problem))
        except RelcodeError:
            raise  # it is not about this file
        except Exception as error:  # noqa: BLE001 - a parser's surprise must not stop the batch
            # not remembered: it may be a full disk, and the next run tries again
            self._pass(path, UnreadableError(f"cannot be read ({type(error).__name__}: {error})"))
        else:
            self._add(path, source, segments, now._replace(source=source.id))

    def _pass(self, path: Path, error: UnreadableError) -> str:
        """Note why a file gives no source, and say it."""
        problem = f"{error.what}; {error.fix}" if error.fix else error.what
        self.outcome.skipped[readable(str(path))] = problem
        return problem

    def _add(self, path: Path, source: Source, segments: list[Segment], now: Input) -> None:
        known = self._names.get(source.id)
        if known and self._study.inputs_of(source.id) - {now.path}:
            self.outcome.repeats[readable(str(path))] = known
            with self._study.transaction():
                self._study.skip(now)
                self._succeed(now, known)
            return
        before = self._seen.get(now.path)
        own = {source.id, before.source if before else None}
        taken = self._bearers[source.name] - own
        name = readable(f"{path.parent.name}/{source.name}" if taken else source.name)
        self._bearers[known or ""].discard(source.id)
        self._bearers[name].add(source.id)
        self._names[source.id] = name
        with self._study.transaction():
            self._study.add(now, replace(source, name=name), segments)
            self._succeed(now, name)
        self.outcome.read.append(name)

    def _succeed(self, now: Input, name: str) -> None:
        """Move what people left on a file's text before to this one, unless a file has it still."""
        before = self._seen.get(now.path)
        if before and before.source and now.source and not self._held(before.source):
            lost = reanchor(self._study, before.source, now.source)
            self.outcome.unplaced |= {f"{name} ({id_})": words for id_, words in lost.items()}

    def _held(self, source: str) -> bool:
        """Whether a file that is there gives this source; a merged study may know others."""
        folder = self._study.path.resolve().parent
        return any((folder / path).exists() for path in self._study.inputs_of(source))


def export(
    study: Study,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    progress: Progress = silent,
    outcome: Outcome | None = None,
) -> Outcome:
    """Write the study into `folder` in these formats (names of exporters).

    By default the review workbook and the tables of segments and codings, and those of judgements,
    memos and own columns once a sheet came back.
    """
    outcome = outcome or Outcome()
    formats = formats or (*FORMATS, *(REVIEWED if study.rounds.entries() else ()))
    exporters: list[Exporter] = [plugins.load("exporters", name) for name in formats]
    make_folder(folder)
    outcome.kept = written.keep_edited(study, folder)
    for exporter in exporters:
        outcome.written.append(exporter.export(study, folder, _named(progress, exporter.name)))
    written.note(study, outcome.written)
    return outcome


def _named(progress: Progress, name: str) -> Progress:
    """The same, saying which file is being written."""
    return lambda stage, done, total, unit: progress(f"{stage} {name}", done, total, unit)
