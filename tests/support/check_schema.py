"""Checks YAML files against a JSON Schema, as an editor does that reads YAML 1.2.

Usage: check_schema.py SCHEMA FILE...      one line per file: "fine", "wrong: ..." or "unreadable: ..."
       check_schema.py SCHEMA --examples   one line per example that its own schema refuses, and their number
Ends with 77 where jsonschema or yaml is not installed.
"""
import json
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print(missing)
    sys.exit(77)


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Types plain values by the core schema (YAML 1.2.2, 10.3.2); keys are texts."""

    yaml_implicit_resolvers = {}


Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(~|null|Null|NULL|)$"), None)
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(true|True|TRUE|false|False|FALSE)$"), None)
Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), None)
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"), None)
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))
Loader.add_constructor(
    "tag:yaml.org,2002:map",
    lambda loader, node: {key.value: loader.construct_object(value, deep=True) for key, value in node.value})


def answer(validator, name):
    try:
        with open(name, encoding="utf-8-sig") as file:
            scenario = yaml.load(file, Loader)
    except (yaml.YAMLError, ValueError, TypeError) as error:
        return "unreadable: " + " ".join(str(error).split())
    for error in validator.iter_errors(scenario):
        path = ".".join(str(part) for part in error.absolute_path)
        return f"wrong: {path}: {' '.join(error.message.split())[:200]}"
    return "fine"


def parts_with_examples(schema):
    if isinstance(schema, dict):
        if isinstance(schema.get("examples"), list):
            yield schema
        schema = schema.values()
    if not isinstance(schema, (str, int, float, bool, type(None))):
        for part in schema:
            yield from parts_with_examples(part)


def check_examples(schema):
    number = 0
    for part in parts_with_examples(schema):
        whole = dict(part, definitions=schema["definitions"])
        for example in part["examples"]:
            number += 1
            for error in jsonschema.Draft7Validator(whole).iter_errors(example):
                print(f"{part.get('description')}: {example}: {error.message[:200]}")
                break
    print(number)


def main(schema_name, names):
    with open(schema_name, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft7Validator.check_schema(schema)
    if names == ["--examples"]:
        check_examples(schema)
        return
    validator = jsonschema.Draft7Validator(schema)
    for name in names:
        print(answer(validator, name))


main(sys.argv[1], sys.argv[2:])
