"""Turn what can be wrong between the files, cases and releases of a questionnaire into kinds of problems."""

from typing import Final

from rely.loading.problem_kinds.kind import ProblemKind

FILE_KINDS: Final[tuple[ProblemKind, ...]] = (
    ProblemKind(
        code="no-instrument-file",
        severity="error",
        message="the folder has no file instrument.yaml.",
        summary="A folder is to be read as a questionnaire and lacks its main file.",
        cure="Name the file with the items instrument.yaml.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unreadable-file",
        severity="error",
        message="the file cannot be read: {reason}.",
        summary="The system refuses to hand over the file.",
        cure="See to it that the file exists and that you may read it.",
        since="0.1.0",
    ),
    ProblemKind(
        code="not-read",
        severity="error",
        message="a file of this name is not read.",
        summary="A folder holds a .yml file; only files that end in .yaml belong to a questionnaire.",
        cure="Rename it to end in .yaml, or move it elsewhere.",
        since="0.1.0",
    ),
    ProblemKind(
        code="key-in-two-files",
        severity="error",
        message="the key '{key}' stands in two files; the other is {other}.",
        summary="Two files of a folder have the same top-level key, so that one of the two would be lost.",
        cure="Keep it in one of the files.",
        since="0.1.0",
    ),
    ProblemKind(
        code="wrong-folder",
        severity="error",
        message="the instrument is called '{name}' and lies in the folder '{folder}'.",
        summary="The folder of an instrument among the questionnaires is named after its id.",
        cure="Rename the folder, or change the id.",
        since="0.1.0",
    ),
    ProblemKind(
        code="case-answers",
        severity="error",
        message="the worked case '{case}' cannot be computed: {what}.",
        summary="The answers of a worked case would not be accepted in an answers file.",
        cure="Write answers as the response scales of the items accept them.",
        since="0.1.0",
    ),
    ProblemKind(
        code="case-differs",
        severity="error",
        message="the worked case '{case}' gives {actual} for {what}, not {expected}.",
        summary="Rely computes something else from the answers of a worked case than it says.",
        cure="Find out which of the two is right; a changed score needs a new major version.",
        since="0.1.0",
    ),
    ProblemKind(
        code="released-changed",
        severity="error",
        message="version {version} was released with the digest {released} and has {actual} now.",
        summary="The content of a released version has changed, so that old results could not be told from new ones.",
        cure="Raise `version`, or undo the change; `rely release` records a new version.",
        since="0.1.0",
    ),
    ProblemKind(
        code="release-copy",
        severity="error",
        message="the copy of version {version} under releases/ {what}.",
        summary="The JSON that is kept of a release is missing or is not what was released.",
        cure="Restore the file from your version control; it is never edited.",
        since="0.1.0",
    ),
    ProblemKind(
        code="release-order",
        severity="error",
        message="version {version} does not come after {earlier}.",
        summary="Releases are listed from the first to the last, each with a higher version.",
        cure="Restore releases.yaml from your version control; `rely release` writes it.",
        since="0.1.0",
    ),
    ProblemKind(
        code="norms-file",
        severity="error",
        message="this norms file is not used: {what}.",
        summary="A file under norms/ is not what `rely norms build` wrote, or is that of another questionnaire.",
        cure="Restore it as `rely norms build` wrote it, or take it out of its folder.",
        since="0.1.0",
    ),
    ProblemKind(
        code="stale-translation",
        severity="warning",
        message="the wording in {source} has changed since version {version}, and its translation into {language} "
        "has not.",
        summary="A text was changed in the source language after the last release, and a translation stayed as it was.",
        cure="Translate the new wording; where the translation still says the same, note that under `silence`.",
        since="0.1.0",
    ),
)
