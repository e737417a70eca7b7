"""What speaks for a code: own words, stem, neighbours, the question; and what never does."""

from __future__ import annotations

from relcode.codebook import Attribute, Code, Codebook, Cues
from relcode.tag.cues import CueTagger
from tagged import Line, coded, laid_out, relational, suggested, tagger

QUESTION = Line("Did you trust the people at the mill?", speaker="I", role="interviewer")


def test_strong_evidence_suggests_and_weak_evidence_is_a_candidate() -> None:
    """One strong cue is enough; one weak cue alone only asks for a look."""
    strong, weak = coded("There was trust.", "Stakeholders came on Monday.")
    assert strong["trust"].status == "suggested"
    assert weak["partnership"].status == "candidate"
    assert weak["partnership"].why.evidence[0].strength == "weak"


def test_two_weak_cues_make_a_suggestion() -> None:
    """A second, different weak cue on other words raises a candidate to a suggestion."""
    coding = coded("Stakeholders cooperated on the new dam.")[0]["partnership"]
    assert (coding.status, coding.why.note) == ("suggested", "two weak cues")


def test_one_word_is_not_two_cues() -> None:
    """Two weak cues on the same word are one piece of evidence."""
    code = Code(id="c", name="C", definition="d", cues=Cues(weak=("dam*", "dams")))
    tags = CueTagger(Codebook(name="n", version="1", language="en", codes=(code,)))
    source, segments = laid_out(["The dams are dry."])
    assert [coding.status for coding in tags.codings(source, segments)] == ["candidate"]


def test_a_weak_cue_counts_beside_another_one() -> None:
    """In the neighbouring sentence of the same speaker a second cue lends weight."""
    both = ["The partnership began in May.", "Stakeholders came on Monday."]
    assert "partnership" in suggested(*both)[1]
    assert "partnership" not in suggested(both[0], Line(both[1], speaker="B"))[1]


def test_evidence_is_the_exact_words() -> None:
    """Every piece of evidence spans its words in the source, with the cue as written."""
    lines = ["Nothing yet.", "We’ve a Steering   Committee since May."]
    source, segments = laid_out(lines)
    [coding] = [c for c in tagger().codings(source, segments) if c.code == "governance"]
    evidence = coding.why.evidence[0]
    assert source.text[evidence.start : evidence.end] == "Steering   Committee"
    assert evidence.cue in relational().code("governance").cues.strong
    assert (coding.coder, coding.tagger, coding.probability) == ("cues.v1", "cues.v1", None)


def test_exclusions_come_first() -> None:
    """Words that an exclusion names cannot be evidence, and others in the sentence can."""
    assert "trust" not in coded("The hospital trust approved the budget.")[0]
    assert "trust" in coded("The hospital trust lost the trust of its nurses.")[0]


def test_the_most_specific_code_wins_on_the_same_words() -> None:
    """A child beats its parent, a pair of the manual its loser; other words still count (R15)."""
    assert {"trust-integrity"} == suggested("They were honest with us.")[0] - {"openness"}
    both = suggested("They were honest with us, and that is why there is trust.")[0]
    assert {"trust", "trust-integrity"} <= both
    building = suggested("We spent a year building trusting relationships.")[0]
    assert "relationship-building" in building
    assert "relationships" not in building
    assert "trust" in building


def test_trusting_relationships_are_both() -> None:
    """Trusting relationships take trust and relationships (R16)."""
    assert {"trust", "relationships"} <= suggested("Trusting relationships came slowly.")[0]


def test_interviewers_and_uncodable_segments_get_nothing() -> None:
    """An interviewer's turn and a title are context, never coded (R5, R24)."""
    lines = [
        QUESTION,
        Line("Trust and partnership", codable=False),
        Line("There is trust.", role="system"),
    ]
    assert coded(*lines) == [{}, {}, {}]


def test_the_codebook_says_whose_segments_are_not_coded() -> None:
    """Speaker roles that a codebook leaves uncoded are left uncoded."""
    code = Code(id="trust", name="T", definition="d", cues=Cues(strong=("trust",)))
    roles = {"speaker_role": Attribute(default_uncoded=("author",))}
    book = Codebook(name="n", version="1", language="en", codes=(code,), attributes=roles)
    source, segments = laid_out([Line("There is trust.", role=r) for r in ("author", "system")])
    assert [c.segment for c in CueTagger(book).codings(source, segments)] == [segments[1].id]


def test_another_language_gets_nothing() -> None:
    """Cues are of one language; where the language is unknown they are tried."""
    assert coded("Der Trust war weg.", language="de") == [{}]
    assert "trust" in coded("There is trust.", language="und")[0]


