"""What a service is given to run with."""

import asyncio
from dataclasses import dataclass, field

from services.runtime.deadletters import DeadLetters
from services.runtime.health import Health
from services.runtime.logs import Log
from services.runtime.metrics import Metrics
from services.runtime.records import Publisher
from services.runtime.settings import Settings


@dataclass(frozen=True)
class Context:
    """The composition of one service process, made by `services.runtime.process`."""

    service: str
    settings: Settings
    metrics: Metrics
    health: Health
    log: Log
    publisher: Publisher
    letters: DeadLetters
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
