"""A bare machine of stand-ins, on which the set-up of `./go` is played.

It is a folder of programs that note how they were called, and nothing else is on the PATH but a few real tools. So
nothing is installed, and every outcome can be had.
"""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
REAL_TOOLS = ("cat", "chmod", "cksum", "cp", "dirname", "env", "grep", "mkdir", "sh", "tail", "true")

# Notes its call, and ends as the file `fails` beside the notes says it must.
RECORDER = """#!/bin/sh
printf '%s %s\\n' "${0##*/}" "$*" >>"$NOTES/calls"
if grep -qxF -- "${0##*/}" "$NOTES/fails"; then exit 1; fi
"""
SUDO = f'{RECORDER}[ "$1" = -n ] && shift && exec "$@"\n'
# Knows the few things the script asks of a Python, and notes the rest.
PYTHON = """#!/bin/sh
case "$*" in
    *ensurepip*) [ ! -e "$NOTES/old-python" ]; exit ;;
    --version) echo Python 3.11.2; exit ;;
    "-c import pip") exit ;;
    -c*ctypes.CDLL*) cat "$NOTES/missing"; exit ;;
    "-m venv"*)
        mkdir -p "$4/bin"
        cp "$0" "$4/bin/python"
        for tool in ruff mypy lint-imports deptry rely; do cp "$TOOLS/apt-get" "$4/bin/$tool"; done
        echo 'version = 3.11.2' >"$4/pyvenv.cfg" ;;
    *pytest*) code=5 ;;
    *requirements/otree.txt) [ ! -e "$NOTES/no-otree" ] || { echo 'no wheel'; exit 1; } ;;
    *pip*) [ ! -e "$NOTES/no-network" ] || { echo 'no route to host'; exit 1; } ;;
esac
printf 'python %s\\n' "$*" >>"$NOTES/calls"
exit "${code-0}"
"""


class Machine:
    """A bare machine with a copy of the project, in a folder with a space in its name."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "my rely"
        self.tools = folder / "tools"
        self.notes = folder / "notes"
        for made in (self.project / "requirements", self.tools, self.notes):
            made.mkdir(parents=True)
        shutil.copy(ROOT / "go", self.project)
        for file in ("pyproject.toml", "requirements/run.txt", "requirements/test.txt"):
            (self.project / file).write_text(f"# {file}\n")
        for tool in REAL_TOOLS:
            (self.tools / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
        for tool in ("apt-get", "chromium", "initdb"):
            self.install(tool, RECORDER)
        self.install("python3", PYTHON)
        self.user("root")
        self.lacks()
        self.fails()

    def install(self, tool: str, text: str) -> None:
        (self.tools / tool).write_text(text)
        (self.tools / tool).chmod(0o755)

    def user(self, name: str) -> None:
        self.install("id", f"#!/bin/sh\necho {0 if name == 'root' else 1000}\n")

    def lacks(self, *packages: str) -> None:
        self.note("missing", *packages)

    def fails(self, *tools: str) -> None:
        self.note("fails", *tools)

    def note(self, name: str, *lines: str) -> None:
        (self.notes / name).write_text("".join(f"{line}\n" for line in lines))

    def go(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call ./go from elsewhere; the notes then hold the calls of this run only."""
        (self.notes / "calls").unlink(missing_ok=True)
        environment = {"PATH": str(self.tools), "NOTES": str(self.notes), "TOOLS": str(self.tools)}
        return subprocess.run(
            [self.project / "go", *arguments],
            cwd="/",
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, word: str = "") -> list[str]:
        notes = self.notes / "calls"
        return [line for line in notes.read_text().splitlines() if word in line] if notes.exists() else []
