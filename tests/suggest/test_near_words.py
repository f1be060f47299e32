"""The nearest words of a corpus."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from indexer.suggest.near_words import NearWords

WORDS = st.text(alphabet="abcdeéßдё", min_size=1, max_size=7)


@given(st.dictionaries(WORDS, st.integers(1, 5), max_size=30), WORDS, st.integers(1, 2), st.integers(1, 4))
def test_no_near_word_is_passed_over(counts: dict[str, int], word: str, edits: int, least: int) -> None:
    """The words within some edits are those that comparing every word finds, nearest first."""
    rows = sorted(counts.items(), key=lambda row: (len(row[0]), row[0]))
    near = NearWords(rows).near(word, edits, least, limit=50)
    distances = {each: OSA.distance(word, each) for each, count in rows if count >= least}
    assert {each.word: each.distance for each in near} == {
        each: distance for each, distance in distances.items() if distance <= edits
    }
    assert [each.distance for each in near] == sorted(each.distance for each in near)
    assert all(each.passages == counts[each.word] for each in near)
