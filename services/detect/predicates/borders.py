"""Predicates of borders, crossings, roads and passage."""

from schemas.event import EventType
from services.detect.predicates.frames import Frame, Shape, frame
from services.detect.words.patterns import verbs

_ROAD = r"""(?:(?:[\w'\u2019-]+ ){0,6}?(?:roads?|highways?|routes?|corridors?|motorways?|supply lines?
    |lines? of (?:supply|communication)|lifelines?|artery))"""

BORDER_FRAMES: tuple[Frame, ...] = (
    frame(
        EventType.CROSSING_CLOSED,
        Shape.SHUT,
        verbs("close,shut shut shut shutting,seal,block") + "(?: (?:off|down))?",
        "clos shut seal block",
        weak=True,
    ),
    frame(EventType.CROSSING_OPENED, Shape.SHUT, verbs("open,reopen,re-open,unblock"), "open unblock", weak=True),
    frame(
        EventType.ROUTE_CUT,
        Shape.ROUTE,
        rf"""{verbs("cut cut cut cutting,sever,block,close,interrupt,disrupt,choke,interdict")}(?: off)? {_ROAD}
        |{_ROAD} (?:[\w'\u2019-]+ ){{0,8}}?(?:is|was|were|been|be|being|now) (?:[\w-]+ )?(?:cut|severed
        |blocked)(?: off)?""",
        "cut sever block clos interrupt disrupt chok interdict",
    ),
    frame(
        EventType.ROUTE_OPENED,
        Shape.ROUTE,
        rf"""{verbs("open,reopen,re-open,secure,clear,unblock,establish,restore")}(?: up)? (?:a |an |the |its
        |their ){_ROAD}
        |{_ROAD} (?:[\w'\u2019-]+ ){{0,8}}?(?:is|was|were|been|be|being) (?:[\w-]+ )?(?:opened|reopened
        |re-opened|secured)""",
        "open secur clear unblock establish restor",
    ),
    frame(
        EventType.PASSAGE_GRANTED,
        Shape.LET,
        "let|lets|letting|agree(?:s|d)? to let|"
        + verbs("allow,permit permitted permitted permitting,grant,give gave given,offer"),
        "let allow permit grant giv gave offer",
        weak=True,
    ),
    frame(
        EventType.PASSAGE_DENIED,
        Shape.LET,
        verbs(
            """deny,refuse,bar barred barred barring,ban banned banned banning,block,prevent,stop stopped
            stopped stopping,reject,
            close"""
        ),
        "den refus bar ban block prevent stop reject clos",
        weak=True,
    ),
    frame(
        EventType.BORDER_CHANGED,
        Shape.ANNEX,
        rf"""{verbs("annex,incorporate,secede,demarcate,redraw redrew redrawn")}(?: from)?
        |declar(?:e|ed|es|ing) (?:its |their )?independence|(?:annexation|secession|demarcation)(?: (?:of|from))?""",
        "annex incorporat seced demarcat redr independen secession",
        weak=True,
    ),
)
