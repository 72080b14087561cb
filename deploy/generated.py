"""Every generated file of this folder, with what it should hold."""

from pathlib import Path

from deploy.build_requirements import build_requirements_file
from deploy.dashboard import dashboard_file
from deploy.rules import rules_file

DEPLOY = Path(__file__).parent


def generated_files() -> dict[Path, str]:
    """The text of each generated file."""
    dev = DEPLOY.parent / "requirements" / "dev.txt"
    return {
        DEPLOY / "prometheus" / "rules" / "landbridge.yml": rules_file(),
        DEPLOY / "grafana" / "dashboards" / "landbridge.json": dashboard_file(),
        DEPLOY / "build-requirements.txt": build_requirements_file(dev.read_text(encoding="utf-8")),
    }
