"""English words that carry grammar and no subject: articles, pronouns, auxiliaries, prepositions, conjunctions.

They are the closed classes of the language, listed by class, so the list is no matter of frequency or taste. Every
word is indexed, and phrases ask for all of theirs; beside other words of a query these need not be there.
"""

from __future__ import annotations

from .analysis import fold

FUNCTION_WORDS = frozenset(
    """
    a an the this that these those each every either neither some any no another other such both all one same own
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
    herself it its itself they them their theirs themselves
    anyone anybody anything someone somebody something everyone everybody everything none nobody nothing
    who whom whose which what when where why how whether
    am is are was were be been being do does did doing done have has had having
    can cannot could may might must shall should will would ought
    and or but nor so yet if because although though while whereas unless until since than as
    about above across after against along among around at before behind below beneath beside besides between beyond
    by down during except for from in inside into like near of off on onto out outside over past per through
    throughout to toward towards under up upon via with within without
    not only also too very more most less least there here then now thus hence however therefore again ever never just
    even still much many few several
    don doesn didn isn aren wasn weren won wouldn couldn shouldn hasn haven hadn ll ve re
    """.split()
)


def is_function_word(word: str) -> bool:
    """Tell whether a word as typed says nothing of a subject; a single letter or digit does not either."""
    folded = fold(word)
    return (len(folded) < 2 and folded.isascii()) or folded in FUNCTION_WORDS
