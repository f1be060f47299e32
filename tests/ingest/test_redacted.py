"""Redacted passages are left out of a paper as if they had never been in it."""

from __future__ import annotations

from functools import partial

import pytest

from indexer.errors import SourceUnreadable
from indexer.ingest.redacted import parse_without
from indexer.model import Reading
from indexer.readers.text import read_text
from indexer.redactions.fingerprints import exact_print, letters
from indexer.redactions.names import KeyedNames, RedactedNames, prints_of
from indexer.redactions.wordings import KeyedWordings, RedactedWordings
from indexer.structure.draft import Draft
from indexer.structure.parse import parse_paper
from tests.structure.papers import make_source

KEY = "0f" * 32
MINUTES = """\
MINUTES OF THE HARBOUR BOARD

Oslo, Norway, 4 May 2031

Session 1: Lights

Ms. Low (Norway): The lamp of the northern light had been dark for three nights, and no boat was told of it in time.

Mr. Vane (Chile): The board would have to answer for the two boats that ran aground while the lamp of the light was

12 | Minutes of the Harbour Board

dark, and for the crews who waited a whole night.

1. Lamps are to be looked at every evening by the keeper.
2. Lamps are to be looked at every evening by the keeper.

13 | Minutes of the Harbour Board
"""
LAMPS = """\
Lamps of the north

The lamp of the northern light had been dark for three nights, and no boat was told of it in time by anybody.
"""


def parsed(*redacted: str, text: str = MINUTES) -> Draft:
    """Return the paper without some texts."""
    prints = frozenset(exact_print(KEY, letters(words)) for words in redacted)
    parse = partial(parse_paper, make_source("minutes.txt", text))
    return parse_without(Reading(tuple(read_text(text))), parse, RedactedWordings((KeyedWordings(KEY, prints),)))


WHOLE = parsed()
TEXTS = [passage.text for passage in WHOLE.passages]


@pytest.mark.parametrize("at", range(len(TEXTS)))
def test_any_passage_can_be_left_out(at: int) -> None:
    """Joined over a page, spoken, or said twice: its words are in no passage, and all others are as they were."""
    left = [passage.text for passage in parsed(TEXTS[at]).passages]
    assert left == [text for text in TEXTS if text != TEXTS[at]]


def test_nothing_that_was_read_from_it_stays() -> None:
    """A speaker whom only the redacted passage names is nowhere in the paper."""
    [words] = [text for text in TEXTS if "two boats" in text]
    assert "Vane" in repr((WHOLE.facts, WHOLE.sessions, WHOLE.passages))
    left = parsed(words)
    assert "two boats" not in repr(left.passages)
    assert not any(person.name == "Vane" for passage in left.passages for person in passage.people)


@pytest.mark.parametrize("name", ["Anna Berg", "Berg, Anna"])
def test_an_author_whose_name_is_redacted_is_none(name: str) -> None:
    """A name that is taken out is no author either, whichever way round the file has it."""
    reading = Reading(tuple(read_text(LAMPS)), authors=(name,), publisher="Port Press")
    parse = partial(parse_paper, make_source("lamps.txt", LAMPS))
    assert parse(reading).facts.author == name
    prints, sizes = prints_of(KEY, ["Anna Berg", "Port Press"])
    names = RedactedNames((KeyedNames(KEY, frozenset(prints), sizes),))
    facts = parse_without(reading, parse, RedactedWordings(names=names)).facts
    assert (facts.author, facts.publisher) == (None, None)
    assert not [known for known in facts.evidence if known.fact in {"author", "publisher"}]


def test_a_paper_of_which_nothing_is_left_is_no_paper() -> None:
    """It is skipped with a reason that says why, and not as a paper without text."""
    with pytest.raises(SourceUnreadable, match="redacted"):
        parsed(*TEXTS)
