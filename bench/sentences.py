"""Compare ways to cut sentences, on speech, papers and poor transcripts, by their boundaries.

    PYTHONPATH=src python bench/sentences.py ../shared/data

Splitters that are not installed (sentencex, pysbd, spacy, nupunkt) are left out. Reference
boundaries of speech are the starts of coded units within a turn of the bank and the gold
interviews (units hold one sentence or a few short ones, so that cuts within units are counted
apart); those of papers are 212 paragraphs of JATS articles, where every boundary on which five
splitters disagreed was decided by hand (`sentences.jsonl` holds offsets, not text).
"""

from __future__ import annotations

import json
import re
import sys
import time
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lxml import etree

from relcode.segment.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Splitter = Callable[[str], list[int]]

REFERENCE = Path(__file__).with_name("sentences.jsonl")
_ENDED = re.compile(r"[.!?…][\"'”’)\]]*$")


class Text(NamedTuple):
    """A stretch of text and where its sentences start; `exact`: nowhere else."""

    content: str
    starts: frozenset[int]
    exact: bool


def units(paths: list[Path], *, punctuated: bool) -> Iterator[Text]:
    """The turns of coded documents, joined of their units; only whole sentences, or only others."""
    for path in paths:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        speaker = "speaker" if "speaker" in rows[0] else "section_or_speaker"
        for _, run in groupby(rows, key=lambda row: row[speaker]):
            texts = [row["text"].strip() for row in run]
            if all(_ENDED.search(text) for text in texts) == punctuated:
                starts = [0]
                for text in texts[:-1]:
                    starts.append(starts[-1] + len(text) + 1)
                yield Text(" ".join(texts), frozenset(starts), exact=False)


def articles(folder: Path) -> Iterator[Text]:
    """The paragraphs of the reference, read from the articles again."""
    rows = [json.loads(line) for line in REFERENCE.read_text("utf-8").splitlines()]
    for name, group in groupby(rows, key=lambda row: str(row["file"])):
        body = etree.parse(folder / name, etree.XMLParser(no_network=True)).getroot().find("body")
        paragraphs = list(body.iter("p")) if body is not None else []
        for row in group:
            content = " ".join("".join(paragraphs[row["paragraph"]].itertext()).split())
            if sha256(content.encode()).hexdigest()[:12] != row["sha256"]:
                message = f"{name}: paragraph {row['paragraph']} is not the one annotated"
                raise SystemExit(message)
            yield Text(content, frozenset(row["starts"]), exact=True)


def splitters() -> Iterator[tuple[str, Splitter]]:
    """The splitters at hand, by name."""
    yield "relcode", lambda text: [start for start, _ in sentences(text, 0, len(text))]
    for name, make in {
        "sentencex": _sentencex,
        "pysbd": _pysbd,
        "spacy": _spacy,
        "nupunkt": _nupunkt,
    }.items():
        if find_spec(name):
            yield name, make()


def _sentencex() -> Splitter:
    sentencex: Any = import_module("sentencex")

    def starts(text: str) -> list[int]:
        found = sentencex.get_sentence_boundaries("en", text)
        return [each["start_index"] + _blanks(each["text"]) for each in found]

    return starts


def _pysbd() -> Splitter:
    segmenter = import_module("pysbd").Segmenter(language="en", clean=False, char_span=True)
    return lambda text: [each.start for each in segmenter.segment(text)]


def _spacy() -> Splitter:
    language = import_module("spacy").blank("en")
    language.add_pipe("sentencizer")
    return lambda text: [each.start_char for each in language(text).sents]


def _nupunkt() -> Splitter:
    nupunkt: Any = import_module("nupunkt")
    return lambda text: [start for start, _ in nupunkt.sent_spans(text)]


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def report(material: str, texts: list[Text]) -> None:
    """One row for each splitter: boundaries found, cuts elsewhere, and speed in the same run."""
    wanted = sum(len(text.starts) - 1 for text in texts)
    words = sum(len(text.content.split()) for text in texts)
    for name, split in splitters():
        split("Warm up. And go.")
        begun = time.perf_counter()
        found = [set(split(text.content)) - {0} for text in texts]
        seconds = time.perf_counter() - begun
        hits = sum(len(cuts & text.starts) for cuts, text in zip(found, texts, strict=True))
        extra = sum(map(len, found)) - hits
        row = [material, name, str(wanted), f"{hits / wanted:.4f}"]
        if texts[0].exact:
            precision = hits / (hits + extra)
            score = 2 * hits / (2 * hits + extra + wanted - hits)
            row += [f"{precision:.4f}", f"{score:.4f}", "–"]
        else:
            row += ["–", "–", str(extra)]
        print("| " + " | ".join([*row, f"{words / seconds:,.0f}"]) + " |")


def main(data: Path) -> None:
    """Print the table."""
    bank, gold = sorted((data / "bank").glob("*.jsonl")), sorted((data / "gold").glob("*.jsonl"))
    print(
        "| material | splitter | boundaries | recall | precision | F1 | cuts in units | words/s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    report("bank, whole sentences", list(units(bank, punctuated=True)))
    report("gold, whole sentences", list(units(gold, punctuated=True)))
    report("bank, unpunctuated or notes", list(units(bank, punctuated=False)))
    report("JATS articles", list(articles(data / "jats")))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
