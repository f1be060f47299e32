"""Parse roles and names: which lines name a person, in which role, with which title and affiliation.

Several people on one line are parsed in `attendance`.
"""

from __future__ import annotations

import re

from indexer.model import Participation
from indexer.text.honorifics import HONORIFICS, POST_NOMINAL, RETIRED
from indexer.text.prose import count_words

from .vocabulary import is_field_word

_ROLES: dict[str, str] = {
    "chair": r"(?:session\s+)?(?:co-?\s?)?chair(?:person|man|woman)?s?|chaired by"
    r"|alcalde(?:sa)?(?:-president[ea])?|vorsitz(?:ender?)?|رئيسة? الجلسة"
    r"|(?:co-?)?présidente?|présidée? par|(?:co-?|vice-)?president[ea]?",
    "moderator": r"(?:co-?)?moderators?|moderated by|led by|facilitators?|facilitated by"
    r"|modération|animation|modérateurs?|modératrices?|modérée? par|moderador(?:a|es|as)?|moderado por",
    "panelist": r"panell?ists?|panel members?|panel",
    "speaker": r"(?:lead |guest |invited )?speakers?|presenters?|resource persons?|presentations? by"
    r"|briefers?|briefings? by|interventions? by|intervenante?s?|orateurs?|oratrices?|oradora?(?:e?s)?|ponentes?",
    "keynote": r"keynote(?: speakers?| address(?: by)?| speech(?: by)?)?",
    "discussant": r"(?:lead )?discussants?|respondents?|reactions? by|reflections?(?: by)?",
    "opening remarks": r"(?:opening|introductory|welcom(?:e|ing))(?: and (?:opening|introductory|welcome))?"
    r" (?:remarks|statements?|address)(?: by)?|welcome by|introduction by|introduced by",
    "closing remarks": r"(?:closing|concluding) (?:remarks|statements?|address)(?: by)?",
    "remarks": r"remarks(?: by)?|statements? by",
    "rapporteur": r"rapporteure?s?|rapporteuses?|relatora?(?:e?s)?",
    "vice-chair": r"(?:(?:first|second|third|deputy) )?vice[- ]?chair(?:person|man|woman)?s?"
    r"|deputy chair(?:person|man|woman)?",
    "secretary": r"secretari[oa]|secrétaire de séance|schriftführer(?:in)?",
    "host": r"(?:co-?)?hosts?|hosted by",
}
ROLES: tuple[str, ...] = (*_ROLES, "participant", "interpreter")
"""Every role that a person can have: those of a label, one of lists of people present, one of transcripts."""
ROLE_WORDS = "|".join(_ROLES.values())
"""A pattern for every word that names a role in a label."""
_ROLE = re.compile(
    "^(?:" + "|".join(f"(?P<r{index}>{pattern})" for index, pattern in enumerate(_ROLES.values())) + r")"
    r"(?:\(e?s\))?(?P<colon>\s*[:–—]|\s*$|(?<=\bby)\s)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_RETIRED = re.compile(rf"^{RETIRED}$", re.IGNORECASE)
_POST_NOMINAL = re.compile(rf"^{POST_NOMINAL}\.?$", re.IGNORECASE)
_BRACKETED = re.compile(r"(?<=\w)\s*\((?P<inside>[^()]+)\)\s*$")
_REMOTE = re.compile(
    r"(?:\s*\(|,\s+(?=(?:via|by|through)\s))(?:via |by |through )?"
    r"(?:vtc|video(?:[ -]?(?:conference|link|message|teleconference))?|virtual(?:ly)?|online"
    r"|remote(?:ly)?|zoom|teleconference)(?:\)\s*|\s*(?=$|,))",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^[^\W\d_a-z][\w.’'-]*(?:\s+(?:(?:de|da|do|del|dos|van|von|der|den|bin|bint|al|el|la|le|y|e|zu|ten)\s+)*[^\W\d_a-z][\w.’'-]*){0,5}$"
)
_TWO_WORDS = re.compile(r"^(?:council|board|committee|assembly) member\s", re.IGNORECASE)
_NAME_AFTER_DON = 2  # words of a name after the Spanish title; `Don Low` is a name
_MAX_TITLE_WORDS = 45  # words: the longest line that names one person


