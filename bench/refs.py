"""Measure the reading of reference exports and the finding of duplicates.

Usage: python bench/refs.py REFS      (the folder of real exports: asysd/, endnote_xml/, …)

Prints how many records a second are read of each form; how many of the known duplicates are found
in the labelled sets, and how many works are lost to a false merge; and the same for copies of real
records, changed as other databases would write them, beside records that look alike and are not.

Sensitivity: of the records that are duplicates, those that go into a work with another one.
Specificity: of the works, those that do not vanish into another one. The weights and the limit in
src/relcode/refs/duplicates.yaml were chosen on the two sets of endnote_xml and the first half of
asysd's; the second half was looked at when they stood. (Halves by the hash of the first author's
name, so that nearly all duplicates stay together.) The changed copies are of other files.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from relcode.errors import UnreadableError
from relcode.reference import content_id
from relcode.refs import merges, parse, works
from relcode.refs.shape import shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from relcode.reference import Reference
    from relcode.refs.shape import Shape

REPEATS = 3
SEED = 1
CHANGES = {  # how often a copy differs so
    "capitals": 0.2,
    "no subtitle": 0.1,
    "journal short": 0.5,
    "no pages": 0.3,
    "no volume": 0.1,
    "next year": 0.1,
    "no abstract": 0.5,
}
SOURCES = ("asysd/zotero_export.ris", "revtools/restoration_scopus.ris", "asreview/_baseline.ris")


def timed(work: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds of processor time."""
    times = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def reading(folder: Path) -> None:
    """Print the records read per second, by file."""
    print("| file | records | records/s |\n|---|---:|---:|")
    names = (
        *("asysd/zotero_export.ris", "asysd/zotero_export.bib", "asysd/zotero_export.xml"),
        *("revtools/restoration_pubmed.nbib", "revtools/restoration_WoS.ciw"),
        "asysd/labelled_test_set.csv",
    )
    for name in names:
        path = folder / name
        count = len(parse(path).references)
        print(f"| {name} | {count:,} | {count / timed(lambda path=path: parse(path)):,.0f} |")


def shares(groups: Iterable[Sequence[bool]]) -> str:
    """Sensitivity and specificity of groups of records, each marked as a duplicate or not."""
    counts: Counter[str] = Counter()
    for marks in groups:
        duplicates = sum(marks)
        kept = len(marks) - duplicates
        # where all are marked one of them had to stay, and was not found to be another's copy
        counts["found"] += duplicates if kept else duplicates - 1
        counts["missed"] += 0 if kept else 1
        counts["lost"] += max(0, kept - 1)
        counts["works"] += kept
    found = counts["found"] + counts["missed"]
    return (
        f"sensitivity {counts['found'] / found:.4f} ({counts['found']}/{found}), specificity"
        f" {1 - counts['lost'] / counts['works']:.4f} ({counts['lost']} of {counts['works']} lost)"
    )


def half(one: Shape) -> int:
    """0 or 1 by the first author, without one by the title: twins fall into the same."""
    return sha256((one.family or one.bare[:10]).encode()).digest()[0] % 2


def labelled(folder: Path) -> None:
    """Print what is found of ASySD's labelled set, by each of its two columns of labels."""
    path = folder / "asysd" / "labelled_test_set.csv"
    references = parse(path).references
    rows = list(csv.DictReader(StringIO(path.read_bytes().decode("cp1252", "replace"))))
    halves = {one.id: half(shape(one)) for one in references}
    for column, mark in (("source", "duplicate"), ("label", "Duplicate_in_trash")):
        marks = {one.id: rows[one.number - 1][column] == mark for one in references}
        for name, held in (("first half", {0}), ("second half", {1}), ("all", {0, 1})):
            part = [one for one in references if halves[one.id] in held]
            made = works(part, merges(part))
            told = shares([marks[one.id] for one in work.records] for work in made)
            print(f"asysd by '{column}', {name}: {len(part):,} records, {told}")
    print(f"merging took {timed(lambda: merges(references)):.2f} s for {len(references):,} records")


def endnote(folder: Path) -> None:
    """Print what is found of the sets in which every record that has a twin is marked."""
    for name in ("copper", "tafenoquine"):
        path = folder / "endnote_xml" / f"{name}.xml"
        twins = [one.find("caption") is not None for one in etree.parse(path).iter("record")]
        references = parse(path).references
        made = works(references, merges(references))
        held = {one.number: len(work.records) > 1 for work in made for one in work.records}
        found = sum(held[n] for n, twin in enumerate(twins, 1) if twin)
        false = sum(held[n] for n, twin in enumerate(twins, 1) if not twin)
        print(
            f"{name}: {found} of {sum(twins)} with a twin found, {false} of"
            f" {len(twins) - sum(twins)} without one merged"
        )


