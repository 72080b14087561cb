"""What link believes depends on the set of reports, not on the order in which they came."""

from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.alert import Alert, AlertStage
from schemas.event import TerritoryEvent
from services.link.ledger import LATENESS, TheatreLedger
from tests.support.link_story import THEATRE, story

STORY = story()
LAST = len(STORY) - 1


def live_through(events: list[TerritoryEvent]) -> tuple[TheatreLedger, dict[str, Alert]]:
    ledger = TheatreLedger(THEATRE)
    alerts: dict[str, Alert] = {}
    for event in events:
        for alert in ledger.apply(event).alerts:
            assert alert.id not in alerts, "an alert is raised once"
            alerts[alert.id] = alert
    return ledger, alerts


IN_ORDER, ALERTS_IN_ORDER = live_through(STORY)
CONTROL, CORRIDORS = IN_ORDER.control(), IN_ORDER.corridors()


@settings(max_examples=40, deadline=None)
@given(events=st.permutations(STORY), repeated=st.lists(st.integers(0, LAST), max_size=5))
def test_every_order_ends_in_the_same_state_and_misses_no_alert(
    events: list[TerritoryEvent], repeated: list[int]
) -> None:
    ledger, alerts = live_through([*events, *(events[index] for index in repeated)])
    assert ledger.control() == CONTROL
    assert ledger.corridors() == CORRIDORS
    assert alerts.keys() >= ALERTS_IN_ORDER.keys()


@settings(max_examples=40, deadline=None)
@given(delays=st.lists(st.floats(0, 1), min_size=len(STORY), max_size=len(STORY)))
def test_within_the_allowed_lateness_the_alerts_are_the_same(delays: list[float]) -> None:
    arrival = {event.id: event.published_at + LATENESS * delay for event, delay in zip(STORY, delays, strict=True)}
    _, alerts = live_through(sorted(STORY, key=lambda event: arrival[event.id]))
    assert alerts.keys() == ALERTS_IN_ORDER.keys()


@settings(max_examples=40, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_a_quarter_of_the_reports_after_all_others_adds_at_most_a_later_stage(random: Random) -> None:
    """Far beyond the lateness, a reversal not yet heard of can make a gain look as if it had stood."""
    late = random.sample(STORY, len(STORY) // 4)
    random.shuffle(late)
    ledger, alerts = live_through([*(event for event in STORY if event not in late), *late])
    assert ledger.control() == CONTROL
    assert alerts.keys() >= ALERTS_IN_ORDER.keys()
    for extra in alerts.keys() - ALERTS_IN_ORDER.keys():
        assert alerts[extra].stage is not AlertStage.REPORTED
        assert alerts[extra].follows in ALERTS_IN_ORDER


@settings(max_examples=25, deadline=None)
@given(cut=st.integers(0, LAST), random=st.randoms(use_true_random=False))
def test_a_restart_in_the_middle_loses_nothing(cut: int, random: Random) -> None:
    events = sorted(STORY, key=lambda event: event.published_at + timedelta(days=random.random()))
    _, before = live_through(events[:cut])
    restored = TheatreLedger(THEATRE)
    restored.restore(events[:cut])
    after = {alert.id for event in events[cut:] for alert in restored.apply(event).alerts}
    assert restored.control() == CONTROL
    assert before.keys() | after == ALERTS_IN_ORDER.keys()


@settings(max_examples=60, deadline=None)
@given(kept=st.sets(st.integers(0, LAST)))
def test_beliefs_are_probabilities_whatever_is_reported(kept: set[int]) -> None:
    ledger, alerts = live_through([STORY[index] for index in sorted(kept)])
    for control in ledger.control():
        assert abs(sum(control.beliefs.values()) - 1) < 1e-4
        assert 0 <= control.belief <= 1
    for corridor in ledger.corridors():
        assert corridor.open_probability <= corridor.weakest_belief
        assert set(corridor.gaps) <= {place.place for place in corridor.route if not place.passable}
    assert all(1 <= len(alert.evidence) <= 5 for alert in alerts.values())
