"""Classify the label before a turn of speech: a person, an office, a country, several people, or no speaker at all.

Where a label ends and the speech begins is decided in `turns`; whether a paper uses a label for its speakers is
decided in `structure.speakers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from indexer.text.honorifics import HONORIFICS
from indexer.text.word_lists import load_words

from .phrases import PARTICLES, is_person_name, names_body
from .vocabulary import OFFICES, country_names, is_common_word

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


NO_SPEAKERS = load_words("no_speakers")
"""Words before a colon that are no speakers, folded."""
REMOTE = re.compile(r"(?:via |by )?(?:vtc|video\w*|virtual(?:ly)?|online|remote(?:ly)?|zoom)", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]")
# What stands in brackets after a name and is no affiliation: the language, the channel, the capacity.
_ASIDE = re.compile(
    r"(?:spoke|speaking|spoken|interpretation|interpreted|translated|original|through (?:an )?interpreter)\b.*"
    r"|(?:parle en|habla en|hablando en|a parlé en|interprétation)\b.*"
    r"|(?:as|en tant que|como) .*|(?:as an )?individual|ic|i\.?c\.?|chair[- ]?hat.*|(?:chair )?hat (?:on|off)|no hat.*"
    r"|jabber|chat|in (?:the )?chat|irc|slack|mic|floor|from (?:the )?floor|audience|scribe|scribing|relay(?:ing|ed)?\b.*"
    r"|interrupting|interjecting|continu(?:ed|ing)|cont['’.]?d?\.?|resum(?:ed|ing)|again|remote.*|on (?:the )?phone",
    re.IGNORECASE,
)
_ROLES: dict[str, str] = {
    "chair": r"(?:(?:acting|temporary|deputy|madam|mister|mr\.?|ms\.?|mrs\.?|first|second|m\.|mme|der|die|le|la|el|il|señora?|sra?\.) )*"
    r"(?:president[ea]?|président(?:e)?|(?:co-?|vice-)?chair(?:person|man|woman|s)?|vice-president|präsident(?:in)?"
    r"|vizepräsident(?:in)?|vorsitzender?|председатель(?:ствующий)?|speaker|الرئيسة?|presidenta|voorzitter|ordförande)",
    "moderator": r"(?:co-?)?(?:moderator|facilitator)|host|interviewer|moderador[ae]?|modérateur|modératrice",
    "rapporteur": r"rapporteur|relator[a]?|berichterstatter(?:in)?",
    "secretary": r"(?:the )?secretary|clerk|secretario|secretaria|secrétaire",
    "interpreter": r"interpreter|translator",
}
_NUMBERED = re.compile(
    r"(?:(?:unidentified|unknown|guest|keynote|male|female|new|next) )*(?:speaker|participant|audience member|panell?ist"
    r"|witness|attendee|caller|interviewee|respondent|juror|voice|questioner|sprecher(?:in)?|locuteur|hablante)"
    r"(?: (?:\d{1,3}|[A-Z]))?",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?:(?:some|several|many|a few|various|all|an?|the|other) )?(?:hon(?:ou?rable|\.)? )?"
    r"(?:(?:government|opposition|other) )?"
    r"(?:members?|senators|deputies|delegates|participants|voices?|audience|both|everyone|everybody|crowd|multiple speakers"
    r"|(?:wg )?(?:co-?)?chairs|editors|overlapping speakers|interjections?|interruptions?|chorus|mps|mep|meps)"
    r"|(?:(?:plusieurs|une|des|quelques|nombreuses) )?voix(?: nombreuses)?|plusieurs (?:députés|sénateurs|membres).*"
    r"|(?:varios|varias|una|un) (?:señor(?:es|as)|voces|voz|diputad[oa]s).*|(?:zu|gegen)rufe?.*|mehrere abgeordnete.*"
    r"|眾議員|众议员|委員們|全体",
    re.IGNORECASE,
)
_EXCELLENCY = re.compile(
    r"^(?:his|her|their|son|sa|su)\s+(?:excellency|honou?r|worship|excellence|excelencia)\s+", re.IGNORECASE
)
_TITLES = HONORIFICS | frozenset(
    "rt right honourable honorable honorables frau herr abg abgeordneter abgeordnete abgeordneten representative delegate "
    "deputy assemblymember assemblyman assemblywoman congressman congresswoman chairman chairwoman chairperson chair "
    "co-chair cochair vice-chair vice-chairman vice-president president präsident präsidentin vizepräsident "
    "vizepräsidentin ministra ministre ministro diputado diputada député députée sénateur sénatrice senador senadora "
    "señor señora señorita signor signora onorevole on dep depg "
    "justice judge magistrate bishop archbishop father sister brother imam rabbi tan datuk dato dato' tun haji chief "
    "director superintendent councillor councilwoman councilman councilor mayor alderwoman governor secretary trustee "
    "г-н г-жа господин госпожа товарищ депутат السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة معالي سعادة النائب النائبة "
    "hc pan pani bay bayan dhr mevr mevrouw meneer tuan puan encik".split()
)
_SHORT_TITLES = frozenset("mr mrs ms mx miss mme mlle dr prof hon rev sir madam sr sra srta".split())  # never a name
_SOFT_TITLES = frozenset("the el la der die le".split())  # stand between titles: `Senator the Hon. X`, `El Sr. Ruiz`
_OFFICE_WORDS = (
    OFFICES - {"lead", "leader", "head", "member", "expert", "visiting", "executive", "associate"}
) | frozenset(
    "speaker premier chancellor treasurer whip leader comptroller parliamentarian interpreter sheriff marshal "
    "ministre ministro ministra secrétaire secretario secretaria presidente presidenta président présidente präsident "
    "präsidentin vorsitzender vorsitzende председатель президент министр секретариат secretariat relator rapporteur "
    "voorzitter ordförande sindaco alcalde alcaldesa intendente commissioner الرئيس الرئيسة رئيس رئيسة وزير وزيرة".split()
)
_QUALIFIERS = frozenset(
    "acting deputy first second third vice co temporary interim presiding prime chief under assistant senior junior "
    "honourable honorable hon madam mister mr mrs ms m mme the le la el der die il lady her his majesty's shadow attorney "
    "solicitor chef señor señora sr sra permanent executive general parliamentary and lord state lead leader".split()
)
_LINKS = frozenset("of for to in and the on de du des del la le für von delle della de los las y et".split())
# Chinese, Japanese and Korean titles stand after the name.
_CJK_TITLE = (
    r"(?:議員|议员|委員長|委员长|副委員長|副主席|主席|委員|委员|先生|女士|小姐|博士|教授|醫生|医生|部長|部长|局長|局长|司長|司长|處長|处长"
    r"|署長|署长|大臣|副大臣|総理|君|氏|さん|参考人|政府参考人|代表|大使|院長|院长|議長|议长|副議長|秘書長|秘书长|理事長|会長|會長"
    r"|의원|위원장|위원|장관|차관|의장|교수|박사|씨)"
)
_CJK_LABEL = re.compile(rf"^[\u3400-\u9fff\uac00-\ud7af々〆ヶぁ-んァ-ヶー·・ 　]{{2,24}}$")
_CJK_NAMED = re.compile(rf"^(?P<name>[\u3400-\u9fff\uac00-\ud7af々ァ-ヶー·・ ]{{1,8}}?)(?P<title>{_CJK_TITLE}+)$")
_CJK_OFFICE_FIRST = re.compile(
    rf"^(?P<office>[\u3400-\u9fff]{{2,18}}(?:局長|局长|司長|司长|部長|部长|處長|处长|署長|署长|大臣|主席|委員長|議長|主任))"
    rf"(?P<name>[\u3400-\u9fff]{{2,4}})(?P<title>{_CJK_TITLE})$"
)
_CJK_BODY = re.compile(r"[局署處处廳厅]|[司部院會会]$|^(?:副|全|代理|臨時|临时|第|各|有|該|该)")
_MAX_LABEL_WORDS = 14
_MAX_NAME_WORDS = 6


def read_label(label: str) -> TurnLabel | None:
    """Return what a label before a colon, a full stop or a dash says about the speaker; None where it is no label."""
    label = re.sub(r"(?<=\w\w\w)\.$", "", " ".join(label.split()).strip(" *_"))
    if not label or len(label.split()) > _MAX_LABEL_WORDS:
        return None
    if re.fullmatch(r"\?+|[Ii]naudible|[Uu]nknown|UNKNOWN", label):
        return TurnLabel("question", "")
    bare, inside = split_brackets(label)
    bare = bare.strip(" ,;-–—")
    if not bare:
        return None
    if _GROUP.fullmatch(bare):
        return TurnLabel("group", "")
    if _NUMBERED.fullmatch(bare):
        return TurnLabel("office", _proper_case(bare), inside, "speaker")
    if _CJK_LABEL.match(bare):
        return _read_cjk(bare, inside)
    return (
        _read_delegation(bare, inside)
        or _read_titled(bare, inside)
        or _read_office(bare, inside)
        or _read_name(bare, inside)
    )


def split_brackets(label: str) -> tuple[str, str | None]:
    """Return a label without brackets, and the affiliation in them; `(spoke in French)` is none."""
    inside = [match.strip() for match in _BRACKETS.findall(label)]
    stated = [words for words in inside if words and not _ASIDE.fullmatch(words) and not REMOTE.fullmatch(words)]
    return " ".join(_BRACKETS.sub(" ", label).split()), ", ".join(stated) or None


def role_of(text: str) -> str | None:
    """Return the role that the words of a label name and nothing else (`Acting Chair`), or None."""
    bare = re.sub(r"^the\s+", "", text, flags=re.IGNORECASE)
    return next((role for role, words in _ROLES.items() if re.fullmatch(words, bare, re.IGNORECASE)), None)


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
    country = next((name for name in (bare, _proper_case(bare), f"The {bare}") if name in country_names()), None)
    is_initials = bare.isupper() and len(bare) <= 4  # `USA` are also the initials of a person
    return TurnLabel("country", bare, bare, "speaker") if country and not is_initials and not inside else None


def _read_titled(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of a person with a title: `Ms. van der VELDE`, `Senator the Hon. Jane Doe`, `Mr. SMITH of Texas`."""
    titles, name = split_titles(bare)
    if not titles or not name:
        return None
    name, _, after = name.partition(",")
    of_place = re.search(r" (?:of|from) (?=[A-Z])", name)
    place = name[of_place.end() :] if of_place else None
    name = name[: of_place.start()] if of_place else name
    if is_common_word(titles.split()[-1]) and all(map(is_common_word, name.split())):
        return None  # `General Assembly`
    if not _may_be_name(name) or _is_office(f"{titles.split()[-1]} {name}") or _is_office(name):
        return None
    affiliation, role = _affiliation_and_role([*(part.strip() for part in after.split(",")), place or "", inside or ""])
    office = titles.split()[0].strip(".").casefold()
    role = role or ("chair" if role_of(office) == "chair" else None)
    return TurnLabel("titled", _proper_case(name.strip()), affiliation, role, _proper_case(titles))


