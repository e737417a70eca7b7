"""What a paper says of itself is read from where it says it, and never from its references."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.papers.partners import partners
from relcode.papers.profile import profile
from relcode.read.sources import source
from relcode.segment.parts import part_of
from small_papers import ORCHARD, SOIL, jats

if TYPE_CHECKING:
    from pathlib import Path

    from relcode.terms import Source


@pytest.fixture
def orchard(tmp_path: Path) -> Source:
    """The paper on orchards."""
    path = tmp_path / "orchard.xml"
    path.write_text(jats("Trees for clinics", ORCHARD), encoding="utf-8")
    return source(path)


@pytest.mark.parametrize(
    ("path", "part"),
    [
        (("Materials and methods",), "methods"),
        (("2. Data collection",), "methods"),
        (("Abstract", "Results"), "abstract"),
        (("Discussion", "Strengths and limitations"), "discussion"),
        (("Findings", "Lessons learned from the field"), "discussion"),
        (("What happened in the valley",), "other"),
        (("Results", "What happened in the valley"), "results"),
        ((), "other"),
    ],
)
def test_the_last_title_that_tells_names_the_part(path: tuple[str, ...], part: str) -> None:
    """A section has the part of the nearest title that is known; one of an abstract is abstract."""
    assert part_of(path) == part


def test_a_paper_says_what_it_is(orchard: Source) -> None:
    """Design, setting and country come from abstract and methods; references do not count."""
    found = profile(orchard)
    assert [one.value for one in found.designs] == ["randomised trial"]
    assert [one.value for one in found.countries] == ["Malawi"]
    assert found.settings[0].value == "primary care"
    for one in (*found.designs, *found.settings, *found.countries):
        assert orchard.text[one.start : one.end].casefold() in orchard.text.casefold()
        assert one.start < orchard.text.index("Somebody A."), "not in a reference"


def test_a_language_is_no_country(tmp_path: Path) -> None:
    """Spanish-speaking pupils of Kenya make no paper from Spain."""
    path = tmp_path / "soil.xml"
    path.write_text(jats("Nitrogen under schoolyards", SOIL), encoding="utf-8")
    assert [one.value for one in profile(source(path)).countries] == ["Kenya"]


def test_partners_are_those_worked_with(orchard: Source) -> None:
    """Organisations joined by `and` are told apart, and an `and` in a name is none between two."""
    found = partners(orchard)
    assert {one.value for one in found.named} == {
        "Lake District Growers Association",
        "Ministry of Food and Health",
    }
    assert "health services" in {one.value for one in found.kinds}
    for one in found.named:
        assert orchard.text[one.start : one.end] == one.value


# as their abstracts and methods say, read by hand
KNOWN = {
    "PMC5952814": ("qualitative study", "Nepal"),
    "PMC6206711": ("protocol", "Ghana"),
    "PMC6267023": (None, "Togo"),
    "PMC6359784": (None, "Canada"),
    "PMC7908724": ("participatory research", "Sweden"),
}


@pytest.mark.parametrize("name", KNOWN)
def test_real_papers(shared: Path, name: str) -> None:
    """Real papers have the design and the country that they name."""
    found = profile(source(shared / "data" / "jats" / f"{name}.xml"))
    design, country = KNOWN[name]
    assert country == found.countries[0].value
    assert design is None or design in {one.value for one in found.designs}
