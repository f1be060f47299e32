"""What is asked: thirty queries of all kinds in our grammar. Each contender compiles the trees read from them."""

from __future__ import annotations

from typing import NamedTuple

from indexer.query.parser import Node, parse
from indexer.query.relaxation import softened


class Question(NamedTuple):
    """A query as typed, of what kind it is, and whether most of its words are enough."""

    kind: str
    typed: str
    loosely: bool = False

    @property
    def node(self) -> Node | None:
        """The tree that an engine is asked; nothing is widened, for the others know no acronyms of the papers."""
        read = parse(self.typed)
        return softened(read.node, read.text) if self.loosely else read.node


# No word stands in two queries that are ranked, so that no answer profits from what an engine kept of another.
QUESTIONS: tuple[Question, ...] = (
    Question("one word, rare", "desertification"),
    Question("one word, common", "development"),
    Question("one word, in most paragraphs", "the"),
    Question("two words", "child soldiers"),
    Question("four words", "small arms light weapons"),
    Question("words, frequent ones", "peace security international community"),
    Question("exact phrase", '"responsibility to protect"'),
    Question("exact phrase, frequent", '"sustainable development goals"'),
    Question("phrase of stop words", '"to be or not to be"'),
    Question("phrase of stop words, frequent", '"of all the"'),
    Question("near", "climate NEAR/5 change"),
    Question("near, frequent words", "human NEAR/3 rights"),
    Question("loose phrase", '"nuclear disarmament"~4'),
    Question("beginning of a word", "terroris*"),
    Question("beginning of a word, short", "con*"),
    Question("wildcard inside", "wom?n"),
    Question("wildcard in front", "*keeping"),
    Question("misspelt word", "sovereighnty~"),
    Question("misspelt word, short", "watter~1"),
    Question("or", "malaria OR tuberculosis OR cholera"),
    Question("not", "trade -oil"),
    Question("nested", "(refugees OR migrants) (border OR asylum) -(war OR conflict)"),
    Question("word and field", "poverty organisation:KEN"),
    Question("word and range", "debt year:1995..2005"),
    Question("field and open range, no word", "organisation:BRA year:2010.."),
    Question("acronyms", "NATO OR ECOWAS OR SADC"),
    Question("document symbol", "resolution 1325"),
    Question("accents", "São Tomé Príncipe"),
    Question("nothing found", "zeppelin xylophone"),
    Question(
        "long question, most words",
        "What has been said about the transfer of clean technology to island states that lose land as sea levels rise?",
        loosely=True,
    ),
)
