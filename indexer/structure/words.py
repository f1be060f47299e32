"""Tables of the words that papers of meetings use for their own parts, and small tests on lines of text."""

from __future__ import annotations

import re

OPENING_SECTIONS = frozenset(
    {
        "introduction", "background", "overview", "preface", "foreword", "context", "executive summary", "purpose",
        "about this report", "background and context", "rationale",
    }
)  # fmt: skip
CLOSING_SECTIONS = frozenset(
    {
        "conclusion", "conclusions", "closing", "way forward", "the way forward", "next steps", "annex", "annexes",
        "appendix", "appendices", "acknowledgements", "acknowledgments", "references", "bibliography", "notes",
        "endnotes", "about the author", "about the authors", "about the organizers", "recommendations",
        "conclusion and recommendations", "conclusions and recommendations", "contact", "list of participants",
    }
)  # fmt: skip
OTHER_SECTIONS = frozenset(
    {
        "summary", "agenda", "programme", "program", "participants", "participation", "objective", "objectives",
        "format", "format of the meeting", "logistics", "registration", "methodology", "table of contents", "contents",
        "themes", "sessions", "themes/sessions", "key questions", "guiding questions", "discussion",
        "expected outcomes", "expected outcome", "outcomes", "outcome", "abbreviations", "acronyms",
    }
)  # fmt: skip
GENERIC_SECTIONS = OPENING_SECTIONS | CLOSING_SECTIONS | OTHER_SECTIONS

_ENDED = re.compile(r"(?:[.!?…:;]|[.!?…]\d{1,3})[\"'”’»)\]]*$")
_FUNCTION_WORDS = frozenset(
    "a an and as at between but by for from in including into its my nor of on or our over per such than that the "
    "their these this those through to towards under upon via was were which while who whose with within".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-’'./&][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of a line, hyphenated ones whole."""
    return _WORD.findall(text)


def is_ended(text: str) -> bool:
    """Whether a text ends where a sentence, a clause before a list, or a quotation ends."""
    return bool(_ENDED.search(text))


def is_prose(text: str) -> bool:
    """Whether a text reads as running text and not as a line of a title page, a heading or a name."""
    count = len(words(text))
    return count >= 20 or (count >= 8 and is_ended(text) and not text.endswith(":"))


def hangs(text: str) -> bool:
    """Whether a text stops on a word or sign that something must follow."""
    last = text.rsplit(" ", 1)[-1]
    return text.endswith((",", "-", "–", "—", "/")) or last.casefold() in _FUNCTION_WORDS


def section_name(text: str) -> str:
    """A heading without number, case and closing signs, to look it up in the tables."""
    bare = re.sub(r"^(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])[.)]?\s+", "", text.strip())
    return re.sub(r"\s+", " ", bare).strip(" .:").casefold()
