"""Equal runs of letters are found by their code points."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.paper_words.runs import KEY_LETTERS, CodePoints, grouped_runs

LETTERS = st.sampled_from("aabé") | st.characters(min_codepoint=1, exclude_categories=["Cs"], exclude_characters=" ")
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=2 * KEY_LETTERS + 2), max_size=30).flatmap(
    lambda words: st.lists(st.sampled_from(words), max_size=60) if words else st.just(words)
)


@given(WORDS, st.booleans())
def test_runs_are_grouped_as_strings_are(words: list[str], in_four_bytes: bool) -> None:
    """Runs of a group are equal, each group has one of them, and equal runs of few Latin letters share a group."""
    text = " ".join(words)
    is_wide = in_four_bytes or any(ord(letter) > 0xFFFF for letter in text)
    codes: CodePoints = np.array([*map(ord, text)], np.uint32)
    if not is_wide:
        codes = codes.astype(np.uint16)
    ends = np.cumsum([len(word) + 1 for word in words], dtype=np.int64) - 1
    starts = ends - np.array([len(word) for word in words], np.int64)
    groups, examples = grouped_runs(codes, starts, ends)
    assert [words[examples[group]] for group in groups] == words
    assert sorted(set(groups.tolist())) == list(range(len(examples)))
    short = {word for word in words if len(word) <= 2 * KEY_LETTERS and max(map(ord, word)) < 0x100}
    assert len(short) == len({int(group) for word, group in zip(words, groups, strict=True) if word in short})
