"""Turn a command line into a call of one command, and whatever comes of it into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from rely import __version__
from rely.cli.machine import FULL
from rely.cli.streams import ReaderGone, say
from rely.errors import RelyError

DONE, PROBLEMS, WRONG_USAGE, MACHINE_LACKS, UNEXPECTED, INTERRUPTED = 0, 1, 2, 3, 4, 130

COMMANDS = {
    "validate": "Check questionnaires and tell every problem with its line.",
    "schema": "Print the JSON Schema of the questionnaire format, for editors.",
    "new": "Make a new questionnaire to start from.",
    "diff": "Tell what changed between two versions of a questionnaire.",
    "preview": "Show a questionnaire as respondents see it, while it is edited.",
    "release": "Record the version and digest of an instrument.",
    "translate": "Have a questionnaire translated outside of its YAML.",
    "xlsform": "Exchange questionnaires with ODK, KoboToolbox and others.",
    "form": "Make a spreadsheet to fill in, one relationship a row.",
    "import": "Take over answers from other programs, and from filled forms.",
    "simulate": "Make up plausible answers, to try a questionnaire out.",
    "case": "Make a worked case of answers, with all that they give now.",
    "norms": "Build norms from many assessments, to compare results with.",
    "score": "Compute the scores and recommendations of answers.",
    "reliability": "Tell how reliable the scores are in the answers of many.",
    "export": "Write assessments as data: CSV, XLSX, SPSS or Parquet.",
    "syntax": "Make a program for SPSS or R that computes the scores again.",
    "codebook": "Describe every variable of the data of a questionnaire.",
    "report": "Make the action report of answers, as PDF or HTML.",
    "verify": "Check that a report agrees with the data that it carries.",
    "serve": "Serve the questionnaires on the web.",
    "worker": "Make in the background what takes long: the PDFs of the site.",
    "db": "Upgrade, check, back up, restore or move the database.",
    "maintenance": "Ask visitors to come back in a moment, or answer again.",
}
"""The commands with what they do; each lies in the module of its name and is loaded when it is called."""

EXIT_CODES = {
    "UnknownInstrument": WRONG_USAGE,
    "AmbiguousInstrument": WRONG_USAGE,
    "UnknownVersion": WRONG_USAGE,
    "UnknownRevision": WRONG_USAGE,
    "WrongSetting": WRONG_USAGE,
    "SeveralInstruments": WRONG_USAGE,
    "WrongStudyName": WRONG_USAGE,
    "TooManyForFormat": WRONG_USAGE,
    "UnusableDatabaseUrl": WRONG_USAGE,
    "MachineLacks": MACHINE_LACKS,
    "GitMissing": MACHINE_LACKS,
    "DatabaseNotReady": MACHINE_LACKS,
    "DatabaseBusy": MACHINE_LACKS,
    "UnreadableInstrument": MACHINE_LACKS,
    "VersionNotAtHand": MACHINE_LACKS,
    "NormsNotAtHand": MACHINE_LACKS,
    "UnusableStudyKey": MACHINE_LACKS,
    "QueueLacksDriver": MACHINE_LACKS,
    "QueueUnreachable": MACHINE_LACKS,
    "WorkerRuns": MACHINE_LACKS,
    "BackupFailed": MACHINE_LACKS,
    "MissingProgram": MACHINE_LACKS,
    "ProgramFailed": MACHINE_LACKS,
}
"""The exit code of an error by the name of its class, so that no class is loaded for it; others: PROBLEMS."""


class _LazyGroup(click.Group):
    """Lists the commands without loading them, so that help comes at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # What is a word of Python itself cannot be the name of a module: the command import lies in import_.py.
        command = import_module(f"rely.cli.{cmd_name}{'_' if iskeyword(cmd_name) else ''}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from rely.loading.near import did_you_mean

            raise click.UsageError(f"There is no command '{name}'.{did_you_mean(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="rely", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
def rely(debug: bool) -> None:
    """Answer a questionnaire about one client relationship, and get a report that says what to do about it.

    Exit codes: 0 done; 1 the input has problems; 2 wrong usage; 3 this machine lacks something; 4 something
    unexpected went wrong.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit code; only `--debug` shows a traceback."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(rely, given, name="rely"))


def run(command: click.Command, given: list[str], *, name: str) -> int:
    """Run a command and give its exit code; what goes wrong is told in words."""
    try:
        code = command.main(given, prog_name=name, standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        _in_our_words(error).show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (ReaderGone, BrokenPipeError):
        _forget_output()  # whoever read it has seen enough
        return DONE
    except RelyError as error:
        say(str(error) if hasattr(error, "problems") else f"rely: {error}")  # problems are lines of their own
        return _code_of(error)
    except Exception as error:
        if "--debug" in given:
            raise
        if isinstance(error, OSError) and error.errno in FULL:
            _forget_output()
            say(f"rely: {(error.strerror or '').lower()}: what was to be written is not complete.")
            return MACHINE_LACKS
        say(_told(error))
        return UNEXPECTED
    return code if isinstance(code, int) else DONE


def _forget_output() -> None:
    """See to it that nothing is written any more, or Python would try once again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_our_words(error: click.ClickException) -> click.ClickException:
    """The same; of a value that cannot be taken only the option and what is possible, without more words of click."""
    if not isinstance(error, click.BadParameter) or isinstance(error, click.MissingParameter) or error.param is None:
        return error
    hint = error.param.get_error_hint(error.ctx)
    return click.UsageError(f"{hint}: {error.message}", error.ctx)


def _code_of(error: RelyError) -> int:
    names = (kind.__name__ for kind in type(error).__mro__)
    return next((EXIT_CODES[name] for name in names if name in EXIT_CODES), PROBLEMS)


def _told(error: Exception) -> str:
    """One line for something unexpected, after its traceback went to a log."""
    from rely.cli.crash import keep_traceback

    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"rely: something unexpected went wrong ({what}). The details are in {keep_traceback(error)}"
