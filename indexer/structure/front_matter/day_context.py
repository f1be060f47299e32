"""Tell from the words around a date whose day it is: the meeting's, the paper's, or that of something else.

Which of the dates of a paper is the day of its meeting is decided in `days`.
"""

from __future__ import annotations

import re
from typing import Literal

from indexer.structure.dates import StatedDates
from indexer.text.prose import split_words

DayOwner = Literal["meeting", "adoption", "open", "paper", "other"]
"""Whose day it is: the meeting's by its words, that of adopting this paper, not said, the paper's own, another's."""

_CONTEXT = 200  # characters before and after a date that can say whose day it is
_LABEL_WORDS = 3  # words: the longest label without a colon
_SENTENCE_END = re.compile(r"[.;!?]\s+(?=[A-ZÀ-Þ])|。|\s[•|]\s")
EVENT = re.compile(
    r"\b(?:meetings?|conference|workshop|seminar|symposium|session|forum|summit|congress|hearing|sitting|call|debates?|hansard"
    r"|assembly|plenary|roundtable|conférence|réunion|séance|colloque|taller|reunión|conferencia|foro|sesión|sitzung|tagung"
    r"|seduta|riunione|reunião|sessão|vergadering|møte|möte|kokous|posiedzenie|zasedání|toplantı\w*|ülés|συνεδρίαση|заседание"
    r"|совещание|اجتماع|جلسة)\b|会议|會議|会議",
    re.IGNORECASE,
)
"""Words for a meeting or a part of it."""
HELD = re.compile(
    r"\b(?:took place|take place|takes place|taking place|was held|were held|is held|being held|be held|held (?:on|at|in|from)"
    r"|will be held|convened|organi[sz]ed|gathered"
    r"|met (?:in|on|from|at)|meets on|brought together|co-?hosted|hosted|in[- ]person in"
    r"|s['’]est (?:tenue?|réunie?|déroulée?)|se sont (?:tenue?s|réunie?s)|tenue? (?:le|du|à)|a eu lieu|ont eu lieu"
    r"|se celebró|se reunió|celebrad[ao]s? (?:el|en|del)|tuvo lugar|se llevó a cabo|realizad[ao] (?:em|no|a)"
    r"|fand(?:en)? .{0,40}statt|stattgefunden|findet .{0,40}statt|abgehalten|tenutasi|si è tenut[ao]|svoltasi"
    r"|gehouden|состоял[аос]\w+|проходил\w*|проведенн\w+|odbył\w*|konal[ao]? se|عقد\w*|المعقود\w*|召开|召開|举行|舉行|開催)",
    re.IGNORECASE,
)
"""Words that say when or where a meeting was held."""
_LABEL = re.compile(
    r"^\W*(?:date(?:s|\(s\))?(?: (?:of|and|&) (?:the )?(?:meeting|session|hearing|call|sitting|event|time|place|location|venue)){0,2}"
    r"|(?:meeting|session|call|event) dates?|when|days?"
    r"|datum|termin|sitzungstermin|datum der sitzung|date de la (?:réunion|séance)|jour|fecha(?: de la (?:reunión|sesión))?"
    r"|data(?: da (?:reunião|sessão)| della (?:riunione|seduta))?|dato|datum och tid|päivämäärä|aika|tarih|ημερομηνία|дата"
    r"|termín|kuupäev|التاريخ|日期|日時|時間|时间|開會日期|会议时间|會議日期|日時及び場所)\W*[:：\t|—–-]",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:scheduled|forthcoming|upcoming|next|previous|prior|earlier|last|preceding|follow-up|postponed|rescheduled|deferred"
    r"|adjourned (?:to|until)|reconvene\w*|prochaine?|précédente?|dernière?|próxim[ao]|anterior|nächste[nr]?|letzte[nr]?"
    r"|prossim[ao]|precedente|volgende|vorige|nästa|föregående|neste|forrige|следующ\w+|предыдущ\w+|下次|上次|次回|前回)\b",
    re.IGNORECASE,
)
_RECALLED = re.compile(
    r"\b(?:recall(?:s|ed|ing)?|reaffirm(?:s|ed|ing)?|bearing in mind|taking note|took note|noting|welcom(?:es|ed|ing)|pursuant"
    r"|in accordance with|in conformity with|having regard|referring to|with reference to|following up|as adopted"
    r"|rappelant|rappelle|réaffirmant|vu la|recordando|recuerda|reafirmando|visto|unter hinweis|eingedenk|напоминая"
    r"|ссылаясь|подтверждая|إذ تشير|إذ تؤكد|回顾|回顧|重申)",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"\b(?:minutes|record|protokoll\w*|niederschrift|procès-verbal|compte[- ]rendu|acta|ata|verbale|notulen|會議紀錄|会议记录|議事録)\b",
    re.IGNORECASE,
)
_THOSE_MINUTES = re.compile(r"\b(?:the|its|their|les|las|el|die|das|der|il|as|de)\s+$", re.IGNORECASE)
_THESE = re.compile(r"\b(?:this|these|present|here|following|contains?)\b", re.IGNORECASE)
_APPROVED = re.compile(
    r"\b(?:approv\w+|adopt\w+|confirm\w+|accept\w+|ratif\w+|agree\w*|genehmig\w+|verabschied\w+|approbation|adoption"
    r"|aprob\w+|approva\w+|goedkeur\w+|godkänn\w+|godkend\w+|read and signed|taken as read)\b",
    re.IGNORECASE,
)
_PAPERS_OWN = re.compile(
    r"\b(?:publish\w*|issued?|releas\w+|post(?:ed)?|updat\w+|modified|edited|revis\w+|rev\.|version|generated|printed|created"
    r"|accessed|retrieved|downloaded|submitted|received|circulated|distributed|distr\.?|signed|dated|sent|filed|prepared|written"
    r"|copyright|©|publi[ée]e?s?|diffus[ée]\w*|mise? à jour|publicad[ao]|actualizad[ao]|veröffentlicht|stand|erstellt"
    r"|pubblicat[oa]|gepubliceerd|publicerad|дата выпуска|опубликован\w*|发布|發布|更新|印发|印發)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:\b(?:deadline|due(?: date)?|no later than|closing date|expir\w+|valid|effective|entry into force|in force|comments? (?:by|until)"
    r"|register|registration|rsvp|apply|applications?|submissions?|born|founded|established|term(?:s)? (?:of office )?(?:ends?|began)"
    r"|period|biennium|fiscal|financial year|year (?:ended|ending)|covering|embargo\w*)\b.*"
    r"|\b(?:as (?:of|at)|since|prior to|before|after|by|not later than|bis|avant|après|antes|después|depuis|desde|seit|vor|nach)\s+(?:the\s+)?"
    r"|\b(?:resolutions?|decisions?|directive|regulation|laws?|acts?|treaty|convention|agreement|protocol|letters?|notes? verbales?|circular"
    r"|memorandum|resoluci[oó]n|décision|loi|ley|gesetz|beschluss)\b[\w\s/().,-]{0,30}?\b(?:of|dated|du|de|del|vom|от)\s+(?:the\s+)?)$",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"^\W*(?:(?:draft\s+)?(?:resolution|decision|recommendation|declaration|conclusions?|opinion|motion)s?\b[^.;]{0,60}?\b)?"
    r"(?:adopted|approved|passed|agreed|resolved)\s+(?:by\b|at\b|on\b|without\b|unanimously)"
    r"|^\W*(?:(?:résolution|décision|recommandation|déclaration)s?\b[^.;]{0,60}?\b)?adoptée?s?\s+(?:par|le|à)\b"
    r"|^\W*(?:(?:resolución|decisión|recomendación|declaración)\b[^.;]{0,60}?\b)?(?:aprobada|adoptada)\s+(?:por|en|el)\b"
    r"|^\W*(?:(?:beschluss|entschließung|resolution)\b[^.;]{0,60}?\b)?(?:angenommen|verabschiedet)\b"
    r"|^\W*(?:(?:резолюция|решение)\b[^.;]{0,60}?)?принята\b|^\W*(?:قرار\b.{0,60})?(?:اتخذته|المتخذ)\b|(?:通过|通過)(?:的)?(?:决议|決議)",
    re.IGNORECASE,
)
_ONLY_PAPERS_ADOPT = re.compile(
    r"\b(?:resolution|decision|recommendation|declaration|conclusions|opinion|motion|résolution|décision|déclaration|resolución"
    r"|decisión|beschluss|entschließung|резолюция|решение|قرار|at its|à sa|en su|in seiner|决议|決議)",
    re.IGNORECASE,
)


