"""Read to whom a draft gives words: a person, a country, an organisation, or a role such as the chair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.entities.countries import country_of, is_country
from indexer.entities.roles import role_named
from indexer.model import Participation
from indexer.text.months import MONTHS

from .context import ContextPart
from .facts import StatedFact, StatedSpeaker
from .grammar.clause import GoverningClause
from .grammar.offices import BEFORE_OFFICE
from .grammar.place import is_denied
from .grammar.words import paper_pattern, word_pattern, word_regex
from .known_names import KnownNames
from .persons import person_named

_ACCORDING = re.compile(
    r"(?:\baccording to|\bin the words of)\s+(?P<subject>(?:the\s+|Ms\.?\s|Mr\.?\s)?[^,;:.()“”\"]{2,100})",
    re.IGNORECASE,
)
_WORDS_OF = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w.-]+(?:\s+[A-ZÀ-Þ][\w.-]+){0,3})[’']s?\s+"
    r"(?:words|phrase|view|account|warning|point|remark)\b"
)
_LINE_OF = re.compile(
    r"(?:^\W*|[,;.!?:—–]\s+|\b(?:and|but|then|was|is|came|comes|caught|heard|remembers?|recalls?|ran|printed|this)\s+)"
    r"(?P<name>(?:[A-ZÀ-Þ][\w.-]*\s+){0,4}[A-ZÀ-Þ][\w.-]+)[’']s?\s+(?:[a-z-]+\s+){0,2}"
    r"(?:aside|line|formula|verdict|complaint|plea|argument|claim|answer|reply|response|retort|message|assessment|comment"
    r"|observation|insistence|advice|conclusion|question|appeal|promise|quip|words|phrase"
    r"|view|warning|point|remark)"
    r"(?:\s*:|\s*,?\s+that\b[^,;.]{0,60}|\s+(?:was|is)(?:\s+that)?\s*:?)?[\s“”\"„«‘’']*$"
)
"""`Ms Low's closing formula, that`: right before the quotation."""
_FOR_SOMEBODY = re.compile(r"^\W*(?i:for)\s+(?P<name>[A-ZÀ-Þ][^,;:“\"]{2,60}),\W*$")
_LABEL = re.compile(
    r"^\W*(?P<name>[A-ZÀ-Þ][^,;:“”\"()\n]{2,60})(?:,[^:“”\"()\n]{2,80}|\s*\([^():“”\"\n]{2,80}\))?\s*:[\s“”\"„«‘’']*$"
)
"""All that stands before a quotation is whose words it is: `Ms. Low (Norway): “...”`."""
_ROLE = re.compile(rf"\b{word_pattern('roles')}\b(?![’'])", re.IGNORECASE)
_REPRESENTS = re.compile(
    r"\b(?:representatives?|delegates?|delegation|ambassador|mission|observer|spokes\w+|minister)"
    r"(?:\s+(?:from|of|for))\s+(?:the\s+)?(?P<of>[A-ZÀ-Þ].*)$",
    re.IGNORECASE,
)
_OF_STATE = re.compile(
    r"^(?:the\s+)?(?P<state>[A-ZÀ-Þ][\w’'-]*?(?:\s+[A-ZÀ-Þ][\w-]*?){0,2})(?:[’']s?)?\s+(?P<body>(?:permanent\s+)?"
    r"(?:representative|delegate|delegation|ambassador|envoy|government))(?:\s+to\s.*)?$",
    re.IGNORECASE,
)
"""`The Indian delegate`, `Ghana’s ambassador`."""
_COUNTRY_OF_PERSON = re.compile(
    r"^(?P<state>[A-ZÀ-Þ][\w-]*(?:\s+(?:and\s+)?[A-ZÀ-Þ][\w-]*){0,3})[’'](?:s|(?<=s[’'])) (?P<name>[A-ZÀ-Þ].*)$"
)
"""`Botswana’s Khama`: whom a country sent."""
_OPENING_PHRASE = re.compile(r"^(?:In|On|At|During|As|Later|Then|Again|Also|But|And|For)\b", re.IGNORECASE)
_WORD_BEFORE_NAME = re.compile(r"\b(?:of|in|at|on|from|for|by|with|to|the|and|de|von|van)\s+$", re.IGNORECASE)
_HELD_BY_MANY = re.compile(r"^(?:ambassador|permanent representative)$", re.IGNORECASE)
_OPENS_SENTENCE = re.compile(r"(?:in|on|at|during|this|last|later|then|yet|but|so|when|as|what)\b", re.IGNORECASE)
_GOVERNS_AT_END = re.compile(r"\b(?:of|to|for|on|from|with|by|in|at|before|after|and)$", re.IGNORECASE)
_JUDGES = re.compile(
    r"praised|hailed|lauded|applauded|commended|welcomed|condemned|deplored|critici[sz]ed|dismissed|denounced|rejected|questioned"
    r"|echoed|introduced|presented|regretted|lamented|noted|noticed|recalled|acknowledged|mentioned|praises|welcomes|endorsed",
    re.IGNORECASE,
)
_WORDS_OF_OTHERS = re.compile(
    r"\b(?:lines?|findings?|remarks?|phrases?|conclusions?|warnings?|claims?|statements?|passages?|sentences?|reports?|notes?"
    r"|papers?|stud(?:y|ies)|words|wording|slogans?|recommendations?)\b",
    re.IGNORECASE,
)
"""Behind a verb that judges: the words are those of what is judged, `Ms Low praised the line “...”`."""
_HEARING = re.compile(r"heard|learned|learnt", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being)\s+(?:(?:\w+ly|also|then|first)\s+)?$", re.IGNORECASE)
_CONJUNCTION = re.compile(r"^(?:(?:what|as|how|when|then|so|yet|but|and)\s+)+(?=[A-ZÀ-Þ]|the\s)", re.IGNORECASE)
_TITLED = re.compile(r"(?:Ambassador|Minister)\s+[A-ZÀ-Þ]")
_WHEN_AT_END = re.compile(rf"(?<!\s)\s+(?:in|on)\s+(?:(?:early|mid|late)[ -])?(?:\d|(?:{'|'.join(MONTHS)})\b).*$")
"""Behind whoever speaks: `said Ms. Low on 5 May`."""
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+&\s+)(?=[A-ZÀ-Þ]|the\s)")


def stated_speakers(part: ContextPart, names: KnownNames, clause: GoverningClause | None) -> Iterator[StatedFact]:
    """Yield those to whom a part gives the words."""
    found = [tuple(_speakers_in(part, start, words, names)) for start, words in _subjects(part, clause)]
    told = [speakers for speakers in found if speakers]
    if not told and clause is None and part.quote is not None:
        told = [speakers for speakers in (tuple(_speakers_of_label(part, names)),) if speakers]
    # `The chair, Ms Low, said`: the name says more than the role.
    yield from next((speakers for speakers in told if any(map(names_somebody, speakers))), told[0] if told else ())


def _speakers_of_label(part: ContextPart, names: KnownNames) -> Iterator[StatedFact]:
    """Yield the speaker whose name is all that stands before the words; without a verb it must be known or titled."""
    label = _LABEL.match(part.lead)
    if label and person_named(label["name"].strip(), names):
        yield from _speakers_in(part, label.start("name"), label["name"], names)


def names_somebody(fact: StatedFact) -> bool:
    """Return whether a fact says who spoke, or for whom."""
    return isinstance(fact.value, StatedSpeaker) and fact.value.is_named


def _subjects(part: ContextPart, clause: GoverningClause | None) -> Iterator[tuple[int, str]]:
    """Yield offset and words of what may name a speaker."""
    if part.quote is None:
        first = re.match(r"[^,;(]{2,60}", part.text)
        if first and not paper_pattern().search(first.group()):
            yield 0, first.group()
        return
    if is_denied(part):
        return
    if clause and not _speaks(part, clause):
        return
    if clause and clause.subject_kind == "people":
        yield clause.start, clause.subject
        end = clause.start + len(clause.subject)
        if end < clause.verb_start:  # an apposition: `his colleague, Mr Low, said`
            yield end, part.text[end : clause.verb_start].strip(" ,()—–")
        return
    if clause:
        return
    for match in _ACCORDING.finditer(part.text):
        near = match.start() >= part.quote or not re.search(r"[.;]", part.text[match.end() : part.quote])
        if near and match.group().casefold().startswith(("according", "in the words")):
            yield match.start("subject"), match["subject"]
    if opens := _FOR_SOMEBODY.match(part.lead):
        yield opens.start("name"), opens["name"]
    for match in (*_WORDS_OF.finditer(part.lead), *_LINE_OF.finditer(part.lead)):
        yield match.start("name"), match["name"]


def _speaks(part: ContextPart, clause: GoverningClause) -> bool:
    """Return whether the subject of a clause says the words: who repeats them or is told them does not."""
    if _HEARING.fullmatch(clause.verb) or word_regex("quoting").fullmatch(clause.verb):
        return False
    behind = part.text[clause.verb_start + len(clause.verb) : part.quote]
    if _JUDGES.fullmatch(clause.verb) and _WORDS_OF_OTHERS.search(behind):
        return False
    is_passive = clause.verb_start > clause.start and _PASSIVE.search(part.text[: clause.verb_start])
    return not is_passive  # `Ms Low was told that`


def _speakers_in(part: ContextPart, start: int, words: str, names: KnownNames) -> Iterator[StatedFact]:
    head = re.split(r"\s*[,(—–]\s*", words.strip(" ,"), maxsplit=1)[0].strip()
    head = _WHEN_AT_END.sub("", head)
    offset = start + words.find(head)
    found = False
    for piece in _AND.split(head):
        at = offset + max(0, head.find(piece))
        # In a reference a name that the papers do not know is rather that of an author.
        words, speaker = _named_in(piece.strip(), names, also_without_title=part.quote is not None)
        if speaker:
            found = True
            yield StatedFact("speaker", words, speaker, part.offset(at + piece.find(words)))
    if not found and (office := _office_in(head)):
        yield StatedFact("speaker", office, StatedSpeaker(office=office), part.offset(offset + head.rfind(office)))
        return
    if not found and (role := _ROLE.search(head)) and re.match(r"(?:the|its)\b|[A-Z]", head):
        name = role_named(role.group())
        plural = role.group().endswith("s") or re.search(r"\b(?:one|a|an|another|some|several)\b", head, re.IGNORECASE)
        if name and not plural:
            yield StatedFact("speaker", head, StatedSpeaker(role=name), part.offset(offset))


def _named_in(words: str, names: KnownNames, *, also_without_title: bool) -> tuple[str, StatedSpeaker | None]:
    """Return the words that name a speaker, and whom: all, or a person at their end behind a phrase of place and time.

    `At the December roundtable Ms Low` is the latter.
    """
    plain = _CONJUNCTION.sub("", words)
    speaker = speaker_named(plain, names, also_without_title=also_without_title)
    if speaker or not _OPENING_PHRASE.match(words):
        return plain, speaker
    for start in (match.start() for match in re.finditer(r"(?<=\s)[A-ZÀ-Þ]", words)):
        first = words[start:].split(maxsplit=1)[0]
        is_other = (
            first in names.cities
            or is_country(first)
            or any(word_regex(name).fullmatch(first) for name in ("events", "people", "writers", "things"))
        )
        if (is_other and not _TITLED.match(words[start:])) or _WORD_BEFORE_NAME.search(words[:start]):
            continue
        if speaker := person_named(words[start:], names):
            return words[start:], speaker
    return words, None


def _office_in(head: str) -> str | None:
    """Return the office of one person that the head of a subject is, None where it is none, or governed by a noun."""
    match = re.search(
        rf"(?:^|\b(?i:the)\s)(?:(?:[A-Z][\w.’-]*|{'|'.join(BEFORE_OFFICE)})\s+){{0,3}}?"
        rf"(?P<office>(?i:{word_pattern('offices')}))(?:\s+(?:of|for|on|to|in)\s+[^,]*)?$",
        head,
    )
    if match is None or not (match["office"][0].isupper() or match.group().casefold().startswith("the ")):
        return None
    if _HELD_BY_MANY.search(match["office"]) and not re.search(r"\b[A-ZÀ-Þ]\w+\s", match.group()[4:]):
        return None  # `the ambassador` is any of them
    before = head[: match.start()].strip()
    is_free = not before or (_OPENS_SENTENCE.match(before) and not _GOVERNS_AT_END.search(before))
    return match.group().strip() if is_free else None


def speaker_named(words: str, names: KnownNames, *, also_without_title: bool = False) -> StatedSpeaker | None:
    """Return whom some words name, None where they name nobody for certain.

    `also_without_title` says whether they can be the name of a person whom the papers do not know, without a title.
    """
    words = re.sub(r"\s+(?:also|then|later|had|has|who)$", "", words).strip()
    represents = _REPRESENTS.search(words)
    if represents:
        return _on_behalf(represents["of"].strip(" ,."), names)
    if of_state := _OF_STATE.search(words):
        country = country_of(Participation("", "speaker", affiliation=f"{of_state['state']} Government"))
        if country := country or country_of(Participation("", "speaker", affiliation=of_state["state"])):
            return StatedSpeaker(country=country)
    bare = re.sub(r"^the\s+", "", words, flags=re.IGNORECASE)
    if is_country(bare) and bare[:1].isupper():
        country = country_of(Participation(name=bare, role="speaker"))
        return StatedSpeaker(country=country) if country else None
    sent = _COUNTRY_OF_PERSON.match(bare)
    if sent and is_country(sent["state"]):
        return person_named(sent["name"], names, also_without_title=also_without_title)
    return person_named(words, names, also_without_title=also_without_title) or (
        _on_behalf(bare, names) if bare.casefold() in names.organisations else None
    )


def _on_behalf(words: str, names: KnownNames) -> StatedSpeaker | None:
    country = country_of(Participation(name="", role="speaker", affiliation=words))
    if country:
        return StatedSpeaker(country=country)
    return StatedSpeaker(organisation=words) if words.casefold() in names.organisations else None