def named(one: Reference) -> Reference:
    """The reference with the id of what it says now."""
    return replace(one, id=content_id(one.content, 0))


def slip(text: str, chance: random.Random) -> str:
    """The text with two neighbours exchanged, a letter lost or one doubled."""
    place = chance.randrange(max(1, len(text) - 1))
    exchanged = text[:place] + text[place + 1 : place + 2] + text[place : place + 1]
    return chance.choice(
        [
            exchanged + text[place + 2 :],
            text[:place] + text[place + 1 :],
            text[: place + 1] + text[place:],
        ]
    )


def changed(one: Reference, chance: random.Random) -> Reference:
    """The record as another database might write it, always without DOI and PMID."""
    happens = {name: chance.random() < often for name, often in CHANGES.items()}
    title = one.title.upper() if happens["capitals"] else one.title
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        title = slip(title, chance)
    if happens["no subtitle"]:
        title = title.partition(": ")[0]
    short = " ".join(word[:4].rstrip(".") for word in one.journal.split() if len(word) > len("and"))
    authors = tuple(author._replace(given=author.given[:1]) for author in one.authors)
    return named(
        replace(
            one,
            doi="",
            pmid="",
            title=title,
            authors=authors,
            journal=short if happens["journal short"] else one.journal,
            pages="" if happens["no pages"] else one.pages.partition("-")[0],
            volume="" if happens["no volume"] else one.volume,
            year=one.year + 1 if one.year and happens["next year"] else one.year,
            abstract="" if happens["no abstract"] else one.abstract,
            keywords=(),
        )
    )


def alike(one: Reference) -> list[Reference]:
    """Other works that look like this one, without identifiers, as databases hold them."""
    bare = replace(one, doi="", pmid="", abstract="")
    other = "Kettle Research Meeting Abstracts"
    return [
        named(replace(bare, title=f"Erratum: {one.title}", pages="999", issue="9")),
        named(replace(bare, title=f"{one.title}: part 2", pages="998")),
        named(replace(bare, title=f"Comment on: {one.title}", authors=(), pages="997")),
        named(replace(bare, journal=other, volume="7", issue="", pages="S12")),
        named(replace(bare, year=(one.year or 2000) + 4, volume="7", issue="", pages="996")),
    ]


def copies(folder: Path) -> None:
    """Print how many changed copies of real records are found, and how many look-alikes merged."""
    chance = random.Random(SEED)  # noqa: S311 - the same copies each time
    found = [one for name in SOURCES for one in parse(folder / name).references]
    real = [work.reference for work in works(found, merges(found))]
    real = [one for one in real if one.year and one.authors and one.title]
    twins = {one.id: changed(one, chance) for one in real}
    every = {one.id: one for one in [*real, *twins.values()]}
    held = {
        one.id: work.id
        for work in works(every.values(), merges(every.values()))
        for one in work.records
    }
    missed = sum(held[name] != held[twin.id] for name, twin in twins.items())
    ids = [held[one.id] for one in real]
    print(
        f"changed copies of {len(real):,} records: {1 - missed / len(real):.4f} found,"
        f" {len(ids) - len(set(ids))} works lost to another"
    )
    kinds = ("erratum", "part 2", "comment", "meeting abstract", "another year's edition")
    merged: Counter[str] = Counter()
    for one in real:
        for kind, other in zip(kinds, alike(one), strict=True):
            merged[kind] += bool(merges([one, other]))
    told = ", ".join(f"{kind} {merged[kind]}" for kind in kinds)
    print(f"of {len(real):,} look-alikes of each kind merged: {told}")


def together(folder: Path) -> None:
    """Print the time that all real exports take together."""
    found: dict[str, Reference] = {}
    for path in sorted(folder.rglob("*.*")):
        if path.is_file() and path.name != "SOURCE.txt":
            try:
                found |= {one.id: one for one in parse(path).references}
            except UnreadableError:
                continue
    made = merges(found.values())
    took = timed(lambda: merges(found.values()))
    print(f"all exports: {len(found):,} records, {len(made):,} merges, {len(found) / took:,.0f}/s")


def main() -> None:
    """Measure everything."""
    folder = Path(sys.argv[1])
    for measure in (reading, labelled, endnote, copies, together):
        measure(folder)
        print()


if __name__ == "__main__":
    main()
