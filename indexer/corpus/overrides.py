"""Put what `corpus.toml` states of a paper in place of what was read: its facts, sessions, people and mentions.

This happens at each build, so a new statement does not make a file be read again, except where reading itself depends
on it: the kind, the session headings and the password. What may be stated at all is checked in `corpus.settings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from indexer.entities.names import fold_name, is_fuller_name, is_surname
from indexer.entities.roles import parse_participation
from indexer.model import FACT_NAMES, FactEvidence, FactName, Participation
from indexer.structure.draft import Draft, DraftFacts, DraftPassage, DraftSession
from indexer.text.prose import split_words

from .checks import did_you_mean
from .document_rules import DocumentRule, PersonSetting, SessionSetting, last_stated
from .settings import SETTINGS_FILE

_T = TypeVar("_T")


def override_draft(
    draft: Draft, rules: Sequence[DocumentRule], read_passages: Callable[[], Sequence[DraftPassage]]
) -> Draft:
    """Return a draft with the overrides, without its passages; `read_passages` is called only if they are needed.

    Raise CorpusSettingsInvalid where something is stated of a session or a person that the paper does not have.
    """
    facts = _override_facts(draft.facts, rules)
    sessions = draft.sessions
    for setting, rule in _stated_entries(rules, lambda rule: rule.sessions):
        sessions = _override_session(sessions, setting, rule, draft.source.name, facts)
    if last_stated(rules, lambda rule: rule.people) is not None:
        sessions = _override_people(sessions, rules, draft.source.name, read_passages)
    return replace(draft, facts=facts, sessions=sessions)


def override_passages(
    passages: Sequence[DraftPassage], sessions: Sequence[DraftSession], rules: Sequence[DocumentRule]
) -> tuple[DraftPassage, ...]:
    """Return the passages of a paper with the people and the mentions stated; `sessions` are the paper's own."""
    if last_stated(rules, lambda rule: rule.people) is not None:
        stated_people = [
            _place_person(setting, rule, sessions, "")
            for setting, rule in _stated_entries(rules, lambda rule: rule.people)
        ]
        passages = [_override_passage_people(passage, stated_people) for passage in passages]
    added = [mention for mention, _ in _stated_entries(rules, lambda rule: rule.mentions)]
    removed = last_stated(rules, lambda rule: rule.not_mentions) or ()
    return tuple(
        replace(
            passage,
            mentions=tuple(
                dict.fromkeys(mention.symbol for mention in added if contains_words(passage.text, mention.words))
            ),
            not_mentions=removed,
        )
        if added or removed
        else passage
        for passage in passages
    )


def unused_mentions(rules: Sequence[DocumentRule], texts: Callable[[DocumentRule], Iterator[str]]) -> Iterator[str]:
    """Yield a warning for each stated mention whose words stand in none of the rule's papers."""
    for rule in rules:
        for mention in rule.mentions or ():
            if not any(contains_words(text, mention.words) for text in texts(rule)):
                yield f"mentions: “{mention.words}” is not in any paper that file = “{rule.file}” matches"


def contains_words(text: str, words_sought: str) -> bool:
    """Return whether the words stand in a text in sequence, ignoring case and spaces."""
    return f" {' '.join(split_words(words_sought.casefold()))} " in f" {' '.join(split_words(text.casefold()))} "


def _stated_entries(
    rules: Sequence[DocumentRule], entries: Callable[[DocumentRule], tuple[_T, ...] | None]
) -> list[tuple[_T, DocumentRule]]:
    """Return the entries of the last list that is stated, each with the rule that states it."""
    for rule in reversed(rules):
        stated = entries(rule)
        if stated is not None:
            return [(entry, rule) for entry in stated]
    return []