def split_role_label(text: str) -> tuple[str, str] | None:
    """Return the role that opens a line (`Chair: ...`, `Panelists:`, `Remarks by ...`) and the rest of it, or None."""
    match = _ROLE.match(text)
    if not match or count_words(text) > _MAX_TITLE_WORDS or (count_words(text) > 15 and text.endswith((".", "?"))):
        return None
    rest = match["rest"].strip()
    if rest and not match["colon"].strip() and not looks_like_person(rest):
        return None
    for index, role in enumerate(_ROLES):
        if match[f"r{index}"]:
            return role, rest
    return None


def role_named(words: str) -> str | None:
    """Return the role that some words name, and nothing else (`co-chair`, `Rapporteure`), or None."""
    return next((role for role, pattern in _ROLES.items() if re.fullmatch(pattern, words.strip(), re.IGNORECASE)), None)


def split_outside_brackets(text: str, sign: str) -> list[str]:
    """Return the parts of a text between separators outside brackets; an empty text is one empty part."""
    return [part.strip() for part in re.split(rf"{re.escape(sign)}(?![^()]*\))", text) if part.strip()] or [""]


def without_brackets(text: str) -> str:
    """Return a name without the brackets after it."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", text)


def looks_like_person(text: str) -> bool:
    """Return whether a line is a name, alone or before a comma or brackets."""
    if count_words(text) > _MAX_TITLE_WORDS or text.endswith(("?", "!")):
        return False
    _, name = split_honorific(without_brackets(split_outside_brackets(_REMOTE.sub(" ", text), ",")[0]))
    words = name.split()
    return (
        bool(_NAME.match(name))
        and len(words) >= 2
        and not any(word.endswith((".-", ".–", ".—")) for word in words)  # `MEMBERS.- Hear` is a turn of speech
        and not any(is_field_word(word) or role_named(word) for word in words)
    )


def is_remote(words: str) -> bool:
    """Return whether words such as `VTC` or `via video link` say that somebody takes part remotely."""
    return bool(_REMOTE.fullmatch(f"({words})"))


def split_honorific(text: str) -> tuple[str | None, str]:
    """Return honorific and name: (`Maj Gen (ret) Dr`, `AK Bardalai`) for `Maj Gen (ret) Dr AK Bardalai`.

    The honorific is None where there is none.
    """
    parts = text.split()
    count = int(len(parts) > 2 and parts[0] in {"M.", "D."} and len(parts[1].strip(".")) > 1)  # `M. Paul Rochat`
    if len(parts) > 2 and _TWO_WORDS.match(text.strip()):
        count = 2
    for position, part in enumerate(parts[count:-1], count + 1):
        if part == "Don" and sum(len(word.strip(".")) > 1 for word in parts[position:]) < _NAME_AFTER_DON:
            break
        if part.replace(".", "").casefold() not in HONORIFICS and not (count and _RETIRED.match(part)):
            break
        count += 1
    return " ".join(parts[:count]) or None, " ".join(parts[count:])


def parse_participation(text: str, role: str) -> Participation:
    """Return the person that one line of a roster names."""
    remote = bool(_REMOTE.search(text))
    text = re.sub(r"\s+,", ",", _REMOTE.sub(" ", text)).strip().rstrip(";").strip()
    if text.endswith(".") and len(text.rsplit(" ", 1)[-1]) > 3:
        text = text[:-1]
    parts = split_outside_brackets(text, ",")
    bracketed = _BRACKETED.search(parts[0])
    in_brackets = split_outside_brackets(bracketed["inside"], ",") if bracketed else []
    role = next((role_named(part) for part in in_brackets if role_named(part)), None) or role
    honorific, name = split_honorific((without_brackets(parts[0]) if bracketed else parts[0]).partition(",")[0])
    in_brackets = [part for part in in_brackets if not role_named(part)]
    rest = [part for part in [*in_brackets, *parts[1:]] if not _POST_NOMINAL.match(part)]
    affiliation = re.sub(r"^the\s+", "", ", ".join(rest)) or None
    return Participation(name=name, role=role, affiliation=affiliation, honorific=honorific, remote=remote)
