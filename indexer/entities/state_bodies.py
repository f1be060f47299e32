"""Find of which state a body or an office is: `Uruguayan Army`, `Cabinet Office of Japan`, `Swedish Ambassador`.

Only bodies that no one but a state has count: forces, government, ministries, parliament, highest courts, missions.
Banks, universities, councils, parties, agencies and societies have names of countries too, and do not speak for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer.text.word_lists import load_table

_KINDS = (
    r"(?:(?:national|federal|royal|ground|maritime|air|land|joint|permanent|transitional|deputy|vice|acting)[\s-]+)"
)
_MATTERS = (
    r"(?:foreign|external|internal|home|national|defen[cs]e|interior|justice|finance|treasury|trade|health|education"
    r"|agriculture|environment|transport|labou?r|energy|immigration|armed|public|state|security)"
)
_FORCES = (
    r"army|navy|air force|marine corps|coast ?guard|gendarmerie|(?:republican|presidential|border) guards?|military"
    r"|(?:armed|military|security|defen[cs]e|self-defen[cs]e|special|defen[cs]e and security) forces?"
    r"|police(?: (?:force|service|authority))?"
    r"|(?:prisons?|correctional|border) service|(?:general|joint|defen[cs]e) staff|border police|mounted police"
    r"|forces armées|armée|police nationale|fuerzas armadas|ejército|policía nacional"
)
_RULE = (
    r"government|cabinet(?: office| secretariat)?|(?:foreign|home) office|(?:foreign|defen[cs]e|interior) ministry"
    r"|chancellery|prime minister['’]s office|office of the (?:prime minister|president)|parliament|bundestag|senate"
    r"|national assembly|house of (?:representatives|commons|lords)|(?:supreme|constitutional) court"
    r"|gouvernement|gobierno|assemblée nationale|asamblea nacional|parlement|parlamento"
    rf"|(?:ministry|ministère|ministerio) (?:of|for|de|des|du|del) .+?|department of (?:the )?{_MATTERS}\b.*?"
)
_ENVOYS = (
    r"embassy|high commission|consulate(?:[\s-]general)?|(?:permanent )?(?:mission|delegation|representation)"
    r"|ambassador|permanent representative|military attaché|defen[cs]e attaché"
)
_OFFICERS = (
    r"prime minister|(?:foreign |defen[cs]e |interior |vice-)?minister(?: (?:of|for) .+?)?|attorney[\s-]general"
    r"|state secretary(?: (?:of|for) .+?)?|chief of (?:the )?(?:(?:defen[cs]e|army|naval|air|general) staff|defen[cs]e)"
    r"|(?:vice[\s-])?president"
)
_BODY = rf"{_KINDS}{{0,3}}(?:{_FORCES}|{_RULE}|{_ENVOYS}|{_OFFICERS})"
_BEGINS = re.compile(
    r"(?:^|\b(?:of|at|in|from)\s+|\b(?:commander|chief|adviser|advisor|officer|head)\s+)(?:the\s+)?",
    re.IGNORECASE,
)
_ENDS = r"(?:\s+(?:headquarters|HQ|command))?(?:\s*\([^()]*\))?$"
_OWNED = re.compile(
    rf"(?:royal\s+)?(?P<owner>[^\W\d_][\w.’'-]*(?:\s+[\w.’'-]+){{0,4}}?)\s+(?P<body>{_BODY})"
    rf"(?:{_ENDS}|\s+(?:to|in|at|auprès)\s)",
    re.IGNORECASE,
)
_OF_OWNER = re.compile(rf"(?P<body>(?:royal\s+)?{_BODY})\s+(?:of|de|du|del)\s+(?P<rest>.+)$", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|de|du|del)\s+(?:the\s+)?(?=(?P<owner>.+)$)", re.IGNORECASE)
_TAIL = re.compile(r"(?:\s*\([^()]*\)|\s+(?:to|in|at|auprès)\s.*)$", re.IGNORECASE)
_ALOOF = re.compile(
    r"\b(?:association|union|friends|society|foundation|institut\w*|universit\w*|college|school|academy|museum|club"
    r"|veterans?|victims|families|history|journal|alliance|network|former\w*|retired|ex)\b",
    re.IGNORECASE,
)
"""Words of those who have the name of a state body in theirs, and are none."""


@dataclass(frozen=True)
class StateBody:
    """A body or an office, and the words that say whose it is: an adjective, or the name of a country."""

    owner: str
    body: str


def state_bodies(part: str) -> Iterator[StateBody]:
    """Yield what a part of an affiliation may name as bodies of a state; whether the owner is one is not known here."""
    for begin in _BEGINS.finditer(part):
        if _ALOOF.search(part[: begin.start()]):
            return
        owned = _OWNED.match(part, begin.end())
        if owned:
            yield StateBody(owned["owner"], owned["body"])
        of_owner = _OF_OWNER.match(part, begin.end())
        if of_owner:
            for place in _OF.finditer(part, of_owner.end("body")):
                yield StateBody(_TAIL.sub("", place["owner"]), of_owner["body"])


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Return the ISO 3166 code of each adjective of a country, in lower case."""
    return {name.casefold(): code for code, names in load_table("demonyms").items() for name in names}
