"""Format the people and the sessions of a paper for golden files."""

from __future__ import annotations

from indexer.model import Participation, Session


def format_session(session: Session, indent: str) -> str:
    """Return a session on one line and its participants on indented lines below."""
    when = " ".join(str(participation) for participation in (session.day, session.time) if participation)
    parent = f" (part of {session.parent})" if session.parent else ""
    people = "".join(f"\n{indent}{format_participation(person)}" for person in session.people)
    return f"  session {session.id}{parent}: {session.name}" + (f" [{when}]" if when else "") + people


def format_participation(person: Participation) -> str:
    """Return a participation on one line: role, honorific, name, affiliation, organisation or country, and if it was
    remote.
    """
    remote = " (remote)" if person.remote else ""
    honorific = f"{person.honorific} | " if person.honorific else ""
    body = f" [{person.organisation or person.country}]" if person.organisation or person.country else ""
    return f"{person.role}: {honorific}{person.name} | {person.affiliation}{body}{remote}"
