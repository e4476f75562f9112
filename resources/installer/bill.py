"""The software bill of materials: CycloneDX 1.6 as JSON, the same bytes for the same tree.

Is given what ships; finds nothing out by itself.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import runtime
from places import NAME, Build, Failed

if TYPE_CHECKING:
    from shipped import Part


def write_bill(one: Build, path: Path, parts: list[Part]) -> None:
    """The bill of `parts` and of what is no Python package; Failed when it is no CycloneDX 1.6."""
    from cyclonedx.factory.license import LicenseFactory  # lazy: of the builder alone, and slow
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6
    from packageurl import PackageURL
    from shipped import NATIVE  # lazy: that room calls this one

    licences = LicenseFactory()
    whole = Component(
        name=NAME, version=one.version, type=ComponentType.APPLICATION, bom_ref=NAME,
        licenses=[licences.make_from_string("Apache-2.0")],
    )  # fmt: skip
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}/{one.version}/{one.epoch}"))
    bom.metadata.component = whole
    made = []
    for part in parts:
        url = PackageURL("pypi", None, runtime.plain(part.name), part.version)
        made.append(
            Component(
                name=part.name, version=part.version, type=ComponentType.LIBRARY, purl=url, bom_ref=url.to_string(),
                licenses=[licences.make_from_string(part.licence)],
            )
        )  # fmt: skip
    for native in NATIVE:
        made.append(
            Component(
                name=native.name, type=ComponentType.LIBRARY, bom_ref=f"part:{native.name}", description=native.where,
                licenses=[licences.make_from_string(native.licence)],
            )
        )  # fmt: skip
    for component in made:
        bom.components.add(component)
    bom.register_dependency(whole, made)
    told = json.loads(JsonV1Dot6(bom).output_as_string())
    told["metadata"].pop("timestamp", None)  # the same tree gives the same bill
    check_bill(told)
    path.write_text(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def check_bill(told: dict[str, object]) -> None:
    """Failed unless `told` is a CycloneDX 1.6: by its schema where the validator is installed, else by its bones."""
    from cyclonedx.exception import MissingOptionalDependencyException
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    try:
        wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(told))
    except MissingOptionalDependencyException:
        wrong = _bones(told)
    if wrong:
        raise Failed(f"The bill of materials is no CycloneDX 1.6: {wrong}")


def _bones(told: dict[str, object]) -> str:
    if (told.get("bomFormat"), told.get("specVersion")) != ("CycloneDX", "1.6"):
        return "its first words"
    components, links = told.get("components"), told.get("dependencies")
    if not isinstance(components, list) or not isinstance(links, list) or not components:
        return "it lists nothing"
    references = [part.get("bom-ref") for part in components]
    if len(set(references)) != len(references):
        return "two parts of one name"
    named = {*references, NAME}
    strangers = [link["ref"] for link in links if link["ref"] not in named]
    bare = [part["name"] for part in components if not part.get("licenses") or part.get("type") != "library"]
    return f"{strangers or bare}" if strangers or bare else ""
