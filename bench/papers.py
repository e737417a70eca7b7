"""Measure what is recovered of real papers, format by format, and how fast.

Usage: python -m bench.papers [READINGS]     (default 1000)

The papers are those of ../shared/data: well-formed JATS, with and without sections, TEI as made of
PDFs, and web pages of a journal. What a paper holds is counted by lxml (tests/own_text.py): the
words of title, abstract and body, of a web page the words of its article. Reported are the share of
these words that come back, of all papers and of the worst, the share of headings, how many papers
bring a title, authors, a year, a DOI and an abstract, papers a minute on one core, and the most
memory while they are read over and over, READINGS in all.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.sources import source
from relcode.segment.parts import part_of

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
sys.path.insert(0, str(ROOT / "tests"))

import own_text as own  # noqa: E402 - beside the tests

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from relcode.terms import Source

_ASIDE = ("navigation", "sidebar")
_SAID = ("title", "authors", "year", "doi")


class Format(NamedTuple):
    """A format: its files, how lxml counts their words and headings, and what a word is there."""

    name: str
    files: list[Path]
    words: Callable[[Path], Counter[str]]
    headings: Callable[[Path], list[str]]
    found: Callable[[str], list[str]]


def _matches(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    return pattern.findall


def formats() -> list[Format]:
    """The formats of which there are real papers."""
    jats = sorted((DATA / "jats").glob("*.xml"))
    bare = sorted((DATA / "jats" / "no_sec").glob("*.xml"))
    tei, pages = sorted((DATA / "tei").glob("*.xml")), sorted((DATA / "pcd_html").glob("*.htm"))
    word = _matches(own.WORD)
    return [
        Format("JATS", jats, own.jats_words, own.jats_headings, word),
        Format("JATS without sections", bare, own.jats_words, own.jats_headings, word),
        Format("web pages", pages, own.page_words, own.page_headings, _matches(own.LETTERS)),
        Format("TEI", tei, own.tei_words, own.tei_headings, own.whole_words),
    ]


def _words(read: Source, found: Callable[[str], list[str]]) -> Counter[str]:
    blocks = (one for one in read.blocks if one.note not in _ASIDE)
    return Counter(word for one in blocks for word in found(read.text[one.start : one.end]))


def _headings(read: Source, wanted: list[str]) -> tuple[int, int]:
    """How many of the wanted headings are there, and how many are wanted."""
    shown = {_bare(read.text[b.start : b.end]) for b in read.blocks if b.form == "heading"}
    named = [_bare(text) for text in wanted if _bare(text)]
    return sum(name in shown for name in named), len(named)


def _bare(text: str) -> str:
    return "".join(own.WORD.findall(text.casefold()))


def _row(one: Format) -> str:
    shares, counts, heads = [], Counter[str](), [0, 0]
    total, kept, seconds = 0, 0, 0.0
    for path in one.files:
        began = time.perf_counter()
        read = source(path)
        seconds += time.perf_counter() - began
        wanted, found = one.words(path), _words(read, one.found)
        shares.append(own.share(wanted, found))
        total, kept = total + wanted.total(), kept + (wanted & found).total()
        heads = [a + b for a, b in zip(heads, _headings(read, one.headings(path)), strict=True)]
        counts.update(name for name in _SAID if read.variables.get(name))
        counts["year"] += bool(read.variables.get("date"))  # as web pages have it
        counts["abstract"] += any(part_of(one.path) == "abstract" for one in read.sections)
    said = " | ".join(str(counts[name]) for name in (*_SAID, "abstract"))
    share = f"{heads[0]} of {heads[1]}" if heads[1] else "–"
    return (
        f"| {one.name} | {len(one.files)} | {kept / total:.4f} | {min(shares):.4f} | {share} |"
        f" {said} | {len(one.files) / seconds * 60:,.0f} |"
    )


def main() -> None:
    """Print a row for each format, and the memory."""
    readings = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(
        "| format | files | words | worst | headings | title | authors | year | DOI | abstract |",
        end="",
    )
    print(" papers/min |\n|---|" + "---:|" * 10)
    for one in formats():
        print(_row(one), flush=True)
    files = [path for one in formats() for path in one.files]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for path in islice(cycle(files), readings):
        source(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {before:.0f} MiB after one reading of each, {peak:.0f} after {readings:,}")


if __name__ == "__main__":
    main()
