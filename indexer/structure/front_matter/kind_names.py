"""Know what papers of each kind call themselves, in many languages. What a paper is, is decided in `kinds`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from indexer.model import DocumentKind
from indexer.text.honorifics import honorific_pattern
from indexer.text.prose import count_words
from indexer.text.word_lists import load_table

_WORD = re.compile(r"\w")
_MAX_NAME_WORDS = 14  # words: the longest line that can end with the name of a kind
_ADDRESSED = re.compile(r"^(?:subject|re|objet|asunto|betreff)\s*:\s*", re.IGNORECASE)
_AFTER_NAME = (
    r"(?:\s+(?:of|on|from|for|by|to|delivered|made|de|du|des|del|da|do|di|della|sur|sobre|der|des|über|zu[rm]?|van|z"
    r"|o)\b"
    r"|\s+\d|\s*[:–—(-])"
)
_UNSPACED = r"(?<=[\u3040-\u9fff])"  # Chinese and Japanese put no space before the name of the kind
_SIGN_AFTER = r"(?:\s*(?:\s[-–—]|[:–—(|,•·])|\s+\d)"
# `Approval of the minutes` is an item of an agenda.
_HANDLED = re.compile(
    r"\b(?:accept\w*|add\w*|adopt\w*|amend\w*|approv\w*|clos\w*|confirm\w*|consider\w*|discuss\w*|examin\w*|follow\w*"
    r"|last|next|notes? on|previous|presentation|present(?:ing|ed)|read\w*|receiv\w*|review\w*|revis\w*|sign\w*"
    r"|submi\w*"
    r"|see|tak(?:e|ing)|approbation|examen|aprobación|aprovação|lectura|lecture|genehmigung|annahme|approvazione"
    r"|goedkeuring|zatwierdzenie|przyjęcie|утверждение|принятие)\b",
    re.IGNORECASE,
)
# Papers that are of no kind of ours, but of a kind.
_OTHER_PAPERS = re.compile(
    r"^\W*(?:(?:draft|final|joint|press|news|information|advance|unedited|corrected)\s+)*(?:communiqu[ée]|copy|declaration"
    r"|letter|memorandum|newsletter|bulletin|circular|note verbale|press release|release|update|version|comunicado"
    r"|déclaration|communiqué de presse|comunicado de prensa|pressemitteilung|erklärung)\W*$",
    re.IGNORECASE,
)
# Questions that members put in writing: no meeting, and nobody speaks.
_QUESTION_PAPER = re.compile(
    r"^\W*(?:\w+\s){0,2}(?:question (?:paper|book)"
    r"|questions? (?:for|with|on notice for) (?:written|oral) (?:reply|answers?)"
    r"|written questions|questions on notice|questions écrites|preguntas escritas|schriftliche fragen)\W*$",
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"(?:\d|\b(?:one|two|three|five|ten|fifteen|twenty|thirty|few|per))\s*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\s*$")
# A programme can be a policy (`the World Food Programme`, `the 2030 Agenda`): what stands before it must be an event,
# a body or a sign.
_BEFORE_PLAN = re.compile(
    r"(?:^|[-–—:|,(•]\s*|\b(?:assembly|board|cabinet|call|colloquium|commission|committee|conference|congress|council"
    r"|day|event|forum|group|hearing|meeting|seminar|session|summit|symposium|task force|team|telecon|teleconference"
    r"|webinar|week|workshop|\d{1,3}(?:st|nd|rd|th)?|(?-i:[A-Z]{2,6}))[’']?s?\s+\W*)$",
    re.IGNORECASE,
)
_RECORDS: frozenset[DocumentKind] = frozenset({"minutes", "meeting_note", "transcript"})
_POLICIES: frozenset[DocumentKind] = frozenset({"programme", "agenda"})


# Where a name stands: alone on a line, at its beginning, before a name, before a sign and at its end.
_ALONE = r"^\W*(?:{names})\W*$"
_OPENING = r"^\W*(?:{names})" + f"(?:{_AFTER_NAME})"
_BEFORE_NAME = r"^\W*(?:{names})\s+(?-i:[A-ZÀ-Þ])\w*\W+\w"
_INSIDE = r"^(?P<before>.+?)(?:\b|" + _UNSPACED + r")(?:{names})" + _SIGN_AFTER
_ENDING = r"^(?P<before>.*?)(?:\b|" + _UNSPACED + r")(?:{names})\W*$"
_THIS = re.compile(r"\b(?:this|the present|in this) ", re.IGNORECASE)
_SELF_REFERENCE = _THIS.pattern + r"(?:{names})\b"
_IN_FILE_NAME = r"(?:^|\W)(?:{names})(?:\W|$)"


@lru_cache(maxsize=1)
def _kinds() -> Mapping[DocumentKind, str]:
    """Return the pattern of the names of each kind, in the order in which they win."""
    titles = honorific_pattern("speech_title")
    return {
        entry["name"]: "|".join(entry["patterns"]).replace("{speech_title}", titles)
        for entry in load_table("kind_names")["kind"]
    }


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[DocumentKind, re.Pattern[str]], ...]:
    """Return the pattern of the names of each kind, wherever they stand."""
    return tuple((kind, re.compile(names, re.IGNORECASE)) for kind, names in _kinds().items())


def _kinds_in(text: str) -> list[DocumentKind]:
    """Return the kinds whose names stand anywhere in a text; no form matches the names of another."""
    return [kind for kind, names in _names() if names.search(text)]


def _kinds_at(text: str, positions: Sequence[int]) -> list[DocumentKind]:
    """Return the kinds whose names stand at one of some positions in a text."""
    return [kind for kind, names in _names() if any(names.match(text, position) for position in positions)]


def _kinds_first_in(line: str) -> list[DocumentKind]:
    """Return the kinds whose names stand at the beginning of a line; they all begin with a letter."""
    first = _WORD.search(line)
    return _kinds_at(line, [first.start()]) if first else []


@cache
def _pattern(form: str, kind: DocumentKind) -> re.Pattern[str]:
    """Compile a form with the names of one kind: most lines hold none, and most corpora lack some kinds."""
    return re.compile(form.replace("{names}", _kinds()[kind]), re.IGNORECASE)


def without_subject_word(line: str) -> str:
    """Return a subject line without its opening word: `Subject: Summary of discussions`."""
    return _ADDRESSED.sub("", line)


def named_kind(line: str) -> DocumentKind | None:
    """Return the kind that a line names alone, at its beginning, before a sign or at its end; or None."""
    line = without_subject_word(line)
    for form, kind in product((_ALONE, _OPENING), opening := _kinds_first_in(line)):
        match = _pattern(form, kind).search(line)
        if match and not _is_numbered_policy(kind, match[0]):
            return kind
    if count_words(line) > _MAX_NAME_WORDS:
        return None
    for kind in opening:
        # `Transcript Ice Council 12` needs no preposition; `Report Ice` and `Programme Ice` would be anything
        if kind in _RECORDS and _pattern(_BEFORE_NAME, kind).search(line) and not _HANDLED.search(line):
            return kind
    for form, kind in product((_INSIDE, _ENDING), _kinds_in(line)):
        match = _pattern(form, kind).search(line)
        if match and _can_follow(kind, match["before"]) and not _is_numbered_policy(kind, match[0]):
            return kind
    return None


def _is_numbered_policy(kind: DocumentKind, name: str) -> bool:
    """Return whether words are the name of a policy with its year or century: `Agenda 21`."""
    return kind in _POLICIES and name[-1].isdigit()


def is_kind_alone(line: str) -> bool:
    """Return whether a line names a kind of paper and nothing else, be it one of ours: `Draft minutes`, `Letter`."""
    is_ours = any(_pattern(_ALONE, kind).search(line) for kind in _kinds_first_in(line))
    return is_ours or _OTHER_PAPERS.match(line) is not None


def is_question_paper(line: str) -> bool:
    """Return whether a line names a list of questions that are put in writing: `Questions for written reply`."""
    return _QUESTION_PAPER.match(line) is not None


def kind_of_file_name(name: str) -> DocumentKind | None:
    """Return the kind that a file name or the title of a page gives in any of its words, or None."""
    words = re.sub(r"[\W_]+", " ", name)
    return next((kind for kind in _kinds_in(words) if _pattern(_IN_FILE_NAME, kind).search(words)), None)


def named_in_sentence(text: str) -> tuple[DocumentKind, str] | None:
    """Return the kind that a sentence says its paper is, and the words: `This meeting note was drafted by ...`."""
    for kind in _kinds_at(text, [match.end() for match in _THIS.finditer(text)]):
        match = _pattern(_SELF_REFERENCE, kind).search(text)
        if match and kind != "programme":  # `this programme` is rather one of a government
            return kind, match[0]
    return None


def _can_follow(kind: DocumentKind, before: str) -> bool:
    """Return whether the name of a kind can stand after some words, as the name of the paper itself."""
    if _HANDLED.search(before):
        return False
    if kind in _POLICIES:
        return bool(_BEFORE_PLAN.search(before)) and not _YEAR.search(before)
    return not (kind == "minutes" and _QUANTITY.search(before))
