"""The queries of the benchmark: thirty of all kinds in our grammar. Each contender compiles their trees."""

from __future__ import annotations

from typing import NamedTuple

from indexer.query.parser import Node, parse
from indexer.query.relaxation import relax

_PROSE = (
    "How should the international community help developing countries that suffer from drought, floods and rising seas "
    "to finance adaptation, to transfer clean technology, to reduce their external debt, to open the markets of "
    "industrial states for agricultural products, and to protect refugees, migrants and displaced persons at borders, "
    "while armed conflicts, terrorism, the illicit trade in small arms and the proliferation of nuclear weapons "
    "threaten peace and security, while the reform of the Security Council has been discussed for decades without a "
    "result, and while the eradication of poverty, hunger, malaria and tuberculosis, the education of girls, the "
    "equality of women and men, and human rights for all remain promises"
)
"""A long question, as it is pasted from a paper; its beginnings are the shorter ones."""


class BenchmarkQuery(NamedTuple):
    """A query as typed, its kind, and whether most of its words are enough."""

    kind: str
    typed: str
    loosely: bool = False

    @property
    def node(self) -> Node | None:
        """The tree that an engine is asked. Nothing is expanded: the other engines do not know the acronyms of the
        papers.
        """
        read = parse(self.typed)
        return relax(read.node, read.text) if self.loosely else read.node


# No word stands in two queries that are ranked, so that no answer profits from what an engine kept of another.
QUESTIONS: tuple[BenchmarkQuery, ...] = (
    BenchmarkQuery("one word, rare", "desertification"),
    BenchmarkQuery("one word, common", "development"),
    BenchmarkQuery("one word, in most paragraphs", "the"),
    BenchmarkQuery("two words", "child soldiers"),
    BenchmarkQuery("four words", "small arms light weapons"),
    BenchmarkQuery("words, frequent ones", "peace security international community"),
    BenchmarkQuery("exact phrase", '"responsibility to protect"'),
    BenchmarkQuery("exact phrase, frequent", '"sustainable development goals"'),
    BenchmarkQuery("phrase of stop words", '"to be or not to be"'),
    BenchmarkQuery("phrase of stop words, frequent", '"of all the"'),
    BenchmarkQuery("near", "climate NEAR/5 change"),
    BenchmarkQuery("near, frequent words", "human NEAR/3 rights"),
    BenchmarkQuery("loose phrase", '"nuclear disarmament"~4'),
    BenchmarkQuery("beginning of a word", "terroris*"),
    BenchmarkQuery("beginning of a word, short", "con*"),
    BenchmarkQuery("wildcard inside", "wom?n"),
    BenchmarkQuery("wildcard in front", "*keeping"),
    BenchmarkQuery("misspelt word", "sovereighnty~"),
    BenchmarkQuery("misspelt word, short", "watter~1"),
    BenchmarkQuery("or", "malaria OR tuberculosis OR cholera"),
    BenchmarkQuery("not", "trade -oil"),
    BenchmarkQuery("nested", "(refugees OR migrants) (border OR asylum) -(war OR conflict)"),
    BenchmarkQuery("word and field", "poverty organisation:KEN"),
    BenchmarkQuery("word and range", "debt year:1995..2005"),
    BenchmarkQuery("field and open range, no word", "organisation:BRA year:2010.."),
    BenchmarkQuery("acronyms", "NATO OR ECOWAS OR SADC"),
    BenchmarkQuery("document symbol", "resolution 1325"),
    BenchmarkQuery("accents", "São Tomé Príncipe"),
    BenchmarkQuery("nothing found", "zeppelin xylophone"),
    BenchmarkQuery(
        "long question, most words",
        "What has been said about the transfer of clean technology to island states that lose land as sea levels rise?",
        loosely=True,
    ),
)


def _beginning(words: int) -> BenchmarkQuery:
    return BenchmarkQuery(f"{words} words", " ".join(_PROSE.split()[:words]).rstrip(","), loosely=True)


DEFAULT_QUESTIONS: tuple[BenchmarkQuery, ...] = (
    *(
        BenchmarkQuery(question.kind, question.typed, loosely=True)
        for question in QUESTIONS
        if question.kind in {"two words", "four words", "words, frequent ones", "accents", "nothing found"}
    ),
    QUESTIONS[-1],
    *map(_beginning, (8, 30, 100)),
)
"""What is asked as the site asks it unless told otherwise: passages with some of the words are found too."""
