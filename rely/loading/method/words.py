"""Hold, per language, the words and limits by which the wording of a questionnaire is judged.

Every list is short on purpose: a word stands here only if it means what the rule is about in nearly every
sentence. What a list lacks is not found; what it has too much gives false alarms, which authors learn to overlook.
All patterns are regular expressions; capitals matter in German only, where they tell nouns from verbs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Pole:
    """Two opposite kinds of labels: what stands for the lower and for the upper side of a response scale."""

    low: tuple[str, ...]
    high: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What the rules look for in one language.

    `longest`: the most words of a sentence. `negations`: words that deny. `no_negation`: phrases in which they do
    not. `links`: words that begin a subordinate clause, in which a negation or a second verb is a detail.
    `relatives`: the same, unless they open the sentence. `after_comma`: those that do so only behind a comma.
    `joins`: words that join two clauses. `subjects`: words that can only be the subject of a clause. `things`:
    words that open a longer subject. `states`: verb forms that follow such a subject. `verbs`: finite verbs that
    are no nouns and no participles. `pointers`: words that lead back to the first of two clauses, so that both are
    about one thing. `askers`: words that ask. `leading`: words that say what ought to be answered. `poles`:
    opposites of labels; a label with a negation is on neither side, because it may stand for none at all.
    """

    longest: int
    negations: tuple[str, ...]
    no_negation: tuple[str, ...]
    links: tuple[str, ...]
    relatives: tuple[str, ...]
    joins: tuple[str, ...]
    subjects: tuple[str, ...]
    things: tuple[str, ...]
    states: tuple[str, ...]
    verbs: tuple[str, ...]
    pointers: tuple[str, ...]
    askers: tuple[str, ...]
    leading: tuple[str, ...]
    poles: tuple[Pole, ...]
    after_comma: tuple[str, ...] = ()
    inverted: bool = False
    """Whether the subject may follow its verb: en bellen we."""
    to: str = "to"
    """The word before an infinitive."""
    capitals: bool = False
    """Whether nouns are told by their capital."""


_ENGLISH = Words(
    longest=25,
    negations=(r"not", r"cannot", r"\w+n't", r"never", r"no", r"none", r"nothing", r"nobody", r"no one", r"neither"),
    no_negation=(
        r"not only",
        r"not just",
        r"no (?:later|more|less|fewer|earlier|sooner) than",
        r"not (?:later|more|less|fewer|earlier) than",
        r"whether or not",
        r"no\. ?\d+",
        r"no matter",
        r"no doubt",
    ),
    links=(
        *("when", "whenever", "if", "unless", "because", "although", "though", "while", "whereas", "until", "since"),
        *("before", "after", "so that", "whether", "what", "which", "who", "whom", "whose", "where", "why", "how"),
        *("as", "than", "even"),
    ),
    relatives=("that",),
    joins=("and", "or", "but"),
    subjects=("we", "they", "he", "she", "I"),
    things=("our", "the", "this", "these", "their", "its", "my", "your"),
    states=("is", "are", "was", "were", "has", "have", "had", "will", "can", "must", "should"),
    verbs=(
        *("ask", "asks", "bring", "brings", "send", "sends", "give", "gives", "tell", "tells", "know", "knows"),
        *("understand", "understands", "explain", "explains", "discuss", "discusses", "solve", "solves", "provide"),
        *("provides", "receive", "receives", "deliver", "delivers", "keep", "keeps", "make", "makes", "take"),
        *("takes", "get", "gets", "listen", "listens", "think", "thinks", "feel", "feels", "learn", "learns"),
        *("decide", "decides", "choose", "chooses", "inform", "informs", "involve", "involves", "invite", "invites"),
        *("invest", "invests", "improve", "improves", "prepare", "prepares", "follow", "follows", "write", "writes"),
        *("buy", "buys", "sell", "sells", "pay", "pays", "create", "creates", "develop", "develops", "maintain"),
        *("maintains", "ensure", "ensures", "adapt", "adapts", "agree", "agrees", "believe", "believes", "prefer"),
        *("prefers", "recommend", "recommends", "respond", "responds", "speak", "speaks", "teach", "teaches"),
        *("achieve", "achieves", "gave", "knew", "took", "wrote", "spoke", "began", "chose", "is", "are", "has"),
        *("have", "was", "were"),
    ),
    pointers=(
        *("it", "them", "so", "there", "him", "each other"),
        r"(?:this|that|these|those)(?= (?:every|each|to|with|in|for|at|on|by|too|again|once|well|is|was)\b|$)",
    ),
    askers=("how", "why", "what", "when", "where", "who", "which", "whether"),
    leading=(
        *(r"of course", r"obviously", r"undoubtedly", r"needless to say", r"it is well known that"),
        r"(?<!far )as (?:everyone|everybody|you|we all) knows?",
        *(r"most people (?:think|believe|agree|know)", r"experts (?:say|agree) that"),
        *(r"(?:don't|wouldn't|do) you (?:also )?(?:agree|think) that", r"(?<=, )(?:isn't it|don't you|right)\?$"),
    ),
    poles=(
        Pole((r"disagree",), (r"agree",)),
        Pole((r"dissatisfied", r"unsatisfied", r"unhappy"), (r"satisfied", r"happy")),
        Pole((r"poor", r"bad", r"terrible"), (r"good", r"excellent")),
        Pole((r"unlikely",), (r"likely",)),
        Pole((r"less", r"worse", r"lower", r"fewer"), (r"more", r"better", r"higher")),
    ),
)

