"""Measure how long `relcode learn` takes.

Usage: python -m bench.learn [VECTORS]     (from the project's root)

Studies of documents of corpora/train, each segment of which a coder marked as done, with so many
decisions: the codes of the reference, and codes rejected at random, alike often in every document.
Wall time, processor time and peak memory of the command as a whole; `encoded before` with the
vectors beside the study, as after `relcode tag`. VECTORS is a file that keeps what was encoded:
where it is there, the largest study is not encoded anew. Needs what training needs.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from training import corpus
from training.cues import as_source

from relcode import codebook
from relcode.features.kept import vectors_path
from relcode.ledger import Decided, Returned
from relcode.records import Input
from relcode.study import Study
from relcode.terms import Coding, Entry, Judged, Round, Sheet, Why

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from training.corpus import Document

    from relcode.codebook import Codebook
    from relcode.terms import Status

SIZES = (500, 5_000, 50_000)
CODER = "Ana"
_FRESH = "to be encoded"
_CHILD = """
import json, resource, sys, time
from relcode.cli import cli
began = time.perf_counter()
cli(["learn", "--quiet", *sys.argv[1:]], standalone_mode=False)
used = resource.getrusage(resource.RUSAGE_SELF)
spent = time.perf_counter() - began
print(json.dumps([spent, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
"""


class Unit(NamedTuple):
    """What a coder says of a segment: the codes that it has, with their valences, and has not."""

    segment: str
    holds: Mapping[str, str]
    fails: Sequence[str] = ()


def made(path: Path, book: Codebook, documents: Sequence[Document]) -> Study:
    """A study of these documents."""
    study = Study.create(path, book)
    with study.transaction():
        for one in documents:
            source, segments = one.real or as_source(one)
            study.add(Input(one.name, "0", "0", source.id, ""), source, segments)
    return study


def review(study: Study, sheets: Sequence[Sequence[Unit]]) -> None:
    """A round comes back: a sheet for each document, all of its segments marked as done."""
    study.rounds.add(Round("review-1", "review", 0, study.codebook_hash))
    with study.transaction():
        for number, units in enumerate(sheets):
            sheet = f"review-1-{number}"
            study.rounds.send(Sheet(sheet, "review-1", CODER), [])
            decisions = [Decided(coding) for unit in units for coding in _codings(unit)]
            marks = [Judged(unit.segment, CODER, "done") for unit in units]
            entry = Entry(sheet, f"{sheet}.xlsx", sheet)
            study.ledger.take(entry, Returned(decisions, marks))


def _codings(unit: Unit) -> Iterator[Coding]:
    ways: tuple[tuple[Status, Mapping[str, str]], ...] = (
        ("added", unit.holds),
        ("rejected", dict.fromkeys(unit.fails, "neutral")),
    )
    for status, codes in ways:
        for code, valence in codes.items():
            yield Coding(unit.segment, code, valence, "none", "reported", status, CODER, "", Why())  # type: ignore[arg-type] # a valence of the corpus


def said(document: Document) -> list[Unit]:
    """What a coder who codes as the document says gives on each of its segments."""
    _, segments = document.real or as_source(document)
    pairs = zip(segments, document.lines, strict=True)
    return [Unit(one.id, line.codes) for one, line in pairs if not line.skip]


def decided(documents: Sequence[Document], codes: Sequence[str], share: float) -> list[list[Unit]]:
    """With so many decisions a unit: the codes of the reference, and some that were rejected."""
    shuffle, found = random.Random(0), []  # noqa: S311 - no secret
    for units in map(said, documents):
        missing = round(share * len(units)) - sum(len(one.holds) for one in units)
        places = [(n, code) for n, one in enumerate(units) for code in codes if code not in one[1]]
        fails: dict[int, list[str]] = {}
        for number, code in shuffle.sample(places, max(0, missing)):
            fails.setdefault(number, []).append(code)
        found.append([one._replace(fails=fails.get(n, ())) for n, one in enumerate(units)])
    return found


def seconds(vectors: Path | None, folder: Path) -> Iterator[str]:
    """The table of seconds."""
    book, documents = codebook.load("relational"), corpus.documents()
    random.Random(0).shuffle(documents)  # noqa: S311 - no secret
    sheets = decided(documents, [one.id for one in book.codes], 50_000 / _units(documents))
    yield "| decisions | segments | documents | vectors | seconds | of the processor | MiB |"
    yield "|---:|---:|---:|---|---:|---:|---:|"
    for size in SIZES:
        total = np.cumsum([sum(len(one.holds) + len(one.fails) for one in each) for each in sheets])
        count = min(int(np.searchsorted(total, 0.98 * size)) + 1, len(documents))
        path = folder / f"{size}.relcode"
        with made(path, book, documents[:count]) as study:
            review(study, sheets[:count])
        segments = sum(map(len, sheets[:count]))
        about = f"| {total[count - 1]:,} | {segments:,} | {count} |"
        for way, options in _ways(path, vectors):
            spent, used, memory = _command(path, way, options)
            yield f"{about} {way} | {spent:.1f} | {used:.1f} | {memory:.0f} |"
        if vectors and not vectors.exists() and size == SIZES[-1]:
            shutil.copy(vectors_path(path), vectors)


def _units(documents: Sequence[Document]) -> int:
    return sum(not line.skip for one in documents for line in one.lines)


def _ways(path: Path, vectors: Path | None) -> Iterator[tuple[str, list[str]]]:
    """How it is run; of the last size all are encoded only where VECTORS is not there yet."""
    if vectors and vectors.exists() and path.stem == str(SIZES[-1]):
        shutil.copy(vectors, vectors_path(path))
    else:
        yield _FRESH, []
    yield "encoded before", []
    yield "encoded before, --compare", ["--compare"]


def _command(path: Path, way: str, options: Sequence[str]) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and MiB of a run on a copy of the study."""
    copy = path.with_name("copy.relcode")
    shutil.copy(path, copy)
    if way != _FRESH:
        vectors_path(copy).symlink_to(vectors_path(path))
    call = [sys.executable, "-c", _CHILD, "--study", str(copy), *options]
    out = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    if way == _FRESH:
        vectors_path(copy).rename(vectors_path(path))
    else:
        vectors_path(copy).unlink()
    copy.unlink()
    spent, used, memory = json.loads(out.splitlines()[-1])
    return spent, used, memory


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as place:
        for row in seconds(Path(sys.argv[1]) if len(sys.argv) > 1 else None, Path(place)):
            print(row, flush=True)


if __name__ == "__main__":
    main()
