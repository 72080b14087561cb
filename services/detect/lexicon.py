"""The words that report territory events: each frame is a predicate, the type that it tells of, and its grammar.

A frame says nothing about who and where: `roles.py` finds those from the frame's shape. The hints are literal stems, one
of which stands in every match; they make the scan that throws out what cannot matter cheap.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from schemas.event import EventType


class Shape(Enum):
    """Which grammatical positions hold the roles."""

    TAKE = auto()
    """ACTOR takes PLACE (from LOSER); PLACE is taken (by ACTOR)."""
    EXPEL = auto()
    """ACTOR drives LOSER out of PLACE; LOSER is driven out of PLACE (by ACTOR)."""
    FALL = auto()
    """PLACE falls to ACTOR."""
    LEAVE = auto()
    """ACTOR leaves PLACE, ACTOR withdraws from PLACE."""
    LOSE = auto()
    """ACTOR loses PLACE (to the other side)."""
    HAND = auto()
    """LOSER hands PLACE over to ACTOR."""
    HOLD = auto()
    """ACTOR holds PLACE; PLACE is held by ACTOR."""
    STATE = auto()
    """PLACE is in the hands of ACTOR."""
    MOVE = auto()
    """ACTOR moves to PLACE. At a border it is reached, or crossed."""
    CROSS = auto()
    """ACTOR crosses the border, or into a country."""
    BESIEGE = auto()
    """ACTOR besieges PLACE or LOSER."""
    RELIEVE = auto()
    """ACTOR breaks the siege of PLACE."""
    REPEL = auto()
    """ACTOR repels an attack on PLACE by LOSER."""
    SHUT = auto()
    """ACTOR closes (opens) a border or crossing; the crossing reopens."""
    MEET = auto()
    """ACTOR links up with OTHER at PLACE."""
    ROUTE = auto()
    """ACTOR cuts (opens) a road."""
    LET = auto()
    """ACTOR lets (refuses to let) OTHER pass."""
    ANNEX = auto()
    """ACTOR annexes PLACE (from LOSER)."""
    NOMINAL = auto()
    """the capture of PLACE (from LOSER) (by ACTOR)"""
    NOMINAL_LEAVE = auto()
    """the withdrawal (of ACTOR) from PLACE"""


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate that reports one type of event."""

    type: EventType
    shape: Shape
    pattern: re.Pattern[str]
    hints: tuple[str, ...]
    weak: bool = False
    """The words mean many things: only a named or head-noun place makes it an event."""


_IRREGULAR_PARTICIPLES: set[str] = set()


def _verb(base: str, past: str = "", participle: str = "", gerund: str = "") -> str:
    if not past:
        past = base + "d" if base.endswith("e") else base + "ed"
    gerund = gerund or (base[:-1] if base.endswith("e") else base) + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
    if base.endswith("y") and base[-2] not in "aeiou":
        past, third = base[:-1] + "ied", base[:-1] + "ies"
    _IRREGULAR_PARTICIPLES.add(participle or past)
    return "|".join(dict.fromkeys((gerund, third, past, participle or past, base)))


def _verbs(*items: str | tuple[str, ...]) -> str:
    return "(?:" + "|".join(_verb(i) if isinstance(i, str) else _verb(*i) for i in items) + ")"


_TAKE_UP = _verbs(
    ("take", "took", "taken"),
    "seize",
    "gain",
    "regain",
    "wrest",
    "assume",
    "establish",
    "secure",
    "retake",
    "reassert",
    "reassume",
    "restore",
    ("win", "won", "won", "winning"),
    "extend",
    "cement",
    "consolidate",
    "claim",
)
_TOOK = _verbs(("take", "took", "taken"))
_LINKED = _verbs("link", "hook", "join", ("meet", "met", "met"), "connect", "team")
_ADJ = r"(?:[\w'’-]+ ){0,4}"
_SIEGE = r"(?:sieges?|blockades?|encirclements?)"
_ROAD = r"(?:(?:[\w'’-]+ ){0,6}?(?:roads?|highways?|routes?|corridors?|motorways?|supply lines?|lines? of (?:supply|communication)|lifelines?|artery))"
_ATTACK = r"(?:attacks?|assaults?|offensives?|attempts?|advances?|raids?|counter-?attacks?|counter-?offensives?|incursions?|push|infiltration|invasion)"

