"""Negations that a quotation leaves out by beginning behind them, or by ending before them."""

from __future__ import annotations

import pytest

from indexer.attribution.edge_negations import edge_negations
from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.report import finding_message
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_ORGANIZERS = "necessarily represent the views or positions of the organizers"
_OF_ALL = "necessarily represent the views of all participants"


def outcome(draft: str, library: Library, names: KnownNames) -> tuple[str, str]:
    """Return outcome and message of the one quotation of a draft about the shipped papers."""
    quotations = draft_from_text(draft).quotations
    (finding,) = verify(quotations, library.word_index, library, titles=library.titles, names=names)
    return finding.outcome, finding_message(finding, library)


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        (f"The meeting note says its views “... {_OF_ALL}”.", "does not"),
        (f"The meeting note warns: “... {_OF_ALL}”.", "does not"),
        (f"The report of 31 May 2024 does “{_OF_ORGANIZERS}”.", "do not"),
        (f"The report says that its views “{_OF_ORGANIZERS}”.", "do not"),
        (f"The meeting note says of itself that its views “{_OF_ALL}”.", "does not"),
        (f"According to the meeting note, the views “{_OF_ALL}”.", "does not"),
        (f"According to the meeting note, the views it collects “{_OF_ALL}”.", "does not"),
        (f"In the report of May 2024, all views expressed “{_OF_ORGANIZERS}”.", "do not"),
        (f"The report will, it says, also “... {_OF_ORGANIZERS}”.", "do not"),
    ],
)
def test_a_negation_before_the_words_is_left_out(
    seed_library: Library, names: KnownNames, draft: str, source: str
) -> None:
    """It is named where it governs the words and the draft asserts them."""
    found, message = outcome(draft, seed_library, names)
    assert found == "negation_left_out"
    left_out = "The omission leaves out “not”" if "..." in draft else "The quotation leaves out “not” right beside it"
    assert f"{left_out}: the source has “{source}” there." in message


@pytest.mark.parametrize(
    "draft",
    [
        f"The report of 31 May 2024 does not “{_OF_ORGANIZERS}”.",
        f"The report of 31 May 2024 doesn’t “{_OF_ORGANIZERS}”.",
        f"None of the views in the report “{_OF_ORGANIZERS}”.",
        f"The organizers deny that the report would “{_OF_ORGANIZERS}”.",
        f"The report leaves open whether its views “{_OF_ORGANIZERS}”.",
        f"The report cautions against the belief that it will “{_OF_ORGANIZERS}”.",
        f"Le rapport ne prétend pas que les idées “... {_OF_ORGANIZERS}”.",
        f"The report says that the views are those of participants “and do not {_OF_ORGANIZERS}”.",
        "The note speaks of “... the views of all participants”.",
        f"According to the report, the words “{_OF_ORGANIZERS}” are in small print.",
        f"According to its critics, the views “{_OF_ORGANIZERS}”.",
        f"According to the report, participants wanted their views to “{_OF_ORGANIZERS}”.",
        f"According to the report, it is too early to ask whose views “{_OF_ORGANIZERS}”.",
        f"In the report the words “{_OF_ORGANIZERS}” are in small print.",
    ],
)
def test_a_draft_that_denies_or_only_mentions_the_words_is_right(
    seed_library: Library, names: KnownNames, draft: str
) -> None:
    """Nothing is claimed where the sentence carries the negation itself, asks, or speaks of the words."""
    assert outcome(draft, seed_library, names)[0] == "exact"


@pytest.mark.parametrize(
    ("language", "quoted", "before", "behind", "word"),
    [
        ("en", "… agreed by all Member States", "The text was not ", ".", "not"),
        ("en", "… agreed by all Member States", "The text was not long, and it was ", ".", None),
        ("en", "… only agreed by all Member States", "The text was not ", ", but adopted.", None),
        ("en", "… role of the police in Haiti", "It is not the ", ".", None),
        ("en", "… carry its burden alone", "A country cannot ", ".", "cannot"),
        ("en", "… carry its burden alone", "A country can’t ", ".", "can’t"),
        ("en", "… found the courage to begin", "We have somehow never ", ".", "never"),
        ("en", "the views in this note do …", "And ", " not bind the hosts.", "not"),
        ("en", "The task is to protect civilians …", "", " not to fight.", None),
        ("en", "the views in this note do …", "And ", " not only bind the hosts.", None),
        ("fr", "… nécessairement les vues des participants", "Elles ne reflètent pas ", ".", "ne"),
        ("es", "… reflejan las opiniones de los participantes", "Ellas no ", ".", "no"),
        ("de", "… die Ansichten aller Beteiligten", "Sie spiegeln nicht ", " wider.", None),
        ("de", "Die Staaten unterstützen den Vorschlag …", "", " nicht.", "nicht"),
    ],
)
def test_what_governs_the_words_in_each_language(
    language: str, quoted: str, before: str, behind: str, word: str | None
) -> None:
    """A negation of another clause, and one that reverses nothing, is not claimed."""
    (quotation,) = draft_from_text(f"The note says: “{quoted}”.").quotations
    found = [item.word for item in edge_negations(quotation.text, quotation.context, before, behind, language)]
    assert found == ([word] if word else [])


@pytest.mark.parametrize(
    ("draft", "quoted", "before", "word"),
    [
        ("Ms. Low told the Assembly that Ghana “{}”.", "found the courage to begin", "We have somehow never ", "never"),
        ("Ms. Low told the Assembly of a Ghana that “{}”.", "found the courage to begin", "We have never ", None),
        ("Ms. Low said that it was right to be “{}”.", "so frozen with fear", "We must not be ", "not"),
        ("Ms. Low said that it would be “{}”.", "a lasting arrangement for all", "It shouldn’t be ", "n’t"),
        ("Ms. Low warned nobody to be “{}”.", "so frozen with fear", "We must not be ", None),
    ],
)
def test_a_name_and_a_copula_assert_what_their_source_denies(
    draft: str, quoted: str, before: str, word: str | None
) -> None:
    """A subject of one name right before its verb asserts it, and so does `to be` before what it should not be."""
    (quotation,) = draft_from_text(draft.format(quoted)).quotations
    found = [item.word for item in edge_negations(quotation.text, quotation.context, before, ".", "en")]
    assert bool(found) == bool(word)
    assert all(each.endswith(word or "") for each in found)
