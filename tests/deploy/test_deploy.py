"""What is in `deploy/` agrees with the bot and with the schemas of those who read it; no container
engine is needed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from bot.adapters.http.metrics import Gateway, PrometheusMeters
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes" / "base").glob("*.yaml"))
KUBERNETES = "1.31"


def documents(path: Path) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one]


def workloads() -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every container of every pod: its name, itself, and the pod's own part."""
    for path in MANIFESTS:
        for one in documents(path):
            spec = one.get("spec", {})
            template = spec.get("template") or spec.get("jobTemplate", {}).get("spec", {}).get(
                "template"
            )
            for container in (
                [*template["spec"]["containers"], *template["spec"].get("initContainers", [])]
                if template
                else []
            ):
                yield f"{one['kind']}/{container['name']}", container, template["spec"]


def metrics() -> set[str]:
    """The names that the bot serves, as Prometheus sees them."""
    meters = PrometheusMeters("0", lambda: Gateway({0: 0.1}, 1, 1))
    return {
        f"{family.name}{suffix}"
        for family in meters.registry.collect()
        for suffix in {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(
            family.type, ("",)
        )
    }


def test_every_setting_has_its_line_in_the_example_and_the_other_way_round() -> None:
    named = set(
        re.findall(
            r"^#? ?((?:EYEBOT|DISCORD)_\w+)=",
            (ROOT / ".env.example").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    fields = {
        str(field.validation_alias or f"EYEBOT_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }

    assert named == fields


def test_no_file_names_a_setting_that_does_not_exist() -> None:
    fields = {
        str(field.validation_alias or f"EYEBOT_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }
    for path in DEPLOY.rglob("*"):
        if path.is_file():
            used = set(
                re.findall(
                    r"\b(?:EYEBOT|DISCORD)_[A-Z][A-Z_]*[A-Z]\b", path.read_text(encoding="utf-8")
                )
            )
            assert used <= fields, (path, used - fields)


def _used(text: str) -> set[str]:
    return set(re.findall(r"\beyebot_[a-z_]+\b", text))


def test_alerts_and_dashboard_use_metrics_that_the_bot_serves() -> None:
    rules = [
        rule
        for group in documents(DEPLOY / "prometheus" / "alerts.yaml")[0]["groups"]
        for rule in group["rules"]
    ]
    dashboard = json.loads(
        (DEPLOY / "grafana" / "dashboards" / "eyebot.json").read_text(encoding="utf-8")
    )
    asked = [rule["expr"] for rule in rules] + [
        t["expr"] for panel in dashboard["panels"] for t in panel.get("targets", [])
    ]

    assert len(rules) >= 10
    assert len(asked) > 30
    assert set().union(*map(_used, asked)) <= metrics()


def test_every_alert_has_its_part_in_the_runbook() -> None:
    anchors = {
        line.removeprefix("### ").strip().lower()
        for line in (DEPLOY / "RUNBOOK.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("### ")
    }
    alerts = {
        rule["alert"]: rule
        for group in documents(DEPLOY / "prometheus" / "alerts.yaml")[0]["groups"]
        for rule in group["rules"]
    }

    assert {name.lower() for name in alerts} == anchors
    for name, rule in alerts.items():
        assert rule["annotations"]["runbook"] == f"RUNBOOK.md#{name.lower()}"
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"]["summary"]


@pytest.mark.parametrize(
    "path",
    [path for path in MANIFESTS if path.name != "kustomization.yaml"],
    ids=lambda path: path.name,
)
def test_manifests_are_what_kubernetes_takes(path: Path) -> None:
    for one in documents(path):
        kubernetes_validate.validate(one, KUBERNETES, strict=True)


def test_kustomize_lists_every_manifest_but_the_example() -> None:
    listed = documents(DEPLOY / "kubernetes" / "base" / "kustomization.yaml")[0]["resources"]

    assert set(listed) == {path.name for path in MANIFESTS} - {
        "kustomization.yaml",
        "secret.example.yaml",
    }


def test_no_container_can_do_more_than_it_must() -> None:
    found = list(workloads())
    assert len(found) == 3
    for name, container, pod in found:
        locked = container["securityContext"]
        assert locked["readOnlyRootFilesystem"], name
        assert not locked["allowPrivilegeEscalation"], name
        assert locked["capabilities"] == {"drop": ["ALL"]}, name
        assert pod["securityContext"]["runAsNonRoot"], name
        assert pod["automountServiceAccountToken"] is False, name
        assert container["resources"]["limits"]["memory"], name


def test_the_bots_container_is_probed_and_selectors_match() -> None:
    (stateful,) = documents(DEPLOY / "kubernetes" / "base" / "statefulset.yaml")
    (container,) = stateful["spec"]["template"]["spec"]["containers"]
    labels = stateful["spec"]["template"]["metadata"]["labels"].items()

    assert {
        container[f"{kind}Probe"]["httpGet"]["path"]
        for kind in ("startup", "liveness", "readiness")
    } == {
        "/healthz",
        "/readyz",
    }
    assert stateful["spec"]["selector"]["matchLabels"].items() <= labels
    assert (
        documents(DEPLOY / "kubernetes" / "base" / "disruption.yaml")[0]["spec"]["selector"][
            "matchLabels"
        ].items()
        <= labels
    )
    assert (
        documents(DEPLOY / "kubernetes" / "base" / "service.yaml")[0]["spec"]["selector"].items()
        <= labels
    )
    assert stateful["spec"]["template"]["spec"]["terminationGracePeriodSeconds"] > 10


def test_compose_is_what_its_schema_says_and_locks_every_service() -> None:
    path = DEPLOY / "compose.yaml"
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            str(path),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    services = documents(path)[0]["services"]

    assert checked.returncode == 0, checked.stdout
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["user"].split(":")[0] not in ("0", "root"), name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name
    assert "ports" not in services["bot"]


def test_the_image_runs_as_nobody_in_particular_and_holds_no_tools_to_build_with() -> None:
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    final = text.rpartition("\nFROM ")[2]

    assert re.search(r"^USER 10001:10001$", final, re.MULTILINE)
    assert "HEALTHCHECK" in final
    assert "STOPSIGNAL SIGTERM" in final
    assert "uninstall -y pip" in final
    assert "--require-hashes" in text
    assert "gcc" not in text
    assert "build-essential" not in text


def test_what_the_image_is_made_of_is_not_ignored() -> None:
    kept = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    copied = set(
        re.findall(
            r"^COPY (\S+) ", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE
        )
    ) - {"--from=build"}

    assert copied == kept


def test_no_secret_is_in_any_file() -> None:
    for path in [*DEPLOY.rglob("*"), ROOT / ".env.example"]:
        if path.is_file():
            assert not re.search(
                r"[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}", path.read_text(encoding="utf-8")
            ), path