_SPECS: tuple[tuple[EventType, Shape, str, str, bool], ...] = (
    (
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        _verbs(
            "capture",
            "recapture",
            "liberate",
            "retake",
            "reclaim",
            "conquer",
            "reconquer",
            "reoccupy",
            "regain",
            "recover",
            "reseize",
            "wrest",
            "snatch",
            "overtake",
            "seize",
            "occupy",
        ),
        "captur liberat reclaim conque occup regain recover seiz wrest snatch overt",
        False,
    ),
    (
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        _verbs(
            ("retake", "retook", "retaken"),
            ("overrun", "overran", "overrun", "overrunning"),
            ("win back", "won back", "won back", "winning back"),
            ("take back", "took back", "taken back", "taking back"),
            ("take over", "took over", "taken over", "taking over"),
            ("overtake", "overtook", "overtaken"),
        ),
        "retak retook overr back over",
        False,
    ),
    (
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        _verbs(
            "free",
            "clear",
            "secure",
            "cleanse",
            "purge",
            "storm and seize",
            ("take", "took", "taken"),
            "grab",
            ("win", "won", "won", "winning"),
            "claim",
        ),
        "seiz occup free clear secur cleans purg tak took grab win won claim",
        True,
    ),
    (
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        rf"{_TAKE_UP} (?:back )?(?:[\w-]+ ){{0,2}}(?:control|hold|possession|charge) (?:of|over)|{_verbs('restore')} (?:security|control|order) (?:to|in|over)|{_verbs('raise', 'hoist', 'plant')} (?:[\w'’-]+ ){{1,5}}?flags? (?:over|in|above|on|at|atop)",
        "control hold possession charge security order flag",
        False,
    ),
    (EventType.CONTROL_GAINED, Shape.TAKE, r"(?:full|complete|total) control (?:of|over)(?= )", "control", True),
    (
        EventType.CONTROL_GAINED,
        Shape.EXPEL,
        _verbs(
            ("drive", "drove", "driven"),
            "push",
            "force",
            "expel",
            "oust",
            "dislodge",
            "flush",
            "chase",
            "kick",
            "eject",
            "clear",
            "evict",
            "rout",
            "uproot",
            ("throw", "threw", "thrown"),
            ("sweep", "swept", "swept"),
            "dislodge",
            "remove",
            "eradicate",
        ),
        "driv drov push forc expel oust dislodg flush chas kick eject clear evict rout uproot throw threw sweep swept remov eradicat",
        True,
    ),
    (
        EventType.CONTROL_GAINED,
        Shape.FALL,
        rf"{_verbs(('fall', 'fell', 'fallen'))}(?: back)? (?:in)?to(?: the hands of)?|(?:passed|came|come|fell|fallen|falls?|brought|put|back|returned|now) (?:in)?(?:to|under|into the hands of)(?: the)?(?: full| complete)? (?:control|hands) of|{_verbs('slip')} into the hands of",
        "fall fell under hands",
        False,
    ),
    (EventType.CONTROL_GAINED, Shape.FALL, rf"(?:has|have|had) fallen|fell|collapsed", "fallen fell collaps", True),
    (
        EventType.CONTROL_CEDED,
        Shape.LEAVE,
        _verbs(
            ("withdraw", "withdrew", "withdrawn"),
            "retreat",
            "pull out",
            ("pull back", "pulled back", "pulled back", "pulling back"),
            ("pull out", "pulled out", "pulled out", "pulling out"),
            ("flee", "fled", "fled", "fleeing"),
            "depart",
            ("move out", "moved out", "moved out", "moving out"),
            ("fall back", "fell back", "fallen back", "falling back"),
        )
        + r"(?: (?:completely|entirely|fully|overnight|hastily|all|their forces|their fighters|its forces|its troops|his troops|their troops|troops|forces|heavy weapons|last [\w]+|some [\w]+))?(?: back)? (?:from|out of)",
        "withdr retreat pull fle depart mov back",
        False,
    ),
    (
        EventType.CONTROL_CEDED,
        Shape.LEAVE,
        _verbs(
            "abandon",
            "evacuate",
            "vacate",
            "relinquish",
            ("quit", "quit", "quit", "quitting"),
            ("flee", "fled", "fled", "fleeing"),
            ("leave", "left", "left"),
            "surrender",
            "exit",
            "desert",
            "cede",
            "yield",
            ("give up", "gave up", "given up", "giving up"),
        ),
        "abandon evacuat vacat relinquish quit fle leav left surrender exit desert ced yield giv",
        True,
    ),
    (
        EventType.CONTROL_CEDED,
        Shape.LOSE,
        _verbs(("lose", "lost", "lost")) + r"(?: (?:full|all|complete|total))?(?: control (?:of|over))?",
        "los",
        True,
    ),
    (
        EventType.CONTROL_TRANSFERRED,
        Shape.HAND,
        _verbs(
            "hand",
            "transfer",
            "turn",
            ("give", "gave", "given"),
            "return",
            "surrender",
            "cede",
            "deliver",
            "concede",
            "sign",
            "relinquish",
        ),
        "hand transfer turn giv gav return surrender ced deliver conced sign relinquish",
        True,
    ),
    (
        EventType.CONTROL_HELD,
        Shape.HOLD,
        _verbs(
            ("hold", "held", "held"),
            ("control", "controlled", "controlled", "controlling"),
            "dominate",
            "administer",
            "govern",
        )
        + r"(?: on to| onto)?|"
        + r"(?:is|are|was|were|be|remains?|remained|stay(?:s|ed)?|still) in (?:full |complete |firm )?(?:control|possession) of|(?:has|have|had|maintain(?:s|ed)?|retain(?:s|ed)?|exercis(?:e|es|ed)|ke(?:ep|eps|pt)) (?:[\w-]+ ){0,2}control (?:of|over)",
        "hold held control dominat administer govern possession",
        True,
    ),
    (
        EventType.CONTROL_HELD,
        Shape.STATE,
        r"(?:is|are|was|were|be|been|remains?|remained|still|lies?|stays?) (?:[\w-]+ ){0,2}(?:under (?:the )?(?:full |complete |firm |effective )?(?:control|rule|occupation|authority) of|in the hands of|under)(?= )",
        "under hands",
        True,
    ),
    (
        EventType.ADVANCE,
        Shape.MOVE,
        _verbs(
            "advance",
            "push",
            "march",
            "thrust",
            "press",
            "head",
            "progress",
            "roll",
            "charge",
            "inch",
            "edge",
            "pour",
            "sweep",
            "drive",
            ("break", "broke", "broken"),
            "penetrate",
            "infiltrate",
            ("fight", "fought", "fought"),
            "move",
            "deploy",
            "cross",
            ("sweep", "swept", "swept"),
            ("drive", "drove", "driven"),
            "surge",
            "return",
        )
        + r"(?: (?:further|deeper|forward|ahead|on|closer|close|back|farther|rapidly|quickly|slowly|steadily|north|south|east|west|northwards?|southwards?|eastwards?|westwards?|their way|its way|[\d.]+ (?:km|kilomet(?:er|re)s|miles)))*(?: up| down)? (?:to|into|toward|towards|on|onto|inside|through to|deep into|within)",
        "advanc push march thrust press head progress roll charg inch edg pour sweep swept driv drov break brok penetrat infiltrat fight fought mov go went deploy cross surg return",
        False,
    ),
    (
        EventType.ADVANCE,
        Shape.MOVE,
        _verbs(
            "enter",
            "reach",
            "approach",
            "storm",
            ("break into", "broke into", "broken into", "breaking into"),
            "penetrate",
            ("close in on", "closed in on", "closed in on", "closing in on"),
            ("arrive at", "arrived at", "arrived at", "arriving at"),
            ("arrive in", "arrived in", "arrived in", "arriving in"),
            ("get to", "got to", "got to", "getting to"),
            ("make it to", "made it to", "made it to", "making it to"),
            "infiltrate",
            "breach",
            ("come within", "came within", "come within", "coming within"),
        )
        + r"|neared|nearing",
        "enter reach near approach storm into penetrat clos arriv get got mak made infiltrat breach com cam",
        True,
    ),
    (
        EventType.BORDER_CROSSED,
        Shape.CROSS,
        _verbs("cross", "invade", "overflow", "penetrate")
        + r"(?: over)?(?: the (?:[\w-]+ )?(?:border|frontier))?(?: (?:into|to|from))?|"
        + _verbs("launch", "stage", "mount", "carry out", "conduct", "begin")
        + r" (?:[\w'’-]+ ){0,5}(?:incursion|invasion) (?:into|of|in|inside)|(?:incursions?|invasion) (?:into|of|inside)",
        "cross invad overfl penetrat incursion invasion",
        True,
    ),
    (
        EventType.SIEGE_LAID,
        Shape.BESIEGE,
        _verbs("besiege", "encircle", "surround", "blockade", "isolate", "trap")
        + rf"|{_verbs(('lay', 'laid', 'laid'), 'impose', 'tighten', 'place', ('put', 'put', 'put', 'putting'), 'begin', 'cement', 'complete')} (?:[\w'’-]+ ){{0,3}}{_SIEGE} (?:to|on|of|around|upon)|{_verbs(('cut', 'cut', 'cut', 'cutting'))} off",
        "besieg encircl surround blockad isolat trap sieg cut",
        True,
    ),
    (EventType.SIEGE_LAID, Shape.BESIEGE, r"under (?:a )?(?:[\w-]+ ){0,2}siege", "siege", True),
    (
        EventType.SIEGE_BROKEN,
        Shape.RELIEVE,
        rf"{_verbs(('break', 'broke', 'broken'), 'lift', 'end', 'breach', 'relieve', 'raise', 'smash', 'shatter')}(?: through)? {_ADJ}{_SIEGE}",
        "sieg blockad encircl",
        False,
    ),
    (
        EventType.SIEGE_BROKEN,
        Shape.RELIEVE,
        rf"{_SIEGE} (?:[\w'’-]+ ){{0,6}}?(?:(?:is|was|were|been|be|being) )?(?:\w+ )?(?:broken|lifted|ended|breached|relieved)",
        "sieg blockad encircl",
        False,
    ),
    (
        EventType.ATTACK_REPELLED,
        Shape.REPEL,
        rf"(?:{_verbs(('repel', 'repelled', 'repelled', 'repelling'), 'repulse', 'foil', 'thwart', 'halt', ('stop', 'stopped', 'stopped', 'stopping'), 'resist', 'defeat', 'block', 'prevent', 'confront', 'counter', 'stall', 'blunt', 'contain')}|{_verbs(('fend', 'fended', 'fended', 'fending'), 'stave', 'ward', ('fight', 'fought', 'fought'), ('beat', 'beat', 'beaten', 'beating'), ('hold', 'held', 'held'), ('drive', 'drove', 'driven'), 'push')} (?:off|back)) (?:[\w'’-]+ ){{0,7}}?{_ATTACK}",
        "attack assault offensive attempt advance raid incursion push infiltration invasion",
        False,
    ),
    (
        EventType.ATTACK_REPELLED,
        Shape.REPEL,
        rf"{_ATTACK}(?: (?:[\w'’-]+ ){{0,8}}?)(?:(?:was|were|been|being|is) )?(?:repelled|repulsed|foiled|thwarted|beaten back|fought off|failed|collapsed|stalled)",
        "repel repuls foil thwart beaten fought failed collaps stalled",
        False,
    ),
    (
        EventType.ATTACK_REPELLED,
        Shape.REPEL,
        rf"{_verbs(('repel', 'repelled', 'repelled', 'repelling'), 'repulse')}|{_verbs(('beat', 'beat', 'beaten', 'beating'))} (?:back|off)",
        "repel repuls beat",
        True,
    ),
    (
        EventType.CROSSING_CLOSED,
        Shape.SHUT,
        _verbs("close", ("shut", "shut", "shut", "shutting"), "seal", "block") + r"(?: (?:off|down))?",
        "clos shut seal block",
        True,
    ),
    (EventType.CROSSING_OPENED, Shape.SHUT, _verbs("open", "reopen", "re-open", "unblock"), "open unblock", True),
    (
        EventType.LINKUP,
        Shape.MEET,
        rf"{_LINKED} up(?: with| to)?|link(?:ed|ing|s)? up|{_verbs('join')} (?:forces|hands|ranks)(?: with)?|(?:link|hook|meet|join)(?:-| )?up(?: (?:with|between))?|link(?:ed|ing)? (?:[\w'’-]+ ){{0,4}}(?:with|axes)|{_verbs('connect', 'unite', 'merge')} (?:up )?(?:with|to)|(?:met|meet|meets|meeting) (?=(?:[\w'’-]+ ){{0,4}}(?:forces|troops|army|fighters|units|soldiers)\b)",
        "link hook join meet met connect unit merg team",
        True,
    ),
    (
        EventType.LINKUP,
        Shape.MEET,
        r"(?:linkup|link-up|linking[- ]up|junction|meeting point)(?= )",
        "linkup link- linking junction meeting",
        True,
    ),
    (
        EventType.ROUTE_CUT,
        Shape.ROUTE,
        rf"(?:{_verbs(('cut', 'cut', 'cut', 'cutting'), 'sever', 'block', 'close', 'interrupt', 'disrupt', 'choke', 'interdict', 'sever')})(?: off)? {_ROAD}",
        "cut sever block clos interrupt disrupt chok interdict",
        False,
    ),
    (
        EventType.ROUTE_CUT,
        Shape.ROUTE,
        rf"{_ROAD} (?:[\w'’-]+ ){{0,8}}?(?:is|was|were|been|be|being|has been|now) (?:[\w-]+ )?(?:cut|severed|blocked)(?: off)?",
        "cut sever block",
        False,
    ),
    (
        EventType.ROUTE_OPENED,
        Shape.ROUTE,
        rf"{_verbs('open', 'reopen', 're-open', 'secure', 'clear', 'unblock', 'establish', 'restore')}(?: up)? (?:a |an |the |its |their ){_ROAD}",
        "open secur clear unblock establish restor",
        False,
    ),
    (
        EventType.ROUTE_OPENED,
        Shape.ROUTE,
        rf"{_ROAD} (?:[\w'’-]+ ){{0,8}}?(?:is|was|were|been|be|being|has been) (?:[\w-]+ )?(?:opened|reopened|re-opened|secured)",
        "open secur",
        False,
    ),
    (
        EventType.PASSAGE_GRANTED,
        Shape.LET,
        r"(?:let(?:s|ting)?|allow(?:s|ed|ing)?|permit(?:s|ted|ting)?|grant(?:s|ed|ing)?|giv(?:e|es|ing)|gave|given|offer(?:s|ed|ing)?|agree(?:s|d)? to let)",
        "let allow permit grant giv gav offer",
        True,
    ),
    (
        EventType.PASSAGE_DENIED,
        Shape.LET,
        r"(?:den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|bar(?:s|red|ring)?|ban(?:s|ned|ning)?|block(?:s|ed|ing)?|prevent(?:s|ed|ing)?|stop(?:s|ped|ping)?|reject(?:s|ed|ing)?|close[sd]?|closing)",
        "den refus bar ban block prevent stop reject clos",
        True,
    ),
    (
        EventType.BORDER_CHANGED,
        Shape.ANNEX,
        _verbs("annex", "incorporate", "secede", "demarcate", "redraw")
        + r"(?: from)?|(?:declar(?:e|ed|es|ing) (?:its |their )?independence|(?:illegally )?annexation|secession|demarcation)(?: (?:of|from))?",
        "annex incorporat seced demarcat redraw independen secession",
        True,
    ),
    (
        EventType.CONTROL_GAINED,
        Shape.NOMINAL,
        r"(?:capture|recapture|seizure|liberation|conquest|takeover|fall|occupation|loss|retaking|recovery) (?:of|in)",
        "captur seiz liberat conquest takeover fall occup loss retak recover",
        True,
    ),
    (
        EventType.CONTROL_CEDED,
        Shape.NOMINAL_LEAVE,
        r"(?:withdrawals?|retreat|pull-?out|evacuation|departure)(?: of)?(?: [\w'’-]+){0,5}? (?:from|out of)",
        "withdrawal retreat pull evacuat departur",
        True,
    ),
    (
        EventType.CONTROL_GAINED,
        Shape.NOMINAL,
        rf"(?:offensive|operation|assault|campaign|battle|bid|push|drive)s? (?:on|for|against|in)(?= )",
        "offensive operation assault campaign battle bid push drive",
        True,
    ),
)

