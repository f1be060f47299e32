"""What a paper says about how it may be cited."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.references import find_restrictions
from indexer.store.builds import open_library
from tests.corpus_factory import NOTE, document, passage


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The discussion was held under the Chatham House Rule.", "non_attribution"),
        ("Held on a non-attribution basis, the meeting heard three speakers.", "non_attribution"),
        ("Remarks are not for attribution.", "non_attribution"),
        ("Please do not cite or circulate this paper.", "not_for_citation"),
        ("Draft for comment, not for citation or circulation by anyone.", "not_for_citation"),
        ("Not to be quoted without permission.", "not_for_citation"),
        ("Advance, unedited version of the report of the Group.", "advance_unedited"),
        ("This draft summary was sent to all participants for their comments last week.", "draft"),
        ("This paper is still a working draft and will be revised by the secretariat.", "draft"),
        ("Zero draft, 3 May 2024", "draft"),
        ("DRAFT", "draft"),
        ("[Revised draft 2 of 3 May 2024]", "draft"),
        ("Draft minutes", "draft"),
        ("This report has been circulated in draft form.", "draft"),
    ],
)
def test_words_that_restrict(text: str, kind: str) -> None:
    """Each restriction is found with its passage and the words that say so."""
    restricted = passage(NOTE, 4, text)
    by_kind = {each.kind: each for each in find_restrictions([passage(NOTE, 0, "Introduction."), restricted])}
    assert kind in by_kind
    each = next(value for key, value in by_kind.items() if key == kind)
    assert each.passage == restricted.id
    assert text[each.start : each.end] == each.words


@pytest.mark.parametrize(
    "text",
    [
        "This meeting note was drafted by the secretariat.",
        "Participants commented on the draft resolution before the Council.",
        "Delegations submitted a draft mandate and the draft report of the Committee was considered at length.",
        "Ms. Lee of Chatham House spoke about rules of engagement.",
        "The session was not held under the Chatham House rule.",
        "Its success was attributed to training.",
        "draft PR <https://example.org/pull/55217>",
        "Draft Statement of Work - Test reliability lead #1629",
        "1 hour - Draft -06 discussion (as necessary)",
        "Brian: see draft-why-measure-times",
        "Draft deadline is in 4 weeks.",
        "Its chapters exist in draft form.",
        "The chairs sent a draft for comment to all delegations.",
        "He received two citations for valour.",
    ],
)
def test_words_that_do_not(text: str) -> None:
    """A mention of another draft, a drafter, a denial or a similar word restricts nothing."""
    assert find_restrictions([passage(NOTE, 0, text)]) == ()


def test_a_mark_stands_at_the_head() -> None:
    """`Draft minutes` further down is an item that the meeting dealt with."""
    texts = [*(f"Paragraph {number}." for number in range(6)), "Draft minutes"]
    assert find_restrictions([passage(NOTE, place, text) for place, text in enumerate(texts)]) == ()


@pytest.mark.parametrize(
    ("title", "restricted"),
    [
        ("Draft report of the Chair", True),
        ("Report of the Chair (draft)", True),
        ("Report of the Chair – revised draft 2", True),
        ("Report on the draft convention", False),
        ("Drafting the compact", False),
    ],
)
def test_titles_that_say_draft(title: str, restricted: bool) -> None:
    """The title of a draft begins or ends with the word."""
    paper = document("d", NOTE.meeting, "report", title)
    found_restrictions = find_restrictions([replace(passage(paper, 0, "Text."), document=paper)])
    assert [restriction.kind for restriction in found_restrictions] == (["draft"] if restricted else [])
    assert all(restriction.passage is None for restriction in found_restrictions)


def test_the_shipped_note_is_without_attribution(seed_index: Path) -> None:
    """Of the five papers, only the one that names the Chatham House rule is restricted."""
    library = open_library(seed_index)
    try:
        by_document = {
            document.source: find_restrictions(library.document_passages(document.id))
            for document in library.documents()
        }
    finally:
        library.close()
    assert {name: [restriction.kind for restriction in each] for name, each in by_document.items() if each} == {
        "004_54b5035f841d2e58.txt": ["non_attribution"]
    }
