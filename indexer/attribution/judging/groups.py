"""Compare the group to which a draft gives words with the one to which the paper gives them."""

from __future__ import annotations

import re

from indexer.attribution.facts import StatedVoice, VoicePeople
from indexer.attribution.grammar.words import word_regex
from indexer.text.analysis import terms_in
from indexer.text.stopwords import is_function_word

_NOUNS: dict[str, str] = {
    "present": r"participants?|attendees?|speakers?|everyone|everybody|all present|those .*|interlocutors?",
    "delegates": r"delegat\w+|representatives?",
    "states": r"(?:member )?states?(?: parties)?|(?:contracting )?part(?:y|ies)|countries|governments",
    "members": r"members?",
    "panel": r"panels?|panell?ists?|discussants?|presenters?|experts?",
}
"""The words for people that mean the same at a meeting; any other word is a group of its own."""
_ALIKE: frozenset[frozenset[str]] = frozenset(
    map(frozenset, (("present", "delegates"), ("delegates", "states"), ("delegates", "members"), ("members", "states"),
                    ("members", "present")))
)  # fmt: skip
_IN_BODY = frozenset({"present", "delegates", "states", "members"})
"""Of whom a meeting or a body consists."""
_MOST = re.compile(
    r"(?:most|(?:almost|nearly|virtually) all|(?:a|the) (?:[a-z]+ )?majority of|the bulk of)\b", re.IGNORECASE
)
_SOME = re.compile(
    r"(?:several|some|a few|a number of|a couple of|a handful of|a minority of|a small number of|two|three)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:all|every|each|both)\b|every(?:one|body)", re.IGNORECASE)
_NOT_NARROWING = re.compile(
    r"(?:[a-z]+ly|\d[\w-]*|then|later|today|also|still|again|once|next|soon|even|yet|other|others|more|many|these|those|most"
    r"|some|all|both|few|several|two|three|same|present|attending|assembled|gathered)",
    re.IGNORECASE,
)
_WORD_AT_END = re.compile(r"(?P<before>.*?)(?P<word>(?<![\w’'-])[^\W\d_][\w’'-]*)\s+$", re.DOTALL)
_PREPOSITION = re.compile(
    r"\b(?:in|at|on|of|from|during|by|to|for|with|under|outside|near)\s+(?:the\s+)?(?:[A-ZÀ-Þ][\w’'-]*\s+)*$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\s+(?:from|representing|on behalf of)\s+(?!(?:all|the (?:floor|room|audience)|around|across|many|several)\b)"
    r"[^,;:()]{2,60}",
    re.IGNORECASE,
)


def narrowing_words(before: str, behind: str) -> tuple[str, str]:
    """Return the words before and behind the noun of a subject that make of its group a smaller one.

    `African` of `The African delegates`, `Troop` of `Troop contributors`, `from Africa`; empty where nothing does.
    """
    word = _WORD_AT_END.fullmatch(before)
    own = _FROM.match(behind)
    of = own.group().strip() if own else ""
    if word is None or _is_no_attribute(word["word"]):
        return "", of
    if word["word"][0].isupper() and _PREPOSITION.search(word["before"]):
        return "", of  # `At Montevideo participants`
    if word["word"][0].islower() and _PREPOSITION.search(re.sub(r"(?:[\w’'-]+\s+)$", "", word["before"])):
        return "", of  # `at the closed session participants`
    return word["word"], of


def _is_no_attribute(word: str) -> bool:
    is_verb = word_regex("says").fullmatch(word) or word_regex("said").fullmatch(word)
    return bool(is_verb or is_function_word(word.casefold()) or _NOT_NARROWING.fullmatch(word))


def is_same_group(stated: StatedVoice, source: StatedVoice) -> bool:
    """Return whether two groups are one, whatever their numbers: the words for them mean the same."""
    if stated.people is None:
        return True
    if stated.narrowed.casefold() != source.narrowed.casefold():
        return False
    if stated.people == source.people in ("body", "secretariat"):
        return True
    one, other = _class_of(stated), _class_of(source)
    if "body" in (stated.people, source.people):
        return one in _IN_BODY or other in _IN_BODY
    return one == other or frozenset((one, other)) in _ALIKE


def _class_of(voice: StatedVoice) -> str:
    if voice.people in ("body", "secretariat"):
        return voice.people
    noun = voice.noun.casefold() or "participants"
    found = next((name for name, words in _NOUNS.items() if re.fullmatch(words, noun)), None)
    return found or (terms_in(noun)[-1].removesuffix("s") if terms_in(noun) else noun)


def group_agrees(stated: StatedVoice, source: StatedVoice) -> bool:
    """Return whether a draft gives words to the group that the paper gives them to, in the same number."""
    if not is_same_group(stated, source) or (stated.agrees and not source.agrees):
        return False
    return stated.number == source.number or (stated.number is None and source.number in ("most", "all"))


def group_is_contradicted(stated: StatedVoice, source: StatedVoice) -> bool:
    """Return whether a paper gives words to fewer than a draft does, or to the other of States and secretariat."""
    if frozenset({stated.people, source.people}) == _OPPOSED:
        return True
    if stated.people == "body" and stated.agrees and source.people != "body":
        return source.number in ("one", "several")  # some of those present have concluded nothing for all
    if stated.number is None or source.number is None:
        return False
    if source.number == "one":
        return stated.number != "one"
    if source.number == "several":
        is_most = bool(_MOST.match(stated.text) and _SOME.match(source.text))
        return stated.number == "all" or is_most
    return source.number == "most" and stated.number == "all" and bool(_ALL.match(stated.text))


_OPPOSED: frozenset[VoicePeople | None] = frozenset({"secretariat", "states"})