def split_titles(label: str) -> tuple[str, str]:
    """Return the titles that open a label, and the name after them; a label that consists of titles has no name."""
    excellency = _EXCELLENCY.match(label)
    words = label.split()
    count = len(excellency.group().split()) if excellency else 0
    titled = count > 0
    if len(words) > 2 and words[0] in {"M.", "D."} and len(words[1].strip(".")) > 1:  # `M. Paul Rochat`
        count, titled = 1, True
    elif len(words) == 2 and words[0] == "M." and len(words[1].strip(".")) > 1:
        count, titled = 1, True
    while count < len(words):
        folded = words[count].replace(".", "").casefold()
        if folded in _TITLES and not (
            words[count].isupper() and len(folded) == 2 and titled is False and folded in {"le"}
        ):
            titled = True
        elif folded not in _SOFT_TITLES or not _more_titles(words[count + 1 :]):
            break
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
    if not _is_office(bare):
        return None
    role = role_of(bare) or ("chair" if _presides(bare) else "speaker")
    titles, holder = split_titles(inside or "")
    holder, _, more = holder.partition(",")
    if inside and names_person(inside.partition(",")[0], titled=bool(titles)):
        office = None if role == "chair" else re.sub(r"^the\s+", "", bare, flags=re.IGNORECASE)
        affiliation = ", ".join(filter(None, (office, more.strip()))) or None
        return TurnLabel("titled", _proper_case(holder.strip()), affiliation, role, _proper_case(titles) or None)
    return TurnLabel("office", _proper_case(bare), inside, role)


