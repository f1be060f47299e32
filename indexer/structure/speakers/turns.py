"""Mark the speaker of each paragraph of a paper that records speech, whatever its kind.

The opening of a single turn is parsed in `entities.turns`; which labels are speakers is decided in `evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer.entities.attendees import Attendee, fits_initials
from indexer.entities.turn_labels import NO_SPEAKERS, split_titles
from indexer.entities.turns import SpeakerTurn, parse_speaker_turn, read_opening
from indexer.model import DocumentKind, FactEvidence, Participation
from indexer.structure.draft import Piece
from indexer.text.casing import is_all_capitals
from indexer.text.honorifics import honorific_pattern
from indexer.text.prose import ends_sentence, is_prose

from .evidence import SpeakerEvidence, accepted_openings, weigh_labels
from .examinations import name_examiners
from .labelled import label_key, labelled_lines, labelled_pieces
from .labels import SpeakerLabels
from .lines import speaker_lines, statement_speaker
from .record_lines import changes_chair, is_record
from .splitting import split_turns

# A remark of the record inside a speech, such as `(Applause)` or `[Interruption.]`.
_INSERTION = re.compile(r"^(?:\([^()]{2,120}\)|\[[^\[\]]{2,120}\])[.!]?$")
_LABEL_LIKE = re.compile(r"^(?P<label>[^\W\d_a-z][^:.?!\n]*(?:\.[^:.?!\n]+){0,3}\s[^:?!\n]{1,100}):(?=\s|$)")
_FIELD = re.compile(r"^(?P<word>[^\W\d_a-z][\w-]*)(?: \d+[a-z]?)?\s?[:：](?=\s|$)")
# `emad/benjamin: we agree`
_JOINT = re.compile(r"^[^\W\d_][\w.’-]{0,24}(?:\s*[/&+]\s*[^\W\d_][\w.’-]{0,24}){1,4}\s?:\s")
_WORD = re.compile(r"^[^\W\d_]+\d*$")
_LINKS = frozenset(
    "and others other also of for the on in to y et und de la von van der den del di le al bin speaking behalf".split()
)
_MAX_DASHED_WORDS = 10
_SHOWN_LABELS = 5  # labels named in the evidence
# A line of Chinese or Japanese without any stop at its end is a title, and no speech.
_CJK_TITLE = re.compile(r"^(?=[^\n]{0,60}[\u3400-\u9fff]{2})[^\n。．！？!?：:；;…]{2,60}(?<![，,、—」』”\"’）)\].])$")
# `Mr. AL-SABAH (Kuwait), speaking for the Gulf States, said that ...` tells what somebody else says.
_REPORTED = re.compile(
    rf"^(?:{honorific_pattern('turn')}|Mr|Mrs|Ms|Miss|Dr|Mme|M)\.? "
    r"(?:(?:[^\W\d_][\w’'.-]*\s){1,5}?\([^()\n]{2,60}\)|(?:[^\W\d_][\w’'.-]*\s){0,4}?[A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,})"
    r"(?:,[^.!?\n]{2,160},)? (?:(?:also|then|further) )?(?:said|stated|asked|replied|noted|added|recalled|explained"
    r"|expressed|thanked|stressed|welcomed|pointed out|supported|agreed|wondered|observed|considered|believed|proposed"
    r"|suggested|introduced|a (?:dit|déclaré|demandé|souligné|rappelé)|dijo|preguntó|señaló)\b"
)
# `An Honourable Member - Shame!`, in a paper that sets its labels off with dashes
_DASHED = re.compile(
    r"^(?P<label>[^\W\d_a-z][^:!?;\n–—]{2,80}?)(?:\s?\.\s?[-–—]{1,2}|\s[-–—]{1,2})\s+[^\W\d_a-z“\"«¿¡]?\S"
)
_CONTINUED = re.compile(r"^(?:\.\.\.|…)\s*\S")


def mark_openings(pieces: Sequence[Piece], stated: Sequence[Attendee] = ()) -> list[Piece]:
    """Return the pieces, with the label that opens each turn of speech, as far as the paper shows that it is one.

    A line that only names the speaker becomes an attribution, and a paragraph with several turns several pieces.
    Labels of `stated` people are speakers whatever the paper shows.
    """
    labels = SpeakerLabels.learn(pieces, stated)
    labelled = labelled_pieces(pieces, labels.opening)
    evidence = weigh_labels(pieces, labelled, labels)
    if stated:
        evidence = replace(evidence, known=True)
    if not evidence.has_speech:
        return _mark_lines(pieces, labels)
    speakers = {
        item.key for item in (*labelled, *labelled_lines(pieces, labels.opening)) if evidence.accepts(item.turn)
    }
    result = [
        part
        for piece in pieces
        for part in split_turns(
            piece,
            lambda turn: label_key(turn) in speakers,
            formal=evidence.formal,
            opening=labels.opening,
            is_listed=labels.is_on_list,
        )
    ]
    labelled = labelled_pieces(result, labels.opening)
    accepted = accepted_openings(result, labelled, evidence)
    for item in accepted:
        result[item.position] = _with_opening(result[item.position], item.turn, evidence)
    return name_examiners(result)


def _with_opening(piece: Piece, turn: SpeakerTurn, evidence: SpeakerEvidence) -> Piece:
    opened = replace(piece, opening=_resolved(turn, evidence.labels), repeats_label=evidence.labels_each_paragraph)
    return opened if turn.rest else opened.with_role("attribution", "speaker_of_turn")


def _mark_lines(pieces: Sequence[Piece], labels: SpeakerLabels) -> list[Piece]:
    """Return the pieces of a paper without labels, with the lines that name the speaker of what follows."""
    result = list(pieces)
    for line in speaker_lines(pieces):
        opened = replace(result[line.position], opening=_resolved(line.turn, labels))
        result[line.position] = opened.with_role("attribution", "speaker_of_turn")
    return result


def _resolved(turn: SpeakerTurn, labels: SpeakerLabels) -> SpeakerTurn:
    """Return the turn with the full name and the affiliation that the paper gives for the label."""
    if not turn.speaker or turn.form in {"office", "country", "group", "bar"}:
        return turn
    bare = re.sub(r"\s*[(\[].*", "", turn.label).strip()
    person = labels.person(turn.label) or labels.person(bare)
    if person is None and turn.affiliation and turn.affiliation.isupper() and turn.affiliation in labels.learned:
        return replace(turn, affiliation=None)  # `Dora Ellis (EL):`, who speaks as `EL:` too
    if person is None:
        return turn
    return replace(
        turn,
        speaker=person.name,
        affiliation=_affiliation(turn, person),
        honorific=turn.honorific or person.honorific,
    )


def _affiliation(turn: SpeakerTurn, person: Participation) -> str | None:
    """Return the affiliation in a label, unless it is the initials of the name, or else the one on the list."""
    stated = turn.affiliation
    if stated and stated.isupper() and fits_initials(stated, person.name):
        return person.affiliation
    return stated or person.affiliation


def mark_turns(pieces: Sequence[Piece], kind: DocumentKind) -> list[Piece]:
    """Return the pieces with their speakers; a line that only names the speaker is an attribution.

    A label that is no known speaker's ends the turn before it. In a transcript every label of a speaker's shape counts.
    """
    if any(piece.opening or piece.block.speaker for piece in pieces):
        return _TurnWalk(pieces, kind).run()
    statement = statement_speaker(pieces)
    if statement:
        return _with_one_speaker(pieces, _participation(statement))
    return _TurnWalk(pieces, kind).run() if kind == "transcript" else list(pieces)


def _with_one_speaker(pieces: Sequence[Piece], speaker: Participation) -> list[Piece]:
    """Return the pieces of one person's statement."""
    return [
        replace(piece, people=(speaker,))
        if piece.role == "body"
        and (is_prose(piece.text) or piece.text.endswith(",") or ends_sentence(piece.text) or piece.is_list_item)
        and not (is_record(piece.text) or _INSERTION.match(piece.text))
        else piece
        for piece in pieces
    ]


