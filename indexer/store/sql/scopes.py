"""What a catalogue answers of passages that are listed in the order of the papers: how many, and their ids in parts.

A part costs what it has, and an answer on numbers the documents, or the passages of the sessions or of the person.
"""

from __future__ import annotations

from collections import Counter

from indexer.model import Status
from indexer.store.catalogue_protocol import PassageScope

from .meetings import SqlMeetings
from .tables import SqlValue

_OF_PERSON = """
    (passage.document, passage.ordinal) IN (SELECT document, ordinal FROM {appearances} AS appearance WHERE person = ?)
"""


class SqlScopes(SqlMeetings):
    """The passages of documents, meetings, sessions and people, in order."""

    def passages_by_document(self, scope: PassageScope) -> dict[str, int]:
        """Return how many passages of a scope each document has that has any, in the order of the corpus."""
        if scope == PassageScope(document=scope.document):
            size = self.document_size(scope.document)
            return {scope.document: size} if size else {}
        if scope == PassageScope(meeting=scope.meeting, status=scope.status):
            return self._held(scope.meeting, scope.status)
        clause, values = _clause(scope)
        columns = "document.place, document.id, count(*)"
        found = self.grouped_in_parts(columns, f"{clause} GROUP BY document.place, document.id", *values)
        return {document: count for _, document, count in sorted(found)}

    def _held(self, meeting: str, status: Status | None) -> dict[str, int]:
        joined = "{held} AS held JOIN {documents} AS document ON document.id = held.document"
        clause = "held.meeting = ? AND held.passages > 0" + (" AND document.status = ?" if status else "")
        statement = f"SELECT document.id, held.passages FROM {joined} WHERE {clause} ORDER BY document.place"  # noqa: S608  # nosec B608
        return dict(self.rows(statement, meeting, *([status] if status else [])))

    def ids_in_document(
        self, scope: PassageScope, document: str, n: int, after: int = -1, skipped: int = 0
    ) -> list[tuple[int, str]]:
        """Return ordinals and ids of `n` passages of a scope in a document, behind an ordinal and some skipped ones."""
        clause, values = _clause(scope._replace(document=document))
        columns = "passage.ordinal, passage.id"
        found = self.in_parts(columns, f"{clause} AND passage.ordinal > ?", *values, after, part=(n, skipped))
        return [(int(ordinal), str(key)) for ordinal, key in found]

    def document_size(self, document_id: str) -> int:
        """Return the number of passages of a document; 0 for an unknown one."""
        found = self.rows("SELECT passages FROM {documents} AS document WHERE id = ?", document_id)
        return sum(size for (size,) in found)

    def passages_of_meeting(self, meeting: str) -> int:
        """Return the number of passages of a meeting."""
        return sum(size for (size,) in self.rows("SELECT passages FROM {held} AS held WHERE meeting = ?", meeting))

    def session_sizes(self, meeting: str) -> dict[tuple[str, Status], int]:
        """Return how many passages each session of a meeting has itself, by its id and the status of their paper."""
        clause = "WHERE passage.meeting = ? AND session IS NOT NULL GROUP BY session, document.status"
        sizes: Counter[tuple[str, Status]] = Counter()
        for session, status, count in self.grouped_in_parts("session, document.status, count(*)", clause, meeting):
            sizes[session, status] += count
        return dict(sizes)


def _clause(scope: PassageScope) -> tuple[str, list[SqlValue]]:
    """Return the clause that chooses the passages of a scope, and its values."""
    given: tuple[tuple[str, SqlValue], ...] = (
        ("document.id = ?", scope.document),
        ("passage.meeting = ?", scope.meeting),
        ("session {in_list}", list(scope.sessions)),
        (_OF_PERSON, scope.person),
        ("document.status = ?", scope.status),
    )
    used = [(clause, value) for clause, value in given if value]
    return "WHERE " + " AND ".join(clause for clause, _ in used), [value for _, value in used]
