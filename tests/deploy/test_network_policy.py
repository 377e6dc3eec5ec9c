"""What confines the pods really takes hold of them: a policy whose selector matches nothing is
accepted by Kubernetes and does nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

KUBERNETES = Path(__file__).parents[2] / "deploy" / "kubernetes"
BASE, SECOND = KUBERNETES / "base", KUBERNETES / "second"


def documents(path: Path) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one]


def added_to_pods() -> dict[str, str]:
    """The labels that kustomize lays on the templates of pods, not only on what is listed."""
    (kustomization,) = documents(BASE / "kustomization.yaml")
    return {
        key: value
        for one in kustomization["labels"]
        if one.get("includeTemplates") or one.get("includeSelectors")
        for key, value in one["pairs"].items()
    }


def pods() -> dict[str, dict[str, str]]:
    """The labels of every workload's pods, by its name."""
    found = {}
    for path in BASE.glob("*.yaml"):
        for one in documents(path):
            spec = one.get("spec", {})
            template = spec.get("template") or spec.get("jobTemplate", {}).get("spec", {}).get(
                "template"
            )
            if template:
                found[one["metadata"]["name"]] = {
                    **template["metadata"]["labels"],
                    **added_to_pods(),
                }
    return found


def test_every_pod_is_taken_hold_of_by_the_network_policy() -> None:
    (policy,) = documents(BASE / "network.yaml")
    selector = policy["spec"]["podSelector"]["matchLabels"].items()

    assert {name for name, labels in pods().items() if selector <= labels.items()} == {
        "eyebot",
        "eyebot-backup",
    }


def test_the_twin_has_no_second_policy_or_budget_beside_those_of_the_base() -> None:
    (kustomization,) = documents(SECOND / "kustomization.yaml")

    assert {"NetworkPolicy", "PodDisruptionBudget"} <= {
        patch["target"]["kind"] for patch in kustomization["patches"]
    }
