"""Passages are listed in the order of the papers: of a document, a meeting, sessions or a person, whole or in parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.meetings.session_tree import subtree
from indexer.model import STATUSES, Passage
from indexer.store.builds import open_library
from indexer.store.catalogue_protocol import PassageScope
from indexer.store.library import Library

Chosen = tuple[PassageScope, list[Passage]]


@pytest.fixture(scope="module")
def library(seed_index: Path) -> Iterator[Library]:
    """The shipped corpus."""
    library = open_library(seed_index)
    yield library
    library.close()


def scopes(library: Library) -> Iterator[Chosen]:
    """Yield scopes with their passages, as going through all passages finds them."""
    every = list(library.passages())

    for document in library.documents():
        yield PassageScope(document=document.id), [one for one in every if one.document.id == document.id]
    for meeting in library.meetings():
        of_meeting = [one for one in every if one.meeting and one.meeting.id == meeting.id]
        yield PassageScope(meeting=meeting.id), of_meeting
        for status in STATUSES:
            scope = PassageScope(meeting=meeting.id, status=status)
            yield scope, [passage for passage in of_meeting if passage.document.status == status]
        for session in library.sessions(meeting.id):
            inside = {part.id for part in subtree(library.sessions(meeting.id), session)}
            of_session = [passage for passage in of_meeting if passage.session and passage.session.id in inside]
            yield library.scope_of_session(session), of_session
            reported = [passage for passage in of_session if passage.document.status == "reported"]
            yield library.scope_of_session(session, "reported"), reported
    for person in library.persons():
        naming = [one for one in every if person.id in {part.person for part in one.people}]
        yield PassageScope(person=person.id), naming


def test_scopes_have_the_passages_that_belong_to_them(library: Library) -> None:
    """Numbers, ids and their order are those of a walk through all passages."""
    checked = list(scopes(library))
    assert sum(len(passages) > 1 for _, passages in checked) > 20
    for scope, passages in checked:
        ids = tuple(passage.id for passage in passages)
        assert library.passages_by_document(scope) == Counter(passage.document.id for passage in passages)
        assert list(library.passages_by_document(scope)) == list(dict.fromkeys(one.document.id for one in passages))
        assert library.count_in(scope) == len(ids)
        assert tuple(key for piece in library.pieces_in(scope, 4) for key in piece) == ids
        for start in (0, 1, 5, len(ids)):
            assert library.ids_in(scope, start, 6) == ids[start : start + 6]


def test_pages_follow_each_other_without_a_gap(library: Library) -> None:
    """The cursor of each page leads to the next one; the last page has none."""
    for scope, passages in scopes(library):
        ids, cursor = list[str](), None
        while True:
            page = library.ids_after(scope, cursor, 5)
            ids += page.ids
            if page.cursor is None:
                break
            assert page.cursor == page.ids[-1]
            assert len(page.ids) == 5
            cursor = page.cursor
        assert ids == [passage.id for passage in passages]


def test_cursors_are_passages_of_the_scope(library: Library) -> None:
    """What is no passage, or one of another list, is no cursor."""
    first, second = list(library.documents())[:2]
    foreign = library.document_passages(second.id)[0].id
    for text in ("nothing", foreign):
        with pytest.raises(ValueError, match=text):
            library.ids_after(PassageScope(document=first.id), text, 5)


def test_unknown_scopes_are_empty(library: Library) -> None:
    """What there is not has no passages."""
    for scope in (PassageScope(document="none"), PassageScope(meeting="none"), PassageScope(person="none")):
        assert library.count_in(scope) == 0
        assert library.ids_in(scope, 0, 10) == ()
        assert library.ids_after(scope, None, 10).ids == ()


def test_sessions_are_counted_without_their_parts(library: Library) -> None:
    """Each passage counts once, for the session that it is in itself."""
    for meeting in library.meetings():
        counted = Counter(
            (passage.session.id, passage.document.status)
            for passage in library.passages()
            if passage.session and passage.session.meeting == meeting.id
        )
        assert library.session_sizes(meeting.id) == counted
