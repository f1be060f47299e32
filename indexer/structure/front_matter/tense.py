"""Read from its sentences whether a paper was written before its meeting or after it.

Only sentences about the meeting count: a budget that says what will be built plans no meeting, and a history of what
was built reports none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MIN_SENTENCES = 3  # sentences about the meeting, below which most of the paper must be about it
_MIN_SHARE_OF_FEW = 3  # one sentence in three, in an invitation of a few lines
_MIN_SHARE = 8  # one sentence in eight must be about the meeting, as in the shortest concept notes of the corpus

_EVENT = (
    r"(?:meeting|session|conference|workshop|seminar|symposium|forum|summit|assembly|panel(?:l?ists?)?|round ?table"
    r"|event"
    r"|discussions?|participants|speakers|moderator|breakout groups?|plenary|hearing|dialogue|webinar|invitees"
    r"|attendees)"
)
_PLANS = re.compile(
    rf"\b{_EVENT}\b[^.;:]{{0,40}}?\b(?:will|shall|is expected to|are expected to|are invited to|is to be|is scheduled"
    r"|aims? to|seeks? to|intends? to)\b"
    r"|\b(?:réunion|session|conférence|atelier|séance|participants)\b[^.;:]{0,40}?\b(?:\w+era|\w+eront|vise à"
    r"|sont invités)\b"
    r"|\b(?:reunión|sesión|conferencia|taller|participantes|reunião|sessão)\b[^.;:]{0,40}?\b(?:\w+ar[áã]o?n?"
    r"|tiene como objetivo)\b"
    r"|\b(?:Sitzung|Tagung|Konferenz|Veranstaltung|Teilnehmer\w*)\b[^.;:]{0,40}?\b(?:wird|werden|soll|sollen)\b",
    re.IGNORECASE,
)
_DELIBERATED = (
    r"accepted|acknowledged|added|adjourned|adopted|agreed|announced|approved|asked|believed|called|clarified|closed"
    r"|commented|concluded|confirmed|considered|debated|decided|deferred|discussed|elected|emphasi[sz]ed|endorsed"
    r"|explained"
    r"|expressed|felt|gave|heard|held|highlighted|informed|introduced|met|moved|noted|objected|opened|outlined"
    r"|postponed"
    r"|presented|proposed|raised|reaffirmed|recalled|received|recommended|rejected|remarked|replied|reported|requested"
    r"|resolved|responded|reviewed|said|seconded|shared|signed|spoke|stated|stressed|suggested|supported|talked"
    r"|thanked|told"
    r"|took|underlined|underscored|updated|urged|voted|warned|welcomed|went|wondered"
)
_REPORTS = re.compile(
    # `The board discussed`, `Ms. Berg said`, `Discussed the lights`, `It was agreed`
    rf"(?:^\W*|\b(?:[A-Z][\w.’'()-]*|\w+s|board|committee|council|chair|co-chairs?|group|team|panel|secretariat"
    rf"|delegation"
    rf"|representative|he|she|it|they|we|and|also|then|briefly|further)\s+)(?i:{_DELIBERATED})\b(?!\s+(?:by|of|to be"
    rf"|in the Charter)\b)"
    rf"|\b(?:was|were)\s+(?:\w+ly\s+)?(?:{_DELIBERATED})\b"
    rf"|\b{_EVENT}\b[^.;:]{{0,40}}?\b(?:was|were|took place|brought together)\b"
    r"|\b(?:a|ont|il a été)\s+(?:adopté|approuvé|décidé|demandé|déclaré|discuté|examiné|exprimé|indiqué|pris note"
    r"|proposé"
    r"|rappelé|souligné)"
    r"|\b(?:acordó|adoptó|aprobó|decidió|destacó|examinó|expresó|explicó|indicó|informó|manifestó|propuso|señaló"
    r"|subrayó"
    r"|aprovou|decidiu|destacou|discutiu|informou|ressaltou|salientou)\b"
    r"|\b(?:beschloss|erklärte|berichtete|betonte|diskutierte|(?:wird|wurde|wurden) [^.]{0,60}?(?:angenommen"
    r"|beschlossen"
    r"|besprochen|diskutiert|genehmigt|vorgestellt))\b"
    r"|\b(?:ha (?:approvato|deciso|dichiarato|discusso|espresso|sottolineato)|heeft (?:\w+ )*besloten)\b"
    r"|\b(?:заявил|одобрил|обсудил|отметил|подчеркнул|принял|решил|сообщил|утвердил)\w*"
)
_SPEAKS = re.compile(r"\b(?:I|my|we|our|us|nous|notre|nos|nosotros|nuestr[oa]s?)\b", re.IGNORECASE)
_BEFORE_DELIVERY = re.compile(
    r"check(?:ed)? against delivery|embargoed until (?:delivery|delivered)|as prepared(?: for delivery)?"
    r"|prepared for delivery"
    r"|seul le (?:texte )?prononcé fait foi|à vérifier au prononcé|cotejar con el discurso"
    r"|es gilt das gesprochene wort",
    re.IGNORECASE,
)
_AS_DELIVERED = re.compile(
    r"\b(?:as|was|were) (?:actually )?delivered\b|\bdelivered (?:by|at|on|in)\b|\bread out the following\b"
    r"|\bmade the following statement\b|\bprononcée? (?:par|à|le|lors|devant)\b|\bpronunciad[oa] (?:por|en|el|ante)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Tense:
    """What the sentences of a paper say about its meeting, each with an example."""

    planned: str = ""
    """A sentence about what is to happen there, where such sentences prevail."""
    reported: str = ""
    """A sentence about what happened there, where such sentences prevail."""
    told: str = ""
    """Any sentence about what happened there, where none says what is to happen."""
    speaks: bool = False
    """Whether the first person prevails, as in a speech, which may plan much."""


def read_tense(texts: Sequence[str]) -> Tense:
    """Return what the sentences of a paper say about its meeting."""
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s+", text) if sentence]
    planned = [sentence for sentence in sentences if _PLANS.search(sentence)]
    reported = [sentence for sentence in sentences if sentence not in planned and _REPORTS.search(sentence)]
    speaks = sum(bool(_SPEAKS.search(sentence)) for sentence in sentences) * _MIN_SHARE >= len(sentences)
    return Tense(
        planned[0] if _prevail(planned, reported, sentences) else "",
        reported[0] if _prevail(reported, planned, sentences) else "",
        reported[0] if reported and not planned else "",
        speaks,
    )


def _prevail(sentences: Sequence[str], others: Sequence[str], all_sentences: Sequence[str]) -> bool:
    """Return whether enough sentences say one thing, and more than say the other."""
    share = _MIN_SHARE if len(sentences) >= _MIN_SENTENCES else _MIN_SHARE_OF_FEW
    return len(sentences) > max(1, len(others)) and len(sentences) * share >= len(all_sentences)


def delivery_notice(texts: Sequence[str]) -> str:
    """Return the notice that a speech was written before it was given: `Check against delivery`; or nothing."""
    return next((match[0] for text in texts if (match := _BEFORE_DELIVERY.search(text))), "")


def delivery_record(texts: Sequence[str]) -> str:
    """Return the words that say a speech was given: `delivered by Ms. Berg`; or nothing."""
    return next((match[0] for text in texts if (match := _AS_DELIVERED.search(text))), "")
