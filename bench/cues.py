"""Measure the cue tagger: sentences per second on one core, matching alone and with every why.

Usage: python bench/cues.py [REPEATS]

The sentences are those of corpora/demo, as relcode cuts them. It says how fast the tagger is,
not how good.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

from relcode import codebook, read, segment
from relcode.errors import RelcodeError
from relcode.tag.cues import CueTagger
from relcode.tag.fold import folded
from relcode.tag.resolve import CueFinder

ROOT = Path(__file__).resolve().parent.parent


def per_second(count: int, seconds: list[float]) -> str:
    """The median rate, rounded to hundreds."""
    return f"{round(count / median(seconds), -2):,.0f}"


def main() -> None:
    """Print what loading, matching and tagging cost."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    book = codebook.load("relational")
    began = time.process_time()
    tagger, finder = CueTagger(book), CueFinder(book)
    print(f"compiled twice in {time.process_time() - began:.2f} s")
    work = []
    for path in sorted((ROOT / "corpora" / "demo").iterdir()):
        try:
            source = read.source(path)
        except RelcodeError as error:
            print(f"left out: {error}")
            continue
        work.append((source, list(segment.segments(source, book.lesson_headings))))
    texts = [folded(s.text[one.start : one.end]) for s, found in work for one in found]
    matching, tagging, codings = [], [], 0
    for _ in range(repeats):
        began = time.process_time()
        for text in texts:
            finder.hits(text)
        matching.append(time.process_time() - began)
        began = time.process_time()
        codings = sum(1 for source, found in work for _ in tagger.codings(source, found))
        tagging.append(time.process_time() - began)
    size = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} segments of {size:.0f} characters, {codings} codings")
    print(f"matching {per_second(len(texts), matching)} segments/s")
    print(f"tagging  {per_second(len(texts), tagging)} segments/s")


if __name__ == "__main__":
    main()
