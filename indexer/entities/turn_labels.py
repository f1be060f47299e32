"""Classify the label before a turn of speech: a person, an office, a country, several people, or no speaker at all.

Where a label ends and the speech begins is decided in `turns`; whether a paper uses a label for its speakers is
decided in `structure.speakers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from indexer.text.honorifics import HONORIFICS
from indexer.text.prose import TEXTS_KEPT
from indexer.text.word_lists import load_table

from .cjk_labels import heads_list, read_cjk_label
from .phrases import PARTICLES, is_person_name, names_body
from .vocabulary import BODIES, OFFICES, country_names, is_common_word, is_field_word, label_words

TurnForm = Literal["titled", "capitals", "office", "group", "country", "bar", "question", "name", "handle", "initials"]
"""The shape of a label; `speaker_of` says which of them name a speaker by themselves."""
FORMAL_FORMS: frozenset[TurnForm] = frozenset({"titled", "capitals", "office", "group", "country", "bar", "question"})
"""Shapes of the labels in official records; the others are names as friends write them."""


@dataclass(frozen=True)
class TurnLabel:
    """What a label says about the speaker; `name` is empty where it names nobody single."""

    form: TurnForm
    name: str
    affiliation: str | None = None
    role: str | None = None
    honorific: str | None = None


_TABLE = load_table("speaker_labels")
NO_SPEAKERS = label_words()
"""Words before a colon that are no speakers, folded."""
REMOTE = re.compile(r"(?:via |by )?(?:vtc|video\w*|virtual(?:ly)?|online|remote(?:ly)?|zoom)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(（\[]((?:[^()（）\[\]]|\([^()]*\))*)[)）\]]")
_ASIDE = re.compile("|".join(_TABLE["asides"]), re.IGNORECASE)
_SEVERAL_INITIALS = re.compile(r"[A-ZÀ-Þ]{2,4}(?:(?:\s*[/,&+]\s*|\s+and\s+)[A-ZÀ-Þ]{2,4})+")
"""`EA/JS`, `BT, AWB`: several who said it together."""
_GROUP = re.compile("|".join(_TABLE["groups"]), re.IGNORECASE)
_NUMBERED = re.compile(_TABLE["numbered"], re.IGNORECASE)
_PRESIDES = re.compile(_TABLE["presides"], re.IGNORECASE)
_GOVERNS = re.compile(  # `The Vice-President and Minister for Home Affairs`, `President of the Republic`
    r"\b(?:minist\w+|secretar\w+|secrétaire|affairs|republic|república|république|treasur\w+|board of trade|leader)\b",
    re.IGNORECASE,
)
_ROLES = {role: re.compile(words, re.IGNORECASE) for role, words in _TABLE["roles"].items()}
_EXCELLENCY = re.compile(
    r"^(?:his|her|their|son|sa|su)\s+(?:excellency|honou?r|worship|excellence|excelencia)\s+", re.IGNORECASE
)
_TITLES = HONORIFICS | frozenset(_TABLE["titles"].split())
_SHORT_TITLES = frozenset(_TABLE["short_titles"].split())
_PEERS = frozenset(_TABLE["peers"].split())
_SOFT_TITLES = frozenset(_TABLE["soft_titles"].split())
_OFFICE_WORDS = (OFFICES - frozenset(_TABLE["no_offices"].split())) | frozenset(_TABLE["offices"].split())
_QUALIFIERS = frozenset(_TABLE["qualifiers"].split())
_SHORT_TERMS = frozenset(_TABLE["short_terms"].split())
_BLOCS = frozenset(word.strip() for word in _TABLE["blocs"].split(","))
_ROMANCE_LINKS = frozenset("de du des del della do da".split())  # the field may follow in lower case
_MAX_FIELD_WORDS = 8
_LINKS = frozenset(_TABLE["links"].split())
_OF_HONOUR = re.compile(r"(?<=\. )h\. ?c\.(?: ?mult\.)? (?=[A-ZÀ-Þ])")  # `Dr. h. c. Karl Abel`
_GIVEN_AFTER = re.compile(r"\s*d(?:on|oña)\s+(?P<given>[^\W\d_a-z]\w+(?: [^\W\d_a-z]\w+){0,2})\s*(?:,|$)")
_ARTICLE = re.compile(r"^(?:the|(?:el|la|o|a) (?:señora?|sra?\.))\s+", re.IGNORECASE)
_BEHALF = re.compile(
    r"^(?:on behalf of|speaking (?:on behalf of|for)|au nom d[eu]s?|en nombre de(?:l| la)?|im Namen de[rs]"
    r"|a nome (?:del(?:la)?|di)|in the name of)\s+(?:the |le |la |du )?"
)
_SURNAME_FIRST = re.compile(r"(?P<last>[A-ZÀ-Þ][A-ZÀ-Þ’' -]+), (?P<first>(?:[A-Z]\.[ -]?){1,3}|[A-ZÀ-Þ][a-zß-ÿ]+)")
_MAX_CJK_NAME = 4  # characters of a name without a title
_MAX_LABEL_WORDS = 14
_MAX_NAME_WORDS = 6


@lru_cache(maxsize=TEXTS_KEPT)
def read_label(label: str) -> TurnLabel | None:
    """Return what a label before a colon, a full stop or a dash says about the speaker; None where it is no label."""
    label = re.sub(r"(?<=\w\w\w)\.$", "", " ".join(label.split()).strip(" *_"))
    label = _OF_HONOUR.sub("", label)
    if re.fullmatch(r"\?+|[Ii]naudible|[Uu]nknown|UNKNOWN", label):
        return TurnLabel("question", "")
    bare, inside = split_brackets(label)
    bare = bare.strip(" ,;-–—")
    if not bare or len(label.split()) > _MAX_LABEL_WORDS or heads_list(bare):
        return None
    if _GROUP.fullmatch(bare) or _SEVERAL_INITIALS.fullmatch(bare):
        return TurnLabel("group", "")
    if _NUMBERED.fullmatch(bare):
        return TurnLabel("office", proper_case(bare), inside, "speaker")
    readers = (_read_cjk, _read_delegation, _read_titled, _read_office, _read_officer, _read_name)
    return next((found for read in readers if (found := read(bare, inside))), None)


def stands_for_somebody(name: str) -> bool:
    """Return whether words stand for a speaker whom nobody named: `Zoom user`, `Unidentified speaker 2`."""
    return _NUMBERED.fullmatch(name) is not None


def _read_cjk(bare: str, inside: str | None) -> TurnLabel | None:
    label = read_cjk_label(bare, inside)
    return TurnLabel(*label) if label and bare not in NO_SPEAKERS else None


def split_brackets(label: str) -> tuple[str, str | None]:
    """Return a label without brackets, and the affiliation in them; `(spoke in French)` is none."""
    inside = [match.strip() for match in _BRACKETS.findall(label)]
    stated = [words for words in inside if words and not _is_aside(words)]
    return " ".join(_BRACKETS.sub(" ", label).split()), ", ".join(stated) or None


def _is_aside(words: str) -> bool:
    """Return whether words in brackets are no affiliation: `(spoke in French)`, `(online)`, `(Dr.)`."""
    titles = all(word.replace(".", "").casefold() in _SHORT_TITLES for word in words.split())
    return titles or bool(_ASIDE.fullmatch(words) or REMOTE.fullmatch(words))


def role_of(text: str) -> str | None:
    """Return the role that the words of a label name and nothing else (`Acting Chair`), or None."""
    bare = re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)
    return next((role for role, words in _ROLES.items() if words.fullmatch(bare)), None)


_DELEGATION = re.compile(
    r"(?:the )?(?:(?:permanent |deputy )?(?:representative|delegat(?:e|ion)|observer|ambassador|member state"
    r"|spokes(?:man|woman|person))|délégation|delegación|représentante?|representante)"
    r"(?: of| for| from| de| du| des| del| de la)(?: the)? (?P<body>[^\W\d_].{1,70})",
    re.IGNORECASE,
)


def _read_delegation(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of somebody who speaks for a country or a body that alone is named."""
    match = _DELEGATION.fullmatch(bare)
    if match and match["body"][0].isupper():
        return TurnLabel("country", bare, match["body"], "speaker")
    whole = f"{bare} ({inside})"
    forms = (bare, proper_case(bare), f"The {bare}", re.sub(r"^the ", "", bare, flags=re.IGNORECASE), whole)
    country = next((name for name in forms if name in country_names() or name.casefold() in _BLOCS), None)
    inside = None if country == whole else inside
    is_initials = bare.isupper() and len(bare) <= 4  # `USA` are also the initials of a person
    return TurnLabel("country", bare, bare, "speaker") if country and not is_initials and not inside else None