class _TurnWalk:
    """One pass over the pieces, which keeps who speaks."""

    def __init__(self, pieces: Sequence[Piece], kind: DocumentKind) -> None:
        self._pieces = pieces
        self._is_transcript = kind == "transcript"
        openings = [piece for piece in pieces if piece.opening]
        self._has_openings = bool(openings)
        self._labels_each = any(piece.repeats_label for piece in openings)
        formal = sum(_is_of_record(piece.opening) for piece in openings if piece.opening)
        self._is_formal = formal * 2 >= len(openings)
        dashes = sum(piece.opening.sign == "dash" for piece in openings if piece.opening)
        self._has_dashes = dashes > 1 and dashes * 2 >= len(openings)
        self._speaker: tuple[Participation, ...] = ()
        self._level = 0
        self._depth = -1
        self._holds = False
        self._spoken = False

    def run(self) -> list[Piece]:
        """Walk to the end and return the pieces."""
        return [self._step(piece) for piece in self._pieces]

    def _step(self, piece: Piece) -> Piece:
        if piece.role not in {"body", "heading"} and not piece.opening:
            return piece
        if piece.block.speaker:
            self._speaker, self._holds = _voice(piece.block.speaker), False
            return replace(piece, role="body", people=self._speaker, is_speech=True)
        turn = piece.opening or self._loose_turn(piece)
        if turn:
            return self._open(piece, turn)
        if piece.role == "heading":
            if not self._level or piece.block.level <= self._level:
                self._end()
            return piece
        if _ends_turn(piece.text) or self._is_other_handle(piece) or (self._has_dashes and _is_dashed(piece.text)):
            self._end()
        if _INSERTION.match(piece.text):
            return piece
        self._spoken = self._continues(piece)
        if self._depth >= 0 and not self._spoken:  # what hangs below the next item is not of this turn
            self._end()
        return replace(piece, people=self._speaker, is_speech=True) if self._spoken else piece

    def _end(self) -> None:
        self._speaker, self._depth = (), -1

    def _continues(self, piece: Piece) -> bool:
        """Return whether a paragraph without a label belongs to the turn before it.

        What hangs below a labelled item of a list, and what goes on with dots, does in notes of talk too.
        """
        if self._depth >= 0:
            return piece.is_list_item and piece.block.depth > self._depth
        return self._holds or (self._spoken and bool(_CONTINUED.match(piece.text)))

    def _is_other_handle(self, piece: Piece) -> bool:
        """Return whether a paragraph opens with a word that in notes of talk is somebody else: `jhs: I would not`.

        In a record of speech `Technology: ...` goes on with what somebody says; a handle in lower case does not.
        """
        turn = read_opening(piece.text)
        if turn is None or turn.form != "handle" or not turn.rest:
            return False
        if turn.affiliation:  # `Krause (SPD): ...`
            return turn.label[:1].isupper()
        if not _WORD.match(turn.label):  # `X-Frame-Options: deny` is none
            return False
        return not self._is_formal or turn.label.islower() or any(map(str.isdigit, turn.label))

    def _loose_turn(self, piece: Piece) -> SpeakerTurn | None:
        """Return the turn that a label alone opens: in a transcript that has no labels to compare it with."""
        turn = None if self._has_openings or is_record(piece.text) else read_opening(piece.text)
        if turn is None or piece.block.kind == "table_row":
            return None
        if not self._is_transcript or not (piece.role == "body" or turn.rest or turn.is_formal):
            return None
        return turn if turn.form in {"titled", "capitals", "office", "group", "bar"} else None

    def _open(self, piece: Piece, turn: SpeakerTurn) -> Piece:
        self._speaker = (_participation(turn),) if turn.speaker else ()
        self._spoken = True
        self._level = piece.block.level if piece.block.kind == "heading" and not turn.rest else 0
        self._depth = piece.block.depth if piece.is_list_item and not turn.is_formal else -1
        # In notes of talk a paragraph without a label may be the note-taker's.
        self._holds = not turn.rest or (
            not self._labels_each and (self._is_formal or (self._is_transcript and turn.form == "name"))
        )
        if not turn.rest:
            return piece.with_role("attribution", "speaker_of_turn")
        return replace(piece, role="body", people=self._speaker, opening=turn, is_speech=True)


