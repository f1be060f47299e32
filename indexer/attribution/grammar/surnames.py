"""Whether the one capitalised word that opens a sentence is the surname of a person whom the papers may not know.

`Okafor said that “...”`: the grammar shows a person, where an ordinary word would have an article or be a plural.
"""

from __future__ import annotations

import re
from functools import cache

from indexer.attribution.context import BLOT, MARKS
from indexer.attribution.grammar.words import alternatives, paper_pattern, word_pattern, word_regex
from indexer.entities.countries import is_country
from indexer.entities.vocabulary import is_common_word, label_words
from indexer.text.analysis import fold
from indexer.text.months import month_words
from indexer.text.stopwords import is_function_word

_ADVERBS = r"(?:(?:also|then|later|further|again|now|once|had|has|and\s+[A-ZÀ-Þ][\w’-]+|[a-z]+ly)\s+){0,3}"
_APPOSITION = re.compile(
    r",\s+(?:who|whose|from|of(?!\s+course\b)|representing|chairing|speaking (?:for|as)|also of|then of)\s",
    re.IGNORECASE,
)
_OF_WORDS = re.compile(
    r"\s+(?:(?:own|exact|closing|opening|final|first|last|plain|blunt)\s+)?(?:words?|phrases?|views?|warnings?"
    r"|remarks?|statements?|points?"
    r"|questions?|answers?|reply|speech|comments?|verdict|argument|claims?|complaint|line|formula|message|position)\b"
)
"""Behind a possessive: whose words they are."""
_COLON = re.compile(rf":\s*[{re.escape(MARKS)}]*{BLOT}")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_PRESENT = (
    r"(?:says|thinks|believes|argues|adds|warns|insists|wants|asks|agrees|disagrees|tells|claims|wonders|suggests|replies"
    r"|explains|concludes|proposes|fears|denies|supports|opposes|rejects|welcomes|endorses)"
)
_OF_ONE = re.compile(r"(?:ed|s|said|told|felt|found|thought|heard|spoke|meant|swore|it)$")
"""Ends of a verb in the past, or of one whose subject is one person: in `Broad support for` there is none."""
_ORDINARY = frozenset(
    (
        "further maybe once well okay perhaps thus hence indeed sure yes yet still instead meanwhile moreover today"
        " tomorrow furthermore nevertheless nonetheless yesterday everyone everybody somebody someone anyone nobody"
        " others another each"
    ).split()
)
_PLURAL = re.compile(
    r"(?:ers|ors|ists|ants|ents|ians|ies|ives|als|ees|eers|eurs|men|women|people|folk|ics|ges|ses|ches)$"
)
"""Ends of plurals that call people something: `farmers`, `residents`, `critics`."""


def opens_as_surname(word: str, behind: str) -> bool:
    """Return whether a word that opens a sentence stands as the name of a person would, with what is `behind` it."""
    bare = _POSSESSIVE.sub("", word)
    if not may_be_name(bare):
        return False
    if bare != word:
        return bool(_OF_WORDS.match(behind))
    if _portrayed().match(behind):
        return True
    verb = _verb().match(behind)
    is_plural = bool(_PLURAL.search(bare.casefold()))
    if verb and _OF_ONE.search(verb.group()) and (verb.group().endswith("s") or not is_plural):
        return True
    return bool(not is_plural and (_APPOSITION.match(behind) or _COLON.match(behind)))


@cache
def _portrayed() -> re.Pattern[str]:
    """Return the pattern of how somebody is who then speaks, right before a colon: `was blunt:`."""
    return re.compile(
        rf"\s+(?:was|is|remained|sounded|seemed)\s+(?:[a-z]+\s+){{0,2}}{word_pattern('moods')}\s*:", re.IGNORECASE
    )


def may_be_name(word: str) -> bool:
    """Return whether a word is written as a name, and is no ordinary word that a sentence can open with."""
    return bool(re.fullmatch(r"[A-ZÀ-Þ][^\W\d_]+(?:[’'-][^\W\d_]+)*", word)) and not _is_ordinary(word)


@cache
def _verb() -> re.Pattern[str]:
    """Return the pattern of a verb of which a person can be the subject, right behind it."""
    stances = "|".join(alternatives("stances").values())
    past = f"(?:{word_pattern('said')}|{stances}|spoke|meant)(?<!s)"
    return re.compile(rf",?\s+{_ADVERBS}(?:{past}|{_PRESENT})\b", re.IGNORECASE)


def _is_ordinary(word: str) -> bool:
    folded = fold(word)
    listed = ("events", "people", "writers", "things", "said", "says", "planned")
    return (
        is_function_word(folded)
        or folded in _ORDINARY
        or bool(re.search(r"[’'](?!\w{3})", word))
        or folded.endswith(("ly", "ing"))
        or folded in month_words()
        or folded in label_words()
        or is_common_word(word)
        or is_country(word)
        or any(word_regex(name).fullmatch(word) for name in listed)
        or bool(paper_pattern().fullmatch(word))
        or (word.isupper() and len(word) > 1)
    )
