"""People in the papers: which lines name them, in which role, with which title and affiliation."""

from __future__ import annotations

import re

from ..model import Participation
from ..prose import words

_ROLES: dict[str, str] = {
    "chair": r"(?:session\s+)?(?:co-?\s?)?chair(?:person|man|woman)?s?|chaired by"
    r"|(?:co-?)?présidente?|présidée? par|(?:co-?)?president[ea]",
    "moderator": r"(?:co-?)?moderators?|moderated by|led by|facilitators?|facilitated by"
    r"|modérateurs?|modératrices?|modérée? par|moderador(?:a|es|as)?|moderado por",
    "panelist": r"panell?ists?|panel members?|panel",
    "speaker": r"(?:lead |guest |invited )?speakers?|presenters?|presentations? by"
    r"|briefers?|briefings? by|interventions? by|intervenante?s?|orateurs?|oratrices?|oradora?(?:e?s)?|ponentes?",
    "keynote": r"keynote(?: speakers?| address(?: by)?| speech(?: by)?)?",
    "discussant": r"(?:lead )?discussants?|respondents?|reactions? by|reflections?(?: by)?",
    "opening remarks": r"(?:opening|introductory|welcom(?:e|ing))(?: and (?:opening|introductory|welcome))?"
    r" (?:remarks|statements?|address)(?: by)?|welcome by|introduction by|introduced by",
    "closing remarks": r"(?:closing|concluding) (?:remarks|statements?|address)(?: by)?",
    "remarks": r"remarks(?: by)?|statements? by",
    "rapporteur": r"rapporteure?s?|rapporteuses?|relatora?(?:e?s)?",
    "host": r"(?:co-?)?hosts?|hosted by",
}
ROLES: tuple[str, ...] = (*_ROLES, "secretary", "interpreter")
"""Every role that somebody can have; the last two are those of a transcript's turns."""
_ROLE = re.compile(
    "^(?:" + "|".join(f"(?P<r{index}>{pattern})" for index, pattern in enumerate(_ROLES.values())) + r")"
    r"(?P<colon>\s*[:–—]|\s*$|(?<=\bby)\s)\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_HONORIFICS = frozenset(
    "he hon mr ms mrs miss mx mme mmes mlle sra dra dr prof professor amb ambassador sir dame lord lady rev sheikh "
    "minister president senator gen general lt "
    "lieutenant maj major brig brigadier col colonel cmdr commander capt captain admiral "
    "vice-admiral rear-admiral vice rear adm commodore air marshal sergeant sgt commissioner superintendent "
    "chief inspector usg asg srsg dsrsg under-secretary-general assistant-secretary-general secretary-general".split()
)
_RETIRED = re.compile(r"^\((?:ret(?:ire)?d?\.?|r|rtd\.?)\)$", re.IGNORECASE)
_POST_NOMINAL = re.compile(r"^(?:Ph\.?\s?D|M\.?D|Esq|Jr|Sr|OBE|MBE|CBE|QC|KC|MP|JD|LL\.?M)\.?$", re.IGNORECASE)
_REMOTE = re.compile(
    r"\s*\((?:via |by |through )?(?:vtc|video(?:[ -]?(?:conference|link|message|teleconference))?|virtual(?:ly)?|online"
    r"|remote(?:ly)?|zoom|teleconference)\)\s*",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"^[^\W\d_a-z][\w.’'-]*(?:\s+(?:(?:de|da|do|del|dos|van|von|der|den|bin|bint|al|el|la|le|y|e|zu|ten)\s+)*[^\W\d_a-z][\w.’'-]*){0,5}$"
)
_LONGEST = 45  # words: the longest title that anyone is given


def role_label(text: str) -> tuple[str, str] | None:
    """The role that a line opens (`Chair: ...`, `Panelists:`, `Reflections by ...`) and the rest of the line."""
    match = _ROLE.match(text)
    if not match or len(words(text)) > _LONGEST or (len(words(text)) > 15 and text.endswith((".", "?"))):
        return None
    rest = match["rest"].strip()
    if rest and not match["colon"].strip() and not looks_like_person(rest):
        return None
    for index, role in enumerate(_ROLES):
        if match[f"r{index}"]:
            return role, rest
    return None


def looks_like_person(text: str) -> bool:
    """Whether a line is a name, alone or before a comma."""
    if len(words(text)) > _LONGEST or text.endswith("?"):
        return False
    _, name = split_honorific(_REMOTE.sub(" ", text).split(",")[0].strip())
    return bool(_NAME.match(name)) and len(name.split()) >= 2


def is_remote(words: str) -> bool:
    """Whether words such as `VTC` or `via video link` say that somebody takes part from elsewhere."""
    return bool(_REMOTE.fullmatch(f"({words})"))


def split_honorific(text: str) -> tuple[str | None, str]:
    """`Maj Gen (ret) Dr AK Bardalai` -> (`Maj Gen (ret) Dr`, `AK Bardalai`)."""
    parts = text.split()
    count = 0
    for part in parts[:-1]:
        if part.replace(".", "").casefold() not in _HONORIFICS and not (count and _RETIRED.match(part)):
            break
        count += 1
    return " ".join(parts[:count]) or None, " ".join(parts[count:])


def participation(text: str, role: str) -> Participation:
    """The person that one line of a roster names."""
    remote = bool(_REMOTE.search(text))
    text = re.sub(r"\s+,", ",", _REMOTE.sub(" ", text)).strip().rstrip(";").strip()
    if text.endswith(".") and len(text.rsplit(" ", 1)[-1]) > 3:
        text = text[:-1]
    parts = [part.strip() for part in text.split(",")]
    honorific, name = split_honorific(parts[0])
    rest = [part for part in parts[1:] if part and not _POST_NOMINAL.match(part)]
    affiliation = re.sub(r"^the\s+", "", ", ".join(rest)) or None
    return Participation(name=name, role=role, affiliation=affiliation, honorific=honorific, remote=remote)
