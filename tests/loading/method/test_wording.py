"""Prove which wordings are told as hard to answer in each language, and which are left alone."""

import pytest

from rely.loading.method.wording import Wording, asks_twice, said, wording_of
from rely.loading.method.words import WORDS


def _wording(language: str) -> Wording:
    wording = wording_of(language)
    assert wording is not None
    return wording


TWO_THINGS = (
    ("en", "Our prices are fair and our delivery is fast."),
    ("en", "We answer questions at once and send reports every month."),
    ("en", "We answer questions at once, and we visit this client every month."),
    ("en", "When a mistake happens, we call at once and we write a report."),
    ("en", "How satisfied are you with the price and how often do you buy?"),
    ("en", "We inform clients and/or partners."),
    ("nl", "Onze prijzen zijn eerlijk en onze levering is snel."),
    ("nl", "We beantwoorden vragen meteen en we bezoeken deze klant elke maand."),
    ("nl", "Elke maand bellen we deze klant en sturen we een verslag."),
    ("nl", "Elke maand bellen we deze klant en bezoeken we onze partners."),
    ("nl", "Wij leveren altijd op tijd en sturen elke maand een overzicht."),
    ("nl", "Hoe tevreden bent u over de prijs en hoe vaak koopt u bij ons?"),
    ("nl", "We informeren klanten en/of partners."),
    ("de", "Unsere Preise sind fair und unsere Lieferung ist schnell."),
    ("de", "Wir beantworten Fragen sofort und wir besuchen diesen Kunden jeden Monat."),
    ("de", "Jeden Monat rufen wir diesen Kunden an und schicken wir einen Bericht."),
    ("de", "Wir liefern immer pünktlich und schicken jeden Monat einen Bericht."),
    ("de", "Wie zufrieden sind Sie mit dem Preis und wie oft kaufen Sie bei uns?"),
    ("de", "Wir informieren Kunden und/oder Partner."),
)
ONE_THING = (
    ("en", "We judge by price and terms."),
    ("en", "When there are doubts, we bring it up and ask about it."),
    ("en", "This client could see, handle or try out what we offer."),
    ("en", "This client wants to know when we come and what we bring."),
    ("en", "We have the time and the means to make plans and keep all promises."),
    ("en", "They keep the promises that they make and that we like."),
    ("en", "The people at this client know and keep the agreements."),
    ("en", "Soon after the first contact, we met or set a date for it."),
    ("en", "When the price is high and the delivery is slow, we offer a discount."),
    ("nl", "Prijs en levering zijn eerlijk."),
    ("nl", "Als de prijs hoog is en de levering is laat, bellen we deze klant."),
    ("nl", "We bellen deze klant elke maand en als we langskomen ook."),
    ("nl", "Als deze klant twijfelt, benoemen we dat en vragen we ernaar."),
    ("nl", "Deze klant weet wat we doen en wat we laten."),
    ("nl", "Wij en onze klant weten wat er is afgesproken."),
    ("nl", "We nemen de tijd om te luisteren en te begrijpen wat er speelt."),
    ("nl", "We bleven zakelijk toen deze klant een probleem had en op aandacht hoopte."),
    ("de", "Preis und Lieferung sind fair."),
    ("de", "Wenn der Preis hoch ist und die Lieferung ist spät, rufen wir an."),
    ("de", "Wenn dieser Kunde zweifelt, sprechen wir es an und fragen danach."),
    ("de", "Dieser Kunde weiß, was wir tun und was wir lassen."),
    ("de", "Wir und unser Kunde sind uns über alles einig."),
    ("de", "Wir nehmen uns Zeit, um zu verstehen und zu helfen."),
    ("de", "Dieser Kunde hat vollständige und aktuelle Unterlagen."),
)
DENIALS = (
    ("en", "We do not keep this client waiting.", "not"),
    ("en", "When a mistake happens, we don’t tell this client.", "don't"),
    ("en", "This client never complains.", "never"),
    ("en", "No complaints stay open.", "No"),
    ("nl", "We laten deze klant niet wachten.", "niet"),
    ("nl", "Als er iets misgaat, zeggen we het niet.", "niet"),
    ("nl", "Er blijven geen klachten open.", "geen"),
    ("nl", "Deze klant klaagt nooit.", "nooit"),
    ("de", "Wir lassen diesen Kunden nicht warten.", "nicht"),
    ("de", "Die Lieferung kommt nicht pünktlich.", "nicht"),
    ("de", "Wenn etwas schiefgeht, sagen wir es nicht.", "nicht"),
    ("de", "Keine Beschwerde bleibt offen.", "Keine"),
    ("de", "Dieser Kunde klagt nie.", "nie"),
)
NO_DENIALS = (
    ("en", "We also visit this client when there is nothing to sell."),
    ("en", "Each visit has a purpose that would not work online."),
    ("en", "We reply no later than the next day."),
    ("en", "We not only sell but also advise."),
    ("en", "We say ‘no’ clearly."),
    ("en", "We write a report (not a letter)."),
    ("en", "Have you never met this client?"),
    ("en", "We know this client well, and another note follows."),
    ("nl", "We bezoeken deze klant ook als er niets te verkopen valt."),
    ("nl", "We kwamen met een claim die deze klant niet geloofde."),
    ("nl", "Bij een bezoek, ook online, kwamen we met een claim die deze klant niet geloofde."),
    ("nl", "We antwoorden niet later dan de volgende dag."),
    ("nl", "We verkopen niet alleen, we adviseren ook."),
    ("nl", "We zeggen duidelijk ‘niet’."),
    ("nl", "Hebt u deze klant nooit ontmoet?"),
    ("de", "Wir besuchen diesen Kunden auch, wenn es nichts zu verkaufen gibt."),
    ("de", "Er tat etwas Nützliches, mit dem wir nicht gerechnet hatten."),
    ("de", "Wir antworten nicht später als am nächsten Tag."),
    ("de", "Wir verkaufen nicht nur, wir beraten auch."),
    ("de", "Haben Sie diesen Kunden nie getroffen?"),
    ("de", "Wir schätzen die Nichte des Kunden."),
)
LEADING = (
    ("en", "Of course we keep our promises."),
    ("en", "As everyone knows, trust matters."),
    ("en", "Don’t you agree that we are fast?"),
    ("en", "We are fast, right?"),
    ("nl", "Natuurlijk houden we ons aan afspraken."),
    ("nl", "Als er iets misgaat, bellen we natuurlijk terug."),
    ("nl", "Zoals iedereen weet, telt vertrouwen."),
    ("nl", "Vindt u ook niet dat we snel zijn?"),
    ("nl", "We zijn snel, toch?"),
    ("de", "Natürlich halten wir Zusagen ein."),
    ("de", "Wenn etwas schiefgeht, rufen wir selbstverständlich an."),
    ("de", "Wie jeder weiß, zählt Vertrauen."),
    ("de", "Finden Sie nicht auch, dass wir schnell sind?"),
    ("de", "Wir sind schnell, oder?"),
)
NOT_LEADING = (
    ("en", "Which channel does this client prefer, as far as you know?"),
    ("en", "Is this right?"),
    ("en", "We say ‘of course’ to every wish."),
    ("nl", "Gesprekken verlopen natuurlijk en soepel."),
    ("nl", "Een natuurlijk gesprek lukt ons."),
    ("nl", "Is dit contact fysiek of digitaal?"),
    ("de", "Pünktlichkeit ist bei uns selbstverständlich."),
    ("de", "Das Gespräch mit diesem Kunden ist natürlich."),
    ("de", "Ist der Kontakt persönlich oder digital?"),
)


