"""Structured logs on standard error."""

import logging
import sys
from typing import Literal

import structlog
from structlog.typing import FilteringBoundLogger

Log = FilteringBoundLogger


def configure_logs(form: Literal["json", "console"], level: str) -> None:
    """Send our own lines and those of the libraries through one formatter."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    for chatty in ("aiokafka", "faust", "mode", "services"):  # mode logs our Faust subclasses under their module
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLogger().level))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        cache_logger_on_first_use=True,
    )


def logger(service: str) -> Log:
    """Give the logger of a service; every line names it."""
    log: Log = structlog.get_logger("landbridge").bind(service=service)
    return log
