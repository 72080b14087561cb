"""Predicates of control: places taken, lost, left, handed over and held."""

from schemas.event import EventType
from services.detect.predicates.frames import Frame, Shape, frame
from services.detect.words.patterns import verbs

_TAKE_CONTROL = verbs(
    """take took taken,seize,gain,regain,wrest,assume,establish,secure,retake retook retaken,reassert,reassume,
    restore,
    win won won winning,extend,cement,consolidate,claim"""
)
_CONTROL_OF = " (?:the )?(?:full |complete |firm |effective )?(?:control|rule|occupation|authority) of"
_THEIR_MEN = r"""(?: (?:completely|entirely|fully|overnight|hastily|all|(?:its|his|their) (?:forces|troops
    |fighters)|troops|forces
    |heavy weapons|(?:last|some) \w+))?"""

CONTROL_FRAMES: tuple[Frame, ...] = (
    frame(
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        verbs(
            """capture,recapture,liberate,reclaim,conquer,reconquer,reoccupy,regain,recover,reseize,wrest,
            snatch,seize,occupy,
            retake retook retaken,overrun overran overrun overrunning,overtake overtook overtaken"""
        ),
        "captur liberat reclaim conque occup regain recover seiz wrest snatch overt retak retook overr",
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        verbs("win won won winning,take took taken") + " (?:back|over)",
        "back over",
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        verbs("free,clear,secure,cleanse,purge,take took taken,grab grabbed grabbed grabbing,win won won winning"),
        "free clear secur cleans purg tak took grab win won",
        weak=True,
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        rf"""{_TAKE_CONTROL} (?:back )?(?:[\w-]+ ){{0,2}}(?:control|hold|possession|charge) (?:of|over)
        |{verbs("restore")} (?:security|control|order) (?:to|in|over)
        |{verbs("raise,hoist,plant")} (?:[\w'\u2019-]+ ){{1,5}}?flags? (?:over|in|above|on|at|atop)""",
        "control hold possession charge security order flag",
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.TAKE,
        r"(?:full|complete|total) control (?:of|over)",
        "control",
        weak=True,
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.EXPEL,
        verbs(
            """drive drove driven,push,force,expel expelled expelled expelling,oust,dislodge,flush,chase,kick,
            eject,clear,evict,
            rout,uproot,throw threw thrown,sweep swept swept,remove,eradicate"""
        ),
        """driv drov push forc expel oust dislodg flush chas kick eject clear evict rout uproot throw threw
        sweep swept remov
        eradicat""",
        weak=True,
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.FALL,
        rf"""{verbs("fall fell fallen")}(?: back)? (?:in)?to(?: the hands of)?
        |(?:passed|came|come|fell|fallen|falls?|brought|put|back|returned|now)
         (?:in)?(?:to|under|into the hands of)(?: the)?(?: full| complete)? (?:control|hands) of
        |{verbs("slip slipped slipped slipping")} into the hands of""",
        "fall fell under hands",
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.FALL,
        "(?:has|have|had) fallen|fell|collapsed",
        "fallen fell collaps",
        weak=True,
    ),
    frame(
        EventType.CONTROL_CEDED,
        Shape.LEAVE,
        rf"""(?:{verbs("withdraw withdrew withdrawn,retreat,flee fled fled fleeing,depart")}
        |{verbs("pull,move,fall fell fallen")} (?:out|back)){_THEIR_MEN}(?: back)? (?:from|out of|of)""",
        "withdr retreat pull fle depart mov back",
    ),
    frame(
        EventType.CONTROL_CEDED,
        Shape.LEAVE,
        verbs(
            """abandon,evacuate,vacate,relinquish,quit quit quit quitting,flee fled fled fleeing,
            leave left left,surrender,exit,
            desert,cede,yield"""
        )
        + rf"|{verbs('give gave given')} up",
        "abandon evacuat vacat relinquish quit fle leav left surrender exit desert ced yield giv gave",
        weak=True,
    ),
    frame(
        EventType.CONTROL_CEDED,
        Shape.LOSE,
        verbs("lose lost lost") + "(?: (?:full|all|complete|total))? control (?:of|over)",
        "los",
    ),
    frame(EventType.CONTROL_CEDED, Shape.LOSE, verbs("lose lost lost"), "los", weak=True),
    frame(
        EventType.CONTROL_TRANSFERRED,
        Shape.HAND,
        verbs(
            """hand,transfer transferred transferred transferring,turn,give gave given,return,surrender,cede,
            deliver,concede,sign,
            relinquish"""
        ),
        "hand transfer turn giv gave return surrender ced deliver conced sign relinquish",
        weak=True,
    ),
    frame(
        EventType.CONTROL_HELD,
        Shape.HOLD,
        rf"""{verbs("hold held held,control controlled controlled controlling,dominate,administer,govern")}(?:
        on to| onto)?
        |(?:is|are|was|were|be|remains?|remained|stay(?:s|ed)?|still) in (?:full |complete |firm )?(?:control
        |possession) of
        |(?:has|have|had) (?:(?:full|complete|total|effective|firm) )?control (?:of|over)
        |(?:maintain(?:s|ed)?|retain(?:s|ed)?|exercis(?:e|es|ed)|ke(?:ep|eps|pt)) (?:[\w-]+ ){{0,2}}control
        (?:of|over)""",
        "hold held control dominat administer govern possession",
        weak=True,
    ),
    frame(
        EventType.CONTROL_HELD,
        Shape.STATE,
        rf"""(?:is|are|was|were|be|been|remains?|remained|still|lies?|stays?) (?:[\w-]+ ){{0,2}}(?:under{_CONTROL_OF}
        |in the hands of|under)|in(?= (?:[\w'\u2019-]+ ){{1,4}}hands\b)""",
        "under hands",
        weak=True,
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.CAPTURE,
        "(?:capture|recapture|seizure|liberation|conquest|takeover|fall|occupation|loss|retaking|recovery) (?:of|in)",
        "captur seiz liberat conquest takeover fall occup loss retak recover",
        weak=True,
    ),
    frame(
        EventType.CONTROL_GAINED,
        Shape.CAPTURE,
        "(?:offensive|operation|assault|campaign|battle|bid|push|drive)s? (?:on|for|against|in)",
        "offensive operation assault campaign battle bid push drive",
        weak=True,
    ),
    frame(
        EventType.CONTROL_CEDED,
        Shape.WITHDRAWAL,
        r"(?:withdrawals?|retreat|pull-?out|evacuation|departure)(?: of)?(?: [\w'\u2019-]+){0,5}? (?:from|out of)",
        "withdrawal retreat pull evacuat departur",
        weak=True,
    ),
)
