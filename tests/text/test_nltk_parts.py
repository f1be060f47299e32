"""Single modules of NLTK are loaded without the rest of it."""

from __future__ import annotations

import subprocess
import sys

PARTS = """
import sys
from indexer.text.libraries.nltk_parts import part_of_nltk
from indexer.text.analysis import stem
punkt = part_of_nltk("nltk.tokenize.punkt")
print(punkt.PunktSentenceTokenizer().tokenize("One ship came. Another left."), stem("harbours"))
print([name for name in sys.modules if name.startswith("nltk")])
import nltk
print(len(nltk.word_tokenize("One ship", preserve_line=True)), part_of_nltk("nltk.tokenize.punkt") is punkt)
"""
WHOLE = """
import nltk.tokenize.punkt
from indexer.text.libraries.nltk_parts import part_of_nltk
print(part_of_nltk("nltk.tokenize.punkt") is nltk.tokenize.punkt)
"""


def printed(program: str) -> list[str]:
    """Return what a program prints in a fresh interpreter, line by line."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )


def test_parts_leave_no_half_loaded_package() -> None:
    """Sentences and stems work, and whoever imports NLTK afterwards gets all of it."""
    assert printed(PARTS)[:3] == ["['One ship came.', 'Another left.'] harbour", "[]", "2 True"]


def test_nltk_that_is_loaded_is_used() -> None:
    """Where all of NLTK is there already, its own modules are taken."""
    assert printed(WHOLE)[0] == "True"
