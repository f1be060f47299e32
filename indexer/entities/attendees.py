"""Parse what a list of attendance says of a person: name, initials or handle, and affiliation.

`Dora Ellis (Bell Mill) (DE)`, `Jo Bast @jobast (TSC)`, `DE - Dora Ellis`. Where such lists stand is decided in
`structure.speakers`; lines that begin with a role are parsed in `attendance`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.text.honorifics import POST_NOMINAL
from indexer.text.stopwords import function_words
from indexer.text.word_lists import load_table

from .names import fold_name
from .phrases import PARTICLES
from .roles import role_named, split_honorific, split_outside_brackets
from .vocabulary import BODIES, OFFICES, country_names, is_common_word, label_words

_LEAD = re.compile(r"^(?:[-*•·▪◦+✓✔]\s+|\[[ xX]?\]\s*|\(?\d{1,3}[.)]\s+)+")
_HANDLE = re.compile(r"(?<![\w@.])@(?P<handle>\w[\w-]*)")
_ADDRESS = re.compile(r"<[^<>\s]+>|\S[^\s@]*@\S+\.\w+|https?://\S+")
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_DASH = re.compile(r"\s+[-–—|/]\s+|\s*\|\s*|\s*[–—]\s*(?=[^\W\d_a-z])|\t+")
_COMMA = re.compile(r"\s*[,，、;；]\s*")
_AND = re.compile(r"\s+(?:and|et|y|e|und|en|och|og|i|&)\s+")
_INITIALS = re.compile(r"^[^\W\d_a-z]{1,5}$")
_SHORT_LABEL = re.compile(r"^[^\W\d_a-z][^\W_a-z]{1,4}$")
_NICK = re.compile(r"^[^\W_][\w-]{2,19}$")
_POST_NOMINAL = re.compile(rf"^{POST_NOMINAL}\.?$", re.IGNORECASE)
_NAME_WORD = re.compile(r"^[^\W\d_](?:[\w.'’`·-]*[\w.])?$")
_UNSPACED_NAME = re.compile(r"^[\u3400-\u9fff\u3041-\u30ff·]{2,8}$")
_PRONOUNS = re.compile(r"^(?:he|she|they|it|xe|ze|any|all|il|elle|iel|él|ella|er|sie)(?:/\w{1,5}){1,2}$")
_MANNER = frozenset(load_table("attendance")["manner"]["words"])
_NO_BODY = frozenset(load_table("attendance")["no_body"]["words"])
_COMING = re.compile(
    r"(?:guest|invited|joined|joining|left|leaving|here|visiting)\s+(?:to|until|till|at|after|before|early|late)\b"
)
# The name of an account, or the way in which somebody spoke.
_BESIDE_NAME = re.compile(
    r"@[\w.-]+"
    r"|(?:on|via|from|in|over|by) (?:the )?(?:\w+ ){0,2}(?:chat|queue|phone|telephone|zoom|jabber|irc|slack|video)"
)
_NAMES = frozenset("an can do don even ever he may more my per so will won".split())
"""Function words that are names too."""
_MAX_NAME_WORDS = 6  # words of a name


@dataclass(frozen=True)
class Attendee:
    """A person whom a paper lists or names, and the short forms that it gives for the name."""

    name: str
    affiliation: str | None = None
    honorific: str | None = None
    labels: tuple[str, ...] = ()
    """Initials and handles, as printed."""
    listed: bool = True
    """Whether a list of those who attend has the name, and not only another line of the paper."""


def parse_attendee(text: str) -> Attendee | None:
    """Return the person of one item of a list, or None where it does not begin with a name."""
    text = _LEAD.sub("", text.strip()).strip()
    handles = tuple(match["handle"] for match in _HANDLE.finditer(text))
    text = _ADDRESS.sub(" ", _HANDLE.sub(" ", text))
    inside = [part for words in _BRACKETS.findall(text) for part in _COMMA.split(words)]
    first, *after = _DASH.split(" ".join(_BRACKETS.sub(" ", text).split()).strip(" .:,;-–—*"))
    name, *rest = [part for part in _COMMA.split(first) if part] or [""]
    rest += [part for words in after for part in _COMMA.split(words)]
    parts = [part.strip() for part in (*inside, *rest) if part.strip()]
    if _INITIALS.match(name) and parts and fits_initials(name, parts[0]) and is_listed_name(parts[0]):
        name, parts = parts[0], [name, *parts[1:]]  # `DE - Dora Ellis`
    elif name.isupper() and rest and _is_given(rest[0]) and " " not in name:  # `ELLIS, Dora`
        name, parts = f"{rest[0]} {name.title()}", [part for part in parts if part != rest[0]]
    honorific, bare = split_honorific(name)
    if not bare and handles:
        return Attendee(handles[0], labels=handles[:1])
    if not is_listed_name(bare, titled=honorific is not None):
        return None
    labels = [part for part in parts if _INITIALS.match(part) and fits_initials(part, bare)]
    stated = [part for part in parts if part not in labels and not _is_manner(part) and not _POST_NOMINAL.match(part)]
    affiliation = re.sub(r"^the\s+", "", ", ".join(stated)) or None
    return Attendee(bare, affiliation, honorific, (*labels, *handles))


def parse_attendees(text: str) -> tuple[Attendee, ...]:
    """Return the people of a line that lists several: `Dora Ellis (DE), Mark Oram (MO) and Ulla Saar`.

    A body before a colon is the affiliation of all of them. The result is empty where fewer than two thirds of the
    parts are names.
    """
    before, colon, after = text.partition(":")
    if colon and after.strip() and len(before.split()) <= _MAX_NAME_WORDS:
        last = before.split()[-1].casefold() if before.split() else ""
        if not last or last in OFFICES or last in label_words() or role_named(before):
            return ()
        group = re.sub(r"^the\s+", "", before.strip())
        initialled = _with_initials_first(group, after)
        if initialled:
            return (initialled,)
        return tuple(replace(person, affiliation=person.affiliation or group) for person in parse_attendees(after))
    parts = [part for part in _split_list(text.strip().rstrip(".")) if part]
    people = [person for person in map(parse_attendee, parts) if person]
    return tuple(people) if people and 3 * len(people) >= 2 * len(parts) else ()


def _with_initials_first(letters: str, after: str) -> Attendee | None:
    """Return the one person of an item that begins with the initials: `DE: Dora Ellis`, `N0: nix0`."""
    letters = _LEAD.sub("", letters).strip(" *_")
    if not _SHORT_LABEL.match(letters):
        return None
    person = parse_attendee(after)
    if person and fits_initials(letters, person.name) and "," not in after:
        return replace(person, labels=(letters, *person.labels))
    nick = after.strip()
    is_nick = _NICK.match(nick) and nick[0].casefold() == letters[0].casefold() and nick.casefold() not in label_words()
    return Attendee(nick, labels=(letters, nick)) if is_nick and any(map(str.isdigit, nick)) else None


def fits_initials(letters: str, name: str) -> bool:
    """Return whether letters can be short for a name: they stand in it in order, the first at the start of a word."""
    words = fold_name(name)
    wanted = _fold(letters)
    for start in range(len(words)):
        rest = iter("".join(words[start:] + words[:start]))
        if words[start][:1] == wanted[:1] and all(letter in rest for letter in wanted):
            return True
    return False


_TOOLS = frozenset("google microsoft cisco zoom webex skype jitsi slack whatsapp".split())
"""First words of a way to take part in a list of those present: `Google Hangouts`."""


def is_listed_name(name: str, *, titled: bool = False) -> bool:
    """Return whether an item of a list of people can be a name: also a single one, and names of any script.

    With `titled`, an honorific stood before it.
    """
    if _UNSPACED_NAME.match(name):
        return True
    words = name.split()
    capital = [word for word in words if word not in PARTICLES]
    if not capital or len(words) > _MAX_NAME_WORDS or name in country_names():
        return False
    if not all(_NAME_WORD.match(word) and not word[0].islower() for word in capital):
        return False
    folded = [word.strip(".").casefold() for word in capital]
    if folded[0] in label_words() | _TOOLS or any(_is_no_name(word, titled=titled) for word in folded):
        return False
    if len(capital) == 1:
        return folded[0] not in OFFICES and (titled or not (is_common_word(folded[0]) or _INITIALS.match(capital[0])))
    return not all(is_common_word(word) for word in folded)


def _is_no_name(word: str, *, titled: bool) -> bool:
    """Return whether a folded word stands in no name: a body, an office without a title before it, an article."""
    is_function_word = len(word) > 1 and word in function_words("en") and word not in _NAMES
    return is_function_word or word in BODIES or (word in OFFICES and not titled)


def _is_given(name: str) -> bool:
    return bool(name) and not name.isupper() and is_listed_name(split_honorific(name)[1])


def names_no_body(affiliation: str, name: str) -> bool:
    """Return whether words beside a name are no affiliation: its first name, `@anna`, `on the chat`, or `None`."""
    first, _, rest = name.casefold().partition(" ")
    folded = affiliation.casefold()
    # `TT (TallTed)` says who the letters are
    is_name = name.isupper() and "".join(filter(str.isupper, affiliation)) == name != affiliation and rest == ""
    return (
        folded in _NO_BODY
        or bool(rest and folded == first)
        or bool(_BESIDE_NAME.fullmatch(folded))
        or (is_name and " " not in affiliation)
    )


def _is_manner(part: str) -> bool:
    """Return whether words after a name are no affiliation: `remote`, `voting member`, `from 10:30`, `she/her`."""
    folded = part.casefold().strip(" .")
    if folded in _MANNER or folded in _NO_BODY or _COMING.match(folded):
        return True
    return bool(re.search(r"\d{1,2}[:.h]\d{2}|^\d+$", folded) or _PRONOUNS.match(folded))


def _split_list(text: str) -> Iterator[str]:
    """Yield the parts of a list of people, split at semicolons, or else at commas and at its last `and`."""
    if ";" in text or "；" in text:
        yield from split_outside_brackets(text.replace("；", ";"), ";")
        return
    for part in split_outside_brackets(re.sub(r"[，、]", ",", text), ","):
        yield from (re.sub(r"^(?:and|et|y|e|und|en|och|og)\s+", "", piece.strip()) for piece in _AND.split(part))


def _fold(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalpha())
