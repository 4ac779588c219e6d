"""Every declared key, from the JSON Schema that the program prints: new keys are covered without edits here."""
import json
import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from random import Random

Path = tuple[str, ...]  # keys; "*" stands for each record of a list
UNITS = re.compile(r"; in ([^;)]+)\)")
DEEPEST = 9


@dataclass(frozen=True)
class Key:
    """A declared key: where it stands and what its value may be."""
    path: Path
    units: tuple[str, ...]
    words: tuple[str, ...]


class Schema:
    def __init__(self, document: dict):
        self.document = document
        found: dict[Path, Key] = {}
        self._walk(document, (), found, 0)
        self.keys = [found[path] for path in sorted(found)]

    def _target(self, node: dict) -> dict:
        return self.document["definitions"][node["$ref"].rsplit("/", 1)[-1]] if "$ref" in node else node

    def _walk(self, node: dict, path: Path, found: dict[Path, Key], depth: int) -> None:
        if depth > DEEPEST:
            return
        node = self._target(node)
        for name, inner in node.get("properties", {}).items():
            here = (*path, name)
            words = tuple(str(word) for word in inner.get("enum", ()))
            units = UNITS.search(inner.get("description", ""))
            found.setdefault(here, Key(here, tuple(units[1].split(", ")) if units else (), words))
            self._walk(inner, here, found, depth + 1)
        for choice in ("anyOf", "allOf", "oneOf"):
            for inner in node.get(choice, ()):
                self._walk(inner, path, found, depth + 1)
        if isinstance(node.get("items"), dict):
            self._walk(node["items"], (*path, "*"), found, depth + 1)

    def variants(self, kind: str) -> list[dict]:
        """Of `policy`, `discipline`, `network`, `service_policy`: a schema per name, with its parameters."""
        return [node for node in self.document["definitions"].get(kind, {}).get("anyOf", ())
                if "const" in node.get("properties", {}).get("name", {})]

    def names(self, kind: str) -> list[str]:
        return [node["const"] for node in self.document["definitions"].get(kind, {}).get("anyOf", ()) if "const" in node]

    def draw(self, kind: str, chance: Random) -> object:
        """A name, or a name with some of its parameters."""
        name = chance.choice(self.names(kind))
        for node in self.variants(kind):
            if node["properties"]["name"]["const"] == name and chance.random() < 0.6:
                return {"name": name, **{key: value(inner, chance) for key, inner in node["properties"].items()
                                         if key != "name" and chance.random() < 0.5}}
        return name


def value(node: dict, chance: Random) -> object:
    """A sensible value of a parameter."""
    if "enum" in node:
        return chance.choice(node["enum"])
    bounds = next((inner for inner in node.get("anyOf", ()) if "minimum" in inner), None)
    if bounds:
        low, high = bounds["minimum"], min(bounds.get("maximum", 100), bounds["minimum"] + 100)
        return chance.randint(int(low), int(high)) if bounds["type"] == "integer" else round(chance.uniform(low, high), 3)
    words = node.get("description", "")
    units = UNITS.search(words)
    if not units:
        return chance.choice((0.1, 0.5, 0.9))
    if units[1].endswith("week"):
        return chance.choice(("5 ms", "20 ms", "60 s") if "from 0 s" in words else ("60 s", "10 min"))
    return chance.choice((1, 5, 20)) if units[1].startswith("%") else f"{chance.choice((1, 64))} {units[1].split(', ')[-1]}"


@lru_cache
def scenario_schema(binary: str) -> Schema:
    return Schema(json.loads(subprocess.run([binary, "schema"], capture_output=True, check=True).stdout))


@lru_cache
def study_schema(binary: str) -> Schema:
    """Empty where the program prints none."""
    printed = subprocess.run([binary, "schema", "--study"], capture_output=True)
    return Schema(json.loads(printed.stdout) if printed.returncode == 0 else {})