@pytest.mark.parametrize(("language", "text"), TWO_THINGS)
def test_two_clauses_about_different_things_are_double_barrelled(language: str, text: str) -> None:
    assert _wording(language).two_things(said(text))


@pytest.mark.parametrize(("language", "text"), ONE_THING)
def test_pairs_of_words_details_and_what_leads_back_are_one_thing(language: str, text: str) -> None:
    assert _wording(language).two_things(said(text)) is None


def test_two_question_marks_are_two_questions_in_every_language() -> None:
    assert asks_twice("Combien ? Pourquoi ?")
    assert not asks_twice("Combien et pourquoi ?")


def test_only_the_place_where_two_things_are_joined_is_shown() -> None:
    told = _wording("en").two_things("On most days of the week, we answer all questions at once and we visit often.")
    assert told == "questions at once and we visit often."


@pytest.mark.parametrize(("language", "text", "word"), DENIALS)
def test_a_denial_in_the_main_clause_is_told_with_its_word(language: str, text: str, word: str) -> None:
    assert _wording(language).negation(said(text)) == word


@pytest.mark.parametrize(("language", "text"), NO_DENIALS)
def test_denials_in_details_questions_quotations_and_fixed_phrases_are_left_alone(language: str, text: str) -> None:
    assert _wording(language).negation(said(text)) is None


