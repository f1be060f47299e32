"""The patterns of clauses that give words to a voice without a name, made of the words in `text/data/voices.toml`.

What a match means, and where it counts, is read in `find`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from indexer.text.word_lists import load_table, load_words

ADVERBS = (
    r"(?:,?\s(?:\w+ly|also|then|further|thus|however|therefore|nonetheless|nevertheless|moreover|instead|likewise|too"
    r"|again|even|still|first|next|both|all|themselves|in (?:general|particular|turn|addition|contrast|response)"
    r"|on balance|as well)\b){0,3},?"
)
_AT_THE_TIME = r"(?!\s(?:previously|earlier|already|formerly|once|initially|originally)\b)"
"""Before a verb: what was said at another time was not said at the meeting."""
_PREPOSITIONS = (
    r"\s(?:of|from|in|at|on|with|for|across|around|throughout|representing|present|attending|on behalf of)\s"
)
# What cannot stand within a subject: the clause would be another one.
_STOPS = (
    "who|whom|which|that|whose|is|are|was|were|be|been|has|have|had|will|would|should|shall|may|might|can|could|must"
    "|did|do|does|not|to|if|when|while|because"
)
_LONGEST = 90  # characters of what stands between a noun and its verb
_INSERTION = rf"(?:,\s(?![A-Z])[^,;:()]{{2,{_LONGEST}}},)?"
_NO_END = r"(?:[^,;:()—–.?!]|,(?=\s[A-Z])|(?<=\bU)\.|(?<=\bU\.[NSK])\.)"
_AFTER = rf"(?P<after>{_PREPOSITIONS}(?:(?!\b(?:{_STOPS})\b){_NO_END}){{1,{_LONGEST}}}?)?"
_PAPERS = "reports?|resolutions?|letters?|submissions?|decisions?|publications?|comments"
_ELSEWHERE = (
    rf"(?!\s(?:by|above|below)\b|-)(?![^.;:“\x00]{{0,40}}?\b(?:in (?:its|their|the) (?:[\w-]+ ){{0,4}}?(?:{_PAPERS})"
    r"|in (?:resolutions?|decisions?|general comments?)|(?:in|since) (?:19|20)\d\d|last (?:year|month|week)|previously"
    r"|at (?:its|their|the) (?:previous|earlier|last|\w+(?:th|st|nd|rd)) (?:\w+ )?(?:session|meeting))\b)"
)
"""Behind a verb: the words are in another paper, of another time, or the verb is no verb."""


@cache
def _words(table: str, name: str) -> str:
    """Return the pattern of a list of words, in a group."""
    words: str = load_table("voices")[table][name]
    return "(?:" + re.sub(r"\s*\n\s*", "", words) + ")"


@cache
def past_verbs() -> str:
    """Return the pattern of verbs in the past by which something is said."""
    not_said = set(_words("verbs", "not_said").strip("(?:)").split("|"))
    said = "|".join(sorted(load_words("speech_verbs") - not_said))
    return f"(?:{_words('verbs', 'phrases')}|{_words('verbs', 'more')}|{said})"


@cache
def predicate() -> re.Pattern[str]:
    """Return the pattern behind a subject: `after`, which is more of the subject, and the verb in the group `verb`."""
    verb = rf"(?:(?:has|have){_AT_THE_TIME}{ADVERBS}\s)?(?P<verb>{past_verbs()}|{_words('verbs', 'present')})"
    return re.compile(rf"(?![\w'’-]){_AFTER}{_INSERTION}{_AT_THE_TIME}{ADVERBS}{_AT_THE_TIME}\s{verb}\b{_ELSEWHERE}")


@cache
def subjects(*, of_draft: bool = False) -> re.Pattern[str]:
    """Return the pattern of a subject: the group that matched says what it is.

    A draft names its sources in more ways than a report names those present: `of_draft` adds experts and ministers.
    """
    people_words = _words("nouns", "those") + (f"|{_words('nouns', 'also_of_drafts')}" if of_draft else "")
    numbers = "|".join(f"(?P<{kind}>{_words('numbers', kind)})" for kind in ("most", "several", "one", "participants"))
    number = rf"(?:(?i:{numbers})(?:\sof)?\s(?:(?:the|these|those|its|their|our)\s)?)?"
    attributes = rf"(?:(?i:{_words('attributes', 'allowed')})\s)*"
    people = rf"(?P<chair>{_words('nouns', 'chair')})|(?P<people>(?i:{people_words}))"
    group = rf"(?:[Tt]he\s)?(?P<group>{_words('nouns', 'groups')})"
    secretariat = rf"[Tt]he\s(?P<secretariat>{_words('nouns', 'secretariat')})|(?P<office>Secretariat)"
    bodies = _words("nouns", "meeting") + (f"|{_words('nouns', 'bodies_of_drafts')}" if of_draft else "")
    meeting = rf"(?:[Tt]h(?:e|is)|[Ee]ach)\s(?P<meeting>{bodies})"
    talk = r"(?P<talk>(?:Panel )?[Dd]iscussions?|Deliberations|Debate)"
    everyone = r"(?P<everyone>(?i:everyone|everybody|all present|those (?:present|attending|who spoke)))"
    those = rf"{number}{attributes}(?:{people})"
    return re.compile(rf"(?:{group}|{secretariat}|{meeting}|{talk}|{everyone}|{those})(?![\w'’-])")


_NUMBERS_ALONE = (
    "(?P<most>[Mm]ost|[Mm]any)|(?P<several>[Ss]everal|[Ss]ome(?: others)?|(?:(?:[Ss]till|[Mm]any) )?[Oo]thers|[Aa] few"
    "|[Aa] number)|(?P<one>[Oo]ne)"
)


def number_alone(subject: str) -> re.Match[str] | None:
    """Return the match of a subject that is a number alone, `others`; the group that matched is the number."""
    return re.fullmatch(_NUMBERS_ALONE, subject)


@cache
def lone_numbers() -> re.Pattern[str]:
    """Return the pattern of a number that stands for people: `Others argued that`."""
    objects = (
        "that|the|a|an|this|these|those|to|how|whether|for|on|about|concerns?|doubts?|support|appreciation|it|its"
        "|their|strongly|with|against|more|greater|further|caution|(?!meeting|training|building)[a-z]{3,}ing"
    )
    # `Others called for`: no noun can follow that would make of the verb what a noun is called.
    verb = rf"(?P<verb>{_words('verbs', 'phrases')}\b|{past_verbs()}\b(?=\s(?:{objects})\b|:|,\s))"
    return re.compile(rf"(?:{_NUMBERS_ALONE}){_AT_THE_TIME}{ADVERBS}\s{verb}{_ELSEWHERE}")


_WAS = rf"(?:was|were|(?:has|have) been){_AT_THE_TIME}{ADVERBS}\s"


@cache
def impersonal() -> re.Pattern[str]:
    """Return the pattern of what is said with no subject at all: `it was agreed`, `concerns were raised`."""
    behind = r"(?=\s(?:that|to|whether|how|in|at|during|on|not|as|also)\b|[,:.;]|\s?$)"
    it = rf"[Ii]t {_WAS}{_words('verbs', 'impersonal')}\b{_ELSEWHERE}{behind}"
    of_what = r"(?=\s(?:that|on|for|about|to|of|among|amongst|with|in|from|regarding|over)\b|[.,])"
    there = rf"[Tt]here was {_words('verbs', 'shared')}\b(?!-){of_what}"
    links = r"\s(?:about|regarding|on|over|that|for|of|as to|with|concerning|related|around)\s"
    more = rf"(?:{links}(?:(?!\b(?:was|were|which|who)\b)[^;:.]){{1,120}}?)?"
    uttered = rf"{_words('verbs', 'utterances')}{more}\s{_WAS}{_words('verbs', 'uttered')}\b{_ELSEWHERE}"
    return re.compile(rf"(?:(?P<it>{it})|(?P<there>{there})|(?P<uttered>{uttered}))")


@cache
def agents() -> re.Pattern[str]:
    """Return the pattern of what stands before an agent: `it was noted by`, `according to`."""
    done = rf"(?:[Ii]t\s)?{_WAS}{_words('verbs', 'by_agents')}{ADVERBS}\sby\s"
    return re.compile(rf"\b(?:{done}|(?:[Aa]ccording to|[Ii]n the (?:view|opinion|words) of)\s)")


@cache
def others() -> re.Pattern[str]:
    """Return the pattern behind a noun that shows that others are meant: `participants in the study`."""
    before = r"(?:(?:the|a|an|this|that|their|our|its|these|local|affected|wider)\s)*(?:[\w-]+\s){0,2}?"
    return re.compile(rf"\s(?:of|in|from|on|at)\s{before}{_words('attributes', 'elsewhere')}\b")


@cache
def deeds(kind: Literal["meeting", "secretariat"]) -> re.Pattern[str]:
    """Return the pattern of verbs by which a meeting or a secretariat does more than it says."""
    return re.compile(_words("verbs", f"not_of_{kind}s"))
