"""The other spellings of a word, by rule."""

from __future__ import annotations

import pytest

from indexer.query.synonyms import Synonyms
from indexer.query.tree import Term
from indexer.text.spellings import spelling_variants
from tests.query.known_words import KnownWords

PAIRS = [
    ("organisation", "organization"),
    ("mobilised", "mobilized"),
    ("analyse", "analyze"),
    ("behaviour", "behavior"),
    ("favourable", "favorable"),
    ("centres", "centers"),
    ("programme", "program"),
    ("defence", "defense"),
    ("modelling", "modeling"),
    ("counsellors", "counselors"),
    ("dialogue", "dialog"),
    ("judgement", "judgment"),
]


@pytest.mark.parametrize(("british", "american"), PAIRS)
def test_both_ways(british: str, american: str) -> None:
    """Each spelling leads to the other, whatever its capitals."""
    assert american in spelling_variants(british.capitalize())
    assert british in spelling_variants(american.upper())


@pytest.mark.parametrize("word", ["four", "for", "training", "filled", "hour", "peace-programme", "", "维和"])
def test_most_words_have_one_spelling(word: str) -> None:
    """Short words, doubled letters of one syllable, and several words together have no other spelling."""
    assert spelling_variants(word) == ()


def test_only_what_stands_in_the_corpus_counts() -> None:
    """A spelling that the corpus lacks, or that has the same stem, is not offered."""
    lexicon = Synonyms((), (), words=KnownWords("A program and a judgment."))
    assert lexicon.spellings(Term("programme")) == ("program",)
    assert lexicon.spellings(Term("dialogue")) == ()
