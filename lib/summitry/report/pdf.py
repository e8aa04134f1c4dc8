"""PDF: pages printed by a Chromium that is installed on this machine. Nothing else is needed, and nothing is loaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from summitry.report.notebooks import ReportError

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
LONGEST_PRINT = 120
"""Seconds that printing one page may take."""


def find_browser() -> str:
    """Return the Chromium of this machine: $CHROMIUM or one on the path. Raises ReportError when there is none."""
    named = os.environ.get("CHROMIUM", "")
    found = next((path for name in (named, *BROWSERS) if name and (path := shutil.which(name))), None)
    if found is None:
        raise ReportError("PDF needs a Chromium: install one (apt install chromium), or name it in $CHROMIUM")
    return found


def print_page(browser: str, page: Path) -> Path:
    """Print the HTML file *page* to a PDF beside it; return the PDF's path. Raises ReportError when that fails."""
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="smy-") as profile:
        beside = Path(profile) / target.name
        command = [browser, "--headless", "--disable-gpu", "--no-sandbox", f"--user-data-dir={profile}"]
        command += ["--no-pdf-header-footer", f"--print-to-pdf={beside}", page.resolve().as_uri()]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_PRINT)
        except (subprocess.SubprocessError, OSError) as error:
            raise ReportError(
                f"{page.name} could not be printed to PDF by {browser}: {type(error).__name__}"
            ) from error
        if not beside.is_file():
            raise ReportError(f"{page.name} could not be printed to PDF: {browser} wrote nothing")
        shutil.move(beside, target)
    return target