def day_owner(text: str, dates: StatedDates, *, is_item: bool = False) -> DayOwner:
    """Return whose day a date in a text is; `is_item` tells that the text is an item of a list, such as an agenda."""
    before = _SENTENCE_END.split(text[max(0, dates.position - _CONTEXT) : dates.position])[-1]
    after = _SENTENCE_END.split(text[dates.end : dates.end + _CONTEXT])[0]
    if _ADOPTED.match(text) and _ONLY_PAPERS_ADOPT.search(before):
        return "adoption"
    around = f"{before} {after}"
    if _RECALLED.search(before) or ELSEWHERE.search(around):
        return "other"
    if (minutes := _MINUTES.search(around)) and (is_item or _APPROVED.search(around) or _are_those(around, minutes)):
        return "other"
    if _OTHERS.search(before):
        return "other"
    held, own = HELD.search(around), _PAPERS_OWN.search(before)
    if _LABEL.match(text) or (held and not (own and own.start() > held.start())):
        return "meeting"
    if own or _APPROVED.search(before) or _PAPERS_OWN.match(after.lstrip(" ,-–—(")):
        return "paper"
    return "open"


def _are_those(text: str, minutes: re.Match[str]) -> bool:
    """Return whether a text speaks of minutes as of another paper: `that the minutes of 5 May be taken as read`."""
    before = text[: minutes.start()]
    return _THOSE_MINUTES.search(before) is not None and _THESE.search(before) is None


def is_day_of_meeting(text: str) -> bool:
    """Return whether a line is labelled as the date of the meeting: `Date: ...`."""
    return _LABEL.match(text) is not None


def owner_of_line_below(text: str) -> DayOwner:
    """Return whose day a bare date is, by the short line above it: `Next meeting`, `Deadline`, `Published`."""
    words = split_words(text)
    is_label = text.rstrip().endswith((":", "：")) or len(words) <= _LABEL_WORDS
    if _RECALLED.search(text) or (
        ELSEWHERE.search(text) and (EVENT.search(text) or text.rstrip().endswith((":", "：")))
    ):
        return "other"
    if is_label and (_OTHERS.search(f"{text.rstrip(' :')} ") or _OTHERS.search(text.rstrip(" :"))):
        return "other"
    return "paper" if is_label and (_PAPERS_OWN.search(text) or _APPROVED.search(text)) else "open"
