"""Read which kind of paper a draft says that words are from: `the report says`, `according to the programme`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.model import DocumentKind
from indexer.text.word_lists import load_table

from .context import ContextPart
from .facts import StatedFact
from .grammar.clause import GoverningClause
from .grammar.place import is_denied
from .grammar.words import paper_kind, paper_pattern, verbs_of_speech, word_pattern

# What may stand between `the` and the name of the paper: dates, adjectives, the meeting.
_BEFORE_PAPER = re.compile(r"\b(?:the|this|that|its)\s+(?P<words>(?:(?!the\s)[\w’'.-]+,?\s+){0,6})$", re.IGNORECASE)
_AT_START = re.compile(r"^\W*(?P<words>(?:[\w’'.-]+,?\s+){0,6})$")
_POSSESSIVE = re.compile(
    r"\b(?!(?:co-)?chairs?|meeting|conference|seminar|session|workshop|host|organi[sz]er)\w+[’']s?\s", re.IGNORECASE
)
_ACCORDING = re.compile(
    r"(?:\b(?:quoting|quoted|quote|cited|taken|excerpts?|extracts?|lines?|sentences?|passages?) from"
    r"|\b(?:in|under|from|per|according to)\s+(?:the\s+)?(?:(?:first|last|operative|preambular)\s+){0,2}paragraphs?"
    r"(?:\s+\d+[a-z]?(?:\s*\([a-z]+\))?)?\s+of"
    r"|\b(?:according to|in|per|from|as)|\b(?:words|text|language|wording|phrase|account|terms|pages) of)\s+$",
    re.IGNORECASE,
)
_BETWEEN_COMMAS = re.compile(r",\s+(?:according to|as per)\s+$", re.IGNORECASE)
_GOVERNS = re.compile(r"\b(?:of|from|for|in|at|on|by|to|with|about)\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:pages?|paragraphs?|sections?|chapters?|sentences?|lines?|passages?|authors?|drafters?|text|wording|words)\b"
    r"(?:\s+[\w.]{1,6})?\s+of\b",
    re.IGNORECASE,
)
_STRICT: frozenset[DocumentKind] = frozenset({"agenda", "programme", "resolution"})
"""Words for papers that also mean policies: `the women, peace and security agenda`."""


def stated_kinds(part: ContextPart, clause: GoverningClause | None) -> Iterator[StatedFact]:
    """Yield the kinds of paper that a part states as the source of the words."""
    if part.quote is None:
        yield from _kinds_in_reference(part)
        return
    for match in paper_pattern().finditer(part.text):
        is_subject = bool(clause and clause.subject_kind == "paper" and is_head_of(match.start(), clause))
        opened = _opening(part.text, match)
        if opened is None or not (is_subject or is_named_as_source(part, opened)):
            continue
        yield StatedFact("kind", match.group(), paper_kind(match), part.offset(match.start()))


def _kinds_in_reference(part: ContextPart) -> Iterator[StatedFact]:
    """Yield the first kind that a reference names: `Summary, Session 3`."""
    for match in paper_pattern().finditer(part.text):
        if match.group()[0].isupper() or not part.text[: match.start()].strip() or len(part.text) < 60:
            yield StatedFact("kind", match.group(), paper_kind(match), part.offset(match.start()))
        return


def is_head_of(start: int, clause: GoverningClause) -> bool:
    """Return whether a paper is the head of the subject of a clause: nothing governs it there."""
    if not clause.start <= start < clause.start + len(clause.subject):
        return False
    before = clause.subject[: start - clause.start]
    return not _GOVERNS.search(_PART_OF.sub("", before))


def _opening(text: str, match: re.Match[str]) -> int | None:
    """Return the offset of the article before the name of a paper, None where it is one paper among others."""
    before = _BEFORE_PAPER.search(text[: match.start()]) or _AT_START.search(text[: match.start()])
    if not before or _POSSESSIVE.search(before["words"]):
        return None
    words = before["words"].split()
    if any(re.fullmatch(r"of|in|on|at|for|by|from|and|or|to|with", word, re.IGNORECASE) for word in words):
        return None
    if paper_kind(match) in _STRICT and not all(map(_may_name_meeting_paper, words)):
        return None
    return before.start()


@cache
def _may_name_meeting_paper(word: str) -> bool:
    """Return whether a word before `agenda` or `programme` leaves it the paper of a meeting."""
    return bool(
        re.fullmatch(
            rf"(?:provisional|draft|final|annotated|printed|full|published|detailed|official|conference|\d+|the|in"
            rf"|{word_pattern('events')}(?:[’']s)?|[A-Z][a-z]+)",
            word,
        )
    )


def is_named_as_source(part: ContextPart, opened: int) -> bool:
    """Return whether a paper stands after `according to` or `in`, and the sentence gives it the words."""
    before = part.text[:opened]
    if is_denied(part) or not _ACCORDING.search(before):
        return False
    # `the funding promised in the report, participants said`: the phrase must open the sentence or end before the words
    opens = not re.search(r"\w", re.sub(_ACCORDING, "", before).rpartition(";")[2].strip(" ,—–"))
    between_commas = _BETWEEN_COMMAS.search(before) and re.match(r"[^,;:]{0,80},", part.text[opened:])
    if between_commas and not any(verbs_of_speech(part.text[opened:].partition(",")[0])):
        return True
    in_tail = part.quote is not None and opened > part.quote
    return opens or (in_tail and not any(verbs_of_speech(part.text[opened:])))


@cache
def loosely_named(kind: DocumentKind) -> frozenset[DocumentKind]:
    """Return the kinds of paper that the word for one can mean loosely."""
    return frozenset(load_table("attribution")["loosely"].get(kind, ()))