_DUTCH = Words(
    longest=25,
    negations=(r"niet", r"geen", r"nooit", r"niets", r"niemand", r"nergens", r"noch"),
    no_negation=(
        r"niet (?:alleen|enkel|slechts)",
        r"niet (?:later|meer|minder|eerder|langer) dan",
        r"al dan niet",
        r"nog niet zo lang",
    ),
    links=(
        *("als", "wanneer", "indien", "tenzij", "omdat", "doordat", "hoewel", "terwijl", "totdat", "tot", "voordat"),
        *("nadat", "zodat", "zodra", "sinds", "of", "wat", "wie", "welke", "welk", "waar", "waarom", "hoe", "dan"),
        *("toen", r"waar\w+", "mits", "opdat", "ook al", "alsof"),
    ),
    relatives=("dat", "die"),
    joins=("en", "maar", "of"),
    subjects=("we", "wij", "ik", "hij"),
    things=("onze", "ons", "de", "het", "deze", "dit", "hun", "mijn", "uw"),
    states=(
        "is",
        "zijn",
        "was",
        "waren",
        "heeft",
        "hebben",
        "had",
        "hadden",
        "wordt",
        "worden",
        "kan",
        "kunnen",
        "zal",
    ),
    verbs=(
        *("helpen", "geven", "vertellen", "begrijpen", "kennen", "nemen", "maken", "houden", "komen", "gaan"),
        *("sturen", "luisteren", "denken", "beslissen", "kiezen", "informeren", "betrekken", "investeren"),
        *("verbeteren", "leveren", "schrijven", "lezen", "verkopen", "betalen", "ontwikkelen", "reageren"),
        *("bespreken", "bieden", "krijgen", "ontvangen", "weten", "helpt", "geeft", "vertelt", "begrijpt", "kent"),
        *("neemt", "maakt", "houdt", "komt", "gaat", "stuurt", "luistert", "denkt", "beslist", "kiest", "krijgt"),
        *("informeert", "betrekt", "investeert", "verbetert", "levert", "schrijft", "leest", "verkoopt", "weet"),
        *("ontwikkelt", "reageert", "bespreekt", "biedt", "ontvangt", "heeft", "is", "wordt", "kan", "moet", "wil"),
    ),
    pointers=(
        *("dat", "dit", "die", "het", "ze", "hem", "haar", "hen", "hun", "hier", "elkaar", "zo"),
        *(r"er\w{0,5}", r"daar\w*", r"hier\w*"),
    ),
    askers=("hoe", "waarom", "wat", "wanneer", "waar", "wie", "welke", "welk", "hoeveel"),
    leading=(
        *(r"uiteraard", r"ongetwijfeld", r"zoals (?:iedereen|u) weet", r"zoals bekend"),
        *(r"^(?:natuurlijk|vanzelfsprekend)", r"(?<= we )(?:natuurlijk|vanzelfsprekend)"),
        *(r"de meeste mensen (?:vinden|denken|weten)", r"(?:deskundigen|experts) (?:zeggen|vinden) dat"),
        *(
            r"(?:bent u het|u bent het) er(?: toch)?(?: ook)?(?: niet)? mee eens dat",
            r"vindt u (?:ook|niet)(?: ook| niet)? dat",
        ),
        r"(?<=, )(?:toch|nietwaar|hè)\?$",
    ),
    poles=(
        Pole((r"oneens",), (r"eens",)),
        Pole((r"ontevreden",), (r"tevreden",)),
        Pole((r"slecht", r"onvoldoende"), (r"goed", r"uitstekend")),
        Pole((r"onwaarschijnlijk",), (r"waarschijnlijk",)),
        Pole((r"minder", r"slechter", r"lager"), (r"meer", r"beter", r"hoger")),
    ),
    inverted=True,
    to="te",
)

