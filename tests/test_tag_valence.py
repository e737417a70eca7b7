"""Presence and valence are apart: what turns a coding's sign, and what only seems to."""

from __future__ import annotations

import pytest

from tagged import coded, valences

CASES = [
    # presence alone (R18)
    ("There was real trust between the two offices.", "trust", "positive"),
    ("The order came from the top and nobody asked why.", "hierarchy", "negative"),
    ("The biggest barrier was the distance between the villages.", "barrier", "negative"),
    ("A steering group of nine met at the mill.", "governance", "neutral"),
    # R17: what is denied, lacking, lost or broken
    ("There was no trust between the two offices.", "trust", "negative"),
    ("They did not trust the new coordinator.", "trust", "negative"),
    ("Nobody trusted the numbers from the water board.", "trust", "negative"),
    ("We worked there for years without any trust.", "trust", "negative"),
    ("A lack of communication cost us the spring.", "communication", "negative"),
    ("Trust was lost the week the letter came out.", "trust", "negative"),
    ("Communication broke down in the second winter.", "communication", "negative"),
    ("The poor communication between the depots never improved.", "communication", "negative"),
    ("They failed to build a relationship with the growers.", "relationship-building", "negative"),
    ("Hardly any communication reached the night shift.", "communication", "negative"),
    ("the new lot dont trust us and why would they", "trust", "negative"),
    ("We never heard nothing back from the lab.", "communication", "negative"),
    # negative words in themselves
    ("Mistrust ran deep on both banks of the river.", "trust", "negative"),
    ("The rollout failed in the two northern depots.", "implementation-success", "negative"),
    ("Everything stopped when the grant ended.", "sustainment", "negative"),
    ("Racism kept whole streets off the list.", "equity", "negative"),
    # words of the cue itself that say it is missing, slow or over
    ("We had no money for the second boat.", "resources", "negative"),
    ("There was a lack of resources in both depots.", "resources", "negative"),
    ("There was not enough time to visit the farms.", "resources", "negative"),
    ("It took fourteen months to get the permit for the weir.", "rapid-implementation", "negative"),
    ("The fund closed in March.", "sustainment", "negative"),
    # double negation cancels (R21)
    ("There was never a lack of trust between us.", "trust", "positive"),
    ("It was not without trust that we signed.", "trust", "positive"),
    ("We could not have done this alone.", "synergy", "positive"),
    ("Nobody was left out of the talks.", "voice", "positive"),
    # what only looks like a negation (R21)
    ("Not only trust but patience carried the project.", "trust", "positive"),
    ("No doubt trust played its part.", "trust", "positive"),
    ("The value of trust cannot be overstated.", "trust", "positive"),
    ("The partnership has never been stronger than it is now.", "partnership", "positive"),
    ("There was a little trust by the summer.", "trust", "positive"),
    # the reach of a negation ends at but, although, a comma with a new subject (R21)
    ("We had no money, but the partnership held.", "partnership", "positive"),
    ("Although nobody had time, communication stayed good.", "communication", "positive"),
    ("We had no budget, we had trust.", "trust", "positive"),
    ("There was no plan, the partners were making it up together.", "partnership", "positive"),
    ("No, the partnership is fine.", "partnership", "positive"),
    # a lack is spread over its list, and not beyond the verb
    ("There was a lack of trust, communication and leadership.", "communication", "negative"),
    ("There was a lack of trust, communication and leadership.", "leadership", "negative"),
    ("A lack of funding slowed the collaboration.", "partnership", "positive"),
    # contrast: each side has its own valence
    ("They chose co-design rather than top-down planning.", "co-design", "positive"),
    ("They chose co-design rather than top-down planning.", "hierarchy", "negative"),
    ("Instead of top-down orders they brought co-design.", "hierarchy", "negative"),
    ("Instead of top-down orders they brought co-design.", "co-design", "positive"),
    # undesirable things denied, eased or removed
    ("There were no barriers to speak of.", "barrier", "positive"),
    ("We overcame the barriers one by one.", "barrier", "positive"),
    ("Distance was no longer a barrier.", "barrier", "positive"),
    ("The barriers were removed in a single meeting.", "barrier", "positive"),
    ("The structure was flat, anyone could raise anything.", "hierarchy", "positive"),
    ("They reduced disparities between the two valleys.", "equity", "positive"),
    ("The scandal undermined trust in the clinics.", "trust", "negative"),
    # R19 and R20: a topic, a claim of importance, both ways at once
    ("We set out to identify the barriers to partnering.", "barrier", "neutral"),
    ("The study explored trust in four harbours.", "trust", "neutral"),
    ("Trust is critical when the ice comes.", "trust", "positive"),
    ("Relationships can make or break a harvest project.", "relationships", "mixed"),
    ("There was trust in the first year and no trust in the second.", "trust", "mixed"),
    # neutral polarity follows the effect told (R18)
    ("The new state law hindered the whole partnership.", "context", "negative"),
    ("The outbreak forced us to meet every morning.", "crisis-urgency", "neutral"),
    ("There was a power imbalance between the mill and the growers.", "power", "negative"),
    ("For once we met on an equal footing.", "power", "positive"),
    # R20: a question is neutral whatever it presupposes
    ("Did you trust the new coordinator?", "trust", "neutral"),
    ("So how was trust built in the first place?", "trust", "neutral"),
    ("And the growers, did they trust you?", "trust", "neutral"),
    ("The question is whether trust will outlive her.", "trust", "neutral"),
    ("Perhaps there was simply no trust left by then?", "trust", "negative"),
    ("We did build real trust, didn't we?", "relationship-building", "positive"),
]


@pytest.mark.parametrize(("sentence", "code", "wanted"), CASES)
def test_valence(sentence: str, code: str, wanted: str) -> None:
    """A negated, lacking or broken thing keeps its code and turns its valence."""
    found = valences(sentence)
    assert found.get(code) == wanted, found


def test_the_why_names_the_word_that_set_the_valence() -> None:
    """What turned the sign is quoted from the source, with its place there."""
    sentence = "Honestly, there was a LACK of trust."
    coding = coded("Before that, nothing.", sentence)[1]["trust"]
    start = len("Before that, nothing.\n") + sentence.index("LACK")
    assert (
        coding.why.valence == f"the code is desirable; lacking by 'LACK of' ({start}-{start + 7})"
    )


def test_an_attention_gap_is_neutral_and_noted() -> None:
    """Neglect in the literature is no neglect in the case (R12)."""
    coding = coded("Few studies have looked at trust between growers and mills.")[0]["trust"]
    assert coding.valence == "neutral"
    assert coding.why.note == "attention gap"
    assert "'Few studies'" in coding.why.valence


def test_an_attention_gap_is_positive_where_importance_is_claimed() -> None:
    """A claim of importance beside the gap is positive; an embedded question is no claim (R12)."""
    claimed = "The field pays too little attention to the critical nature of trust."
    embedded = "Few studies ask why trust is important."
    assert coded(claimed)[0]["trust"].valence == "positive"
    assert coded(embedded)[0]["trust"].valence == "neutral"
