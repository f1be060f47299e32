"""The exceptions to the English stemmer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from nltk.stem.snowball import SnowballStemmer

from indexer.text.analysis import stem
from indexer.text.stem_exceptions import stem_exceptions


@pytest.mark.parametrize(
    "words",
    [
        "international internal",
        "organs organizations organic",
        "emergency emerging",
        "universal university universe",
        "several severe severed",
        "objective objection object",
        "authority author authorized",
        "priority minority majority",
        "response responsible",
    ],
)
def test_words_of_different_meaning_are_parted(words: str) -> None:
    """Words that only begin alike have stems of their own."""
    stems = [stem(word) for word in words.split()]
    assert len(set(stems)) == len(stems)


@pytest.mark.parametrize(
    "words",
    [
        "woman women",
        "crisis crises",
        "ied ieds",
        "child children",
        "analysis analyses analysed",
        "criterion criteria",
        "lead led leading leads",
        "hold held holding",
        "organization organizations organized organizing",
        "emergency emergencies",
        "severe severely severity",
    ],
)
def test_forms_of_one_word_are_joined(words: str) -> None:
    """A word and its forms, irregular ones too, have one stem."""
    assert all(stem(left) == stem(right) for left, right in pairwise(words.split()))


def test_each_form_is_in_the_table_once_and_needed() -> None:
    """No form stands in two families, and each irregular form would have another stem without the table."""
    own_stems, headwords = stem_exceptions()
    regular = SnowballStemmer("english").stem
    assert own_stems.keys().isdisjoint(headwords)
    assert [form for form, headword in headwords.items() if regular(form) == regular(headword)] == []
    assert [headword for headword in own_stems.values() if own_stems[headword] != headword] == []
