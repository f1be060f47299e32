"""Which pages there are to look at: an address of every kind. What is looked for there is up to the tests."""

from __future__ import annotations

from indexer.store.library import Library


def page_addresses(library: Library) -> list[str]:
    """Return an address of every kind of page over the shipped papers, the longest papers among them."""
    documents = sorted(library.documents(), key=lambda item: len(library.document_passages(item.id)))
    shortest, longest = documents[0], documents[-1]
    passages = library.document_passages(longest.id)
    sessions = [item for meeting in library.meetings() for item in library.sessions(meeting.id)]
    subsessions = [item for item in sessions if item.parent]
    return [
        "/",
        "/?year=2024#meetings",
        "/help",
        "/api/docs",
        "/api/docs/search",
        "/verify",
        "/meetings",
        "/people",
        f"/people/{max(library.persons(), key=lambda item: len(library.person_passages(item.id))).id}",
        "/organisations",
        "/organisations/Department%20of%20Peace%20Operations%20%28DPO%29",
        "/countries/India",
        "/m/montevideo-2024/4?style=mla",
        "/glossary",
        "/coverage",
        "/concordance?q=training&by=before",
        "/chart?q=training",
        "/words?q=training&terms=women,mandate",
        "/matrix?q=training&q=women&q=technology&status=reported",
        "/basket",
        "/search",
        "/search?q=training&year=2024&year=2019&page=2",
        "/search?q=training&group=session",
        "/search?q=training&year=2024&show=25&marks=off#narrow",
        "/search?q=wommen+peacekeping",
        "/search/statement?q=training&year=2024",
        f"/search?q=training+women&asof={library.stats.build}",
        "/facet/person?q=training&order=name",
        "/search?q=zeppelin+training&year=2019&meeting=nowhere",
        "/search?q=POC+mandate~+peacekeep*+yaer:2019+(women&year!=2019&exact=stems",
        f"/p/{passages[6].id}",
        f"/p/{passages[6].id}?q=peacekeeping",
        f"/p/{passages[6].id}/like",
        f"/p/{passages[6].id}/lineage",
        f"/d/{longest.id}",
        f"/d/{shortest.id}",
        "/m/montevideo-2024",
        "/m/montevideo-2024/3",
        *(f"/m/{item.meeting}/{item.id}" for item in (sessions[0], *subsessions[:1])),
    ]
