"""Programs that ask anything: requests made from the description are answered as it says, and never with a failure.

Schemathesis makes the requests, valid and invalid ones, and compares each answer with the description: its status, its
type, its schema, whether what is valid was taken and what is invalid refused. `FUZZ=3000 pytest
tests/webapp/api/test_fuzz.py` asks more.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.webapp.served import served_site

EXAMPLES = int(os.environ.get("FUZZ", "300")) // 100
COMMAND = (sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "--no-color", "run")
OPTIONS = (
    *("--request-timeout", "120", "--generation-deterministic", "--no-shrink", "--continue-on-failure"),
    *("--exclude-path", "/verify", "--exclude-path", "/verify/{ticket}"),  # each draft starts a process
    *("--exclude-path", "/"),  # is asked for as /api/v1/, which only leads to the address without the slash
)
RANDOM = ("--phases", "examples,fuzzing", "--max-examples", str(EXAMPLES))
LIMITS = ("--phases", "coverage")
"""The values at the limits of each parameter, and beyond."""
SAME_PARAMETERS = ("/groups", "/facets", "/concordance", "/chart", "/words", "/statement")
"""Operations that take the parameters of `/search`, whose limits are tried there."""


@pytest.mark.long
def test_it_answers_as_described(made_index: Path, tmp_path: Path) -> None:
    """No request has an answer that the description does not tell, and none has status 500."""
    skipped = [option for path in SAME_PARAMETERS for option in ("--exclude-path", path)]
    with served_site(made_index, "--rate-limit", "off") as site:
        assert site.status("/api/v1/openapi.json") == 200  # made when it is first asked for
        for phase, tested in (RANDOM, 38), ((*LIMITS, *skipped), 38 - len(SAME_PARAMETERS)):
            command = (*COMMAND, f"{site.url}/api/v1/openapi.json", *OPTIONS, *phase)
            run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
            assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
            assert f"Tested: {tested}" in run.stdout
        site.stop()
    assert "Traceback" not in site.errors
