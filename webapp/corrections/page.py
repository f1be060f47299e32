"""The page model of a correction: the facts of a paper to be changed, and the table of `corpus.toml` that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from indexer.model import DOCUMENT_KINDS, KIND_LABELS, STATUSES, Document
from indexer.review.corrections import CORRECTED_FACTS, CorrectedFact, FactCorrection, corrected, facts_of
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable, gettext
from webapp.address import urls
from webapp.shared import labels
from webapp.shared.appearance import Appearance

MAX_VALUE = 500
MAX_NOTE = 2_000
"""Characters of a value and of the note; both stand in the address."""
SCOPE, PAPER_ALONE = "scope", "paper"
"""The argument that says whether a meeting is corrected or a paper is of another one, and its value for the latter."""
MAX_MAIL = 1_800
"""Characters of a mail that is begun by a link: programs cut longer ones."""
_TITLES: Mapping[CorrectedFact, str] = MessageTable(
    {
        "title": marked("Title"),
        "kind": marked("Kind of paper"),
        "status": marked("Planned or reported"),
        "published": marked("Published"),
        "language": marked("Language"),
        "author": marked("Author"),
        "publisher": marked("Publisher"),
        "symbol": marked("Symbol or number"),
        "meeting": marked("Meeting"),
        "place": marked("Place of the meeting"),
        "start": marked("First day"),
        "end": marked("Last day"),
    }
)
_HINTS: Mapping[CorrectedFact, str] = MessageTable(
    {
        "published": marked("For example 2025-01-31, 2025-01 or 2025"),
        "language": marked("For example en or fr"),
        "author": marked("Several with semicolons between"),
        "meeting": marked("Leave it empty if the paper is of no meeting"),
        "start": marked("For example 2024-12-10"),
        "end": marked("For example 2024-12-11"),
    }
)
_FORMS: Mapping[CorrectedFact, str] = {
    "published": marked("Write the date as 2025-01-31, 2025-01 or 2025."),
    "start": marked("Write the day as 2024-12-10."),
    "end": marked("Write the day as 2024-12-10."),
}
"""What to do about a value of another form, in the words of `indexer.review.corrections`."""
_END_BEFORE_START = "end %(end)s is before start %(start)s"
_DAYS_IN_ORDER = marked("The last day (%(end)s) is before the first (%(start)s).")
"""What is said of it, in the words of the form."""


@dataclass(frozen=True)
class FactChoice:
    """One of the values that a fact can have."""

    value: str
    title: str


@dataclass(frozen=True)
class CorrectionField:
    """A fact of the paper as it is now and as the reader states it."""

    name: CorrectedFact
    title: str
    value: str
    now: str
    """In words; empty where it is not known."""
    hint: str
    problem: str
    choices: tuple[FactChoice, ...]
    """All values that it can have; empty where it is text."""


@dataclass(frozen=True)
class CorrectionPage:
    """Everything that the page shows."""

    title: str
    document_url: str
    url: str
    fields: tuple[CorrectionField, ...]
    note: str
    papers: int
    """Papers of its meeting, among them this one."""
    of_paper_alone: bool
    """Whether what is stated of the meeting holds for this paper alone, which is of another meeting then."""
    holds_several: bool
    """Whether the paper holds several meetings, of which only the note can tell."""
    is_asked: bool
    """Whether the form was sent."""
    table: str
    """Empty where nothing is wrong, or something cannot be stated so."""
    mail_url: str
    """Begins a mail to the owner of the site; empty where there is no address, or the table is too long for one."""

    @property
    def has_problems(self) -> bool:
        """Whether a value cannot be stated so."""
        return any(field.problem for field in self.fields)


def correction_page(
    document: Document, others: Sequence[Document], arguments: Mapping[str, str], appearance: Appearance, link: str
) -> CorrectionPage:
    """Return the page for what a reader states of a document; `link` is the document's absolute address.

    `others` are the other papers of its meeting. What is stated of the meeting is meant of them too, unless the reader
    says that this paper alone is of another meeting.
    """
    now = facts_of(document)
    stated = {name: arguments[name][:MAX_VALUE] for name in now if name in arguments}
    note = arguments.get("note", "")[:MAX_NOTE]
    is_asked = bool(stated or note)
    of_paper_alone = arguments.get(SCOPE) == PAPER_ALONE
    made = corrected(document, stated, note, () if of_paper_alone else others) if is_asked else FactCorrection("", {})
    url = urls.correction_path(document.id)
    return CorrectionPage(
        title=document.title,
        document_url=urls.document_path(document.id),
        url=url,
        fields=tuple(
            CorrectionField(
                name,
                _TITLES[name],
                stated.get(name, now[name]),
                _in_words(name, now[name]),
                _HINTS.get(name, ""),
                _problem(name, made.problems.get(name, ""), {**now, **stated}),
                _choices(name),
            )
            for name in CORRECTED_FACTS
            if name in now
        ),
        note=note,
        papers=1 + len(others),
        of_paper_alone=of_paper_alone,
        holds_several=len(document.meetings) > 1,
        is_asked=is_asked,
        table=made.table,
        mail_url=_mail_url(appearance, document.title, link, made.table),
    )


def _choices(name: CorrectedFact) -> tuple[FactChoice, ...]:
    if name == "kind":
        return tuple(FactChoice(kind, gettext(KIND_LABELS[kind])) for kind in DOCUMENT_KINDS)
    if name == "status":
        return tuple(FactChoice(status, labels.STATUS_TITLES[status]) for status in STATUSES)
    return ()


def _problem(name: CorrectedFact, problem: str, values: Mapping[CorrectedFact, str]) -> str:
    """Return what is wrong with a value in the reader's words; what no field lets a reader say stays in English."""
    if problem and problem == _FORMS.get(name):
        return gettext(problem)
    days = {"start": values.get("start", ""), "end": values.get("end", "")}
    return gettext(_DAYS_IN_ORDER, **days) if problem == _END_BEFORE_START % days else problem


def _in_words(name: CorrectedFact, value: str) -> str:
    return next((choice.title for choice in _choices(name) if choice.value == value), value)


def _mail_url(appearance: Appearance, title: str, link: str, table: str) -> str:
    """Return a link that begins a mail with the table."""
    contact = appearance.contact.url if appearance.contact else ""
    if not table or not contact.startswith("mailto:"):
        return ""
    # The owner of the papers reads it, in whatever language the reader is.
    said = {"subject": f"Correction: {title[:120]}", "body": f"{link}\n\n{table}\n"}
    address = f"{contact}?{urlencode(said, quote_via=quote)}"
    return address if len(address) <= MAX_MAIL else ""
