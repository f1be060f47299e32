"""The other spellings of an English word, British for American and the other way round, by rule.

The rules are those of word ends (Oxford's *-ize* counts as American here). They make words that nobody writes too:
whoever asks keeps those that the corpus has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .analysis import terms_in

MIN_LENGTH = 5
"""Letters of the shortest word that has another spelling: `four` is no `for`."""

_ISE = "(?=(?:e|ed|es|er|ers|ing|able|ation|ations|ational|ationally)$)"
_YSE = "(?=(?:e|ed|es|er|ers|ing)$)"
_OUR = "(?=(?:s|ed|ing|able|al|ful|ite|ites|er|ers|hood|hoods)?$)"
_LL = "(?=(?:ed|ing|er|ers|or|ors)$)"
_UNSTRESSED = "([aeiouy][^aeiouy]+[aeiou])"
_PAIRS = (
    (f"is{_ISE}", "iz", f"iz{_ISE}", "is"),  # organisation
    (f"ys{_YSE}", "yz", f"yz{_YSE}", "ys"),  # analyse
    (f"our{_OUR}", "or", f"or{_OUR}", "our"),  # labour
    ("(?<=[bt])re(?=s?$)", "er", "(?<=[bt])er(?=s?$)", "re"),  # centre
    ("mme(?=s?$)", "m", "m(?=s?$)", "mme"),  # programme
    ("(?<=en)c(?=es?$)", "s", "(?<=en)s(?=es?$)", "c"),  # defence
    (f"{_UNSTRESSED}ll{_LL}", r"\1l", f"{_UNSTRESSED}l{_LL}", r"\1ll"),  # modelling
    ("ogue(?=s?$)", "og", "og(?=s?$)", "ogue"),  # dialogue
    ("dgement", "dgment", "dgment", "dgement"),  # judgement
)
_RULES = tuple((re.compile(one), other) for pair in _PAIRS for one, other in (pair[:2], pair[2:]))


def spelling_variants(word: str) -> tuple[str, ...]:
    """Give the ways in which a word may be spelt otherwise, folded; none for what is not one word."""
    return tuple(dict.fromkeys(_spellings(terms_in(word))))


def _spellings(own: tuple[str, ...]) -> Iterator[str]:
    if len(own) == 1 and len(own[0]) >= MIN_LENGTH:
        for rule, other in _RULES:
            changed = rule.sub(other, own[0])
            if changed != own[0]:
                yield changed
