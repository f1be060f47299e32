"""Verbs of speech that no list has, where nothing else can stand: `Ms Low bemoaned that “...”`, `“...,” mused Ms Low`.

Elsewhere an unknown verb may say anything of the words beside it.
"""

from __future__ import annotations

import re

from .words import word_regex

_PERSON = r"(?:[A-ZÀ-Þ][\w.’'-]*(?<![’']s)|(?i:he|she|they|participants|delegates|speakers|panell?ists|members))"
_PAST, _PRESENT = r"[a-z]{2,}ed", r"[a-z]{2,}[^s\W]s"
_BEFORE = re.compile(
    rf"(?<=\s)(?P<verb>{_PAST}|{_PRESENT})(?=(?:\s+(?:aloud|again|once more|later|then|further|publicly|bluntly))?"
    r"(?:\s+that[\s“”\"„«‘’']*|\s*:[\s“”\"„«‘’']*)$)"
)
_BEHIND = re.compile(rf"(?P<subject>{_PERSON}(?:\s+{_PERSON}){{0,4}})\s+(?P<verb>{_PAST})\W*$")
_INVERTED = re.compile(rf"(?P<verb>{_PAST})\s+(?:{_PERSON})(?:\s+{_PERSON}){{0,4}}\W*$")
_ENDS_IN_PERSON = re.compile(rf"(?:^|[\s“”\"(]){_PERSON},?\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)?$")
# They say that somebody did not speak, or that he had no hand in the words.
_NOT_SPEECH = re.compile(
    r"(?:deni|doubt|disput|contest|ignor|forgott|refus|declin|fail|overlook|omitt|deserv|inspir|influenc|resembl|reject|oppos"
    r"|hear|learn|need|want|seem|appear|happen|follow|includ|contain|exist|look|lack|miss|heed|embodi|inherit|attend|publish|post"
    r"|host|co-host|organi[sz]|chair|open|clos|moderat)\w*"
)


def unlisted_verbs(lead: str) -> list[tuple[int, int, str]]:
    """Return start, end and manner of the verb that stands right before a quotation behind a person."""
    match = _BEFORE.search(lead)
    if match is None or not _ENDS_IN_PERSON.search(lead[: match.start()]) or not _may_be_speech(match["verb"]):
        return []
    return [(match.start("verb"), match.end("verb"), _manner(match["verb"]))]


def unlisted_verbs_behind(clause: str) -> list[tuple[int, int, str]]:
    """Return start, end and manner of the one verb of a clause behind a quotation that is a person and a verb alone."""
    match = _BEHIND.fullmatch(clause) or _INVERTED.fullmatch(clause)
    if match is None or not _may_be_speech(match["verb"]):
        return []
    return [(match.start("verb"), match.end("verb"), _manner(match["verb"]))]


def _may_be_speech(verb: str) -> bool:
    is_noun = any(word_regex(words).fullmatch(verb) for words in ("people", "events", "writers"))
    return not is_noun and not _NOT_SPEECH.fullmatch(verb)


def _manner(verb: str) -> str:
    return "said" if verb.endswith("ed") else "says"