def _is_of_record(turn: SpeakerTurn) -> bool:
    """Return whether a label is written as in a record of speech, and not as in notes of it."""
    in_full = turn.form == "name" and (turn.affiliation is not None or turn.label.isupper())
    return turn.is_formal or in_full


def _ends_turn(text: str) -> bool:
    """Return whether a paragraph is not of the turn before it: another label, the record's own words, or a title."""
    return (
        is_record(text)
        or changes_chair(text)
        or _is_unknown_label(text)
        or bool(_REPORTED.match(text) or _CJK_TITLE.match(text))
    )


def _is_dashed(text: str) -> bool:
    """Return whether a paragraph opens with words before a dash that may be a label: capitals and small words alone."""
    match = _DASHED.match(text)
    words = re.sub(r"\([^()]*\)", "", match["label"]).split() if match else []
    return 1 < len(words) <= _MAX_DASHED_WORDS and all(not word[:1].islower() or word in _LINKS for word in words)


def _is_unknown_label(text: str) -> bool:
    """Return whether a paragraph opens with what may be another speaker's label: it ends the turn, in doubt."""
    if _JOINT.match(text):
        return True
    turn = read_opening(text)
    if turn:
        return turn.form != "handle"
    field = _FIELD.match(text)
    if field and field["word"].casefold() in NO_SPEAKERS:  # `Action: ...` is the record's
        return True
    opening = _LABEL_LIKE.match(text)
    if opening and split_titles(opening["label"])[0]:
        return True
    return opening is not None and all(
        not word[:1].islower() or word in _LINKS for word in re.sub(r"\([^()]*\)", "", opening["label"]).split()
    )