def names_person(words: str, *, titled: bool = False) -> bool:
    """Return whether words are the name of a person, with or without titles."""
    _, name = split_titles(words.strip())
    if titled:
        return _may_be_name(name)
    proper = _proper_case(name)
    initials = re.fullmatch(r"(?:[A-Z]\. ?){1,4}[A-Z][\w’'-]+", proper)
    return bool(initials) or (is_person_name(proper) and not names_body(proper))


def _presides(bare: str) -> bool:
    folded = bare.casefold()
    return bool(re.search(r"\b(?:speaker|chair(?:man|woman|person)?|president[ea]?|président|präsident)\b", folded))


def _is_office(words: str) -> bool:
    """Return whether a label is an office alone: qualifiers, the office, and what it is for."""
    parts = [part.strip(".,’'").casefold() for part in words.split()]
    while parts and parts[0] in _QUALIFIERS and not (len(parts) == 1):
        parts.pop(0)
    if not parts:
        return False
    head = parts[0]
    if head not in _OFFICE_WORDS and not any(piece in _OFFICE_WORDS for piece in head.split("-")):
        return head in {"leader", "lead"} and parts[1:2] == ["of"]
    rest = parts[1:]
    if not rest or rest[0] in _LINKS:
        return True
    return rest[0] in _OFFICE_WORDS | {"general", "elect", "pro", "clerk"} or head in {"prime"}