FRAMES: tuple[Frame, ...] = tuple(
    Frame(
        type_,
        shape,
        re.compile(rf"\b(?:{pattern})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE),
        tuple(hints.split()),
        weak,
    )
    for type_, shape, pattern, hints, weak in _SPECS
)

PARTICIPLES = frozenset(word for phrase in _IRREGULAR_PARTICIPLES for word in phrase.split()[:1])
"""First words of the past participles of all verbs here."""

_PREFILTER = re.compile(r"\b(?:" + "|".join(sorted({h for f in FRAMES for h in f.hints})) + ")", re.IGNORECASE)
_SUBJECT_MATTER = re.compile(
    r"\b(?:forces?|troops?|arm(?:y|ies)|soldiers?|fighters?|militants?|militia\w*|rebels?|insurgents?|regime|military|jihadis\w*"
    r"|guerrillas?|separatis\w+|border\w*|frontier|crossings?|siege|besieg\w*|annex\w*|captur\w*|liberat\w*|territor\w+"
    r"|front ?lines?|offensive|invasion|enclave|town|village)\b",
    re.IGNORECASE,
)
_TRIGGER_WORDS = re.compile(
    r"(?:re)?(?:captur|seiz|tak|took|liberat|enter|reach|clos|open|withdr|retreat|advanc|push|driv|drov|cut|lift|break|brok|repel|repuls"
    r"|link|meet|met\b|cross|annex|hold|held|control|los[et]|fall|fell|abandon|leav|left|hand|encircl|surround|besieg|claim|say|said|den"
    r"|declar|announc|vow|launch|fight|near|storm|clear|secur|free|overr|win|won\b|evict|oust|expel|allow|let\b|refus|join|drops?)\w*",
    re.IGNORECASE,
)


def may_report(text: str) -> bool:
    """Whether `text` may report a territory event at all. Cheap, and wrong only on the side of caution."""
    return _SUBJECT_MATTER.search(text) is not None and has_trigger(text)


def has_trigger(text: str) -> bool:
    """Whether a stem of some frame stands in `text`."""
    return _PREFILTER.search(text) is not None


def is_trigger_word(word: str) -> bool:
    """Whether a capitalised `word` in a headline is likelier to be its verb than part of a name."""
    return _TRIGGER_WORDS.fullmatch(word) is not None
