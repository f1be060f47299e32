"""Find the people whom French, Spanish and Portuguese running text reports as speaking, presiding or opening.

A name counts only with an honorific before it. English has another word order and is read in `mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.model import Participation

_TITLE = (
    r"(?:M\.|Mme|Mlle|Madame|Monsieur|Dr\.?|Dre|Pr\.|Pre|Profa?\.|Sr\.|Sra\.|Srta\.|Dra\.|Lic\.|Ing\.|[Pp]rofesseure?"
    r"|[Gg]énéral|[Cc]olonel(?:le)?|[Aa]mbassad(?:eur|rice)|[Ee]mbajadora?|[Pp]rofesora?|[Gg]eneral|[Cc]oronel"
    r"|[Mm]inistr[eoa])"
)
_HONORIFIC = rf"(?:(?:S\.\s?E\.|Son Excellence|Excm[oa]\.|Su Excelencia)\s+)?{_TITLE}(?:\s+{_TITLE})?"
_WORD = r"(?:[A-ZÀ-ÖØ-ÞŁŚŠŽČĆ][\w’'-]*\w|[A-Z]\.)"
_NAME = rf"{_WORD}(?:\s+(?:(?:de la|de|del|du|des|van|von|der|el|la|le|al|y|ben|bin)\s+)?{_WORD}){{0,4}}"
_PERSON = (
    rf"(?<![\w.])(?:[Ll][ae]s?\s+|[Ee]l\s+|[OoAa]s?\s+|l['’])?(?P<honorific>{_HONORIFIC})\s+(?P<name>{_NAME})"
    r"(?:\s+\((?P<inside>[^()]{2,100})\)|,\s+(?P<segment>[^;:.()«»“”]{3,140}?)(?:,|(?=\.|$)))?"
)
_ADVERB = r"(?:(?:ensuite|également|aussi|enfin|puis|alors|en outre|por su parte|también|asimismo|luego|además)\s+)?"
_PARTICIPLE = (
    r"(?:présenté|souligné|déclaré|indiqué|expliqué|rappelé|précisé|ajouté|affirmé|noté|observé|proposé|demandé|répondu"
    r"|dit|évoqué|exposé|exprimé|insisté|mentionné|remercié|suggéré|salué|informé|relevé|estimé|plaidé|appelé|invité"
    r"|conclu|pris la parole|attiré l['’]attention|rendu compte|donné lecture|partagé|décrit|introduit|résumé|regretté"
    r"|averti|encouragé|recommandé|montré|rapporté|constaté|reconnu|commenté"
    r"|fait (?:valoir|observer|remarquer|part|état)|mis l['’]accent|présidé|animé|modéré|ouvert|clos"
    r"|clôturé|passé en revue"
    r"|presentado|señalado|destacado|subrayado|explicado|indicado|afirmado|recordado|propuesto|mencionado|expuesto"
    r"|informado|dicho|insistido|moderado|presidido|inaugurado|clausurado)"
)
_FINITE = (
    r"(?:présente|souligne|déclare|indique|explique|rappelle|précise|ajoute|affirme|propose|demande|répond|évoque|expose"
    r"|dit|juge|considère|constate|fait (?:valoir|observer|remarquer)|s['’]associe|prend la parole"
    r"|dice|señala|pregunta|responde|manifiesta|informa|expone|indica|ruega|solicita|propone|explica|interviene"
    r"|insiste|mentionne|remercie|suggère|salue|informe|estime|conclut|préside|anime"
    r"|presentó|señaló|destacó|subrayó|explicó|indicó|afirmó|recordó|mencionó|informó|preguntó|manifestó|expresó"
    r"|apresentou|perguntou|respondeu|afirmou|destacou|informou|explicou|ressaltou|propôs|solicitou|agradeceu|disse"
    r"|insistió|reiteró|comentó|planteó|resaltó|enfatizó|relató|citó|declaró|invitó|exhortó|apoyó|concluyó|describió"
    r"|compartió|añadió|respondió|sugirió|hizo|dijo|expuso|propuso|agradeció|moderó|presidió|inauguró|clausuró|abrió"
    r"|cerró)"
)
_HAS = r"(?:(?:s['’]est|nous a|leur a|lui a|a|ha)\s+)"
_FOR = r"(?:,?\s+(?:s['’]exprimant|parlant|intervenant|hablando|interviniendo|en nombre)\b[^.;]{3,160}?,)?"
_VERB = (
    rf"{_FOR}\s+{_ADVERB}(?:{_HAS}{_ADVERB}(?P<perfect>{_PARTICIPLE}|félicitée?|interrogée?|exprimée?)|(?P<finite>{_FINITE}))"
    r"\b(?P<what>[^.;]{0,40})"
)
_SPEAKS = re.compile(_PERSON + _VERB)
_QUOTED = re.compile(
    rf"[»”\",]\s+(?:a\s+{_PARTICIPLE}|dijo|señaló|afirmó|explicó|añadió|declaró)\s+{_PERSON}",
)
_BY = tuple(
    (role, re.compile(rf"\b(?:{words})\s+{_PERSON}"))
    for role, words in (
        (
            "chair",
            r"[Pp]résidée?s?\s+par|sous la présidence de|[Pp]residid[oa]s?\s+por|bajo la presidencia del?"
            r"|sob a presidência d[ao]",
        ),
        ("moderator", r"[Aa]nimée?s?\s+par|[Mm]odérée?s?\s+par|[Mm]oderad[oa]s?\s+por"),
        ("speaker", r"[Tt]oma la palabra|[Hh]ace uso de la palabra|[Ii]nterviene|[Pp]rend la parole"),
        ("opening remarks", r"[Oo]uverte?s?\s+par|[Ii]naugurad[oa]s?\s+por"),
        ("closing remarks", r"(?:[Cc]lose?|[Cc]lôturée?s?)\s+par|[Cc]lausurad[oa]s?\s+por"),
    )
)
_OFFICES = frozenset("Alcalde Alcaldesa Presidente Presidenta Secretario Secretaria Ministro Ministra Director".split())
"""Offices that stand after `el Sr.` in place of a name."""
_ROLES = (
    ("chair", re.compile(r"présid|presid")),
    ("moderator", re.compile(r"anim|modér|moder")),
    ("opening remarks", re.compile(r"(?:ouvert|inaugur|abr)")),
    ("closing remarks", re.compile(r"(?:clos|clôtur|clausur|cerr)")),
)
_SESSION = re.compile(
    r"\s+(?:la|le|l['’]|el|los|les|cette|esta|este)\s*(?:\w+\s+)?(?:séance|session|réunion|atelier|table ronde|panel"
    r"|débat|discussion|travaux|conférence|séminaire|sesión|reunión|taller|mesa redonda|debate|conferencia|seminario)",
)
_FROM = re.compile(r"^(?:(?:de la|du|des|de las|de los|del|de|por)\s+|(?:de l|d)['’]\s*)(?=\S)")
_PREDICATE = re.compile(r"\b(?:qui|que|quien|a|ont|ha|est|es|fue|et (?:M\.|Mme)|y (?:el|la)\s+S)\b")


def find_reported_speakers(text: str) -> Iterator[tuple[int, Participation]]:
    """Yield the people reported as speaking or leading, each with the offset of the name."""
    for start, person in _named(text):
        if person.name.split()[0] not in _OFFICES:
            yield start, person


def _named(text: str) -> Iterator[tuple[int, Participation]]:
    for match in _SPEAKS.finditer(text):
        yield match.start("honorific"), _participation(match, _role(match["perfect"] or match["finite"], match["what"]))
    for match in _QUOTED.finditer(text):
        yield match.start("honorific"), _participation(match, "speaker")
    for role, pattern in _BY:
        for match in pattern.finditer(text):
            yield match.start("honorific"), _participation(match, role)


def _role(verb: str, following: str) -> str:
    """Return the role implied by a verb of leading a session; `speaker` for any other verb."""
    role_of_verb = next((role for role, pattern in _ROLES if pattern.match(verb)), None)
    return role_of_verb if role_of_verb and _SESSION.match(following) else "speaker"


def _participation(match: re.Match[str], role: str) -> Participation:
    affiliation = (match["inside"] or match["segment"] or "").strip()
    if _PREDICATE.search(affiliation):
        affiliation = ""
    return Participation(match["name"], role, _FROM.sub("", affiliation) or None, match["honorific"])
