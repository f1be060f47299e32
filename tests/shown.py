"""How golden files show the people and the sessions of a paper."""

from __future__ import annotations

from indexer.model import Participation, Session


def format_session(session: Session, indent: str) -> str:
    """A session on a line, with those who take part in it on lines of their own, indented so far."""
    when = " ".join(str(part) for part in (session.day, session.time) if part)
    parent = f" (part of {session.parent})" if session.parent else ""
    people = "".join(f"\n{indent}{format_participation(person)}" for person in session.people)
    return f"  session {session.id}{parent}: {session.name}" + (f" [{when}]" if when else "") + people


def format_participation(person: Participation) -> str:
    """A participation on a line: role, honorific, name, affiliation, organisation, and whether from afar."""
    remote = " (remote)" if person.remote else ""
    honorific = f"{person.honorific} | " if person.honorific else ""
    body = f" [{person.organisation}]" if person.organisation else ""
    return f"{person.role}: {honorific}{person.name} | {person.affiliation}{body}{remote}"
