"""DOI, PMID and PMCID out of whatever a field says."""

from __future__ import annotations

import re
from urllib.parse import unquote

# the handbook of the DOI allows any sign; these never end one in practice
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d{1,9})*/[^\s\"<>]{1,300}")
_TAIL = re.compile(r"(?:[.,;:!?'\"\]}]|\.?\s*\[doi\]|(?:/(?:abstract|full|pdf|epdf|meta)))+$")
_PMID = re.compile(r"(?<![\d.])[1-9]\d{0,7}(?![\d.])")
_PMID_URL = re.compile(r"(?:pubmed(?:\.ncbi\.nlm\.nih\.gov)?/|/m/pubmed/)([1-9]\d{0,7})(?!\d)")
_PMCID = re.compile(r"\bPMC\s?(\d{3,9})\b", re.IGNORECASE)
_OF_PUBMED = re.compile(r"pubmed|medline|\bnlm\b", re.IGNORECASE)
_LONGEST = 2_000  # characters looked at: an address can hold a DOI


def doi_of(text: str) -> str:
    """The DOI in a text, in small letters and without a resolver; "" where there is none."""
    text = text[:_LONGEST]
    if "%" in text:
        text = unquote(text)
    found = _DOI.search(text)
    if not found:
        return ""
    doi = found[0].split("&")[0] if "http" in text or "id=" in text else found[0]
    doi = _TAIL.sub("", doi.lower())
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = _TAIL.sub("", doi[:-1])
    return doi


def pmid_of(stated: str, accession: str, database: str, url: str) -> str:
    """The PMID: as it is stated, as PubMed's accession number, or out of an address."""
    if found := _PMID.search(stated[:_LONGEST]):
        return found[0]
    if _OF_PUBMED.search(database) and (found := _PMID.fullmatch(accession.strip())):
        return found[0]
    in_url = _PMID_URL.search(url[:_LONGEST])
    return in_url[1] if in_url else ""


def pmcid_of(text: str) -> str:
    """The PMCID, such as PMC1234567; "" where there is none."""
    found = _PMCID.search(text[:_LONGEST])
    return f"PMC{found[1]}" if found else ""
