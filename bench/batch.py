"""Measure a batch of papers: seconds and peak memory of reading, tagging and tabulating them.

Usage: python -m bench.batch [PAPERS ...] [--tagger NAME]     (default: 100 300 1000; cues)

The papers are copies of the well-formed JATS articles of ../shared/data; each paragraph of one has
its sentences in another order and other numbers, so that no two are the same text. For each number
of papers: how long `relcode run` and `relcode evidence` take, and the most memory that each holds,
in a process of its own; then a second run with a tenth as many new papers. What does not grow with
the number is what 10,000 papers need; seconds are extrapolated from the two largest.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
JATS = ROOT.parent / "shared" / "data" / "jats"
_FAR = 10_000
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_CHILD = """
import json, resource, sys, time
from pathlib import Path
from relcode import pipeline
from relcode.papers.evidence import write
from relcode.study import Study
began, task, papers, results, tagger = time.perf_counter(), *sys.argv[1:]
if task == "run":
    pipeline.run([papers], Path(results), tagger=tagger)
else:
    with Study.open(Path(results) / pipeline.STUDY_NAME) as study:
        write(study, Path(results) / "evidence")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.perf_counter() - began, "mib": peak}))
"""


def articles() -> list[etree._Element]:
    """The articles that are well formed."""
    return [etree.parse(str(path)).getroot() for path in sorted(JATS.glob("*.xml"))]


def write_copies(originals: list[etree._Element], folder: Path, numbers: range) -> None:
    """Copies with these numbers, each of the next article in turn."""
    for number in numbers:
        copy = etree.fromstring(etree.tostring(originals[number % len(originals)]))
        chance = random.Random(number)  # noqa: S311 - no secret
        for paragraph in copy.iter("p"):
            paragraph.text = _perturbed(paragraph.text or "", chance)
        for name in ("article-id", "article-title"):
            for element in copy.iter(name):
                element.text = f"{element.text or ''} {number}"
        (folder / f"{number:06}.xml").write_bytes(etree.tostring(copy, encoding="utf-8"))


def _perturbed(text: str, chance: random.Random) -> str:
    sentences = _SENTENCE.split(text)
    chance.shuffle(sentences)
    return re.sub(r"\d", lambda _: str(chance.randrange(10)), " ".join(sentences))


def measured(task: str, papers: Path, results: Path, tagger: str) -> dict[str, float]:
    """Seconds and MiB of a task in a process of its own."""
    command = [sys.executable, "-c", _CHILD, task, str(papers), str(results), tagger]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def batch(originals: list[etree._Element], number: int, tagger: str) -> list[dict[str, float]]:
    """A batch of so many papers: run, evidence, and a run with a tenth more."""
    with tempfile.TemporaryDirectory() as folder:
        papers, results = Path(folder) / "papers", Path(folder) / "results"
        papers.mkdir()
        write_copies(originals, papers, range(number))
        found = [measured(task, papers, results, tagger) for task in ("run", "evidence")]
        write_copies(originals, papers, range(number, number + number // 10))
        return [*found, measured("run", papers, results, tagger)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("papers", type=int, nargs="*", default=[100, 300, 1000])
    parser.add_argument("--tagger", default="cues")
    given = parser.parse_args()
    originals, rows = articles(), []
    print("| papers | run, s | MiB | evidence, s | MiB | a tenth more, s | MiB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for number in given.papers:
        found = batch(originals, number, given.tagger)
        rows.append((number, [one["seconds"] for one in found]))
        cells = (f"{one['seconds']:.0f} | {one['mib']:.0f}" for one in found)
        print(f"| {number:,} | {' | '.join(cells)} |", flush=True)
    if len(rows) > 1:
        (less, first), (more, last) = rows[-2:]
        each = [(b - a) / (more - less) for a, b in zip(first, last, strict=True)]
        told = [f"{b + one * (_FAR - more):,.0f} s" for b, one in zip(last, each, strict=True)]
        print(f"{_FAR:,} papers, on the line through the last two: {', '.join(told[:2])}")


if __name__ == "__main__":
    main()
