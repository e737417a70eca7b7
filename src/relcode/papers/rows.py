"""A paper, or a quote from it, as a row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcode.papers.quotes import best

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

    from relcode.export.tables import Value
    from relcode.papers.lessons import Lesson
    from relcode.papers.paper import Paper
    from relcode.papers.profile import Found
    from relcode.papers.quotes import Quote
    from relcode.terms import Valence

_QUOTES = 3  # of a paper, in its row
_LIKELY = 0.5


def paper_row(paper: Paper) -> dict[str, Value]:
    """A paper with what it says of itself, its codes, and its best quotes, each of another code."""
    said, talk = paper.reference, paper.talk
    row: dict[str, Value] = {
        **_named(paper),
        "authors": "; ".join(map(str, said.authors)),
        "journal": said.journal,
        "doi": said.doi,
        "design": _values(paper.profile.designs),
        "setting": _values(paper.profile.settings),
        "country": _values(paper.profile.countries),
        "partners": _values(paper.partners.named),
        "partner_kinds": _values(paper.partners.kinds),
        "goal": paper.goal,
        "depth": talk.depth,
        "parts": ", ".join(talk.parts),
        "share": round(talk.words, 3),
        "lessons": sum(one.probability >= _LIKELY for one in paper.lessons),
        "codes": "; ".join(_tally(code, paper.codes[code]) for code in _often(paper)),
        "barriers": _counted(paper.barriers),
        "facilitators": _counted(paper.facilitators),
        "strategies": _counted(paper.strategies),
        "file": "; ".join(paper.files),
        "source": paper.source.id,
    }
    for number, one in enumerate(_best(paper), start=1):
        row |= {f"quote_{number}": one.text, f"place_{number}": _place(one)}
    return row


def matrix_row(paper: Paper) -> dict[str, Value]:
    """A paper with the number of segments of each code; empty where it has none."""
    counts: dict[str, Value] = {code: tally.total() for code, tally in paper.codes.items()}
    return {**counts, **_named(paper)}


def quote_row(paper: Paper, one: Quote) -> dict[str, Value]:
    """A quote with where it stands, down to the characters of the source's text."""
    segment, coding = one.segment, one.coding
    return {
        "code": one.code,
        "quote": one.text,
        "key": paper.reference.key,
        "year": paper.reference.year,
        "section": segment.section,
        "page": segment.page,
        "valence": coding.valence,
        "role": coding.role,
        "stance": coding.stance,
        "lesson": segment.lesson,
        "probability": coding.probability,
        "status": coding.status,
        "coder": coding.coder,
        "file": "; ".join(paper.files),
        "start": segment.start,
        "end": segment.end,
        "segment_id": segment.id,
    }


def lesson_row(paper: Paper, one: Lesson) -> dict[str, Value]:
    """A passage that may state a lesson, with its codes and where it stands."""
    first = one.first
    return {
        "key": paper.reference.key,
        "year": paper.reference.year,
        "probability": one.probability,
        "codes": "; ".join(one.codes),
        "passage": one.text,
        "section": first.section,
        "page": first.page,
        "file": "; ".join(paper.files),
        "start": first.start,
        "end": one.end,
        "segment_id": first.id,
    }


def _named(paper: Paper) -> dict[str, Value]:
    said = paper.reference
    return {"key": said.key, "title": said.title or paper.source.name, "year": said.year}


def _best(paper: Paper) -> list[Quote]:
    """The best quote of each code, the best of these; no segment twice."""
    firsts = [group[0] for group in paper.quotes.values() if group]
    return best(firsts, _QUOTES)


def _place(one: Quote) -> str:
    """Section, page and characters."""
    segment = one.segment
    page = f"p. {segment.page}" if segment.page else ""
    place = ", ".join(filter(None, (segment.section, page)))
    return f"{place} [{segment.start}–{segment.end}] {one.code}"


def _values(found: Iterable[Found]) -> str:
    return "; ".join(one.value for one in found)


def _often(paper: Paper) -> list[str]:
    return sorted(paper.codes, key=lambda code: (-paper.codes[code].total(), code))


def _tally(code: str, valences: Counter[Valence]) -> str:
    """Such as `trust 5 (+3 −1)`; what is neither good nor bad is not told apart."""
    signs = (("+", valences["positive"]), ("−", valences["negative"]), ("±", valences["mixed"]))
    told = " ".join(f"{sign}{number}" for sign, number in signs if number)
    return f"{code} {valences.total()}" + (f" ({told})" if told else "")


def _counted(counts: Counter[str]) -> str:
    return "; ".join(f"{code} {number}" for code, number in counts.most_common() if number)