def is_speech_turn(text: str) -> bool:
    """Return whether a line is a speaker's turn with words, as a transcript can begin, and no title in capitals."""
    turn = parse_speaker_turn(text) if ends_sentence(text) and not is_all_capitals(text) else None
    return turn is not None and bool(turn.rest)


def how_speakers_are_known(pieces: Sequence[Piece], stated: Sequence[Attendee] = ()) -> tuple[FactEvidence, ...]:
    """Return how the speakers of a paper are known; nothing where nobody speaks.

    They are guessed where a label of one word is all that the paper gives.
    """
    turns = [turn for piece in pieces if (turn := piece.opening)]
    if not turns:
        return ()
    short = sorted({turn.label for turn in turns if turn.form in {"handle", "initials"} and turn.speaker == turn.label})
    if short:
        shown = ", ".join(short[:_SHOWN_LABELS]) + (" and others" if len(short) > _SHOWN_LABELS else "")
        return (FactEvidence("speakers", "guessed", f"labels without a full name: {shown}"),)
    return (FactEvidence("speakers", "settings" if stated else "stated", turns[0].label),)


def spoken_paragraphs(pieces: Sequence[Piece]) -> list[tuple[SpeakerTurn, str]]:
    """Return the paragraphs that somebody speaks under a label, each with the turn, as far as the paper shows it."""
    found = []
    turn: SpeakerTurn | None = None
    for piece in mark_turns(pieces, "other"):
        turn = piece.opening or turn
        if turn and piece.role == "body" and (piece.people or piece.opening):
            found.append((turn, piece.text))
    return found


def _voice(label: str) -> tuple[Participation, ...]:
    """Return the speaker that captions name, or nobody for several voices: `(All)`.

    The label itself is the name where it has no shape of its own.
    """
    name, bar, affiliation = (part.strip() for part in label.partition(" | "))
    name = re.sub(r"^[(\[](.*)[)\]]$", r"\1", name) or name
    turn = read_opening(f"{name}: …")
    if turn is not None and turn.form == "group":
        return ()
    if turn is None or not turn.speaker:
        return (Participation(name, "speaker", affiliation or None),)
    person = _participation(turn)
    return (replace(person, affiliation=affiliation),) if bar and affiliation else (person,)


def _participation(turn: SpeakerTurn) -> Participation:
    return Participation(turn.speaker, turn.role or "speaker", turn.affiliation, turn.honorific)
