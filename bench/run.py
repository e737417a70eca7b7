"""Measure the whole `relcode run` on about a million words: words per second and peak memory.

Usage: python bench/run.py [WORDS] [REPEATS]

The corpus is made of the plain-text interviews and the report of corpora/demo: each copy takes
their turns in another order, so that no text repeats. It says how fast the tool is, not how good.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
_CHILD = """
import json, resource, sys, time
from pathlib import Path
from relcode import pipeline
from relcode.study import Study
began, stages = time.perf_counter(), {}
def clock(stage, done, total, unit):
    stages[stage] = time.perf_counter() - began
pipeline.run([sys.argv[1]], Path(sys.argv[2]), progress=clock)
spent = time.perf_counter() - began
with Study.open(Path(sys.argv[2]) / pipeline.STUDY_NAME) as study:
    counts = study.counts()._asdict()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": spent, "stages": stages, "peak_mib": peak, **counts}))
"""


def turns() -> list[str]:
    """The paragraphs of the demo corpus, as relcode reads them."""
    from relcode import read  # noqa: PLC0415 - after the path is known

    found = []
    for path in sorted((ROOT / "corpora" / "demo").iterdir()):
        source = read.source(path)
        for turn in source.turns or source.blocks:
            label = f"{getattr(turn, 'speaker', None) or ''}: ".lstrip(": ")
            found.append(label + source.text[turn.start : turn.end].replace("\n", " "))
    return found


def make_corpus(folder: Path, words: int) -> None:
    """Write texts of some 5,000 words each until there are as many words as asked for."""
    pieces, shuffle, written = turns(), random.Random(0), 0  # noqa: S311 - no secret
    while written < words:
        text, size = [], 0
        while size < 5000:  # noqa: PLR2004 - words in a long interview
            text.append(shuffle.choice(pieces))
            size += len(text[-1].split())
        (folder / f"{written:08}.txt").write_text("\n\n".join(text), encoding="utf-8")
        written += size


def measure(corpus: Path) -> dict[str, float]:
    """One run in a process of its own."""
    with tempfile.TemporaryDirectory() as results:
        command = [sys.executable, "-c", _CHILD, str(corpus), results]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    """Print the medians."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 3  # noqa: PLR2004 - the second argument
    with tempfile.TemporaryDirectory() as folder:
        make_corpus(Path(folder), words)
        runs = [measure(Path(folder)) for _ in range(repeats)]
    seconds = median(run["seconds"] for run in runs)
    last = runs[-1]
    print(f"{last['words']:,} words, {last['sources']} sources, {last['segments']:,} segments")
    print(f"{seconds:.1f} s, {last['words'] / seconds:,.0f} words/s (median of {repeats})")
    print(f"peak memory {max(run['peak_mib'] for run in runs):,.0f} MiB")
    print("seconds at the end of each stage:", last["stages"])


if __name__ == "__main__":
    main()
