"""Decide from the paper itself which labels before a colon are speakers: `Mark:` may be one, `Note:` is none.

Labels that a list of people explains are learned in `labels`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.entities.turns import SpeakerTurn, TurnSign
from indexer.structure.draft import Piece
from indexer.text.prose import count_words, ends_sentence, split_words

from .labelled import SPOKEN, LabelledPiece, label_key, labelled_lines
from .labels import SpeakerLabels
from .lone_labels import goes_on, is_unmistakable, lone_labels
from .tasks import are_tasks, below_tasks

# What only somebody says who speaks with others; `we` and `our` stand in reports too.
_DIALOGUE = re.compile(r"\b(?:I|[Yy]ou|[Jj]e|[Vv]ous|[Yy]o|[Uu]sted|[Ii]ch|[Tt]hanks)\b|[?？؟]")
_SENTENCE_WORDS = 5  # words of a note that is more than a value
_LEAST_TURNS = 6  # labelled paragraphs that make a conversation
_LEAST_RECURRING = 2  # labels that recur in a conversation
_LEAST_RECURRENCE = 3  # turns of a label of one word among labels of an official record
_SPOKEN_SHARE = 0.15  # of the turns in notes of talk, that speak in the first or second person or ask
_REPEATED_SHARE = 0.08  # of neighbouring turns with one label: each paragraph then has its own label
_ADDRESS = re.compile(r"^<?(?:https?://|www\.)\S+$")
_TIMED_SHARE = 0.3  # of the turns with a time, that speak: a programme is written in the third person
_SIGN_SHARE = 0.2  # of the labels, that have the same full stop or dash
_BOLD_LABEL = re.compile(r"^[\s>*+-]*(?:\*\*|__)[^*_\n]{1,60}?(?:\s*[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：])")
_BOLD_SHARE = 0.25  # of labels in bold, that speak
_LEAST_NOTE_WORDS = 3  # words of a fragment of speech
_LEAST_PAIRS = 8  # neighbouring turns that this share needs


@dataclass(frozen=True)
class SpeakerEvidence:
    """Which shapes of labels a paper uses for its speakers."""

    labels: SpeakerLabels
    formal: bool
    """Whether it has the labels of an official record: `Mr. SMITH:`, `Kenya | Representative`."""
    conversation: bool
    """Whether its paragraphs open with names or initials that recur in turn."""
    timed: bool
    """Whether labels stand with the times of a recording: `Jane Doe 0:03`."""
    countries: bool
    questions: bool
    hyphens: bool
    """Whether people that it lists speak after a hyphen: `Jane - I think so`."""
    brackets: bool
    """Whether people speak after their names in brackets: `[Jane Doe] I think so`."""
    known: bool
    """Whether people that it lists speak under their labels."""
    lone: bool
    """Whether a label that can be nothing else stands before speech, be it the only one: `Mr. SMITH (France): We`."""
    signs: frozenset[TurnSign]
    """The signs after the labels; an address such as `Mr. Speaker.` ends with another one."""
    bracketed: frozenset[str]
    """Labels in brackets that recur, or are a part of the full names that stand so, case-folded."""
    recurring: frozenset[str]
    """Labels of one word that stand before speech several times, case-folded."""
    plain_words: frozenset[str]
    """Labels that the text also uses as plain words, case-folded."""
    labels_each_paragraph: bool
    """Whether a speaker's next paragraph repeats the label, so that a paragraph without one has no known speaker."""

    @property
    def has_speech(self) -> bool:
        """Whether the paper records who said what, or one label that can be nothing else."""
        return self._records_speech or self.lone

    @property
    def _records_speech(self) -> bool:
        signs = self.timed, self.questions, self.countries, self.hyphens, self.brackets
        return self.formal or self.conversation or self.known or any(signs)

    def accepts(self, turn: SpeakerTurn) -> bool:
        """Return whether a label is one of the paper's speakers."""
        if turn.sign in {"hyphen", "brackets"}:
            return self._accepts_apart(turn)
        if (self.known and is_known(self.labels, turn)) or (self.lone and is_unmistakable(turn)):
            return True
        if _ADDRESS.match(turn.rest):  # `Datatracker: https://...`
            return False
        if turn.form == "question":
            return self.questions or (turn.label.startswith("?") and self.has_speech)
        if turn.sign not in self.signs:  # an address is to an office: `Mr. Speaker. I rise`
            return self.formal and turn.form == "titled" and turn.sign == "stop"
        return self._accepts_form(turn)

    def _accepts_form(self, turn: SpeakerTurn) -> bool:
        """Return whether labels of this shape, which no list explains, are speakers."""
        if turn.form in {"name", "handle", "initials"}:
            return self.may_be_name(turn) and self._has_names(turn)
        if turn.form == "country":
            return self.formal or self.countries
        in_doubt = turn.form == "capitals" and not turn.affiliation and self.labels.lists_speakers  # `SAI Lamps: Plan`
        return self._records_speech and not in_doubt

    def _accepts_apart(self, turn: SpeakerTurn) -> bool:
        """Return whether a label before a hyphen, or in brackets, is a speaker's."""
        if turn.sign == "hyphen":
            return self.hyphens and self.labels.person(turn.label) is not None
        is_name = turn.form == "name" or label_key(turn) in self.bracketed
        return self.brackets and (is_name or is_known(self.labels, turn))

    def may_be_name(self, turn: SpeakerTurn) -> bool:
        """Return whether a label without a title may be a name: no word that the text uses as a plain word."""
        return turn.form == "name" or turn.label.casefold() not in self.plain_words

    def _has_names(self, turn: SpeakerTurn) -> bool:
        """Return whether the speakers of the paper have labels such as this one."""
        if turn.timed and self.timed:
            return turn.form == "name"
        if not turn.rest or self.labels.lists_speakers:
            return False
        recurs = turn.form == "name" or label_key(turn) in self.recurring
        return self.conversation or (self.formal and recurs)


