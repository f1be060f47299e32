"""Words of the index are shown as the text writes them."""

from __future__ import annotations

from indexer.text.written_forms import as_written, surface_forms

TEXT = (
    "IEDs kill. Mentors of TCCs, from the Light Coordination Mechanism, met IED teams in Montevideo. "
    "Women asked for post-IED care; women’s groups and IEDs were named. Élan counts."
)


def test_short_forms_and_names_keep_their_capitals() -> None:
    """A short form with a small ending and a name are as the text has them; a capital of a sentence is left out."""
    forms = surface_forms(TEXT)
    assert as_written("ieds tccs ied montevideo", forms) == "IEDs TCCs IED Montevideo"
    assert as_written("light coordination mechanism", forms) == "Light Coordination Mechanism"
    assert as_written("women mentors elan", forms) == "women mentors élan"
    assert as_written("unknown words", forms) == "unknown words"


def test_a_text_in_capitals_tells_nothing() -> None:
    """Where everything is in capitals, the words stay folded."""
    assert surface_forms("THE TROOPS OF THE MISSION WERE TRAINED.") == {}
