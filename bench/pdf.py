"""Measure the reading of PDF: papers laid out from known text, in several layouts.

Usage: python -m bench.pdf [PAPERS]     (default 12 papers)

The text is that of the JATS articles in ../shared/data, laid out by reportlab in one, two and three
columns with running heads, page numbers, a table and references (tests/pdf_papers.py). Reported are
the share of sentences that come back whole within one block, of neighbouring sentences that come in
their order, of headings found and of those found that are headings, whether title and authors are
right, pages per second, and the peak memory. RELCODE_PDF_ENGINE chooses the engine.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcode.read.sources import source

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from pdf_papers import LOOKS, Article, sentences, write  # noqa: E402 - beside the tests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcode.terms import Source

_LATIN = re.compile(r"[^\x00-\xff–—’‘“”…•]")
_BLANK = re.compile(r"[\s\u00ad-]+")


class Scores(NamedTuple):
    """Counts: sentences, of which found, neighbours in order; headings, given, right."""

    sentences: int
    found: int
    ordered: int
    headings: int
    given: int
    right: int
    title: bool
    authors: bool


def articles(most: int) -> Iterator[Article]:
    """JATS articles as they are read, as far as their letters are in the fonts at hand."""
    for path in sorted((ROOT.parent / "shared" / "data" / "jats").glob("PMC*.xml"))[:most]:
        yield _article(source(path))


def _article(one: Source) -> Article:
    sections: list[tuple[str, int, list[str]]] = []
    for block in one.blocks:
        text = _LATIN.sub("", one.text[block.start : block.end])
        if block.form == "heading":
            sections.append((text, block.level, []))
        elif block.form in ("paragraph", "bullet") and sections:
            sections[-1][2].append(text)
    title, *rest = sections
    abstract = next((part for name, _, part in rest if name == "Abstract"), [])
    kept = [part for part in rest if part[0] != "Abstract" and part[2]]
    people = one.variables.get("authors", "").split("; ")[:3]
    names = ", ".join(" ".join(reversed(name.split(", "))) for name in people)
    return Article(title[0], _LATIN.sub("", names), " ".join(abstract)[:1400], kept)


def scored(article: Article, read: Source) -> Scores:
    """What came back of an article."""
    blocks = [read.text[b.start : b.end] for b in read.blocks if b.form in ("paragraph", "bullet")]
    whole = [_bare(block) for block in blocks]
    wanted = [s for _, _, part in article.sections for s in sentences(part)]
    places = [_place(_bare(sentence), whole) for sentence in wanted]
    there = [place for place in places if place is not None]
    pairs = pairwise(places)
    ordered = sum(a is not None and b is not None and a <= b for a, b in pairs)
    heads = {_bare(name) for name, _, _ in article.sections}
    given = {_bare(read.text[b.start : b.end]) for b in read.blocks if b.form == "heading"}
    given -= {_bare(article.title), "abstract"}
    authors = ["".join(sorted(_bare(n))) for n in read.variables.get("authors", "").split("; ")]
    names = ["".join(sorted(_bare(n))) for n in article.authors.split(", ")]
    return Scores(
        len(wanted), len(there), ordered, len(heads), len(given), len(heads & given),
        _bare(read.variables.get("title", "")) == _bare(article.title),
        [a.replace(",", "") for a in authors] == names,
    )  # fmt: skip


def _bare(text: str) -> str:
    return _BLANK.sub("", text.casefold())


def _place(sentence: str, blocks: list[str]) -> tuple[int, int] | None:
    for number, block in enumerate(blocks):
        if (at := block.find(sentence)) >= 0:
            return number, at
    return None


def main() -> None:
    """Print a row for each layout."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    originals = list(articles(most))
    print("| layout | sentences | in order | headings found | right | titles | authors | pages/s |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, look in LOOKS.items():
            scores, seconds, pages = [], 0.0, 0
            for number, article in enumerate(originals):
                path = Path(folder) / f"{number}.pdf"
                write(article, look, path)
                began = time.perf_counter()
                read = source(path)
                seconds += time.perf_counter() - began
                pages += max(block.page or 1 for block in read.blocks)
                scores.append(scored(article, read))
            print(_row(name, scores, pages / seconds), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB")


def _row(name: str, scores: list[Scores], speed: float) -> str:
    total = [sum(column) for column in zip(*scores, strict=True)]
    said, found, ordered, heads, given, right, titles, authors = total
    return (
        f"| {name} | {found / said:.4f} | {ordered / max(said - len(scores), 1):.4f} |"
        f" {right / heads:.3f} | {right / max(given, 1):.3f} | {titles} of {len(scores)} |"
        f" {authors} of {len(scores)} | {speed:.1f} |"
    )


if __name__ == "__main__":
    main()