def is_known(labels: SpeakerLabels, turn: SpeakerTurn) -> bool:
    """Return whether the paper itself explains a label as a speaker's."""
    bare = re.sub(r"\s*[(\[].*", "", turn.label).strip()
    return any(labels.is_speaker_label(label) for label in (turn.label, bare) if label)


def accepted_openings(
    pieces: Sequence[Piece], labelled: Sequence[LabelledPiece], evidence: SpeakerEvidence
) -> list[LabelledPiece]:
    """Return the openings that are turns of the paper's speakers.

    A name or a word that opens one paragraph only is a speaker's where turns stand next to it: `Motivation: ...` alone
    between paragraphs of text is none.
    """
    tasks = are_tasks(labelled, pieces)
    labelled = [item for item in labelled if item.position not in tasks]
    accepted = [item for item in labelled if evidence.accepts(item.turn)]
    counts = Counter(item.key for item in accepted)
    possible = {item.position for item in accepted}
    certain = {item.position for item in accepted if counts[item.key] > 1 or _is_certain(item.turn, evidence)}
    live = [position for position, piece in enumerate(pieces) if piece.role in {"body", "heading"}]
    order = {position: index for index, position in enumerate(live)}

    def is_turn(item: LabelledPiece) -> bool:
        if item.turn.sign == "brackets":
            return item.position in possible
        if item.position in certain and item.turn.sign != "hyphen":
            return True
        near = (order[item.position] - 1, order[item.position] + 1)
        if item.turn.sign == "hyphen":
            return item.position in possible and (item.is_spoken or ends_sentence(item.turn.rest))
        turns = sum(0 <= index < len(live) and live[index] in certain for index in near)
        if evidence.conversation and item.position in possible:
            beside = any(0 <= index < len(live) and live[index] in possible for index in near)
            return turns > 0 or (beside and item.turn.form == "name" and bool(SPOKEN.search(item.turn.rest)))
        stands_alone = not item.turn.is_formal and item.is_spoken and bool(item.turn.rest)
        is_topic = evidence.labels.lists_initials and item.turn.form in {"initials", "handle"}
        may_be_name = evidence.may_be_name(item.turn) and (not is_topic or bool(SPOKEN.search(item.turn.rest)))
        return turns == len(near) and stands_alone and evidence.known and may_be_name

    return [item for item in labelled if is_turn(item)]


def _is_certain(turn: SpeakerTurn, evidence: SpeakerEvidence) -> bool:
    """Return whether a label is a speaker's even if it stands once."""
    stated = turn.is_formal or turn.sign != "colon" or (turn.timed and evidence.timed)
    in_full = evidence.formal and (turn.affiliation is not None or turn.label.isupper())
    return stated or in_full or is_known(evidence.labels, turn)


