"""Which PDFs the library does not take: nobody should have to fear opening a file of ours."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PROGRAM = Path(__file__).with_name("pdf_examining.py")
# Of computing; a designed brief of 50 MB takes two.
MOST_SECONDS = 10
MOST_MEGABYTES = 512
# Of waiting, on a machine that has other things to do.
PATIENCE_SECONDS = 30

# What the program says → what whoever uploads the file is told.
SENTENCES = {
    "no-pdf": gettext_lazy("This file is not what its name says. Save it again in the right format."),
    "protected": gettext_lazy(
        "This PDF is protected, by a password or against copying. Save it again without protection."
    ),
    "empty": gettext_lazy("This PDF has no pages."),
    "acts": gettext_lazy("This PDF has a script in it, or does something by itself. Save it again without that."),
    "holds-files": gettext_lazy("This PDF has other files in it. Save it again without attachments."),
}


def refusal(file: Any) -> str:
    """
    Return why a PDF (an open file) is not taken, as a sentence for who uploads it; empty where it is.

    Strangers' files are read by a process of their own, with little time and memory; one that needs more is not taken.
    """
    file.seek(0)
    command = [sys.executable, "-I", str(PROGRAM), str(MOST_SECONDS), str(MOST_MEGABYTES)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file is on its standard input
            command, input=file.read(), capture_output=True, timeout=PATIENCE_SECONDS, check=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return _("This PDF is too complicated to be checked. Save it again in a simpler form, or print it to a PDF.")
    finally:
        file.seek(0)
    found = done.stdout.decode()
    return "" if found == "fine" else str(SENTENCES[found])
