"""Turn what spoils answers or leads nowhere, although the questionnaire can be used, into kinds of warnings."""

from typing import Final

from rely.loading.problem_kinds.kind import ProblemKind

_SARIS = "Saris & Gallhofer (2014), Design, Evaluation, and Analysis of Questionnaires for Survey Research, 2nd ed."
_KROSNICK = "Krosnick & Presser (2010), Question and questionnaire design. Handbook of Survey Research, 2nd ed."
_ITC = "International Test Commission (2017), The ITC Guidelines for Translating and Adapting Tests, 2nd ed."
_ITSELF = "It follows from the questionnaire itself."


def _warning(code: str, message: str, summary: str, cure: str, why: str, source: str) -> ProblemKind:
    return ProblemKind(
        code=code,
        severity="warning",
        message=message,
        summary=summary,
        cure=cure,
        since="0.1.0",
        why=why,
        source=source,
    )


METHOD_KINDS: Final[tuple[ProblemKind, ...]] = (
    _warning(
        "double-barrelled",
        "the item '{item}' asks two things at once: '{words}'.",
        "The text of an item joins two things to which different answers are possible.",
        "Make two items of it, or keep the one that matters.",
        "Who agrees with one half only has no answer to give, and nobody can tell which half was answered.",
        _SARIS,
    ),
    _warning(
        "negation",
        "the statement of the item '{item}' denies something: '{word}'.",
        "A statement to be rated has a negation in its main clause.",
        "Say it the other way round; mark the item `reverse: true` if a high answer then means less.",
        "To deny a denial is hard work: readers overlook the word, and answer the opposite of what they mean.",
        "Van Sonderen, Sanderman & Coyne (2013), Ineffectiveness of reverse wording of questionnaire items: Let's "
        "learn from cows in the rain. PLoS ONE, 8(7); Weijters & Baumgartner (2012), Misresponse to reversed and "
        "negated items in surveys: A review. Journal of Marketing Research, 49(5).",
    ),
    _warning(
        "long-sentence",
        "a sentence of {owner} has {count} words, more than {limit}.",
        "A sentence of an item or a guideline is longer than readers of its language take in at once.",
        "Make two sentences of it, or leave out what is not needed.",
        "What is hard to take in gets more neutral and empty answers, and answers that change from one time to the "
        "next.",
        "Lenzner (2012), Effects of survey question comprehensibility on response quality. Field Methods, 24(4).",
    ),
    _warning(
        "leading-word",
        "the text of the item '{item}' leads to an answer: '{word}'.",
        "An item says or suggests what everybody thinks or what ought to be answered.",
        "Leave these words out.",
        "Answers move towards what the words suggest, most of all those of people without a firm view.",
        "Schuman & Presser (1981), Questions and Answers in Attitude Surveys.",
    ),
    _warning(
        "duplicate-label",
        "the label '{label}' stands twice among the {among}; the other belongs to '{other}'.",
        "Two answers, values, bands or other things that people choose or compare have the same label in a language.",
        "Give each a label of its own.",
        "Nobody can tell the two apart: which one is chosen or read is chance.",
        _KROSNICK,
    ),
    _warning(
        "unbalanced-labels",
        "the labels of the response scale '{scale}' {what}.",
        "The steps of a response scale lean to one side, or only one of its ends is named.",
        "Give both sides as many steps and both ends a label.",
        "Respondents read the middle of the scale as the ordinary answer, so that the mean moves to the longer side.",
        _SARIS,
    ),
    _warning(
        "never-fires",
        "{owner} can never call for action: {what}.",
        "Whatever is answered, a guideline does not apply, or nothing can show that it is needed.",
        "Change its condition, its facets, its evidence or its triggers, or leave the guideline out.",
        "The advice is written and nobody ever gets it.",
        _ITSELF,
    ),
    _warning(
        "unreachable-item",
        "nobody is ever asked '{item}': {what}.",
        "An item is hidden, not selected or in no form, whatever else is answered.",
        "Change its facets or its conditions, or leave the item out.",
        "It lengthens every table and codebook, and is empty in all of them.",
        _ITSELF,
    ),
    _warning(
        "unreachable-band",
        "no answers give a score in the band '{band}', from {low} {to}.",
        "The scores that the items can give jump over a band.",
        "Move the cut-offs, or leave the band out.",
        "Readers compare themselves with a word that nobody can get.",
        _ITSELF,
    ),
    _warning(
        "unreachable-step",
        "the measure '{measure}' can never give '{code}': {what}.",
        "A step of a measure lies outside the numbers that it is made of.",
        "Move its lower edge, or leave the step out.",
        "What is said about this step is written and nobody ever gets it.",
        _ITSELF,
    ),
    _warning(
        "few-specific-items",
        "the cell '{score}' has {count} that belongs to it alone{when}; two are the least.",
        "A cell has only one item, or none, that is not shared with its neighbours.",
        "Add an item for this cell alone.",
        "The difference between two cells then rests on a single answer, and that answer on a mood or a mistake; "
        "no margin can be told from it.",
        "Brennan (1998), Raw-score conditional standard errors of measurement in generalizability theory. Applied "
        "Psychological Measurement, 22(4).",
    ),
    _warning(
        "no-first-step",
        "the guideline '{guideline}' can become an action and has no first step.",
        "A guideline that goes into the action plan does not say what to do first.",
        "Write under `first_step` what can be done within a week.",
        "Intentions with a when and how are carried out more often than good intentions alone.",
        "Gollwitzer (1999), Implementation intentions: Strong effects of simple plans. American Psychologist, 54(7).",
    ),
    _warning(
        "unlabelled",
        "the measure '{measure}' {what}.",
        "A measure has no label, or can give a code without words.",
        "Write a `label` for the measure, and under `words` a label for each of its codes.",
        "Every measure is a variable of data files and codebooks, and many stand in reports. Readers cannot know what "
        "an id or a code stands for; they guess, or pass it over.",
        _ITSELF,
    ),
    _warning(
        "missing-source",
        "{owner} has the evidence level '{level}' and names no source.",
        "An item, a guideline or a norm claims evidence and does not say where it can be looked up.",
        "Name the work under `source`, or the evidence level that needs none: the last one.",
        "Readers cannot weigh a claim that they cannot look up, and the next author cannot correct it.",
        "American Educational Research Association, American Psychological Association & National Council on "
        "Measurement in Education (2014), Standards for Educational and Psychological Testing.",
    ),
    _warning(
        "placeholders-differ",
        "the text in '{language}' {what}.",
        "The languages of a text do not have the same words in braces.",
        "Give every language the same words in braces.",
        "Readers of one language miss a number or a name that the others get.",
        _ITC,
    ),
    _warning(
        "same-translation",
        "the text in '{language}' is the same as that in '{other}': '{words}'.",
        "A sentence stands in two languages word for word, most likely copied and not translated yet.",
        "Translate it; write one text without languages if it serves all.",
        "Respondents answer in a language that they did not choose, or skip what they cannot read; their answers "
        "cannot be compared with the others'.",
        _ITC,
    ),
    ProblemKind(
        code="silence-unused",
        severity="warning",
        message="nothing is silenced here: '{code}' is not told{place} any more.",
        summary="An entry under `silence` stands for a warning that is not told, mostly because it has been mended.",
        cure="Leave the entry out.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-problem",
        severity="error",
        message="'silence' names the problem '{name}', which Rely does not know.",
        summary="An entry under `silence` has a code that no problem has.",
        cure="Write the code that stands in brackets at the end of the warning.",
        since="0.1.0",
    ),
    ProblemKind(
        code="not-silenced",
        severity="error",
        message="'{name}' cannot be silenced: {what}.",
        summary="An entry under `silence` names something else than a warning about the questionnaire.",
        cure="Mend what it tells, and leave the entry out.",
        since="0.1.0",
    ),
    ProblemKind(
        code="unknown-place",
        severity="error",
        message="'silence' names '{name}', which nothing in the questionnaire is called.",
        summary="An entry under `silence` is to hold at an id that does not exist.",
        cure="Correct the id, or leave `at` out so that it holds everywhere.",
        since="0.1.0",
    ),
)