def test_a_bullet_is_read_with_its_stem() -> None:
    """A cue may begin in the stem and end in the bullet; the bullet alone is coded (R4)."""
    stem = Line("The partners agreed to share:")
    bullet = Line("information on every delivery;", unit="bullet", stem=0)
    coding = coded(stem, bullet)[1]["communication"]
    assert [one.via for one in coding.why.evidence] == ["stem", "text"]
    source, _ = laid_out([stem, bullet])
    assert [source.text[one.start : one.end] for one in coding.why.evidence] == [
        "share",
        "information",
    ]


def test_a_bullet_takes_barrier_and_facilitator_from_its_stem_and_nothing_else() -> None:
    """What the stem names stays with the stem, save that it calls its bullets barriers (R4)."""
    stem = Line("Trust met with these barriers:")
    codings = coded(stem, Line("a frozen road", unit="bullet", stem=0))[1]
    assert set(codings) == {"barrier"}
    assert codings["barrier"].why.evidence[0].via == "stem"


def test_a_pointing_sentence_takes_the_codes_before_it() -> None:
    """`That made …` is about the sentence before and takes its codes (R7)."""
    coding = coded("We ate with the growers and built trust.", "That made the season.")[1]
    assert coding["relationship-building"].why.evidence[0].via == "previous"
    assert coding["relationship-building"].valence == "positive"


def test_a_pointing_sentence_without_a_claim_takes_nothing() -> None:
    """A sentence that says nothing new of what it points to has no code (R7)."""
    assert coded("We built trust over the winter.", "That was in 2019.")[1] == {}


def test_a_noun_must_be_the_one_pointed_to() -> None:
    """`These partnerships` points to partnerships, `this shed` to nothing coded."""
    before = "We built partnerships with three mills."
    assert "relationship-building" in coded(before, "These partnerships have held ever since.")[1]
    assert coded(before, "This warehouse has held ever since.")[1] == {}


def test_three_bullets_are_no_antecedent() -> None:
    """A list of three or more bullets is not pointed to (R7)."""
    bullets = [Line(f"building trust with {who}", unit="bullet") for who in ("mills", "us", "all")]
    claim = Line("This is key.")
    assert "trust" in suggested(*bullets[:2], claim)[-1]
    assert suggested(*bullets, claim)[-1] == set()


def test_another_speaker_is_no_antecedent() -> None:
    """Only the same speaker's sentence is pointed to."""
    assert coded("We built trust.", Line("That made the season.", speaker="B"))[1] == {}


def test_a_short_answer_takes_the_codes_of_its_question() -> None:
    """No to `Did you trust them?` is trust, negative; yes is positive (R8)."""
    no = coded(QUESTION, "No, not at all.")[1]["trust"]
    assert (no.valence, no.status) == ("negative", "suggested")
    assert no.why.evidence[0].via == "question"
    assert "declined by 'No'" in no.why.valence
    assert coded(QUESTION, "Yes, very much so.")[1]["trust"].valence == "positive"


def test_a_very_short_answer_is_only_a_candidate() -> None:
    """A turn below four words stands uncoded or is looked at (R1)."""
    assert coded(QUESTION, "Not really.")[1]["trust"].status == "candidate"


def test_no_to_a_negative_question_is_good_news() -> None:
    """Denying mistrust is trust, positive."""
    question = Line("Was there any mistrust?", speaker="I", role="interviewer")
    assert coded(question, "No, none at all.")[1]["trust"].valence == "positive"


def test_a_long_answer_speaks_for_itself() -> None:
    """A question gives nothing to an answer with content of its own."""
    answer = "No, I was in Turku that year and only came back for the lambs."
    assert coded(QUESTION, answer)[1] == {}


def test_a_code_taken_over_and_hinted_at_is_coded_once() -> None:
    """A weak cue of the sentence joins what is taken over from the one before."""
    lines = ["The coalition took off.", "This built on stakeholders in each valley."]
    coding = coded(*lines)[1]["partnership"]
    assert {one.via for one in coding.why.evidence} == {"text", "previous"}


def test_lessons_learned_are_not_learning() -> None:
    """A lesson marker never gives the code learning (R13)."""
    for sentence in ("The main lesson learned was patience.", "We can learn a lot from this."):
        assert "learning" not in suggested(sentence)[0]


def test_nothing_depends_on_what_comes_later_or_earlier() -> None:
    """A segment's codings depend on its neighbours alone, so that long sources can be streamed."""
    lines = ["We built trust.", "The shed is red.", "That made the season.", "Nobody shared power."]
    far = ["Partners met.", *["Rain fell."] * 3, *lines]
    assert suggested(*far)[-3:] == suggested(*lines)[-3:]


def test_a_huge_segment_is_tagged_in_linear_time() -> None:
    """A paragraph of a hundred thousand words without a full stop does no harm."""
    text = "we built trust with the partners and never shared power because of the mill, " * 7_000
    codings = coded(text)[0]
    assert {"relationship-building", "partnership", "addressing-power"} <= set(codings)
