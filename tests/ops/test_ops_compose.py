"""The compose file, the image and the sample configuration, as far as they can be checked without Docker."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.rules import SERVICES, job
from schemas.deadletter import Stage
from services.ingest.feedlist import read_feeds
from services.notify.endpoints import load_endpoints
from services.runtime.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
PARTS: dict[str, Any] = COMPOSE["services"]
OURS = [name for name, part in PARTS.items() if part["image"].startswith("landbridge:")]
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
PINNED = re.compile(r"^[\w./-]+:v?\d+\.\d+\.\d+[\w.-]*$")


def test_every_service_runs_under_its_own_command() -> None:
    assert sorted(OURS) == sorted([*SERVICES, "topics"])
    assert {name: PARTS[name]["command"] for name in SERVICES} == {name: [name] for name in SERVICES}
    assert set(SERVICES) == {stage.value for stage in Stage}


@pytest.mark.parametrize("name", OURS)
def test_every_variable_is_a_setting_with_a_value_that_it_takes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = PARTS[name]["environment"]
    assert {variable.removeprefix(PREFIX).lower() for variable in variables} <= set(Settings.model_fields)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    settings = Settings()
    host, _, port = settings.kafka.partition(":")
    assert f"INTERNAL://{host}:{port}" in PARTS["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"]
    assert f"EXPOSE {settings.metrics_port}" in DOCKERFILE


@pytest.mark.parametrize("name", PARTS)
def test_every_container_is_pinned_hardened_and_kept_running(name: str) -> None:
    part = PARTS[name]
    assert PINNED.match(part["image"])
    assert part["cap_drop"] == ["ALL"]
    assert part["security_opt"] == ["no-new-privileges:true"]
    assert part["restart"] == ("no" if name == "topics" else "unless-stopped")
    assert part["stop_grace_period"]
    assert "privileged" not in part


@pytest.mark.parametrize("name", PARTS)
def test_ports_are_published_on_loopback_only(name: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in PARTS[name].get("ports", []))


def test_services_wait_for_the_topics_and_the_topics_for_a_healthy_broker() -> None:
    assert PARTS["topics"]["command"] == ["topics", "create"]
    assert PARTS["topics"]["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    assert "healthcheck" in PARTS["kafka"]
    for name in SERVICES:
        assert PARTS[name]["depends_on"] == {"topics": {"condition": "service_completed_successfully"}}


def test_one_broker_asks_for_one_replica_everywhere() -> None:
    factors = {
        name: value
        for name, value in PARTS["kafka"]["environment"].items()
        if name.endswith(("REPLICATION_FACTOR", "MIN_ISR"))
    }
    assert len(factors) == 5
    assert set(factors.values()) == {"1"}


def test_whatever_is_mounted_from_the_repository_is_there() -> None:
    mounts = [mount for part in PARTS.values() for mount in part.get("volumes", [])]
    for source in (mount.split(":")[0] for mount in mounts):
        assert source in COMPOSE["volumes"] or (ROOT / source).exists()


def test_the_image_is_pinned_and_runs_as_nobody_in_particular() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(set(bases)) == 1
    assert PINNED.match(bases[0])
    assert re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE) == ["10001"]
    assert DOCKERFILE.count("--require-hashes") == 2


def test_what_the_image_copies_passes_the_ignore_file() -> None:
    kept = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    for arguments in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        for source in arguments.split()[:-1]:
            assert source in kept
            assert (ROOT / source).exists()


def test_prometheus_scrapes_every_service() -> None:
    config = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
    scraped = {each["job_name"]: each["dns_sd_configs"][0] for each in config["scrape_configs"]}
    assert {name: found["names"] for name, found in scraped.items()} == {job(name): [name] for name in SERVICES}
    assert {str(found["port"]) for found in scraped.values()} == {
        PARTS["ingest"]["environment"][f"{PREFIX}METRICS_PORT"]
    }


def test_the_sample_configuration_is_good() -> None:
    config = ROOT / "deploy" / "config"
    assert read_feeds(config / "feeds.yaml")
    assert load_endpoints(config / "webhooks.yaml", {}) == ()


def test_the_sample_endpoint_is_good_once_it_is_no_comment(tmp_path: Path) -> None:
    sample = (ROOT / "deploy" / "config" / "webhooks.yaml").read_text(encoding="utf-8")
    _, _, commented = sample.partition("endpoints: {}\n")
    path = tmp_path / "webhooks.yaml"
    path.write_text("endpoints:\n" + re.sub("^#", "", commented, flags=re.MULTILINE), encoding="utf-8")
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    (endpoint,) = load_endpoints(path, {"DESK_SECRET": secret})
    assert endpoint.theatres == {"iraq-syria"}
