"""`relcode methods`: what a paper's methods section says of a study."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from agreeing import all_segments, coded, many, returned
from learning_study import learning_study, review
from relcode import methods, tagging
from relcode.analyse.agree.material import material
from relcode.analyse.agree.rules import rules
from relcode.analyse.agree.table import arrays, table
from relcode.cli import cli
from relcode.errors import RelcodeError
from relcode.features.model import described
from relcode.learning import learn
from relcode.ledger import Returned
from relcode.methods.wording import stat
from relcode.records import Input
from relcode.review.order import Order
from relcode.review.out import send
from relcode.study import Study
from relcode.tag.full import FullTagger
from relcode.terms import Entry as Came
from relcode.terms import Judged
from small_study import book, small_study

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcode.methods import Page


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """A study that Ana and Ben coded independently, and in which Cem corrected suggestions."""
    with many(tmp_path_factory.mktemp("twice")) as study:
        returned(study, "Ana", coded(study, 1, 0.05))
        returned(study, "Ben", coded(study, 2, 0.05))
        some = dict.fromkeys(all_segments(study)[:10], ("trust",))
        returned(study, "Cem", some, "review", "accepted")
        yield study


@pytest.fixture(scope="module")
def told(twice: Study) -> Page:
    """What is said of it."""
    return methods.page(twice)


def paragraph(study: Study, heading: str) -> str:
    """One paragraph of the text."""
    return methods.page(study).paragraphs[heading]


def test_material_is_counted(twice: Study, told: Page) -> None:
    """Sources by kind, words and segments are those of the study."""
    counts, said = twice.counts(), told.paragraphs["Material"]
    assert f"four interviews ({counts.words:,} words in all)" in said
    assert f"cut into {counts.segments} segments" in said
    assert f"{counts.codable} could be coded" in said


def test_figures_of_agreement_are_those_of_agree(twice: Study, told: Page) -> None:
    """Coefficient, interval, units and positives equal what `relcode agree` computes."""
    found = material(twice)
    rows = table(arrays(found), found, rules(), "code")
    people = [row for row in rows if row.comparison.kind == "human-human"]
    whole = people[-1].figures["alpha"]
    said = told.paragraphs["Agreement"]
    figure = f"{stat(whole.value)}, 95% CI [{stat(whole.low)}, {stat(whole.high)}]"
    assert f"Krippendorff’s α (Krippendorff, 2004) was {figure}" in said
    assert f"{people[-1].units} segments in four sources that both Ana and Ben judged" in said
    given = {line[0]: line for line in told.codes}
    for row in people:
        values = dict(zip(methods.COLUMNS, given[row.code], strict=True))
        assert values["value"] == row.figures["alpha"].value
        assert (values["units"], values["low"]) == (row.units, row.figures["alpha"].low)
        assert values["positives"] == "/".join(map(str, row.positives))


def test_who_coded_what(told: Page) -> None:
    """Independent coding and corrections are told apart, with their numbers."""
    said = told.paragraphs["Coding"]
    assert "Ana coded 160 segments in four sources and Ben coded 160 segments" in said
    assert "Cem went through 10 segments, kept 10 of 10 suggested codes (100%)" in said
    assert "entered no figure of agreement" in said


def test_tables_are_numbered_as_they_are_mentioned(told: Page) -> None:
    """Every table is mentioned, and the first mentions are in the order of the numbers."""
    mentioned = re.findall(r"Table (\d)", " ".join(told.paragraphs.values()))
    assert mentioned == [str(number) for number, _ in enumerate(told.tables, 1)]


def test_codes_that_only_the_machine_gave_are_not_called_given(twice: Study, told: Page) -> None:
    """What is said of codes given by coders counts coders alone."""
    assert "Of two codes that a coder gave there" in told.paragraphs["Agreement"]
    others = len(twice.codebook().codes) - 2
    assert f"the other {others} codes of the codebook there" in told.paragraphs["Agreement"]


def test_a_sheet_that_did_not_come_back_is_told(tmp_path: Path) -> None:
    """Who returned nothing is named, and is not among those who coded."""
    with many(tmp_path) as study:
        order = Order(coders=("Ana", "Ben"), sample=30, blind=True)
        (first, _) = send(study, order, tmp_path / "blind.csv").pages.values()
        marks = [Judged(row.segment, "Ana", "done") for row in first.sent()]
        study.ledger.take(Came(first.sheet.id, "x", "1"), Returned(judged=marks))
        page = methods.page(study)
        assert "No sheet came back from Ben (blind-1)." in page.paragraphs["Left out"]
        assert "| blind-1 | independent coding | Ana | 30 |" in page.text


def test_works_cited_are_listed(told: Page) -> None:
    """A reference is given for what the text cites, and for nothing else."""
    (only,) = told.references
    assert only.startswith("Krippendorff")


def test_without_a_second_coder_it_says_so(tmp_path: Path) -> None:
    """One coder gives no agreement, and the text does not pass over that."""
    with many(tmp_path) as study:
        returned(study, "Ana", coded(study, 1, 0.05))
        page = methods.page(study)
        assert "No second coder coded independently" in page.paragraphs["Agreement"]
        assert "independently of each other" not in page.text
        assert "α" not in page.text


def test_without_people_it_says_so(tmp_path: Path) -> None:
    """Suggestions that nobody has looked at are called so."""
    with small_study(tmp_path) as study:
        page = methods.page(study)
        assert "No person has coded or checked anything" in page.paragraphs["Coding"]
        assert "agreement cannot be given" in page.paragraphs["Agreement"]
        assert "suggestions of the machine on which no person decided" in page.text


def test_coders_without_a_unit_in_common_have_no_agreement(tmp_path: Path) -> None:
    """Two coders who judged different segments are not compared."""
    with small_study(tmp_path) as study:
        first, second, *_ = all_segments(study)
        returned(study, "Ana", {first: ("trust",)})
        returned(study, "Ben", {second: ("trust",)})
        said = paragraph(study, "Agreement")
        assert "Ana and Ben did not judge any segment in common" in said


def test_imported_codes_are_not_called_blind(tmp_path: Path) -> None:
    """How codes from elsewhere were given is not known, and is not asserted."""
    with small_study(tmp_path) as study:
        first, *_ = all_segments(study)
        returned(study, "Cem", {first: ("trust",)}, "import")
        said = paragraph(study, "Coding")
        assert "imported and taken as given independently: Cem coded one segment" in said
        assert "Without sight" not in said


def test_what_was_drawn_is_told(tmp_path: Path) -> None:
    """A round's size, way of drawing and seed are those that it was made with."""
    with many(tmp_path) as study:
        order = Order(coders=("Ana", "Ben"), sample=30, blind=True, overlap=10, seed=42)
        sent = send(study, order, tmp_path / "blind.csv")
        for one in sent.pages.values():
            marks = [Judged(row.segment, one.sheet.coder, "done") for row in one.sent()]
            study.ledger.take(Came(one.sheet.id, "x", one.sheet.coder), Returned(judged=marks))
        page = methods.page(study)
        said = page.paragraphs["Sampling"]
        assert "For round blind-1, 30 segments were drawn at random, each with the same" in said
        assert "In round blind-1, 10 segments were given to all coders" in said
        assert (
            "| blind-1 | independent coding | Ana and Ben | 30 | at random | 42 | 30 |" in page.text
        )
        study.rounds.undo("blind-1")
        page = methods.page(study)
        assert "had come back in round blind-1 was withdrawn" in page.paragraphs["Left out"]
        assert "| 42 |" not in page.text


