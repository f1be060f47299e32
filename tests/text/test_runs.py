"""Equal runs of letters are found by their code points."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.paper_words.runs import LONGEST_RUN, CodePoints, Offsets, RunTable

LETTERS = st.sampled_from("aabé") | st.characters(min_codepoint=1, exclude_categories=["Cs"], exclude_characters=" ")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=LONGEST_RUN + 2), max_size=30).flatmap(
    lambda words: st.lists(st.sampled_from(words), max_size=60) if words else st.just(words)
)


@given(st.lists(WORDS, max_size=3), st.booleans())
def test_runs_have_the_numbers_of_their_strings(rows: list[list[str]], in_four_bytes: bool) -> None:
    """Every run has the number of its string, in whatever row of runs; short Latin ones are asked for once a row."""
    table, numbers = RunTable(0), dict[str, int]()
    for words in rows:
        text = " ".join(words)
        is_wide = in_four_bytes or any(ord(letter) > 0xFFFF for letter in text)
        codes: CodePoints = np.array([*map(ord, text)], np.uint32 if is_wide else np.uint16)
        ends = np.cumsum([len(word) + 1 for word in words], dtype=np.int64) - 1
        starts = ends - np.array([len(word) for word in words], np.int64)
        asked: list[str] = []

        def number(runs: Offsets, words: list[str] = words, asked: list[str] = asked) -> Offsets:
            asked += [words[run] for run in runs]
            return np.array([numbers.setdefault(words[run], 2 * len(numbers)) for run in runs], np.int64)

        found = table.numbers(codes, starts, ends, number)
        assert found.tolist() == [numbers[word] for word in words]
        short = [word for word in asked if len(word) <= LONGEST_RUN and max(map(ord, word)) < 0x100]
        assert len(short) == len(set(short))


def test_many_runs_are_found_in_a_table_that_is_too_small() -> None:
    """Runs that take each other's places in the table are told apart, however many they are."""
    words = [f"{number:x}" * 2 for number in range(5_000)]
    codes = np.array([*map(ord, " ".join(words))], np.uint16)
    ends = np.cumsum([len(word) + 1 for word in words], dtype=np.int64) - 1
    starts = ends - np.array([*map(len, words)], np.int64)
    table = RunTable(0)
    for _ in range(2):
        assert table.numbers(codes, starts, ends, lambda runs: runs + 7).tolist() == [*range(7, 5_007)]