def _read_titled(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of a person with a title: `Ms. van der VELDE`, `Senator the Hon. Jane Doe`."""
    titles, name = split_titles(bare)
    if not titles or not name:
        return None
    if name.startswith("of ") and titles.split()[-1].casefold() in _PEERS:  # `The Earl of Kinnoull`
        return TurnLabel("titled", f"{titles.split()[-1]} {name}", inside, None, titles)
    name, _, after = name.partition(",")
    given = _GIVEN_AFTER.match(after)
    if given:  # `La señora RIVAS, doña Carmen`
        name, after = f"{given['given']} {name}", after[given.end() :]
    of_place = re.search(r" (?:of|from) (?=[A-Z])", name)
    place = name[of_place.end() :] if of_place else None
    whole, name = name, name[: of_place.start()] if of_place else name
    if is_common_word(titles.split()[-1]) and all(map(is_common_word, name.split())):
        return None  # `General Assembly`
    if not _may_be_name(name) or _is_office(f"{titles.split()[-1]} {name}") or _is_office(name):
        return None
    affiliation, role = _affiliation_and_role([*(part.strip() for part in after.split(",")), place or "", inside or ""])
    if titles.split()[-1].casefold() in _PEERS and place:
        name, affiliation = whole, inside
    office = titles.split()[0].strip(".").casefold()
    role = role or ("chair" if role_of(office) == "chair" else None)
    return TurnLabel("titled", proper_case(name.strip()), affiliation, role, proper_case(titles))


def split_titles(label: str) -> tuple[str, str]:
    """Return the titles that open a label, and the name after them; a label that consists of titles has no name."""
    excellency = _EXCELLENCY.match(label)
    words = label.split()
    count = len(excellency.group().split()) if excellency else 0
    if len(words) > 1 and words[0] in {"M.", "D."} and len(words[1].strip(".")) > 1:  # `M. Paul Rochat`
        count = 1
    titled = count > 0
    while count < len(words):
        folded = words[count].replace(".", "").casefold()
        if folded not in _TITLES and not (folded in _SOFT_TITLES and _more_titles(words[count + 1 :])):
            break
        titled = titled or folded in _TITLES
        count += 1
    if not titled:
        return "", label
    if (
        count == len(words) and count > 1 and words[-1].replace(".", "").casefold() not in _SHORT_TITLES
    ):  # a surname that is also a title: `Dr Tan`
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def _more_titles(words: list[str]) -> bool:
    return bool(words) and words[0].replace(".", "").casefold() in _TITLES


def _read_office(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of an office, with the person in brackets where the label names one."""
    if not _is_office(bare) and not (split_titles(inside or "")[0] and _holds_office(bare)):
        return None
    presides = _PRESIDES.search(bare) and not _GOVERNS.search(bare)
    role = role_of(bare) or ("chair" if presides else "speaker")
    person, country = split_brackets(inside or "")
    person, _, more = re.sub(r"(?<=[a-zß-ÿ]{3})\. ", ", ", person).partition(",")
    titles, holder = split_titles(person)
    if person and names_person(person, titled=bool(titles)):
        office = None if role == "chair" else _ARTICLE.sub("", bare)
        affiliation = ", ".join(filter(None, (office, more.strip(), country))) or None
        return TurnLabel("titled", proper_case(holder.strip()), affiliation, role, proper_case(titles) or None)
    return TurnLabel("office", proper_case(bare), inside, role)


def _read_officer(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of an office with the name after it: `City Manager Doe`, `COUNCIL MEMBER LEE`."""
    words = bare.split()
    folded = [word.casefold().strip(".") for word in words]
    last = max((at for at, word in enumerate(folded[:-1]) if word in _OFFICE_WORDS | {"member"}), default=None)
    if last is None or not all(is_common_word(word) or word in _QUALIFIERS | BODIES for word in folded[: last + 1]):
        return None
    name = " ".join(words[last + 1 :])
    if any(is_common_word(word) or word.casefold() in _LINKS for word in name.split()) or not _may_be_name(name):
        return None
    return TurnLabel("titled", proper_case(name), inside, None, proper_case(" ".join(words[: last + 1])))


def names_person(words: str, *, titled: bool = False) -> bool:
    """Return whether words are the name of a person, with or without titles."""
    _, name = split_titles(words.strip())
    if titled:
        return _may_be_name(re.sub(r" of (?=[A-Z]).*", "", name))
    proper = proper_case(name)
    initials = re.fullmatch(r"(?:[A-Z]\. ?){1,4}[A-Z][\w’'-]+", proper)
    return bool(initials) or (is_person_name(proper) and not names_body(proper))


def _holds_office(bare: str) -> bool:
    """Return whether words before a person in brackets hold an office: `The Senate Majority Leader (Sen. Lee)`."""
    return any(word.casefold() in _OFFICE_WORDS | {"leader", "member", "head"} for word in bare.split())


def _is_office(words: str) -> bool:
    """Return whether a label is an office alone: qualifiers, the office, and what it is for."""
    parts = [part.strip(".,’'").casefold() for part in words.split()]
    while parts and parts[0] in _QUALIFIERS and len(parts) > 1 and parts[:2] != ["leader", "of"]:
        parts.pop(0)
    if not parts:
        return False
    head = parts[0]
    if head not in _OFFICE_WORDS and not any(piece in _OFFICE_WORDS for piece in head.split("-")):
        return head in {"leader", "lead"} and parts[1:2] == ["of"]
    rest = parts[1:]
    if not rest or rest[0] in _LINKS:
        return _is_field(words.split()[-len(rest) :]) if rest else True
    return rest[0] in _OFFICE_WORDS | {"general", "elect", "pro", "clerk", "sir", "madam"} or head == "prime"


def _is_field(words: list[str]) -> bool:
    """Return whether the words after an office are its field, and no sentence: `for Ports`, `de la mer`."""
    small = [word for word in words if word[:1].islower() and word not in _LINKS]
    return not small or (words[0] in _ROMANCE_LINKS and len(words) <= _MAX_FIELD_WORDS and "," not in " ".join(words))


def _read_name(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of a person without a title: in capitals, in full, as initials, or as one word."""
    surname_first = _SURNAME_FIRST.fullmatch(bare)
    if surname_first:
        name = f"{surname_first['first'].strip()} {proper_case(surname_first['last'])}"
        return TurnLabel("capitals", name, inside)
    name, comma, after = bare.partition(",")
    described = [part.strip() for part in after.split(",")]
    words = name.split()
    if not 0 < len(words) <= _MAX_NAME_WORDS or _has_no_name(words):
        return None
    if comma and not (
        all(part[:1].isupper() or _BEHALF.match(part) for part in described) and is_person_name(proper_case(name))
    ):
        return None
    affiliation, role = _affiliation_and_role([*described, inside or ""])
    return _read_word(name, affiliation, role) if len(words) == 1 else _read_words(name, affiliation, role)


def _has_no_name(words: list[str]) -> bool:
    """Return whether the words of a label are a field of a form, or a title without a name."""
    if words[0].replace(".", "").casefold() in _SHORT_TITLES:
        return True
    if len(words) == 1:
        return words[0].casefold().strip(".") in NO_SPEAKERS
    # `Page` alone is none, Matt Page is somebody.
    return any(is_field_word(word) or word.casefold() in {"by", "in", "re", "to"} for word in words)


def _read_words(name: str, affiliation: str | None, role: str | None) -> TurnLabel | None:
    """Return the label of a name of several words: `Jane Doe`, `WANG Xiaoming`, `Mike B`."""
    words, proper = name.split(), proper_case(name)
    if not all(_is_capital(word) or word in PARTICLES for word in words) or any(map(str.isdigit, name)):
        return None
    if not (is_person_name(proper) or _is_short_name(words)) or proper in country_names():
        return None
    if not _SHORT_TERMS.isdisjoint(words) and not name.isupper():  # `Streams API`
        return None
    has_capitals = any(len(word) > 2 and word.isupper() and "." not in word for word in words)
    form: TurnForm = "capitals" if has_capitals and (affiliation or not name.isupper()) else "name"
    return TurnLabel(form, proper, affiliation, role)


def _is_short_name(words: list[str]) -> bool:
    """Return whether words are a first name with an initial: `Mike B`, `Martin D.`."""
    first, *rest = words
    return (
        len(words) == 2 and len(first) > 1 and first.isalpha() and not first.isupper() and not is_common_word(first)
        and re.fullmatch(r"[A-ZÀ-Þ]\.?", rest[0]) is not None
    )  # fmt: skip


def _read_word(word: str, affiliation: str | None, role: str | None) -> TurnLabel | None:
    """Return the label of one word: `DE`, `Mark`, `nix0`, `light-keeper`."""
    if (
        not re.fullmatch(r"[^\W_](?:[\w.’'-]{0,28}[\w.])?", word)
        or word.isdigit()
        or not re.search(r"[^\W\d_]{2}", word)
    ):
        return None
    if re.fullmatch(r"(?:\w*\d[\w-]*\.\w+|\d+\w{1,2})", word) or word.replace(".", "").casefold() in _SHORT_TITLES:
        return None
    if word.isupper() and 2 <= len(word) <= 4:
        return TurnLabel("initials", word, affiliation, role)
    if is_common_word(word) or (re.match(r"[\u3040-\u9fff]", word) and len(word) > _MAX_CJK_NAME):
        return None
    if word.isupper() and len(word) > 4:
        return TurnLabel("capitals" if affiliation else "name", proper_case(word), affiliation, role)
    return TurnLabel("handle", word, affiliation, role)


def _may_be_name(name: str) -> bool:
    """Return whether words after a title can be a name; a common word can be one there."""
    words = name.split()
    if not words or len(words) > _MAX_NAME_WORDS or words[-1].casefold() in PARTICLES:
        return False
    return (
        not any(map(str.isdigit, name))
        and all(_is_capital(word) or word.casefold() in PARTICLES or word[:3] in {"al-", "el-"} for word in words)
        and not all(word.casefold() in NO_SPEAKERS and len(word) > 1 for word in words)
        and not any(word in {"Members", "MEMBERS", "Member", "MEMBER", "Friend"} for word in words)
    )


def _is_capital(word: str) -> bool:
    """Return whether a word begins like a name; scripts without capitals qualify."""
    first = word.lstrip("(“\"'‘’")[:1]
    return first.isalpha() and not first.islower()


def _affiliation_and_role(parts: list[str]) -> tuple[str | None, str | None]:
    """Return affiliation and role from the parts of a label besides the name."""
    parts = [_BEHALF.sub("", part) for part in parts]
    filled = [
        part
        for part in parts
        if part and not part.startswith(("speaking", "on behalf", "parlant", "au nom", "en nombre"))
    ]
    role = next((role_of(part) for part in filled if role_of(part)), None)
    affiliation = ", ".join(part for part in filled if not role_of(part))
    return affiliation or None, role


def proper_case(text: str) -> str:
    """Return a label in proper case: words in capitals are capitalised one by one, `McDONALD` and `O'NEILL` too."""
    return " ".join(_proper_case_word(word) for word in text.split())


def _proper_case_word(word: str) -> str:
    letters = re.sub(r"^(?:Mc|Mac|de|De|Al|El|al-|el-)(?=[A-Z]{2})", "", word)
    if not letters.isupper() or len(letters) < 2 or "." in word[:-1]:
        return word
    prefix = word[: len(word) - len(letters)]
    return prefix + re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), letters)