def weigh_labels(pieces: Sequence[Piece], labelled: Sequence[LabelledPiece], labels: SpeakerLabels) -> SpeakerEvidence:
    """Return what the labels of a paper, taken together, say about its speakers."""
    hyphens = [item for item in labelled if item.turn.sign == "hyphen"]
    bracketed = [item for item in labelled if item.turn.sign == "brackets"]
    labelled = [item for item in labelled if item.turn.sign not in {"hyphen", "brackets"}]
    plain_words = _plain_words(pieces, labelled)
    spoken = [item for item in (*labelled, *labelled_lines(pieces, labels.opening)) if item.is_spoken]
    informal = [
        item
        for item in spoken
        if not item.turn.is_formal and item.turn.rest and item.turn.label.casefold() not in plain_words
    ]
    formal = _is_formal(spoken)
    known = _known_turns(pieces, labelled, labels)
    conversation = _is_conversation(informal) or _is_bold_conversation(pieces, labelled, plain_words)
    accepted = [item for item in labelled if item.turn.is_formal or conversation or item in known]
    lone = lone_labels(labelled)
    records = formal or conversation or bool(known)
    return SpeakerEvidence(
        labels=labels,
        formal=formal,
        conversation=conversation,
        timed=_is_timed(spoken),
        countries=_has_countries(spoken),
        questions=_has_questions(spoken),
        hyphens=_has_hyphens(hyphens, labels),
        brackets=_has_brackets(bracketed),
        bracketed=_bracketed_names(bracketed),
        known=len(known) > 1 or any(map(_is_sentence, known)),
        lone=bool(lone),
        signs=_signs(spoken),
        recurring=_recurring(informal),
        plain_words=plain_words,
        labels_each_paragraph=_repeats_labels(pieces, accepted)
        or (bool(lone) and not records and not goes_on(pieces, lone[-1].position)),
    )


def _known_turns(
    pieces: Sequence[Piece], labelled: Sequence[LabelledPiece], labels: SpeakerLabels
) -> list[LabelledPiece]:
    """Return the turns of people whom the paper lists or whose labels it shows to be speakers'.

    Notes need not end with a full stop. Below `Action items` a name before a colon is who has the task.
    """
    under_tasks = below_tasks(pieces)
    return [
        item
        for item in labelled
        if not item.turn.is_formal
        and item.turn.rest
        and (item.is_spoken or (_is_noted(item) and item.position not in under_tasks))
        and is_known(labels, item.turn)
    ]


def _is_sentence(item: LabelledPiece) -> bool:
    """Return whether the words of a turn speak in the first or second person, or are as long as a sentence."""
    return bool(SPOKEN.search(item.turn.rest)) or count_words(item.turn.rest) >= _SENTENCE_WORDS


def _signs(spoken: Sequence[LabelledPiece]) -> frozenset[TurnSign]:
    """Return the signs that set labels off in a paper; full stops and dashes also follow an address."""
    counts = Counter(item.turn.sign for item in spoken if item.turn.form not in {"handle", "initials"})
    usual = {sign for sign, count in counts.items() if count > 1 and count >= _SIGN_SHARE * counts.total()}
    return frozenset({"colon", "alone", "number", *usual, *(("time",) if _is_timed(spoken) else ())})


def _is_timed(spoken: Sequence[LabelledPiece]) -> bool:
    """Return whether names stand with the times of a recording, and not of a programme."""
    timed = [item for item in spoken if item.turn.timed]
    return len(timed) > 1 and sum(bool(SPOKEN.search(item.said)) for item in timed) >= _TIMED_SHARE * len(timed)


def _has_hyphens(items: Sequence[LabelledPiece], labels: SpeakerLabels) -> bool:
    """Return whether people on a list speak after a hyphen; their entries on the list say nothing."""
    speaking = [item for item in items if item.is_spoken and labels.person(item.turn.label)]
    return len({item.key for item in speaking}) > 1 and len(speaking) > _LEAST_RECURRING and _speaks(speaking) >= 1 / 2


def _has_brackets(items: Sequence[LabelledPiece]) -> bool:
    """Return whether names in brackets take turns at the beginning of paragraphs that speak."""
    names = {item.key for item in items if item.turn.form == "name"}
    recurring = [key for key, count in Counter(item.key for item in items).items() if count > 1]
    turns = len(items) >= _LEAST_TURNS and len(names) > 1 and len(recurring) >= _LEAST_RECURRING
    return turns and _speaks(items) >= _SPOKEN_SHARE


def _bracketed_names(items: Sequence[LabelledPiece]) -> frozenset[str]:
    """Return the labels in brackets that recur, and the first names of those in full."""
    counts = Counter(item.key for item in items)
    given = {item.key.split()[0] for item in items if item.turn.form == "name"}
    return frozenset(given | {key for key, count in counts.items() if count > 1})


def _is_noted(item: LabelledPiece) -> bool:
    """Return whether words are speech as notes give it: sentences, or fragments in lower case, which no titles are."""
    return item.is_spoken or (item.turn.rest[:1].islower() and count_words(item.turn.rest) >= _LEAST_NOTE_WORDS)


def _is_formal(spoken: Sequence[LabelledPiece]) -> bool:
    """Return whether a paper has the labels of an official record."""
    strong = [
        item
        for item in spoken
        if item.turn.form in {"titled", "bar", "capitals"} or (item.turn.form == "name" and item.turn.sign == "dash")
    ]
    offices = [item for item in spoken if item.turn.form in {"office", "group"}]
    takes_turns = any(count > 1 for count in Counter(item.key for item in (*strong, *offices)).values())
    if not takes_turns and not _speaks((*strong, *offices)):  # portraits: `Dr. Lee: She leads the union.`
        return False
    if len(strong) > 1 or (strong and offices):
        return True
    return len({item.key for item in offices}) > 1 and len(offices) > 3 and _speaks(offices) >= 1 / 2


