"""What a fresh process does to make one PDF, counted rather than timed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

STARTED = """
import sys
started = []
sys.addaudithook(lambda event, args: started.append(args[0]) if event == "subprocess.Popen" else None)
import rely.reporting.pdf
print(len(started), rely.reporting.pdf.engine()["pango"])
import ctypes.util
assert ctypes.util.find_library("c"), "other modules find their libraries as before"
"""


def test_weasyprint_finds_its_libraries_without_starting_other_programmes() -> None:
    done = subprocess.run([sys.executable, "-c", STARTED], cwd=ROOT, capture_output=True, text=True, check=True)
    started, pango = done.stdout.split()
    assert started == "0"
    assert pango[0].isdigit()
