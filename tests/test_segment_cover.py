"""Whatever a source looks like, its segments hold all of its text once, in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from laid_out import Part, cut, source
from relcode.terms import Block, Source, segment_id

PIECES = """we trust. Dr. No. 5 and then so but (a) [pause] “Why? yes!” 1. http://t.example … - :
    U.S. References By Ana Date: lessons learned e.g. 😀 é"""
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=70).map(" ".join)
BLOCKS = st.builds(
    Block,
    start=st.just(0),
    end=st.just(0),
    form=st.sampled_from(["paragraph", "heading", "bullet", "cell", "furniture"]),
    level=st.integers(0, 3),
    speaker=st.sampled_from([None, "Mara", "IV"]),
    role=st.sampled_from([None, "participant", "interviewer", "commenter", "author", "system"]),
    page=st.sampled_from([None, 1, 2]),
)
SOURCES = st.builds(
    lambda parts, kind: source(*parts, kind=kind),
    st.lists(st.builds(Part, WORDS, BLOCKS), max_size=8),
    st.sampled_from(["interview", "report", "paper", "web"]),
)


@given(SOURCES)
def test_segments_hold_every_character_once(made: Source) -> None:
    """Each character of a block that is not blank lies in exactly one segment, within its block."""
    found = cut(made)
    for block in made.blocks:
        inside = [each for each in found if block.start <= each.start < block.end]
        assert all(each.end <= block.end for each in inside)
        kept = "".join(made.text[each.start : each.end] for each in inside)
        assert "".join(kept.split()) == "".join(made.text[block.start : block.end].split())


@given(SOURCES)
def test_segments_are_ordered_trimmed_and_named(made: Source) -> None:
    """Segments follow one another, begin and end with a character, and are named by their span."""
    end = 0
    for each in cut(made):
        assert end <= each.start < each.end
        content = made.text[each.start : each.end]
        assert content == content.strip()
        assert each.id == segment_id(made.id, each.start, each.end)
        assert each.stem is None or each.stem.end <= each.start
        end = each.end
    assert cut(made) == cut(made)