def mark(study: Study) -> None:
    """Mark all sources as the full tagger would that finds nothing, without its model's work."""
    maker, used = FullTagger.of(study), study.codebook()
    for source in study.source_ids():
        fingerprint = tagging.fingerprint(maker.name, used, maker.state(used))
        study.suggest(source, [], {}, fingerprint)


def test_versions_with_hashes(tmp_path: Path) -> None:
    """Codebook, model and what was learned are named with their hashes, each once it is in use."""
    with learning_study(tmp_path) as study:
        mark(study)
        said = paragraph(study, "Machine coding")
        assert "It was used as shipped" in said
        assert "fictional documents and passages of published articles" in said
        assert "coded by language models" in said
        review(study, study.source_ids()[:4])
        version = learn(study).version
        page = methods.page(study)
        said = page.paragraphs["Machine coding"]
        assert "No suggestions rest on learned.v1 yet" in said
        assert "as shipped" not in said
        for digest in (study.codebook_hash, described().hash, version.digest):
            assert f"`{digest}`" in page.text
        mark(study)
        said = paragraph(study, "Machine coding")
        assert f"learned.v1 (SHA-256 {version.digest[:12]}…) corrected the model" in said
        assert f"decided on {len(version.answers)} segments in four sources" in said
        assert "No suggestions rest" not in said


def test_nothing_of_certificates_without_any(told: Page) -> None:
    """A study in which nothing was certified has no word about certificates."""
    assert "certif" not in told.text.casefold()


def test_a_file_that_was_not_read_is_told(tmp_path: Path) -> None:
    """What could not be read is missing from the material, and the reader is told."""
    with small_study(tmp_path) as study:
        assert "Left out" not in methods.page(study).paragraphs
        study.skip(Input("broken.pdf", "0", "0", None, "is damaged"))
        assert "one file that could not be read" in paragraph(study, "Left out")


def test_nothing_coded_is_an_error_with_advice(tmp_path: Path) -> None:
    """Without text, or without any coding, the user hears what to do first."""
    empty = Study.create(tmp_path / "empty.relcode", book())
    with empty as study, pytest.raises(RelcodeError, match="relcode read"):
        methods.page(study)
    with learning_study(tmp_path) as study, pytest.raises(RelcodeError, match="review out"):
        methods.page(study)


def test_command_writes_files_and_spares_what_is_there(
    twice: Study, told: Page, tmp_path: Path
) -> None:
    """The text and the table of codes are written; a text that may be edited is not overwritten."""
    text, figures = tmp_path / "methods.md", tmp_path / "codes.csv"
    call = ["methods", "--study", str(twice.path), "-o", str(text), "--csv", str(figures)]
    assert CliRunner().invoke(cli, call).exit_code == 0
    assert text.read_text("utf-8") == told.text
    with figures.open(encoding="utf-8-sig", newline="") as file:
        assert [row["code"] for row in csv.DictReader(file)][-1] == "all codes"
    again = CliRunner().invoke(cli, call)
    assert isinstance(again.exception, RelcodeError)
    assert CliRunner().invoke(cli, [*call, "--force"]).exit_code == 0
