"""Text frequencies are those of reading every passage, in one segment and beside deleted papers."""

from __future__ import annotations

import tempfile
from collections import Counter
from itertools import chain
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columns.columns import Columns
from indexer.engine.opensearch.text_frequencies import TextFrequencies, count_occurrences, count_text_frequencies
from indexer.text.analysis import terms_in
from tests.engine.columns.oracle import DOCUMENT_IDS, corpora, documents, write_index


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_texts_with_a_term_are_counted(data: st.DataObject) -> None:
    """Each term has as many passages as have it in their text, as often as it stands there, whatever was deleted."""
    kept = data.draw(corpora())
    with tempfile.TemporaryDirectory() as folder:
        root = write_index(Path(folder) / "0", kept)
        for changed in data.draw(st.lists(st.sampled_from(DOCUMENT_IDS), max_size=2, unique=True)):
            kept.pop(changed, None)
            kept[changed] = data.draw(documents(changed))
            root = write_index(Path(folder) / changed, kept, base=root, changed=[changed])
        columns = Columns(root)
        expected = Counter(chain.from_iterable(set(terms_in(item.text)) for item in chain(*kept.values())))
        counted = TextFrequencies(columns.vocabulary.terms, count_text_frequencies(columns))
        words = Counter(chain.from_iterable(terms_in(item.text) for item in chain(*kept.values())))
        times = TextFrequencies(columns.vocabulary.terms, count_occurrences(columns))
        for term in columns.vocabulary.terms:
            assert counted([term]) == expected[term]
            assert times([term]) == words[term]
        assert counted([*expected, "nowhere"]) == expected.total()
