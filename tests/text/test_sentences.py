"""Sentences of a corpus of one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.text.sentences import SentenceSplitter, SentenceStatistics


@pytest.mark.parametrize(
    "sentences",
    [
        ("I do.", "Those eleven passengers were nurses."),
        ("Maj. Gen. Anna Smith (ret.) spoke.", "Lt. Gen. (ret) Bo Li agreed."),
        ("H.E. Mr. X. Y. Zed spoke for the U.N.", "The council met."),
        ("See para. 5 and No. 7.", "The answer was no.", "Nigeria voted no.", "Then it ended."),
        ("He cited para. A and art. IV.", "We go on.", "Go on.", "So be it.", "It is so."),
        ("They bring vans, buses, etc.", "Those were old.", "At 9 a.m. Mr. Li came.", "He left at 5 p.m.", "The end."),
        ("M. Paul Rochat, de l’Institut, a parlé.", "Mme Favre a dit oui.", "Oui.", "Non."),
        ("El Sr. Juan Pérez habló.", "La Dra. Ana Díaz respondió.", "EE.UU. apoyó.", "No.", "Sí."),
        ("Он сказал да.", "Это было в 2019 г. и потом.", "Да.", "Нет."),
    ],
)
def test_a_corpus_of_one_text_is_parted_at_its_sentences(sentences: tuple[str, ...]) -> None:
    """Short words end sentences; titles, ranks and abbreviations do not, even with nothing else to learn from."""
    text = " ".join(sentences)
    splitter = SentenceSplitter(SentenceStatistics.learn([text]))
    assert tuple(text[start:end] for start, end in splitter.spans(text)) == sentences


@given(st.text(alphabet="ab AB.!?。\n1no", max_size=60))
def test_sentences_stand_in_order_and_hold_every_word(text: str) -> None:
    """Spans do not overlap, and only white space lies between them."""
    end = 0
    for start, stop in SentenceSplitter(SentenceStatistics.learn([text])).spans(text):
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        end = stop
    assert not text[end:].strip()
