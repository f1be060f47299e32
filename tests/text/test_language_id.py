"""The language of a text."""

from __future__ import annotations

import subprocess
import sys

from indexer.text.language_id import detect_language

ENGLISH = (
    "The meeting was opened by the chair, who thanked the members for their work since the last session and recalled "
    "that the draft of the report had been sent to all of them. She said that there would be two readings of it, and "
    "that those who could not be there should write to the secretariat before the end of the week. "
)
SPANISH = (
    "La reunión fue abierta por la presidenta, que agradeció a los miembros el trabajo hecho desde la última sesión y "
    "recordó que el proyecto de informe había sido enviado a todos. Dijo que se harían dos lecturas del texto. "
)


def test_the_language_is_told() -> None:
    """A text in one language is of that language; a few letters are of none."""
    assert detect_language(ENGLISH * 2) == "en"
    assert detect_language(SPANISH * 2) == "es"
    assert detect_language("Oslo") is None


def test_numbers_and_symbols_are_not_taken_for_english() -> None:
    """English words between symbols and years do not make a list of references English prose."""
    text = "".join(f"{number}/{number + 7} of {number} December 2009, " for number in range(30, 70))
    assert detect_language(text) != "en"


def test_plain_english_needs_no_model() -> None:
    """The model is loaded when a text needs it: English prose does not, Spanish does."""
    code = (
        "import sys; from indexer.text.language_id import ModelNotLoaded, defer_model, detect_language; defer_model()\n"
        "assert detect_language(sys.argv[1]) == 'en' and 'py3langid' not in sys.modules\n"
        "try: detect_language(sys.argv[2])\n"
        "except ModelNotLoaded: print('needed')"
    )
    command = [sys.executable, "-c", code, ENGLISH * 2, SPANISH]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "needed\n"
