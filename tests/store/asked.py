"""Everything that a reader can ask of a catalogue, for tests that compare two of them."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.quotes.titles import Title
from indexer.store.catalogue_protocol import Catalogue, PassageScope
from indexer.text.analysis import stem


def answers_of(catalogue: Catalogue) -> tuple[object, ...]:
    """Return what a catalogue answers to every question, with the ids that it has."""
    catalogue.check()
    ids = sorted(catalogue.passage_ids())
    meetings = list(catalogue.meetings)
    documents = list(catalogue.documents)
    numbers = {session.number for session in catalogue.sessions.values()}
    listed = {session.id for session in catalogue.sessions.values()}
    return (
        catalogue.size,
        catalogue.ids_digest,
        list(catalogue.documents.items()),
        dict(catalogue.meetings),
        dict(catalogue.sessions),
        dict(catalogue.persons),
        dict(catalogue.originals),
        [list(each()) for each in (catalogue.meetings_in_order, catalogue.documents_in_order)],
        list(catalogue.persons_in_order()),
        [list(catalogue.meetings_of_year(year)) for year, _ in catalogue.size.years],
        [catalogue.meetings_beside(meeting) for meeting in catalogue.meetings.values()],
        catalogue.shared_titles([meeting.title for meeting in catalogue.meetings.values()]),
        catalogue.sessions_by_key(list(catalogue.sessions)),
        catalogue.persons_by_id([*catalogue.persons, "nobody"]),
        [catalogue.meetings_on(start, start + 400) for start in range(730_000, 740_000, 400)],
        [catalogue.meetings_named(frozenset({stem(word)}), None) for word in ("montevideo", "islamabad")],
        catalogue.meetings_named(frozenset({stem("montevideo")}), "2024"),
        catalogue.meetings_by_id(meetings),
        [sorted(catalogue.sessions_of(meeting), key=lambda session: session.id) for meeting in meetings],
        [sorted(catalogue.sessions_named(id_, None)) for id_ in sorted(listed)],
        [sorted(catalogue.sessions_named("", number)) for number in numbers if number],
        [sorted(catalogue.sessions_with(person)) for person in catalogue.persons],
        [catalogue.documents_of(meeting) for meeting in meetings],
        [catalogue.passages_of_meeting(meeting) for meeting in meetings],
        [catalogue.session_sizes(meeting) for meeting in meetings],
        [_listed(catalogue, scope) for scope in _scopes(catalogue)],
        catalogue.passages_by_id(ids),
        [catalogue.document_passages(key) for key in documents],
        [catalogue.document_passages(key, 1, 3) for key in reversed(documents)],
        [catalogue.passage_id(key, 1) for key in documents],
        [catalogue.session_passages(*key[:1], [key[1]]) for key in sorted(catalogue.sessions)],
        [catalogue.person_passages(person) for person in (*catalogue.persons, "chair")],
        catalogue.passage_kinds(),
        catalogue.passage_counts(),
        catalogue.document_sizes(),
        catalogue.group_keys(ids),
        asked_titles(catalogue),
        [tuple(catalogue.history.in_document(key)) for key in documents],
        catalogue.acronyms,
        catalogue.synonyms,
        catalogue.removals,
    )


def _scopes(catalogue: Catalogue) -> Iterator[PassageScope]:
    """Yield scopes of every kind."""
    yield from (PassageScope(document=key) for key in catalogue.documents)
    for meeting in catalogue.meetings:
        sessions = tuple(sorted(session.id for session in catalogue.sessions_of(meeting)))
        yield from (PassageScope(meeting=meeting), PassageScope(meeting=meeting, status="reported"))
        yield from (PassageScope(meeting=meeting, sessions=sessions[:n]) for n in range(1, len(sessions) + 1))
    yield from (PassageScope(person=person) for person in catalogue.persons)


def _listed(catalogue: Catalogue, scope: PassageScope) -> tuple[object, ...]:
    """Return the numbers of a scope, and parts of its ids."""
    sizes = catalogue.passages_by_document(scope)
    parts = [
        (catalogue.ids_in_document(scope, key, 3), catalogue.ids_in_document(scope, key, 2, after=0, skipped=1))
        for key in sizes
    ]
    return list(sizes.items()), parts


def asked_titles(catalogue: Catalogue) -> list[Title | None]:
    """Return what a catalogue finds of titles by all names, by words from their middle, and by single words."""
    names = [meeting.title for meeting in catalogue.meetings.values()]
    names += [document.title for document in catalogue.documents.values()]
    names += [session.name for session in catalogue.sessions.values()]
    parts = [" ".join(name.split()[1:3]) for name in names]
    words = sorted({word for name in names for word in name.split()})
    found = [catalogue.titles.find_any(text) for text in (*names, *parts)]
    return [*found, *(title for word in words for title in catalogue.titles.with_words(word, 5))]
