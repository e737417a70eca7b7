"""Small exports of references, written for the tests, and references made up at random."""

from __future__ import annotations

from hypothesis import strategies as st

from relcode.reference import Author, Reference, content_id

RIS = """TY  - JOUR
ID  - brook2019
TI  - Boats that trust each other: a harbour study
AU  - Brook, Ada
AU  - Løvås, Jon
PY  - 2019/05//
JO  - Journal of Quays
VL  - 12
IS  - 3
SP  - 45
EP  - 61
DO  - https://doi.org/10.5555/QUAY.2019.12
AB  - Two crews shared a pier & a kettle.
KW  - trust
KW  - kettles
ER  -

TY  - RPRT
T1  - Kettle sharing in small ports
A1  - Harbour Council of the North
Y1  - 2020
ER  -
"""
NBIB = """
PMID- 31234567
OWN - NLM
DP  - 2019 May
TI  - Boats that trust each other: a harbour
      study.
PG  - 45-61
LID - 10.5555/quay.2019.12 [doi]
FAU - Brook, Ada
AU  - Brook A
FAU - Løvås, Jon
AU  - Løvås J
JT  - Journal of quays
TA  - J Quays
VI  - 12
IP  - 3
AID - 10.5555/quay.2019.12 [doi]
AID - QUAY-19-1 [pii]
PMC - PMC7654321

PMID- 31234568
TI  - A second paper.
FAU - Reed, Mo
"""
CIW = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Brook, A
   Lovas, J
AF Brook, Ada
   Lovas, Jon
TI Boats that trust each other:
   a harbour study
SO JOURNAL OF QUAYS
DE trust; kettles
PY 2019
VL 12
BP 45
EP 61
DI 10.5555/quay.2019.12
PM 31234567
ER

EF
"""
ENL = """%0 Journal Article
%T Boats that trust each other: a harbour study
%A Brook, Ada
%A Løvås, Jon
%J Journal of Quays
%D 2019
%V 12
%P 45-61


%T A second paper
%A Reed, Mo
%D 2021
"""
BIB = r"""@string{quays = "Journal of Quays"}
@article{brook2019,
  title = {Boats that {Trust} each other: a harbour study},
  author = {Brook, Ada and L{\o}v{\aa}s, Jon and {Harbour Council of the North}},
  journal = quays,
  year = {2019}, volume = 12, pages = {45--61},
  doi = {10.5555/quay.2019.12},
  abstract = {Half (50\%) of the crews \& one kettle.}
}
"""
XML = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Brook, Ada</style></author><author>Løvås, Jon</author></authors>
</contributors><titles><title><style>Boats that trust each other: a harbour study</style></title>
<secondary-title>Journal of Quays</secondary-title></titles><pages>45-61</pages>
<volume>12</volume><dates><year>2019</year></dates>
<electronic-resource-num>10.5555/quay.2019.12</electronic-resource-num></record></records></xml>
"""
CSV = """Title,Authors,Publication Year,Journal/Book,DOI,PMID,Pages
Boats that trust each other: a harbour study,"Brook A, Løvås J",2019,J Quays,10.5555/quay.2019.12,\
31234567,45-61
A second paper,NA,2021,,,,
"""


def record(**fields: object) -> Reference:
    """A reference with an id made from what it says, as a parser makes it."""
    said = Reference(**fields)  # type: ignore[arg-type]
    return Reference(**fields | {"id": content_id(said.content, 0)})  # type: ignore[arg-type]


_WORDS = (
    "trust",
    "boats",
    "harbour",
    "kettle",
    "crew",
    "fog",
    "pier",
    "study",
    "shared",
    "lessons",
    "two",
    "small",
    "ports",
)
_TITLES = st.lists(st.sampled_from(_WORDS), min_size=3, max_size=6).map(" ".join)
_PEOPLE = st.sampled_from([(), (Author("Brook", "Ada"),), (Author("Reed", "Mo"),)])
references = st.lists(
    st.builds(
        record,
        title=_TITLES,
        authors=_PEOPLE,
        year=st.sampled_from([None, 2019, 2020]),
        doi=st.sampled_from(["", "", "10.5555/a", "10.5555/b"]),
        pmid=st.sampled_from(["", "", "11", "12"]),
        journal=st.sampled_from(["", "Journal of Quays", "J Quays"]),
        volume=st.sampled_from(["", "12"]),
        pages=st.sampled_from(["", "45-61", "99"]),
        key=st.sampled_from(["", "brook2019", "x"]),
    ),
    max_size=14,
)
