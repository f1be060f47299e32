"""Words for meetings and for the papers of meetings, folded and without accents, in the languages of the papers.

What a title or a heading with such a word means is decided where it is read.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = "\u3000"  # scripts from this character on put no spaces between words

MEETING_WORDS = frozenset(
    """
    meeting meetings session sessions sitting sittings call calls telecon telecons telcon telcons teleconference
    concall standup sync f2f plenary plenaries retreat interim hearing hearings debate debates huddle checkin
    reunion reunions seance seances sesion sesiones sessao reuniao sitzung sitzungen tagung treffen besprechung
    riunione riunioni seduta sedute vergadering bijeenkomst møte møde kokous posiedzenie zebranie zasedani schuze
    toplanti synedriasi zasedanie 会議 会议 會議 会合 例会 회의 اجتماع جلسة заседание собрание совещание
    """.split()
)
"""What a body holds again and again."""
EVENT_WORDS = frozenset(
    """
    conference conferences workshop workshops seminar seminars symposium symposia congress summit forum colloquium
    colloque colloques roundtable webinar hackathon assembly consultation consultations dialogue panel conclave
    conferencia conferencias taller talleres seminario seminarios congreso cumbre foro jornada jornadas atelier ateliers
    seminaire seminaires congres sommet simposio konferenz kongress gipfel convegno conferenza
    congresso conferentie конференция семинар симпозиум форум конгресс
    مؤتمر ندوة مائدة منتدى ورشة 研讨会 論壇 シンポジウム
    """.split()
)
"""What takes place once, under a name of its own."""
RECORD_WORDS = frozenset(
    """
    agenda agendas minutes transcript transcripts hansard verbatim proceedings notes acta actas ata atas protokoll
    niederschrift tagesordnung notulen verslag verbale verbali protokol protocol zapisnik zapis referat dagsorden
    compte rendu proces verbal verbaux protocole ordre jour orden dia
    protocoles протокол стенограмма повестка محضر 議事録 纪要 紀要 議程 议程
    """.split()
)
"""What the agenda or the record of a meeting is called."""
BODY_WORDS = frozenset(
    """
    council committee board commission parliament senate assembly subcommittee panel taskforce bureau cabinet
    conseil comite parlement consejo comision parlamento ausschuss rat bundestag raad commissie consiglio
    """.split()
)
"""What meets."""


def plain_words(text: str) -> list[str]:
    """Return the words of a text, folded and without accents; numbers are left out."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in decomposed if not unicodedata.combining(sign)))


def says(text: str, words: frozenset[str]) -> bool:
    """Return whether one of the words stands in a text; in scripts without spaces, as a part of it."""
    plain = plain_words(text)
    return not words.isdisjoint(plain) or any(
        word in run for run in plain if run[0] > _UNSPACED for word in words if word[0] > _UNSPACED
    )
