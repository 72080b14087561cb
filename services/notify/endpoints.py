"""The webhook endpoints that the operator's file names."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, SecretStr, model_validator

from schemas.alert import AlertKind, AlertStage
from schemas.base import stable_id
from schemas.theatre import Authored, Slug
from services.runtime.authored import read_yaml, validate
from services.runtime.errors import BadInputError

SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret begins with
SECRET_BYTES = range(24, 65)


def _well_formed(secret: SecretStr) -> SecretStr:
    """Standard Webhooks: `whsec_` and the base64 of 24 to 64 random bytes."""
    text = secret.get_secret_value()
    fault = f"a secret is '{SECRET_PREFIX}' and the base64 of 24 to 64 random bytes"
    if not text.startswith(SECRET_PREFIX):
        raise ValueError(fault)
    try:
        key = base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)
    except binascii.Error:
        raise ValueError(fault) from None
    if len(key) not in SECRET_BYTES:
        raise ValueError(fault)
    return secret


Secret = Annotated[SecretStr, AfterValidator(_well_formed)]


class EndpointSpec(Authored):
    """One endpoint as the file has it. Where nothing is listed, everything is wanted."""

    # The faults of a file are shown and logged: they must not quote what stands in it.
    model_config = ConfigDict(hide_input_in_errors=True)

    url: Annotated[str, Field(pattern=r"^https?://[^\s/@]+(/\S*)?$", repr=False)]
    """Where to post. It may itself hold a token, and is not shown or logged either."""
    secret: Secret | None = None
    secret_env: str | None = None
    """The environment variable that holds the secret, instead of `secret`."""
    old_secrets: tuple[Secret, ...] = ()
    """Secrets being rotated out: requests are signed with them too."""
    kinds: frozenset[AlertKind] = frozenset()
    stages: frozenset[AlertStage] = frozenset()
    theatres: frozenset[Slug] = frozenset()

    @model_validator(mode="after")
    def _has_one_secret(self) -> Self:
        if (self.secret is None) == (self.secret_env is None):
            raise ValueError("an endpoint has either secret or secret_env")
        return self


class EndpointsFile(Authored):
    """The whole file."""

    model_config = ConfigDict(hide_input_in_errors=True)

    endpoints: dict[Slug, EndpointSpec]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint that alerts can be sent to."""

    name: str
    url: str = field(repr=False)
    secrets: tuple[SecretStr, ...]
    """The present one first, then those being rotated out."""
    kinds: frozenset[AlertKind] = frozenset()
    stages: frozenset[AlertStage] = frozenset()
    theatres: frozenset[str] = frozenset()

    @property
    def target(self) -> str:
        """What its receipts say of the URL: enough to see that it has changed, not enough to call it."""
        return stable_id("target", self.url)


def load_endpoints(path: Path, environment: Mapping[str, str]) -> tuple[Endpoint, ...]:
    """Read the endpoints that the file `path` names, in its order.

    Raises:
        BadInputError: the file is wrong (with file and line), or an environment variable that it names is.

    """
    data, lines = read_yaml(path)
    specs = validate(EndpointsFile, data, lines, path).endpoints
    return tuple(_endpoint(name, spec, path, environment) for name, spec in specs.items())


def _endpoint(name: str, spec: EndpointSpec, path: Path, environment: Mapping[str, str]) -> Endpoint:
    return Endpoint(
        name=name,
        url=spec.url,
        secrets=(spec.secret or _from_environment(name, spec, path, environment), *spec.old_secrets),
        kinds=spec.kinds,
        stages=spec.stages,
        theatres=spec.theatres,
    )


def _from_environment(name: str, spec: EndpointSpec, path: Path, environment: Mapping[str, str]) -> SecretStr:
    variable = spec.secret_env or ""
    try:
        return _well_formed(SecretStr(environment.get(variable, "")))
    except ValueError as error:
        raise BadInputError(f"{path}: endpoints.{name}.secret_env: ${variable} is unset or wrong: {error}") from None
