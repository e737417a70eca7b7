"""The language is told where the text is long enough, and never told wrongly for English talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcode.read import find, source
from relcode.read.language import language
from relcode.terms import Block

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = {
    "en": "We lent them the barrow and it came back clean, so the next week we lent the press.",
    "de": "Wir haben ihnen die Karre geliehen und sie kam sauber zurück, da liehen wir die Presse.",
    "fr": "Nous leur avons prêté la brouette et elle est revenue propre, alors voilà le pressoir.",
    "es": "Les prestamos la carretilla y volvió limpia, así que luego les prestamos la prensa.",
    "nl": "We hebben ze de kruiwagen geleend en die kwam schoon terug, dus toen ook de pers.",
    "it": "Abbiamo prestato loro la carriola ed è tornata pulita, allora anche il torchio.",
    "pt": "Emprestámos o carrinho e voltou limpo, por isso depois emprestámos também a prensa.",
    "sv": "Vi lånade ut skottkärran till dem och den kom tillbaka ren, så sedan lånade vi pressen.",
    "pl": "Pożyczyliśmy im taczkę i wróciła czysta, więc potem pożyczyliśmy także prasę do jabłek.",
    "fi": "Lainasimme heille kottikärryt ja ne palautettiin puhtaina, joten lainasimme puristimen.",
    "tr": "Onlara el arabasını ödünç verdik ve temiz geri geldi, sonra presi de ödünç verdik.",
    "ru": "Мы одолжили им тачку, и она вернулась чистой, тогда мы одолжили им и пресс.",
    "el": "Τους δανείσαμε το καρότσι και γύρισε καθαρό, οπότε δανείσαμε και το πιεστήριο.",
    "ja": "私たちは手押し車を貸しました。きれいになって戻ってきたので、次は圧搾機も貸しました。",
    "zh": "我们把手推车借给了他们，还回来的时候很干净，所以后来我们也借出了压榨机。",
    "ar": "أعرناهم العربة وعادت نظيفة، لذلك أعرناهم المعصرة في الأسبوع التالي أيضا.",
}


def told(text: str, declared: str | None = None) -> str:
    """The language of a text that is one block."""
    return language(text, [Block(0, len(text))], declared)


@pytest.mark.parametrize("code", SAMPLES)
def test_samples(code: str) -> None:
    """One sentence is enough for many languages."""
    assert told(SAMPLES[code]) == code


@pytest.mark.parametrize("text", ["", "Mm.", "Yeah, no.", "12.5 %", "P07: 14:32", "Okay. Right."])
def test_too_short(text: str) -> None:
    """What is too short to tell stays undetermined, whatever it looks like."""
    assert told(text) == "und"


def test_declared() -> None:
    """What a file declares counts where the text does not tell, in any spelling of the code."""
    assert told("Mm.", "de-CH") == told("Mm.", "DE_at") == "de"
    assert told("Mm.", "x-klingon") == "und"
    assert told(SAMPLES["fr"], "en") == "fr"


def test_what_does_not_count() -> None:
    """Links, marks and furniture do not sway the answer."""
    text = f"https://beispiel.example/ueber-uns/die-presse {SAMPLES['en']} [ein](#link)"
    furniture = f"{text}\n{SAMPLES['de'] * 3}"
    blocks = [Block(0, len(text)), Block(len(text) + 1, len(furniture), form="furniture")]
    assert language(furniture, blocks) == "en"


def test_english_files(shared: Path) -> None:
    """No English file of the reference material is taken for another language."""
    folders = ["autspaces", "gold/texts", "transcripts_md", "vtt_srt/zoom", "pcd_html"]
    paths = find([str(shared / "data" / folder) for folder in folders] + [str(shared / "seeds")])
    wrong = {path.name for path in paths if source(path).language != "en"}
    assert wrong <= {"SOURCE.txt"}