def _override_facts(facts: DraftFacts, rules: Sequence[DocumentRule]) -> DraftFacts:
    for rule in rules:
        by_field: dict[str, Any] = {
            "title": rule.title,
            "kind": rule.kind,
            "stated_status": rule.status,
            "published": rule.published,
            "language": rule.language,
            "recognised": rule.recognised,
            "restrictions": rule.restriction,
            "author": rule.author,
            "publisher": rule.publisher,
            "symbol": rule.symbol,
            "url": rule.url,
            "weight": rule.weight,
            "has_meeting": _has_meeting(rule),
            "meeting_title": rule.meeting or None,
            "meeting_id": rule.meeting_id,
            "place": rule.venue,
            "start": rule.start,
            "end": rule.end or rule.start,
            "year": rule.year or (rule.start.year if rule.start else None),
        }
        stated = {name: value for name, value in by_field.items() if value is not None}
        stated |= {name: None for name in ("author", "publisher") if stated.get(name) is False}
        if rule.meetings is None and stated.keys() & _FIELDS_OF_ONE_MEETING:
            stated["parts"] = ()
        names = {*facts.stated, *stated, *(("meetings",) if rule.meetings else ())}
        facts = replace(facts, **stated, stated=frozenset(names))
    return replace(facts, evidence=_with_settings(facts))


def _with_settings(facts: DraftFacts) -> tuple[FactEvidence, ...]:
    """Return how the facts of a paper are known, with the settings for those that they state."""
    stated = {fact for field, fact in _FACTS_OF_FIELDS if field in facts.stated}
    if not facts.has_meeting and "has_meeting" in facts.stated:
        stated.add("meeting")
    by_settings = (FactEvidence(fact, "settings", SETTINGS_FILE) for fact in FACT_NAMES if fact in stated)
    return (*(known for known in facts.evidence if known.fact not in stated), *by_settings)


_FIELDS_OF_ONE_MEETING = frozenset({"start", "meeting_title", "meeting_id"})
"""What is stated of a paper as a whole: it is then of one meeting, however many it seemed to hold."""
_FACTS_OF_FIELDS: tuple[tuple[str, FactName], ...] = (
    ("title", "title"),
    ("kind", "kind"),
    ("stated_status", "status"),
    ("author", "author"),
    ("publisher", "publisher"),
    ("symbol", "symbol"),
    ("start", "day"),
    ("place", "place"),
    ("meeting_title", "meeting"),
    ("meeting_id", "meeting"),
    ("meetings", "meeting"),
    ("meetings", "day"),
)


def _has_meeting(rule: DocumentRule) -> bool | None:
    """Return whether a rule says that a paper is of a meeting; None where it says nothing of one."""
    if rule.meeting is False:
        return False
    of_meeting = (rule.meeting, rule.meeting_id, rule.venue, rule.start, rule.year, rule.meetings)
    return True if any(fact is not None for fact in of_meeting) else None


def _stated_or(stated: _T | None, inferred: _T) -> _T:
    """Return what is stated, or what was inferred where nothing is stated."""
    return inferred if stated is None else stated


def _stated_names(by_field: Mapping[str, object]) -> set[str]:
    return {name for name, stated in by_field.items() if stated is not None}


def _override_session(
    sessions: Sequence[DraftSession], setting: SessionSetting, rule: DocumentRule, source: str, facts: DraftFacts
) -> tuple[DraftSession, ...]:
    """Return the sessions with what is stated of one beyond its heading.

    Raise CorpusSettingsInvalid when the paper does not have that heading.
    """
    title = setting.title or setting.heading
    described = _find_session(str(setting.number) if setting.number is not None else title, sessions, title)
    location = rule.location.child("sessions")
    if described is None:
        location.fail(f"no line of {source} is “{setting.heading}”; copy the heading as the paper prints it", ": ")
    parent = None
    if setting.part_of is not None:
        parent = _find_session(setting.part_of, [session for session in sessions if session is not described])
        if parent is None:
            location.fail(f"part_of: {_unknown_session(setting.part_of, sessions, source)}", ": ")
    day = setting.day
    if day and facts.start and not facts.start <= day <= (facts.end or facts.start):
        location.fail(f"day {day} is not a day of the meeting, {facts.start} to {facts.end or facts.start}", ": ")
    by_field = {
        "label": setting.label,
        "time": setting.time,
        "day": setting.day,
        "parent": parent,
        "title": setting.title or None,
    }
    changed = replace(
        described,
        label=_stated_or(setting.label, described.label),
        time=_stated_or(setting.time, described.time),
        day=(day.day, day.month) if day else described.day,
        parent=parent.key if parent else described.parent,
        stated=described.stated | _stated_names(by_field),
    )
    return tuple(changed if session is described else session for session in sessions)


