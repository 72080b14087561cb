"""Predicates of movement and fighting: advances, sieges, attacks beaten off, forces that meet."""

from schemas.event import EventType
from services.detect.predicates.frames import Frame, Shape, frame
from services.detect.words.patterns import verbs

_SIEGE = "(?:sieges?|blockades?|encirclements?)"
_ATTACK = """(?:attacks?|assaults?|offensives?|attempts?|advances?|raids?|counter-?attacks?
    |counter-?offensives?|incursions?
    |push|infiltration|invasion)"""
_BEGIN = verbs("launch,stage,mount,carry,conduct,begin began begun beginning")
_BEAT = verbs(
    """repel repelled repelled repelling,repulse,foil,thwart,stop stopped stopped stopping,resist,defeat,block,prevent,
    confront,counter,stall,blunt,contain"""
)
_BEAT_OFF = verbs("fend,stave,ward,fight fought fought,beat beat beaten,hold held held,drive drove driven,push")
_FAILED = "(?:repelled|repulsed|foiled|thwarted|beaten back|fought off|failed|collapsed|stalled)"
_ONWARD = r"""(?: (?:further|deeper|forward|ahead|on|closer|close|back|farther|rapidly|quickly|slowly|steadily
    |(?:north|south|east
    |west)(?:wards?)?|(?:their|its) way|[\d.]+ (?:km|kilomet(?:er|re)s|miles)))*(?: up| down)?"""
_FORCES_AHEAD = r"(?=(?:[\w'\u2019-]+ ){0,4}(?:forces|troops|army|fighters|units|soldiers)\b)"

MOVEMENT_FRAMES: tuple[Frame, ...] = (
    frame(
        EventType.ADVANCE,
        Shape.MOVE,
        verbs(
            """advance,push,march,thrust thrust thrust,press,head,progress,roll,charge,inch,edge,pour,
            sweep swept swept,
            drive drove driven,break broke broken,penetrate,infiltrate,fight fought fought,move,deploy,cross,surge"""
        )
        + _ONWARD
        + " (?:to|into|towards?|on|onto|inside|through to|deep into|within)",
        """advanc push march thrust press head progress roll charg inch edg pour sweep swept driv drov break
        brok penetrat
        infiltrat fight fought mov deploy cross surg""",
    ),
    frame(
        EventType.ADVANCE,
        Shape.MOVE,
        rf"""{verbs("enter,reach,approach,storm,penetrate,infiltrate,breach")}|neared|nearing
        |{verbs("break broke broken")} into
        |{verbs("close")} in on|{verbs("arrive")} (?:at|in)|{verbs("get got got getting,make made made")} (?:it )?to
        |{verbs("come came come")} within""",
        "enter reach near approach storm into penetrat clos arriv get got mak made infiltrat breach com cam",
        weak=True,
    ),
    frame(
        EventType.BORDER_CROSSED,
        Shape.CROSS,
        rf"""{verbs("cross,invade,penetrate")}(?: over)?(?: the (?:[\w-]+ )?(?:border|frontier))?(?: (?:into|to|from))?
        |{_BEGIN}(?: out)? (?:[\w'\u2019-]+ ){{0,5}}(?:incursion|invasion) (?:into|of|in|inside)
        |(?:incursions?|invasion) (?:into|of|inside)""",
        "cross invad penetrat incursion invasion",
        weak=True,
    ),
    frame(
        EventType.SIEGE_LAID,
        Shape.BESIEGE,
        rf"""{verbs("besiege,encircle,surround,blockade,isolate,trap trapped trapped trapping")}
        |{verbs("lay laid laid,impose,tighten,place,put put put putting,begin began begun beginning,cement,complete")}
         (?:[\w'\u2019-]+ ){{0,3}}{_SIEGE} (?:to|on|of|around|upon)
        |{verbs("cut cut cut cutting")} off""",
        "besieg encircl surround blockad isolat trap sieg cut",
        weak=True,
    ),
    frame(EventType.SIEGE_LAID, Shape.BESIEGE, r"under (?:a )?(?:[\w-]+ ){0,2}siege", "siege", weak=True),
    frame(
        EventType.SIEGE_BROKEN,
        Shape.RELIEVE,
        rf"""{verbs("break broke broken,lift,end,breach,relieve,raise,smash,shatter")}(?: through)?
        (?:[\w'\u2019-]+ ){{0,4}}{_SIEGE}
        |{_SIEGE} (?:[\w'\u2019-]+ ){{0,6}}?(?:(?:is|was|were|been|be|being) )?(?:\w+ )?(?:broken|lifted|ended
        |breached|relieved)""",
        "sieg blockad encircl",
    ),
    frame(
        EventType.ATTACK_REPELLED,
        Shape.REPEL,
        rf"""(?:{_BEAT}|{_BEAT_OFF} (?:off|back))
        (?:[\w'\u2019-]+ ){{0,7}}?{_ATTACK}
        |{_ATTACK} (?:[\w'\u2019-]+ ){{0,8}}?(?:(?:was|were|been|being|is) )?{_FAILED}""",
        "attack assault offensive attempt advance raid incursion push infiltration invasion",
    ),
    frame(
        EventType.ATTACK_REPELLED,
        Shape.REPEL,
        rf"{verbs('repel repelled repelled repelling,repulse')}|{verbs('beat beat beaten')} (?:back|off)",
        "repel repuls beat",
        weak=True,
    ),
    frame(
        EventType.LINKUP,
        Shape.MEET,
        rf"""{verbs("link,hook,join,meet met met,connect,team")} up(?: with| to)?|{verbs("join")} (?:forces
        |hands|ranks)(?: with)?
        |(?:link|hook|meet|join)(?:-| )?up(?: (?:with|between))?|link(?:ed
        |ing)? (?:[\w'\u2019-]+ ){{0,4}}(?:with|axes)
        |{verbs("connect,unite,merge")} (?:up )?(?:with|to)|(?:met|meets?)(?= (?:at|on|near|along|outside)\b)
        |(?:met|meets?|meeting) {_FORCES_AHEAD}""",
        "link hook join meet met connect unit merg team",
        weak=True,
    ),
    frame(
        EventType.LINKUP,
        Shape.MEET,
        "linkup|link-up|linking[- ]up|junction|meeting point",
        "linkup link- linking junction meeting",
        weak=True,
    ),
)
