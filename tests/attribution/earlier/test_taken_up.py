"""Words that take up who spoke, and where, from the sentences before theirs."""

from __future__ import annotations

import pytest

from indexer.attribution.facts import StatedSpeaker
from indexer.attribution.known_names import KnownNames
from indexer.attribution.read import stated_facts
from indexer.attribution.unread.words import unread_words
from indexer.quotes.draft_files import draft_from_text

_WORDS = "“early warnings and scenario-based exercises are critical”"
_OTHER = "“the pier is closed for the whole winter”"


def read(draft: str, names: KnownNames) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """Return what the last quotation of a draft takes up, and what is told as not read."""
    context = draft_from_text(draft).quotations[-1].context
    assert context
    facts = stated_facts(context, names)
    taken = [(fact.text, fact.stands_for) for fact in facts if fact.stands_for]
    return taken, unread_words(context, facts, (), names)


@pytest.mark.parametrize(
    ("draft", "taken"),
    [
        (f"Anna Berg said that {_OTHER}. She added that {_WORDS}.", ("She", "Anna Berg")),
        (f"Anna Berg said that {_OTHER}. It was late. {_WORDS}, she said.", ("she", "Anna Berg")),
        (f"Mr. Berg said that {_OTHER}. Later he said that {_WORDS}.", ("he", "Mr. Berg")),
        (
            f"Anna Berg and Jane Miller said that {_OTHER}. The latter added that {_WORDS}.",
            ("The latter", "Jane Miller"),
        ),
        (f"Anna Berg and Jane Miller said that {_OTHER}. The former added that {_WORDS}.", ("The former", "Anna Berg")),
        (
            f"In Session 5 they said that {_OTHER}. In the same session it was noted that {_WORDS}.",
            ("the same session", "Session 5"),
        ),
    ],
)
def test_what_the_sentence_before_decides_is_read(names: KnownNames, draft: str, taken: tuple[str, str]) -> None:
    """One person, one session, or a pair of two: the words stand for it, and are not told as unread."""
    found, unread = read(draft, names)
    assert found == [taken]
    assert taken[0] not in unread


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (f"She said that {_WORDS}.", "She"),
        (f"Anna Berg met Jane Miller and said that {_OTHER}. She added that {_WORDS}.", "She"),
        (f"Anna Berg said that {_OTHER}. Okafor rose. She added that {_WORDS}.", "She"),
        (f"Anna Berg said that {_OTHER}. When Okafor rose, she added that {_WORDS}.", "she"),
        (f"Anna Berg told the minister that {_OTHER}. She added that {_WORDS}.", "She"),
        (f"Anna Berg said that {_OTHER}. The moderator rose. She added that {_WORDS}.", "She"),
        (f"Mr. Berg said that {_OTHER}. She added that {_WORDS}.", "She"),
        (f"Anna Berg said that {_OTHER}. The latter added that {_WORDS}.", "The latter"),
        (f"At the same meeting it was noted that {_WORDS}.", "the same meeting"),
        (f"They spoke in Session 5 and Session 6. In the same session it was noted that {_WORDS}.", "the same session"),
    ],
)
def test_what_is_not_decided_is_told(names: KnownNames, draft: str, words: str) -> None:
    """Where two can be meant, or nobody, nothing is read, and the words are listed to be checked."""
    found, unread = read(draft, names)
    assert found == []
    assert words in unread


def test_a_pronoun_names_its_person(names: KnownNames) -> None:
    """The fact has the speaker of the sentence before, at the place of the pronoun."""
    draft = f"Anna Berg said that {_OTHER}. She added that {_WORDS}."
    context = draft_from_text(draft).quotations[-1].context
    assert context
    (fact,) = (fact for fact in stated_facts(context, names) if fact.kind == "speaker")
    assert isinstance(fact.value, StatedSpeaker)
    assert (fact.value.name, fact.start, fact.shown) == (("anna", "berg"), draft.index("She"), "She (Anna Berg)")