def _is_conversation(informal: Sequence[LabelledPiece]) -> bool:
    """Return whether names or initials before a colon take turns, as speakers do and headings of points do not."""
    counts = Counter(item.key for item in informal)
    recurring = sum(count > 1 for count in counts.values())
    if len(informal) >= _LEAST_TURNS and recurring >= _LEAST_RECURRING:
        return _speaks(informal) >= _SPOKEN_SHARE
    names = [item for item in informal if item.turn.form == "name"]
    is_dialogue = any(_DIALOGUE.search(item.turn.rest) for item in names)
    return len({item.key for item in names}) > 1 and is_dialogue and _speaks(names) >= 1 / 2


def _is_bold_conversation(
    pieces: Sequence[Piece], labelled: Sequence[LabelledPiece], plain_words: frozenset[str]
) -> bool:
    """Return whether labels in bold open paragraphs, some of which speak: names, or words that recur.

    Bold says that a label is one, so that fewer of them show a conversation.
    """
    bold = [
        item
        for item in labelled
        if not item.turn.is_formal and item.turn.label.casefold() not in plain_words
        if item.turn.rest and _BOLD_LABEL.match(pieces[item.position].block.raw)
    ]
    counts = Counter(item.key for item in bold)
    names = {item.key for item in bold if item.turn.form == "name"}
    recurring = sum(count > 1 for count in counts.values())
    others = sum(bool(_BOLD_LABEL.match(piece.block.raw)) for piece in pieces) - len(bold)
    if len(counts) < _LEAST_RECURRING or len(bold) < len(counts) + (not names) or others > len(bold):
        return False
    return (len(names) > 1 or recurring > 1) and _speaks(bold) >= _BOLD_SHARE


def _recurring(informal: Sequence[LabelledPiece]) -> frozenset[str]:
    counts = Counter(item.key for item in informal)
    return frozenset(key for key, count in counts.items() if count >= _LEAST_RECURRENCE)


def _speaks(items: Sequence[LabelledPiece]) -> float:
    """Return the share of turns in the first or second person, or with a question."""
    return sum(bool(SPOKEN.search(item.said)) for item in items) / len(items) if items else 0.0


def _has_countries(spoken: Sequence[LabelledPiece]) -> bool:
    countries = [item for item in spoken if item.turn.form == "country"]
    return len({item.key for item in countries}) > 1 and _speaks(countries) >= 1 / 2


def _has_questions(spoken: Sequence[LabelledPiece]) -> bool:
    """Return whether questions and answers alternate: `Q. ...?`, `A. ...`."""
    signs = {item.turn.label for item in spoken if item.turn.form == "question"}
    return {"Q", "A"} <= signs and any(item.turn.rest.endswith("?") for item in spoken if item.turn.label == "Q")


def _plain_words(pieces: Sequence[Piece], labelled: Iterable[LabelledPiece]) -> frozenset[str]:
    """Return the one-word labels that the text uses more often as plain words than as names."""
    handles = [item for item in labelled if item.turn.form in {"handle", "initials"}]
    # Notes that write names in lower case or in capitals write them so in the text too.
    loose = {item.key for item in handles if not item.turn.label[:2].istitle()}
    wanted = {item.key for item in handles} - loose
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    texts = {item.position: item.turn.rest for item in labelled}
    for position, piece in enumerate(pieces):
        if piece.role not in {"body", "heading"}:
            continue
        words = split_words(texts.get(position, piece.text))
        for word in words[1:]:
            folded = word.casefold()
            if folded in wanted:
                (lower if word.islower() else capital)[folded] += 1
    return frozenset(word for word in wanted if lower[word] > capital[word])


def _repeats_labels(pieces: Sequence[Piece], labelled: Sequence[LabelledPiece]) -> bool:
    """Return whether neighbouring paragraphs of one speaker each have the label.

    An office does not count: who presides takes the floor anew after each vote, which the record does not print.
    """
    live = {
        position: order
        for order, position in enumerate(
            index for index, piece in enumerate(pieces) if piece.role in {"body", "heading"}
        )
    }
    pairs = [
        (first, second)
        for first, second in pairwise(labelled)
        if first.turn.rest and live[second.position] == live[first.position] + 1 and first.turn.form != "office"
    ]
    same = sum(first.key == second.key for first, second in pairs)
    return len(pairs) >= _LEAST_PAIRS and same > 1 and same >= _REPEATED_SHARE * len(pairs)
