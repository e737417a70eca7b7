"""Which encoding from before Unicode a text is in, judged by the words that come out."""

from __future__ import annotations

import re
from itertools import pairwise

from relcode.encoding import strictly

_CODE_PAGES = (  # the order of preference where the evidence is equal
    "cp1252",
    "mac_roman",
    "cp850",
    "cp1250",
    "iso8859_2",
    "cp1251",
    "koi8_r",
    "cp866",
    "mac_cyrillic",
    "cp1253",
    "cp1254",
    "cp1257",
    "cp1255",
    "cp1256",
)
_MULTIBYTE = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
_SAMPLE = 8_192
_LATIN_END = "\u0250"
# the pages that people who write a language used; for the rest, those of western Europe
_USUAL = {
    page: frozenset(languages.split())
    for page, languages in {
        "cp1250": "bs cs hr hu pl ro sk sl sq",
        "iso8859_2": "bs cs hr hu pl ro sk sl",
        "cp1251": "be bg mk mn ru sr uk",
        "koi8_r": "ru",
        "cp866": "ru",
        "mac_cyrillic": "be bg mk ru sr uk",
        "cp1253": "el",
        "cp1254": "az tr",
        "cp1257": "et lt lv",
        "cp1255": "he",
        "cp1256": "ar fa ur",
    }.items()
}
_ELSEWHERE = frozenset[str]().union(*_USUAL.values())
# a sign within a word, and signs that nobody types in talk, are what a wrong guess leaves
_MISFIT = re.compile(
    r"[\x80-\x9f¤¦¬¨¯¸ˆˇ˘˙˚˛˜˝‡†‰◊∫∂∑∏π√≈∆≤≥≠∞Ω\u2500-\u25ff\ufffd]"
    r"|(?<=[^\W\d_])(?:[^\x00-\x7f\w\s’‘´–—…·]|[¹³¼½¾ªº])(?=[^\W\d_])"
    r"|(?<=[^\W\d_])[¹³¼½¾]|[¹³²¼½¾ªº](?=[^\W\d_])"
    r"|[\u00c0-\u024f]{3,}"  # no language of the Latin alphabet has so many accents in a row
)


def legacy(data: bytes) -> str:
    """The text of bytes in a one-byte or East Asian encoding; nothing is lost, at worst misread."""
    evidence = _lines_beyond_ascii(data)
    for encoding in [*_multibyte(evidence), *_ranked(evidence)]:
        if (text := strictly(data, encoding)) is not None:
            return text
    return data.decode("latin-1")


def _multibyte(evidence: bytes) -> list[str]:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - legacy files only, 35 ms

    best = from_bytes(evidence, cp_isolation=[*_CODE_PAGES, *_MULTIBYTE]).best()
    return [best.encoding] if best and best.encoding in _MULTIBYTE else []


def _ranked(evidence: bytes) -> list[str]:
    """The code pages that fit, those whose words a language has first."""
    from relcode.encoding.language import identified  # noqa: PLC0415 - as above

    texts = {page: text for page in _CODE_PAGES if (text := strictly(evidence, page))}
    misfits = {page: _misfits(text) for page, text in texts.items()}
    fitting = [page for page in texts if misfits[page] == min(misfits.values())]
    return sorted(fitting, key=lambda page: _oddness(page, *identified(texts[page])))


def _oddness(page: str, language: str, sure: float) -> tuple[bool, float]:
    usual = language in _USUAL[page] if page in _USUAL else language not in _ELSEWHERE
    return (not usual, -round(sure, 2))


def _misfits(text: str) -> int:
    within = sum(1 for before, after in pairwise(text) if _clash(before, after))
    return within + len(_MISFIT.findall(text))


def _clash(before: str, after: str) -> bool:
    """Whether two neighbours are no word: a capital after a small letter, or two alphabets."""
    if (before < "\x80" and after < "\x80") or not (before.isalpha() and after.isalpha()):
        return False
    if before.islower() and after.isupper():
        return True
    return (before < _LATIN_END) != (after < _LATIN_END)


def _lines_beyond_ascii(data: bytes) -> bytes:
    """The lines that tell the encodings apart, which may be few in a long file."""
    telling = (line for line in data.splitlines(keepends=True) if not line.isascii())
    return b"".join(telling)[:_SAMPLE]
