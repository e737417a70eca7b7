"""Measure the reading of articles that LaTeX set in the classes of journals, whose source is known.

Usage: python -m bench.typeset FOLDER
FOLDER is /usr/share/doc/texlive-doc/latex of Debian's package texlive-publishers-doc (it can be
unpacked without being installed: dpkg-deb -x); pip install pylatexenc reads the sources.

Of each sample article the sentences of eight words or more without formulas, citations or other
commands are looked for: the share that stands whole in one block, that stands somewhere at all, and
of neighbours the share in their order (where no sentence recurs).
"""

from __future__ import annotations

import gzip
import re
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from relcode.read.sources import source

if TYPE_CHECKING:
    from collections.abc import Iterator

TWO = (
    "quantumarticle/quantum-template",
    "revtex4-1/sample/aip/aipsamp",
    "revtex4-1/sample/aps/apssamp",
    "acmart/samples/sample-sigconf",
    "acmart/samples/sample-sigplan",
    "acmart/samples/sample-acmtog",
)
ONE = (
    "acmart/samples/sample-acmsmall",
    "oup-authoring-template/oup-authoring-template",
    "aastex/sample631",
)
_GONE = "§"  # stands where a command left no words that can be known
_LEAST = 8  # words
_ASIDE = (
    r"equation\*?|align\*?|eqnarray\*?|figure\*?|table\*?|tabular\*?|verbatim|lstlisting|quote"
    r"|thebibliography|displaymath|longtable|deluxetable\*?|teaserfigure|CCSXML|widetext|math"
    r"|subequations|gather\*?|multline\*?|algorithm"
)
_BRACED = r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
_SWAPS = [  # in this order
    (r"(?<!\\)%.*", ""),
    (rf"(?s)\\begin\{{({_ASIDE})\}}.*?\\end\{{\1\}}", "\n\n"),
    (r"(?s)\\\[.*?\\\]", "\n\n"),
    (rf"\\footnote{_BRACED}", ""),
    (r"\\verb(\W).*?\1", _GONE),
    (r"\$[^$]*\$", _GONE),
    (rf"\\(?:sub)*(?:section|paragraph)\*?(?:\[[^]]*\])?{_BRACED}", "\n\n"),
    (r"\\item(?:\[[^]]*\])?|\\(?:begin|end)\{[^}]*\}(?:\[[^]]*\])?", "\n\n"),
    (r"\\(?:textbf|emph|textit|textsc|texttt|textrm|mbox|text)\{([^{}]*)\}", r"\1"),
    (r"\\[a-zA-Z@]+\*?(?:\[[^]]*\])*(?:\{[^{}]*\})*", f" {_GONE} "),
]
_PREAMBLE = re.compile(r"(?s)\\begin\{document\}(.*?)\\end\{document\}")
_SENTENCE = re.compile(r"(?<=[a-z)][.?!]) (?=[A-Z])")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})


def sentences(path: Path) -> Iterator[str]:
    """The sentences of a source whose words are all known."""
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - of this bench alone

    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode(errors="replace")
    inner = _PREAMBLE.search(text)
    text = inner[1] if inner else text
    for pattern, swap in _SWAPS:
        text = re.sub(pattern, swap, text)
    for paragraph in re.split(r"\n\s*\n", text):
        words = " ".join(LatexNodes2Text().latex_to_text(paragraph).split())
        for one in _SENTENCE.split(words):
            if len(one.split()) >= _LEAST and not re.search(rf"[{_GONE}<\\_]", one):
                yield one


def letters(text: str) -> str:
    """The letters alone, whatever a font made of them."""
    return re.sub(r"[^a-z]", "", text.lower().translate(_LIGATURES))


def row(folder: Path, name: str) -> tuple[int, int, int, str]:
    """How many sentences there are, stand whole, stand anywhere; and the row of the table."""
    tex = folder / f"{name}.tex"
    wanted = list(map(letters, sentences(tex if tex.exists() else folder / f"{name}.tex.gz")))
    read = source(folder / f"{name}.pdf")
    blocks = [letters(read.text[one.start : one.end]) for one in read.blocks]
    there = "".join(blocks)
    whole = sum(any(one in block for block in blocks) for one in wanted)
    once = [there.find(one) for one in wanted if there.count(one) == 1]
    order = sum(one < two for one, two in pairwise(once)) / max(len(once) - 1, 1)
    found = sum(one in there for one in wanted)
    shares = " | ".join(f"{part / len(wanted):.3f}" for part in (whole, found))
    said = f"| {Path(name).name} | {len(wanted)} | {shares} | {order:.3f} |"
    return len(wanted), whole, found, f"{said} {read.variables.get('title', '')} |"


def main() -> None:
    """Print a row for each article, and what they come to."""
    folder = Path(sys.argv[1])
    print("| article | sentences | whole | anywhere | in order | title |")
    print("|---|---:|---:|---:|---:|---|")
    for said, names in (("two columns", TWO), ("one column", ONE)):
        rows = [row(folder, name) for name in names]
        print(*(one[-1] for one in rows), sep="\n")
        wanted, whole, found = (sum(one[n] for one in rows) for n in range(3))
        print(f"| **{said}** | {wanted} | {whole / wanted:.3f} | {found / wanted:.3f} | | |")


if __name__ == "__main__":
    main()