@pytest.mark.parametrize(("language", "text"), LEADING)
def test_words_that_say_what_ought_to_be_answered_are_leading(language: str, text: str) -> None:
    assert _wording(language).leading(said(text))


@pytest.mark.parametrize(("language", "text"), NOT_LEADING)
def test_the_same_words_in_their_plain_sense_do_not_lead(language: str, text: str) -> None:
    assert _wording(language).leading(said(text)) is None


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_sentence_is_too_long_from_one_word_beyond_the_limit_of_its_language(language: str) -> None:
    wording = _wording(language)
    full = " ".join(["word"] * wording.longest) + "."
    assert list(wording.long_sentences(full)) == []
    assert list(wording.long_sentences(f"one {full}")) == [wording.longest + 1]


def test_long_sentences_are_counted_one_by_one_and_dashes_are_no_words() -> None:
    wording = _wording("en")
    half = " ".join(["word"] * 15)
    assert list(wording.long_sentences(f"{half}. {half}.")) == []
    assert list(wording.long_sentences(f"{half}, {half}.")) == [30]
    assert list(wording.long_sentences(" – ".join(["word"] * wording.longest))) == []


def test_a_country_does_not_change_the_language_and_other_languages_have_no_rules() -> None:
    assert wording_of("en-GB") is wording_of("en")
    assert wording_of("fr") is None
    assert wording_of(None) is None


@pytest.mark.parametrize(
    ("language", "labels", "sides"),
    [
        ("en", ("Disagree", "Neither", "Agree", "Strongly agree"), (1, 2)),
        ("en", ("Strongly disagree", "Disagree", "Agree", "Strongly agree"), (2, 2)),
        ("en", ("Disagree", "Neither", "Undecided", "Agree", "Strongly agree"), None),
        ("en", ("Dissatisfied", "Somewhat satisfied", "Satisfied"), (1, 2)),
        ("en", ("Not at all satisfied", "Slightly satisfied", "Satisfied"), None),
        ("en", ("Unimportant", "Slightly important", "Important", "Decisive"), None),
        ("en", ("Less than expected", "As expected", "More", "Much more"), (1, 2)),
        ("nl", ("Oneens", "Neutraal", "Eens", "Zeer eens"), (1, 2)),
        ("nl", ("Helemaal niet", "Een beetje", "Deels", "Volledig"), None),
        ("de", ("Unzufrieden", "Zufrieden", "Sehr zufrieden"), (1, 2)),
        ("de", ("Stimme gar nicht zu", "Stimme etwas zu", "Stimme zu"), None),
    ],
)
def test_the_sides_of_a_scale_are_counted_only_where_its_labels_name_both_poles(
    language: str, labels: tuple[str, ...], sides: tuple[int, int] | None
) -> None:
    assert _wording(language).sides(labels) == sides
