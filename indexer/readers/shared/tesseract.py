"""Whether tesseract is installed here, and what to do about it where it is not, with commands that work here.

Recognising pages with it is the job of `pdf/ocr`.
"""

from __future__ import annotations

import shutil
import subprocess  # nosec B404  # asks tesseract for its languages
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

PROGRAM = "tesseract"
_PACKAGE = "pytesseract"
_SECONDS = 30.0  # for the program to list its languages, which takes a hundredth of it
_SYSTEMS = (
    ("apt-get", "apt-get install tesseract-ocr", "apt-get install tesseract-ocr-eng"),
    ("dnf", "dnf install tesseract", "dnf install tesseract-langpack-eng"),
    ("apk", "apk add tesseract-ocr", "apk add tesseract-ocr-data-eng"),
    ("brew", "brew install tesseract", "brew install tesseract-lang"),
)
"""Programs that install others, with what installs tesseract and its English data."""
_CHECKOUT = Path(__file__).resolve().parents[3]


def is_installed() -> bool:
    """Return whether scans can be read here."""
    return bool(find_spec(_PACKAGE) and shutil.which(PROGRAM))


def state() -> str:
    """Return what is installed; where it is another than before, what failed for want of it is worth a try."""
    program = shutil.which(PROGRAM)
    if not find_spec(_PACKAGE) or not program:
        return f"{bool(find_spec(_PACKAGE))} {bool(program)}"
    facts = Path(program).stat()
    try:
        command = [program, "--list-langs"]
        ended = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # nosec B603
        languages = ended.stdout
    except (OSError, subprocess.TimeoutExpired):
        languages = b""
    return f"{program} {facts.st_size} {facts.st_mtime_ns} {languages.decode(errors='replace')}"


def version() -> str:
    """Return the version and the languages of what is installed, or that nothing is: the same on all machines."""
    if not is_installed():
        return "none"
    told = []
    for option in ("--version", "--list-langs"):
        try:
            command = [PROGRAM, option]
            ended = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # nosec B603
        except (OSError, subprocess.TimeoutExpired):
            return "damaged"
        lines = ended.stdout.decode(errors="replace").splitlines()
        told += lines[:1] if option == "--version" else sorted(lines[1:])
    return " ".join(told).removeprefix(PROGRAM).strip()


def how_to_install() -> str:
    """Return what installs that which is missing."""
    missing = []
    if not find_spec(_PACKAGE):
        missing.append(f"{_PACKAGE} ({_package_command()})")
    if not shutil.which(PROGRAM):
        missing.append(f"the program {PROGRAM}{_in_brackets(_system_command(1))}")
    return f"install {' and '.join(missing)}" if missing else f"repair the installation of {PROGRAM}"


def how_to_install_english() -> str:
    """Return what installs tesseract's data for English."""
    return f"install it{_in_brackets(_system_command(2))}"


def _in_brackets(command: str) -> str:
    return f" ({command})" if command else ""


def _system_command(which: int) -> str:
    """Return a command of the system's own installer, empty where none is known."""
    return next((row[which] for row in _SYSTEMS if shutil.which(row[0])), "")


def _package_command() -> str:
    """Return the command that installs the Python package into the environment that this runs in."""
    prefix = Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        return f"pipx inject rapporteur {_PACKAGE}"
    if sys.prefix == sys.base_prefix and Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").exists():
        return f"apt-get install python3-{_PACKAGE}" if shutil.which("apt-get") else f"your system's {_PACKAGE}"
    if not find_spec("pip"):  # uv makes environments without it
        return f"uv pip install {_PACKAGE}, in the environment of Rapporteur"
    if prefix.parent == _CHECKOUT and (_CHECKOUT / "Makefile").exists():
        return f"{prefix.name}/bin/python -m pip install {_PACKAGE}, in the folder of Rapporteur"
    return f"python -m pip install {_PACKAGE}, in the environment of Rapporteur"
