"""Tell the record's own words from what somebody says: `The motion was agreed to.`, `Se levanta la sesión`."""

from __future__ import annotations

import re

from .labelled import SPOKEN, lists_people

_OPENINGS = re.compile(
    r"^(?:The (?:meeting|session|sitting|hearing) (?:rose|was (?:called to order|suspended|resumed|adjourned|closed))"
    r"|(?:The )?(?:\w+ ){0,3}(?:[Cc]ommittee|[Ss]ubcommittee|[Ss]itting|[Pp]roceedings"
    r"|[Hh]earing|House|Council|Assembly|Senate|Parliament|Chamber)"
    r" (?:met|rose|adjourned|resumed|suspended|divided)\b(?=[^.?!]*\d)|[\[(]?(?:Whereupon|The witness(?:es)? withdrew)"
    r"|It was so decided|The agenda was adopted|A vote was taken|La séance est (?:ouverte|levée|suspendue)"
    r"|(?:Sitting|Debate|Sittings|Proceedings) (?:suspended|resumed|adjourned|interrupted)"
    r"|(?:Question|Motion|Amendment|Clause \d+|Resolution)s? (?:\([^()]*\) )?"
    r"(?:put|agreed to|moved|negatived|resolved|carried)"
    r"|(?:Leave|Bill|Bills) (?:granted|read|passed|reported)"
    r"|(?:(?:An|Several|Some|Many) )?(?:[Hh]on(?:ou?rable|\.)? )?[Mm]embers? (?:interjecting|interrupting|rose|rising)"
    r"|(?:Mr|Mrs|Ms|Miss|Dr|Sir|Hon)\b\.? [^\W\d_a-z][^\s:]+ (?:rose|interjecting)(?=\s?[—–:.]?-*$))\b"
)
_WORDS = r"(?: [^\s.?!]+){0,8}?,?"
# What is decided, and what becomes of it, as the whole of a short paragraph.
_ENGLISH = re.compile(
    rf"^(?:So \([^()]*\) )?(?:[Tt]he|[Aa]n?|[Ss]aid|[Nn]o)(?: [^\s.?!]+){{0,8}}?"
    r" (?:motions?|(?:sub-?)?amendments?|bills?|resolutions?|questions?|agenda|minutes|reports?|nominations?|preamble"
    r"|title|clauses?|schedules?|petitions?|proposals?|Journal|yeas and nays|ayes and noes|decisions?|orders?"
    r"|paragraphs?|articles?|votes?|ballot|poll|division|roll(?: call)?|rules),?"
    rf"{_WORDS} (?:was|were) (?:then |thereupon |therefore |accordingly |so |duly |also |unanimously |not |severally )*"
    r"(?:agreed to|adopted|carried|lost|negatived|rejected|defeated|put|approved|passed|withdrawn|tabled|taken|called"
    r"|ordered|requested|demanded|laid (?:on|upon) the table|read (?:the|a) (?:first|second|third) time|announced"
    r"|resolved in the (?:affirmative|negative)|referred to the|held|conducted|confirmed|engrossed|seconded|suspended)"
    r"(?: (?:by (?!the (?!yeas|ayes))|on (?:a|the|division)\b|without|unanimously|as|to be|with (?:\d|no\b)|and|nem\b)"
    r"|\s*[.:;,(\[–—-]|$)"
)
_CLERK = re.compile(
    r"^The (?:(?:\w+ )?Clerk|(?:\w+ )?clerk|(?:\w+ )?Secretary|Sergeant[ -]at[ -]Arms)"
    r" (?:then |thereupon |will |proceeded to )?(?:report|reads?|called|calls|call|designated|reported)"
    r" (?:as follows|(?:the|a|out|aloud)\b)"
)
_ENGLISH_OTHERS = re.compile(
    r"^(?:(?:There was|There being) no (?:objection|debate|discussion)\b|The House divided|The result of the vote"
    r"|(?:Yeas|Ayes|In favou?r|Yes)[:,]? \d+[,;.] (?:Nays|Noes|Against|No)\b)"
)
_FRENCH = re.compile(
    r"^(?:(?:(?:La|Le|Les) |L['’])(?:motions?|amendements?|sous-amendements?|résolutions?|question|articles?"
    r"|ordre du jour|procès-verbal|projets? de (?:loi|résolution|décision)|propositions?|ensemble|vote|demande"
    r"|rapport),?"
    rf"{_WORDS} (?:est|sont|a été|ont été|n['’]est pas|n['’]a pas été|ne sont pas)"
    r"(?: \w+ment)?"
    r" (?:mise?s? aux voix|lue?s?|adoptée?s?|rejetée?s?|retirée?s?|approuvée?s?|renvoyée?s? à)(?:\W|$)"
    r"|(?:Le vote|Le scrutin) a (?:eu )?lieu\b"
    r"|Il est (?:procédé au (?:vote|scrutin)|ainsi décidé|passé au vote)|Il en est ainsi (?:décidé|ordonné)"
    r"|(?:Le|La) (?:greffi(?:er|ère)|secrétaire) (?:lit|donne lecture|fait l['’]appel|procède)"
    r"|La séance, suspendue|La séance est reprise)"
)
_SPANISH = re.compile(
    r"^(?:(?:Queda|Quedan|Es|Son|Fue|Fueron) (?:así )?(?:aprobad|rechazad|adoptad|desechad)[oa]s?\b"
    r"|Así (?:queda|se) (?:acordado|acuerda|decidido)"
    r"|Se (?:procede|procedió|pasa|pasó|somete|sometió) a (?:la )?votación"
    r"|Se (?:efectúa|efectuó|realiza|realizó) (?:la |una )?votación"
    r"|Se (?:abre|levanta|suspende|reanuda|abrió|levantó|suspendió|reanudó) la sesión"
    r"|(?:El|La) (?:[Ss]ecretari[oa]|[Ll]etrad[oa]|[Ss]ecretaría)(?: [Gg]eneral)?"
    r" (?:lee|leyó|da lectura|dio lectura|pasa lista)"
    r"|(?:La|El|Las|Los) (?:moción|mociones|enmiendas?|proyectos? de (?:ley|resolución|decisión)|orden del día|actas?"
    rf"|votación|propuestas?|dictamen|resolución|artículos?|proposición){_WORDS}"
    r" (?:queda|quedan|fue|fueron|es|son|ha sido|se)"
    r" (?:aprobad|rechazad|adoptad|desechad|retirad|leíd|aprueba|rechaza|adopta|leyó|lee\b|realiz|efect)\w*)"
)
# `甲議員、乙議員及丙議員贊成。`, `甲議員動議的修正案如下：`, `主席宣布...`, `立法會遂於下午4時休會。`
_CHINESE = re.compile(
    r"^(?:[^。，：:!！?？「『“]{1,300}(?:議員|议员|委員|委员)"
    r"(?:[贊赞]成|反[對对]|[棄弃][權权]|[沒没]有表[決决]|起立[^。，]{1,20}|[動动][議议]的[^。，]{1,12}如下)[。.：:]?$"
    r"|(?:代理|全委會|全體委員會)?主席(?:[^。，]{2,6}[議议][員员])?宣[布佈]"
    r"|(?:[^。，：:]{0,6}[會会][議议]|立法會|委員會|本會)[^。，：:]{0,24}(?:休[會会]|[暫暂]停|恢[復复]|[結结]束|[繼继][續续])[。.]?$)"
)
_CHAIR_CHANGES = re.compile(r"^[(（][^()（）]{0,20}主席[^()（）]{0,20}主持[^()（）]{0,6}[)）]$")
_CHAIR_TAKEN = re.compile(
    r"^[^\W\d_a-z][^\n!?]{2,120}? (?:(?:took|resumed|assumed|vacated|left) the (?:[Cc]hair|CHAIR)\b"
    r"|(?:prend|reprend|assume|occupe|quitte) (?:la présidence|le fauteuil)|(?:ocupa|asume|reasume) la [Pp]residencia)"
    r"|^Председательское место занимает"
)
# `Mr. Moe asked the Minister for Ports: ...`, a question as it stands on the order paper
_ASKED = re.compile(
    r"^(?:\(?\*?\d{1,4}[.)]*\s+)?(?:[*•†]\s*)?(?:The )?"
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Hon|HON|MR|MRS|MS|DR|Sen|Senator|Sir|Dame)\b\.?"
    r"[^:;!?\n]{2,80}?\s(?:asked|to ask|to move|gave notice|laid (?:on|upon)|tabled the)\b"
    r"|^(?:Question|Motion|Paper|Petition|Order) No\.? ?\d+[^.?!]{0,40}$"
)
_OF_SELF = re.compile(r"\b(?:I|me|my|we|our)\b")
_OATH = re.compile(r"^[^\n]{3,160}?\b(?:been|being|was|were) (?:first |duly |previously |again )*(?:sworn|affirmed)\b")
_ACTS = (_ENGLISH, _CLERK, _ENGLISH_OTHERS, _FRENCH, _SPANISH, _CHINESE, _CHAIR_TAKEN, _OATH)
_NOT_SPOKEN = re.compile(r"\b(?:[Nn]o|yes|eu)\b")  # of a vote; `eu` is French here
_LONGEST = 400  # characters of such a paragraph


def is_record(text: str) -> bool:
    """Return whether a paragraph is the record's own words, or a list of people."""
    is_asked = bool(_ASKED.match(text)) and not _OF_SELF.search(text)
    return is_asked or bool(_OPENINGS.match(text)) or _states_act(text) or lists_people(text)


def changes_chair(text: str) -> bool:
    """Return whether a remark in brackets names who takes the chair; it does not say who speaks after it."""
    return bool(_CHAIR_CHANGES.match(text))


def _states_act(text: str) -> bool:
    """Return whether a short paragraph only states an act of the meeting: a vote, a reading, a decision.

    Nobody in it speaks in the first person or asks.
    """
    text = text.strip("*_ ()[]")
    if len(text) > _LONGEST or SPOKEN.search(_NOT_SPOKEN.sub("", text)):
        return False
    return any(pattern.match(text) for pattern in _ACTS)
