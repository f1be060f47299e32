"""Words and phrases are counted exactly, whatever the corpus."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.writer import ColumnsWriter
from indexer.suggest.counting import FormCounts
from indexer.suggest.entry import MAX_PHRASE_WORDS
from indexer.suggest.phrases import count_phrases
from indexer.suggest.written import WrittenStream
from indexer.text.analysis import Token, tokens
from indexer.text.paper_words import analyse
from indexer.text.stopwords import CLAUSE_WORDS, PHRASE_STOP_WORDS
from tests.corpus_factory import document, passage

TEXTS = st.lists(
    st.lists(
        st.sampled_from(["Berth", "fees", "fees", "2031", "12", "the", "of", "have", "Fees", "côte", "x", "per cent"])
        | st.sampled_from([" ", " ", " ", "-", " - ", ", ", "'s ", "  ", "\u00a0", "\u2011", ". "]),
        max_size=14,
    ).map("".join),
    max_size=8,
)
BETWEEN = re.compile("[ \u00a0]?[-\u2010\u2011]?[ \u00a0]?")


def phrases_of(text: str) -> Iterator[list[Token]]:
    """Yield every run of words of a text that can be a phrase."""
    words = list(tokens(text))
    for first in range(len(words)):
        for end in range(first + 2, min(first + MAX_PHRASE_WORDS, len(words)) + 1):
            run = words[first:end]
            gaps = [text[left.end : right.start] for left, right in pairwise(run)]
            inner, last = [word.text for word in run[1:-1]], run[-1].text
            if (
                all(gap and BETWEEN.fullmatch(gap) for gap in gaps)
                and all(len(word.text) > 1 and word.text not in PHRASE_STOP_WORDS for word in (run[0], run[-1]))
                and CLAUSE_WORDS.isdisjoint(inner)
                and (last.isdigit() or not any(map(str.isdigit, inner)))
            ):
                yield run


def counted_one_by_one(texts: Sequence[str], least: int) -> set[tuple[tuple[str, ...], int, str]]:
    """Return the phrases that recur, written as where they do so first."""
    found: dict[tuple[str, ...], dict[int, str]] = defaultdict(dict)
    for number, text in enumerate(texts):
        for run in phrases_of(text):
            found[tuple(word.text for word in run)][number] = text[run[0].start : run[-1].end]
    return {
        (words, len(written), " ".join(list(written.values())[1].split()))
        for words, written in found.items()
        if len(written) >= least
    }


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.integers(2, 3))
def test_phrases_are_counted_exactly(texts: list[str], least: int) -> None:
    """Counting in the sorted order of words finds the phrases that reading text after text finds."""
    paper = document("d", None)
    with tempfile.TemporaryDirectory() as home:
        stream = WrittenStream(Path(home, "stream"))
        with ColumnsWriter(Path(home, "columns")) as writer:
            for number, text in enumerate(texts):
                words = analyse([text])
                stream.add(words)
                writer.add([passage(paper, number, text)], (), words)
            writer.finish()
        (segment,) = Columns(Path(home, "columns")).segments
        read = stream.read()
        counted = {
            (phrase.words, phrase.passages, read.written(phrase.place, phrase.words))
            for phrase in count_phrases(segment.text, list(segment.terms), read.gaps, least)
        }
        forms, plain = FormCounts(), FormCounts()
        forms.add_index(segment.text, list(segment.terms), read)
        plain.add(analyse(texts))
        stream.close()
        assert not list(Path(home).glob("*.part"))
    assert counted == counted_one_by_one(texts, least)
    assert forms.by_term() == plain.by_term()


@given(TEXTS, TEXTS)
def test_forms_are_counted_by_text(added: list[str], removed: list[str]) -> None:
    """Each form counts once for a text; what is taken away again leaves nothing behind."""
    counts = FormCounts()
    counts.add(analyse(added))
    counts.add(analyse(removed))
    counts.add(analyse(removed), -1)
    counts.add_around([*added, *removed])
    counts.add_around(removed, sign=-1)
    counts.finish()
    expected: dict[str, int] = defaultdict(int)
    for text in added:
        for form in {text[word.start : word.end].replace("\u00a0", "") for word in tokens(text)}:
            expected[form] += 2
    assert {form: count for form, count in counts.counts.items() if count} == expected
