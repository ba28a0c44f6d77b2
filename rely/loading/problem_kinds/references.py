"""Turn names that nothing in the questionnaire bears into kinds of problems."""

from typing import Final

from rely.loading.problem_kinds.kind import ProblemKind


def _reference(code: str, noun: str, where: str) -> ProblemKind:
    return ProblemKind(
        code=code,
        severity="error",
        message=f"{{owner}} names the {noun} '{{name}}', which is not defined.",
        summary=f"A place names a {noun} that does not stand under {where}.",
        cure=f"Correct the name, or define the {noun}.",
        since="0.1.0",
    )


REFERENCE_KINDS: Final[tuple[ProblemKind, ...]] = (
    _reference("unknown-scale", "response scale", "`response_scales`"),
    _reference("unknown-facet", "facet", "`facets`, or that has no place here"),
    _reference("unknown-facet-value", "facet value", "the `values` of its facet"),
    _reference("unknown-requirement", "requirement", "`requirements`"),
    _reference("unknown-work", "work", "`works`"),
    _reference("unknown-evidence-level", "evidence level", "`evidence_levels`"),
    _reference("unknown-profile", "profile", "`profiles`"),
    _reference("unknown-norm", "norm", "`norms`, under the key `norm` of its rows"),
    _reference("unknown-score", "score", "`scores`"),
    _reference("unknown-measure", "measure", "`measures`"),
    _reference("unknown-item", "item", "the `items` of the sections"),
    _reference("unknown-guideline", "guideline", "`guidelines`"),
    _reference("unknown-band", "band", "`bands`"),
    _reference("unknown-form", "form", "`forms`"),
    _reference("unknown-given", "given fact", "`given`"),
    ProblemKind(
        code="unknown-instrument",
        severity="error",
        message="{owner} names the instrument '{name}', which is not in the catalogue.",
        summary="`items_from` or `mirror_of` names an instrument that does not stand under questionnaires/.",
        cure="Write the id of an instrument of the catalogue, which is the name of its folder.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-release",
        severity="error",
        message="{owner} names version {release} of '{name}', which does not exist.",
        summary="`items_from` or `mirror_of` names a version that is neither released nor the present one.",
        cure="Write one of these versions, or its first number alone for the highest release of it.",
        since="0.1.0",
    ),
    ProblemKind(
        code="broken-instrument",
        severity="error",
        message="{owner} names the instrument '{name}', which has problems of its own.",
        summary="`items_from` or `mirror_of` names an instrument that cannot be read.",
        cure="Validate that instrument and mend its problems first.",
        since="0.1.0",
    ),
    ProblemKind(
        code="circular-items",
        severity="error",
        message="{owner} borrows items in a circle: {circle}.",
        summary="Two or more instruments borrow items from each other as they are now.",
        cure="Write the items out in one of them, or name a version that is released.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-fact",
        severity="error",
        message="{owner} names the fact '{name}', which is not defined.",
        summary="A condition or measure looks at something that is no item, given fact, measure or score.",
        cure="Write the id of an item, a given fact or a measure, or score.<id>, band.<id> or one_sided.",
        since="0.1.0",
    ),
    ProblemKind(
        code="needs-part",
        severity="error",
        message="{owner} names the measure '{fact}', which has several parts: {parts}.",
        summary="A measure with several parts is named without saying which part is meant.",
        cure="Write the measure, a point and the part.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-code",
        severity="error",
        message="'{fact}' can never be '{code}'.",
        summary="A place names a code that the response scale, measure or given fact does not have.",
        cure="Write one of its codes; capital and small letters differ.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-language",
        severity="error",
        message="the text is written in '{language}', which is none of the instrument's languages.",
        summary="A text has a version in a language that is not listed under `languages`.",
        cure="Correct the language, or add it to `languages`.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-tag",
        severity="error",
        message="no language has the tag '{language}'.",
        summary="The language of a cited work is a tag that no language, country or script has.",
        cure="Write the shortest tag that the language has in BCP 47, such as nl, en, de or pt-BR, or leave it out.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-placeholder",
        severity="error",
        message="nothing is filled in for '{word}'.",
        summary="A conclusion has a word in braces that the report does not fill in.",
        cure="Write one of the words that are filled in, and no other braces.",
        since="0.1.0",
    ),
)
