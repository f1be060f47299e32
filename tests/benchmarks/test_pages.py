"""Several measurements write one page, and none of them takes away what another has written."""

from __future__ import annotations

from benchmarks.cluster.pages import section_of, with_section

PAGE = "# Title\n\nWords.\n\n## Parity\n\n### One\n\n| a |\n\n## Other\n\nmore\n"


def test_a_section_ends_before_the_next_of_its_level() -> None:
    """Its smaller sections belong to it; where there is none, nothing is returned."""
    assert section_of(PAGE, "## Parity") == "## Parity\n\n### One\n\n| a |\n"
    assert section_of(PAGE, "## Parities") == ""
    assert section_of("## Parity\n\nall\n", "## Parity") == "## Parity\n\nall\n"


def test_a_section_comes_in_place_of_the_one_before() -> None:
    """What stands before and after it stays as it was."""
    page = with_section(PAGE, "## Parity", "## Parity\n\nnew\n")
    assert page == "# Title\n\nWords.\n\n## Parity\n\nnew\n\n## Other\n\nmore\n"


def test_a_new_section_comes_to_the_end() -> None:
    """An empty one changes nothing."""
    assert with_section("# Title\n", "## Parity", "## Parity\n\nnew\n") == "# Title\n\n## Parity\n\nnew\n"
    assert with_section("# Title\n", "## Parity", "") == "# Title\n"
    assert with_section("", "## Parity", "## Parity\n") == "## Parity\n"