_GERMAN = Words(
    longest=23,  # compounds carry what takes two words elsewhere
    negations=(
        r"[Nn]icht",
        r"[Kk]ein(?:e|en|em|er|es)?",
        r"[Nn]ie",
        r"[Nn]iemals",
        r"[Nn]ichts",
        r"[Nn]iemand\w*",
        r"nirgends",
        r"weder",
    ),
    no_negation=(
        r"[Nn]icht (?:nur|allein|bloß)",
        r"[Nn]icht (?:später|mehr|weniger|früher|länger) als",
        r"ob (?:\w+ )?oder nicht",
    ),
    links=(
        *("[Ww]enn", "[Ff]alls", "[Ww]eil", "[Dd]a", "[Oo]bwohl", "[Ww]ährend", "[Bb]is", "[Bb]evor", "[Nn]achdem"),
        *("damit", "sodass", "[Ss]obald", "[Ss]olange", "[Ss]eit", "[Oo]b", "[Ww]as", "[Ww]er", "[Ww]en", "[Ww]em"),
        *("[Ww]o", "[Ww]arum", "[Ww]ie", "[Aa]ls", "[Dd]ass", r"[Ww]o(?:für|mit|von|zu|bei|rauf|rüber|durch|nach)"),
    ),
    relatives=(),
    after_comma=("der", "die", "das", "dem", "den", "deren", "dessen", "denen", r"welche[rsnm]?"),
    joins=("und", "oder", "aber"),
    subjects=("wir", "ich", "er"),
    things=(r"unser\w*", "der", "die", "das", r"diese[rs]?", r"ihre?", r"meine?"),
    states=("ist", "sind", "war", "waren", "hat", "haben", "hatte", "hatten", "wird", "werden", "kann", "können"),
    verbs=(
        *("helfen", "geben", "erzählen", "verstehen", "kennen", "nehmen", "machen", "halten", "kommen", "gehen"),
        *("schicken", "senden", "hören", "denken", "entscheiden", "wählen", "informieren", "investieren"),
        *("verbessern", "liefern", "schreiben", "lesen", "verkaufen", "bezahlen", "entwickeln", "reagieren"),
        *("bieten", "wissen", "sehen", "fragen", "bitten", "besuchen", "hilft", "gibt", "versteht", "kennt"),
        *("nimmt", "macht", "hält", "kommt", "geht", "schickt", "denkt", "entscheidet", "wählt", "informiert"),
        *("investiert", "verbessert", "liefert", "schreibt", "liest", "entwickelt", "reagiert", "bespricht"),
        *("bietet", "bekommt", "weiß", "sieht", "fragt", "bittet", "ist", "sind", "hat", "haben"),
    ),
    pointers=(
        *("es", "das", "dies", "ihn", "ihm", "sie", "ihnen", "dort", "so", "einander"),
        *(r"da(?:r|für|nach|mit|zu|von|bei|ran|rauf|rüber|durch|gegen|rum)\w*", r"hier\w*"),
    ),
    askers=("wie", "warum", "weshalb", "was", "wann", "wo", "wer", r"welche[rsn]?", "wen", "wem"),
    leading=(
        *(r"[Zz]weifellos", r"[Bb]ekanntlich", r"[Ww]ie (?:jeder weiß|Sie wissen|wir alle wissen)"),
        *(r"^(?:Natürlich|Selbstverständlich)", r"(?<= wir )(?:natürlich|selbstverständlich)"),
        *(r"[Dd]ie meisten Menschen (?:finden|denken|wissen|glauben)", r"Fachleute sagen, dass"),
        *(r"[Ff]inden Sie (?:nicht )?auch,? dass", r"[Ss]timmen Sie (?:nicht )?(?:auch )?zu, dass"),
        r"(?<=, )(?:nicht wahr|oder)\?$",
    ),
    poles=(
        Pole((r"[Ll]ehn\w* .*ab", r"[Aa]blehnung"), (r"[Ss]timm\w* .*zu", r"[Zz]ustimmung")),
        Pole((r"[Uu]nzufrieden",), (r"[Zz]ufrieden",)),
        Pole((r"[Ss]chlecht", r"[Mm]angelhaft"), (r"[Gg]ut", r"[Aa]usgezeichnet")),
        Pole((r"[Uu]nwahrscheinlich",), (r"[Ww]ahrscheinlich",)),
        Pole((r"[Ww]eniger", r"[Ss]chlechter", r"[Nn]iedriger"), (r"[Mm]ehr", r"[Bb]esser", r"[Hh]öher")),
    ),
    inverted=True,
    to="zu",
    capitals=True,
)

WORDS: Final[dict[str, Words]] = {"en": _ENGLISH, "nl": _DUTCH, "de": _GERMAN}
"""The words of each language that is judged; in any other only the rules without words are asked."""