def _read_name(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of a person without a title: in capitals, in full, as initials, or as one word."""
    surname_first = re.fullmatch(
        r"(?P<last>[A-ZÀ-Þ][A-ZÀ-Þ’' -]+), (?P<first>(?:[A-Z]\.[ -]?){1,3}|[A-ZÀ-Þ][a-zß-ÿ]+)", bare
    )
    if surname_first:
        name = f"{surname_first['first'].strip()} {_proper_case(surname_first['last'])}"
        return TurnLabel("capitals", name, inside)
    name, comma, after = bare.partition(",")
    words = name.split()
    if not words or len(words) > _MAX_NAME_WORDS or any(word.casefold().strip(".") in NO_SPEAKERS for word in words):
        return None
    if words[0].replace(".", "").casefold() in _SHORT_TITLES:
        return None
    described = [part.strip() for part in after.split(",")]
    affiliation, role = _affiliation_and_role([*described, inside or ""])
    if comma and not (all(part[:1].isupper() for part in described) and is_person_name(_proper_case(name))):
        return None
    if len(words) == 1:
        return _read_word(name, affiliation, role)
    if not all(_is_capital(word) or word in PARTICLES for word in words) or any(map(str.isdigit, name)):
        return None
    has_capitals = any(len(word) > 2 and word.isupper() and "." not in word for word in words)
    proper = _proper_case(name)
    if not (is_person_name(proper) or _is_short_name(words)) or proper in country_names():
        return None
    form: TurnForm = "capitals" if has_capitals and (inside or not name.isupper()) else "name"
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
    if is_common_word(word):
        return None
    if word.isupper() and len(word) > 4:
        return TurnLabel("capitals" if affiliation else "name", _proper_case(word), affiliation, role)
    return TurnLabel("handle", word, affiliation, role)


def _read_cjk(bare: str, inside: str | None) -> TurnLabel | None:
    """Return the label of a person or office in Chinese, Japanese or Korean characters."""
    if bare in NO_SPEAKERS:
        return None
    office = _CJK_OFFICE_FIRST.match(bare)
    if office:
        return TurnLabel("titled", office["name"], inside or office["office"], None, office["title"])
    named = _CJK_NAMED.match(bare)
    if named and not _CJK_BODY.search(named["name"]) and 0 < len(named["name"].replace(" ", "")) <= 5:
        return TurnLabel("titled", named["name"].strip(), inside, None, named["title"])
    if re.search(rf"{_CJK_TITLE}$", bare):
        if inside and re.fullmatch(r"[\u3400-\u9fff]{2,5}(?:君|氏|先生|女士|議員|议员)?", inside):
            holder = re.sub(rf"{_CJK_TITLE}$", "", inside) or inside
            return TurnLabel("titled", holder, None, "chair" if bare in {"主席", "委員長", "議長"} else None)
        return TurnLabel(
            "office", bare, inside, "chair" if bare.endswith(("主席", "議長", "议长", "委員長")) else "speaker"
        )
    return None


def _may_be_name(name: str) -> bool:
    """Return whether words after a title can be a name; a common word can be one there."""
    words = name.split()
    if not words or len(words) > _MAX_NAME_WORDS or words[-1].casefold() in PARTICLES:
        return False
    return (
        not any(map(str.isdigit, name))
        and all(_is_capital(word) or word.casefold() in PARTICLES or word[:3] in {"al-", "el-"} for word in words)
        and not all(word.casefold() in NO_SPEAKERS for word in words)
        and any(len(word.strip(".")) > 1 for word in words)
        and not any(word in {"Members", "MEMBERS", "Member", "MEMBER", "Friend"} for word in words)
    )


def _is_capital(word: str) -> bool:
    """Return whether a word begins like a name; scripts without capitals qualify."""
    first = word.lstrip("(“\"'‘’")[:1]
    return first.isalpha() and not first.islower()


def _affiliation_and_role(parts: list[str]) -> tuple[str | None, str | None]:
    """Return affiliation and role from the parts of a label besides the name."""
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


_proper_case = proper_case


def _proper_case_word(word: str) -> str:
    letters = re.sub(r"^(?:Mc|Mac|de|De|Al|El|al-|el-)(?=[A-Z]{2})", "", word)
    if not letters.isupper() or len(letters) < 2 or "." in word[:-1]:
        return word
    prefix = word[: len(word) - len(letters)]
    return prefix + re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), letters)
