"""The words of a paper, cut once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.text.analysis import MAX_TERM_LENGTH, accented_terms, terms_in, tokens
from indexer.text.paper_words import GAPS, PaperWords, analyse
from indexer.text.written_forms import capital_terms, parted_words

WORDS = (
    *"women UN O A4P per cent 12 500 1,250 10^6 10 s S C c été É naïve Łódź ſ ʼ Oʼbrien İ Ⅳ _ km² ½ مـ ـ ﬁnal".split(),
    *("Per Cent", "12 500", "维和", "カメラ", "ไทย", "भारत", "e\u0301te\u0301", "soft\u00adhyphen", "zero\u200bwidth"),
    *("x" * 120, "é" * 130, "\u1112\u1161\u11ab" * 50),
)
SIGNS = (
    *(" ", "  ", "-", " - ", "- ", "-\n", "\u2010", "\u2011", "\u00a0", "\u2009", "\u202f", ",", ", ", ".", ". ", "'"),
    *(
        "\u2019",
        "'s",
        "\u2019s ",
        "'S",
        "%",
        " %",
        "+",
        "++",
        "#",
        "/",
        "_",
        "\n",
        "\u2013",
        "\u201c",
        "\u0301",
        "\uff07",
    ),
    *(".U.", ":"),
)
BETWEEN = re.compile("[ \u00a0]?[-\u2010\u2011]?[ \u00a0]?")
TEXTS = st.lists(
    st.text()
    | st.lists(st.sampled_from(WORDS + SIGNS) | st.characters(), max_size=12).map("".join)
    | st.text(alphabet="aU1s.,'- %+", max_size=20),
    max_size=6,
)


def spelt(words: PaperWords, rows: Sequence[Sequence[int]]) -> list[tuple[int, str, str]]:
    """Return words with accents by their text."""
    return [(text, words.terms[words.spellings[number][0]], words.spellings[number][1]) for text, number in rows]


@settings(max_examples=500)
@given(TEXTS)
def test_words_are_those_of_the_analyzer(texts: list[str]) -> None:
    """Whatever signs texts have, they are cut to the tokens of the analyzer, together or one by one."""
    words = analyse(texts)
    assert list(words.term_rows()) == [terms_in(text) for text in texts]
    assert list(words.terms) == list(dict.fromkeys(term for text in texts for term in terms_in(text)))


@settings(max_examples=500)
@given(TEXTS)
def test_written_forms_are_kept(texts: list[str]) -> None:
    """Accents, capitals and words in parts are those of each text."""
    words = analyse(texts)
    accents = spelt(words, words.accent_pairs.tolist())
    capitals = [(text, words.capitals[number]) for text, number in words.capital_pairs.tolist()]
    parted = [(text, *words.parted[number]) for text, number in words.parted_pairs.tolist()]
    assert accents == [(number, *pair) for number, text in enumerate(texts) for pair in accented_terms(text)]
    assert sorted(capitals) == sorted(
        (number, term) for number, text in enumerate(texts) for term in capital_terms(text)
    )
    assert parted == [(number, *word) for number, text in enumerate(texts) for word in parted_words(text)]


@settings(max_examples=500)
@given(TEXTS)
def test_texts_can_be_written_again(texts: list[str]) -> None:
    """Each token has its written form, and what stands before it where that is a space or a hyphen."""
    words = analyse(texts)
    forms = {
        int(token): words.forms[number][1] for token, number in zip(words.odd_tokens, words.odd_forms, strict=True)
    }
    written = [forms.get(token, words.terms[term]) for token, term in enumerate(words.term_numbers.tolist())]
    expected, gaps = [], []
    for text in texts:
        end = len(text)
        for token in tokens(text):
            typed = "".join(filter(str.isprintable, text[token.start : token.end][: 4 * MAX_TERM_LENGTH]))
            between = text[end : token.start] if BETWEEN.fullmatch(text, end, token.start) else ""
            expected.append(typed[:MAX_TERM_LENGTH])
            gaps.append(between.replace("\u00a0", " ").replace("  ", " "))
            end = token.end
    assert written == expected
    assert [GAPS[gap] for gap in words.gaps] == gaps
