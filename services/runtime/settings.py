"""The settings of all services: environment variables that begin with LANDBRIDGE_."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from services.runtime.errors import BadInputError

PREFIX = "LANDBRIDGE_"
Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """What can be set. `landbridge settings` prints this table with the values in force."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, use_attribute_docstrings=True)

    kafka: Annotated[str, Field(pattern=r"^[^\s:]+:\d+$")] = "127.0.0.1:9092"
    """Kafka's bootstrap server, HOST:PORT."""
    embedded: bool = False
    """Whether that is the embedded broker, which must not be asked without a pause. `demo` and `up` set it."""
    replication: Annotated[int, Field(ge=1)] = 1
    """Replicas of each topic that `landbridge topics create` makes. 3 in production."""
    theatres: Annotated[tuple[str, ...], NoDecode] = ("iraq-syria",)
    """Theatres to watch, separated by commas: names of those that Landbridge ships, or directories."""
    sources_file: Path | None = None
    """Sources and their grades; the table that Landbridge ships if not set."""
    feeds_file: Path | None = None
    """The feeds to poll, OPML or YAML."""
    webhooks_file: Path | None = None
    """The webhook endpoints to notify, YAML. Without it notify delivers nothing."""
    instance: str = ""
    """A name that this process keeps across restarts. With it the broker hands back the same partitions at once."""
    session_timeout: Annotated[float, Field(ge=1)] = 30.0
    """Seconds without a heartbeat after which the broker gives a service's partitions to another."""
    metrics_host: str = "127.0.0.1"
    """The address that /metrics and /health are served on."""
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = 9100
    """Their port; 0 takes any free one."""
    stall_after: Annotated[float, Field(gt=0)] = 60.0
    """Seconds without a turn of a service's main loop after which /health/live says that it is stuck."""
    log_format: Literal["json", "console"] = "json"
    """How log lines look."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """The least severe lines that are logged."""
    net_allow: Annotated[tuple[Network, ...], NoDecode] = ()
    """Private networks (CIDR, separated by commas) that feeds and webhooks may be in all the same."""
    poll_concurrency: Annotated[int, Field(ge=1)] = 32
    """Feeds polled at the same time, over all hosts."""
    detect_workers: Annotated[int, Field(ge=1)] = 1
    """Processes that detection runs in."""
    detect_timeout: Annotated[float, Field(gt=0)] = 30.0
    """Seconds that detection may take for one article before that is a dead letter."""
    lateness: Annotated[float, Field(ge=0)] = 1.0
    """Days that reports may come late. What nobody contradicts is confirmed for having stood only when that is over."""
    dead_letter_limit: Annotated[int, Field(ge=1)] = 50
    """Records in a row that may fail before a service stops: past that it is the service that is broken."""
    webhook_timeout: Annotated[float, Field(gt=0)] = 15.0
    """Seconds that an endpoint may take to answer."""
    retry_scale: Annotated[float, Field(gt=0)] = 1.0
    """Multiplies the pauses of the webhook retry schedule; below 1 for demonstrations and tests."""

    @field_validator("theatres", "net_allow", mode="before")
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment; those given here win.

    Raises:
        BadInputError: a variable is wrong; one line each, with its name and what is allowed.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        faults = [_describe(dict(fault)) for fault in error.errors()]
        raise BadInputError("\n".join(faults)) from error


def _describe(fault: dict[str, Any]) -> str:
    name = str(fault["loc"][0])
    given = fault["input"]
    return f"{PREFIX}{name.upper()}={given!s}: {fault['msg']}"


def settings_table() -> list[tuple[str, str, str]]:
    """Every variable with its default and its meaning."""
    table = []
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = ",".join(map(str, default)) if isinstance(default, tuple) else "" if default is None else str(default)
        table.append((f"{PREFIX}{name.upper()}", shown, " ".join((field.description or "").split())))
    return table