def _override_people(
    sessions: Sequence[DraftSession],
    rules: Sequence[DocumentRule],
    source: str,
    read_passages: Callable[[], Sequence[DraftPassage]],
) -> tuple[DraftSession, ...]:
    """Return the sessions with the people stated and no others.

    Raise CorpusSettingsInvalid for a person who would appear nowhere.
    """
    people: dict[str, tuple[Participation, ...]] = {}
    passages: Sequence[DraftPassage] | None = None
    for setting, rule in _stated_entries(rules, lambda rule: rule.people):
        person, session_key = _place_person(setting, rule, sessions, source)
        if session_key is not None:
            people[session_key] = (*people.get(session_key, ()), person)
            continue
        passages = read_passages() if passages is None else passages
        if not any(_is_about(passage, person) for passage in passages):
            rule.location.child("people").fail(
                f"“{setting.name}” has no session, and no passage of {source} has the name; add session = …", ": "
            )
    return tuple(replace(session, people=people.get(session.key, ())) for session in sessions)


def _place_person(
    setting: PersonSetting, rule: DocumentRule, sessions: Sequence[DraftSession], source: str
) -> tuple[Participation, str | None]:
    """Return a participation as stated, and the key of its session."""
    person = parse_participation(setting.name.replace(",", " "), setting.role)
    person = replace(person, affiliation=setting.affiliation, remote=setting.via is not None)
    if setting.session is None:
        return person, None
    session = _find_session(setting.session, sessions)
    if session is None:
        rule.location.child(f"people: “{setting.name}”").fail(_unknown_session(setting.session, sessions, source), ": ")
    return person, session.key


def _find_session(name: str, sessions: Sequence[DraftSession], title: str | None = None) -> DraftSession | None:
    """Return the session of this number, label, title, or label and title; of two with one number, the top-level one.

    With a `title` the session must have that title too.
    """
    candidates = [session for session in sessions if title is None or _fold(session.title) == _fold(title)]
    folded = _fold(name)
    for names in (
        lambda session: (str(session.number),),
        lambda session: (
            _fold(session.label or ""),
            _fold(session.title),
            _fold(f"{_label(session)}: {session.title}"),
        ),
    ):
        matching = [session for session in candidates if folded in names(session)]
        if matching:
            return min(matching, key=lambda session: session.parent is not None)
    return None


def _label(session: DraftSession) -> str:
    return session.label or ("" if session.number is None else str(session.number))


def _unknown_session(reference: str, sessions: Sequence[DraftSession], source: str) -> str:
    """Return the message for a session that a paper does not have."""
    names = [f"“{': '.join(name for name in (_label(session), session.title) if name)}”" for session in sessions]
    if not names:
        return f"{source} has no sessions, so none can be “{reference}”; delete session, or state its sessions"
    hint = did_you_mean(reference, [session.title for session in sessions if session.title])
    return f"{source} has no session “{reference}”{hint}; its sessions are {', '.join(names)}"


def _override_passage_people(passage: DraftPassage, stated: Sequence[tuple[Participation, str | None]]) -> DraftPassage:
    """Return a passage with stated people only: those who speak in it, and those whose full names stand in it."""
    people_of_session = [person for person, session in stated if session in (None, passage.section.session)]
    session_first = [*people_of_session, *(person for person, _ in stated)]
    speakers = (
        next((person for person in session_first if _is_called(participation.name, person.name)), None)
        for participation in passage.people
    )
    people = [person for person in speakers if person]
    if passage.kind != "quote":
        people += [person for person in people_of_session if _has_name(passage.text, person.name)]
    return replace(passage, people=tuple(dict.fromkeys(people)))


def _is_about(passage: DraftPassage, person: Participation) -> bool:
    """Return whether a person speaks in a passage or is named in it."""
    return _has_name(passage.text, person.name) or any(
        _is_called(participation.name, person.name) for participation in passage.people
    )


def _has_name(text: str, name: str) -> bool:
    folded = " ".join(fold_name(name))
    return " " in folded and f" {folded} " in f" {' '.join(fold_name(text))} "


def _is_called(name: str, full: str) -> bool:
    """Return whether a name in a paper can be the stated one: equal, a shorter form, or the surname."""
    name_words, full_words = fold_name(name), fold_name(full)
    if name_words == full_words or is_fuller_name(full_words, name_words) or is_fuller_name(name_words, full_words):
        return True
    return is_surname(name) and bool(name_words) and full_words[-len(name_words) :] == name_words


def _fold(name: str) -> str:
    return " ".join(split_words(name.casefold()))
