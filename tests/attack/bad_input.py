"""Bad input: every declared key with every class of value, structure, bytes of YAML and CSV, --set and options."""
import copy
import csv
import io
import os
from random import Random

import yaml

import figures
import worlds
from contract import Case
from schema import Key, Path, Schema, scenario_schema, study_schema
from values import VALUE_CLASSES, classes, damaged

NAME = "bad_input"
STRIDE = 7919  # a prime: seeds in turn visit all pairs of key and class
RECORDS = ("0", "1", "99", "-1", "99999999999999999999", "", "*", "x")  # of a list, in a path of --set
TABLES = ("nodes", "links", "sites", "pools", "regions", "jobs", "grids", "accelerators")


def attack(case: Case) -> None:
    kinds = (keys, keys, keys, keys, overlay, study_keys, structure, yaml_bytes, table_bytes, table_cells, settings, command_line,
             study_bytes)
    kinds[case.seed % len(kinds)](case)
    case.check_files()


# ----- documents

def pair(case: Case, found: list[Key]) -> tuple[Key, str, object]:
    """The key and class of this seed."""
    number = case.seed * STRIDE % (len(found) * VALUE_CLASSES)
    key = found[number // VALUE_CLASSES]
    name, value = list(classes(key, case.chance).items())[number % VALUE_CLASSES]
    return key, name, value


def put(document: object, path: Path, value: object) -> object:
    """The document with a value at a path; what is missing on the way is made."""
    if not path:
        return value
    if path[0] == "*":
        records = document if isinstance(document, list) and document else [{}]
        return [put(records[0], path[1:], value), *records[1:]]
    record = dict(document) if isinstance(document, dict) else {}
    record[path[0]] = put(record.get(path[0]), path[1:], value)
    return record


def paths(document: object, path: Path = ()) -> list[Path]:
    """Of all keys in a document; the first record stands for a list."""
    if isinstance(document, list):
        return paths(document[0], (*path, "*")) if document else []
    if isinstance(document, dict):
        return [inner for key, value in document.items() for inner in [(*path, str(key)), *paths(value, (*path, str(key)))]]
    return []


def world(case: Case) -> dict:
    return worlds.World(case.chance, scenario_schema(case.binary)).scenario()


def study(case: Case) -> dict:
    for name, content in worlds.STUDY_FILES.items():
        case.write(name, content)
    return {**yaml.safe_load(worlds.STUDY_FILES["study.yaml"]), **case.chance.choice(worlds.STUDIES)}


def answer(case: Case, file: str, is_study: bool = False) -> None:
    """Runs a command over a file; results, if there are any, are figures."""
    case.protect("out", "out.xml")
    command = case.chance.choice(("run", "run", "run", "run", "validate", "screen", "export", "sweep", "verify"))
    if is_study:
        command = case.chance.choice(("sweep", "sweep", "validate"))
    words = {"run": ["run", file, "--out", "out", "--quiet"], "validate": ["validate", file], "screen": ["screen", file],
             "export": ["export", "simgrid", file, "--out", "out.xml"],
             "verify": ["verify", file, "--quiet"],
             "sweep": ["sweep", file, "--out", "out", "--quiet", "--workers", "1"]}[command]
    ended = case.run(*words)
    if command in ("run", "sweep"):
        judge(case, ended.code, command == "sweep")


def judge(case: Case, code: int, signed: bool = False) -> None:
    """A result that was accepted is a result; one that was not left nothing."""
    if code == 0:
        figures.check_folder(case, case.path("out"), signed)
    elif code == 2:
        case.check(not os.path.lexists(case.path("out")), "wrong input, and yet a folder of results")


# ----- kinds of attack

def keys(case: Case) -> None:
    key, name, value = pair(case, scenario_schema(case.binary).keys)
    case.note = "keys"
    case.write("world.yaml", dump(put(world(case), key.path, value)))
    case.write("attack.txt", f"{'.'.join(key.path)}: {name}\n")
    answer(case, "world.yaml")


def overlay(case: Case) -> None:
    """A bad value in an overlay file of a sound scenario."""
    key, name, value = pair(case, scenario_schema(case.binary).keys)
    case.note = "overlays"
    document = world(case)
    case.write("world.yaml", dump(document))
    top = key.path[0]
    case.write("layout.yaml", dump({top: at(put({top: document[top]} if top in document else {}, key.path, value), (top,))}))
    case.write("attack.txt", f"{'.'.join(key.path)}: {name}\n")
    case.protect("out")
    judge(case, case.run("run", "world.yaml", "--layout", "layout.yaml", "--out", "out", "--quiet").code)


def study_keys(case: Case) -> None:
    document = study(case)
    schema: Schema = study_schema(case.binary)
    found = schema.keys or [Key(path, ("%", "CNY/kWh", "s"), ()) for path in sorted(set(paths(document)))]
    key, name, value = pair(case, found)
    case.note = "study keys"
    case.write("study.yaml", dump(put(document, key.path, value)))
    case.write("attack.txt", f"{'.'.join(key.path)}: {name}\n")
    answer(case, "study.yaml", True)


def dump(document: object) -> str:
    return worlds.text(document)


def structure(case: Case) -> None:
    """Keys removed, copied elsewhere, swapped, nested; of a scenario, or of an overlay on it."""
    document, chance = world(case), case.chance
    case.note = "structure"
    for _ in range(chance.choice((1, 2, 5))):
        found = paths(document)
        path, other = chance.choice(found), chance.choice(found)
        how = chance.randrange(4)
        if how == 0:
            document = without(document, path)
        elif how == 1:
            document = put(document, other, copy.deepcopy(at(document, path)))
        elif how == 2:
            one, two = at(document, path), at(document, other)
            document = put(put(document, path, copy.deepcopy(two)), other, copy.deepcopy(one))
        else:
            document = put(document, path, chance.choice(([at(document, path)], {path[-1]: at(document, path)})))
        if not isinstance(document, dict):
            break
    case.write("world.yaml", dump(document))
    answer(case, "world.yaml")


def at(document: object, path: Path) -> object:
    for key in path:
        if key == "*":
            document = document[0] if isinstance(document, list) and document else None
        else:
            document = document.get(key) if isinstance(document, dict) else None
    return document


def without(document: dict, path: Path) -> dict:
    document = copy.deepcopy(document)
    parent = at(document, path[:-1])
    if isinstance(parent, dict):
        parent.pop(path[-1], None)
    elif isinstance(parent, list) and parent:
        parent.pop(0)
    return document


def yaml_bytes(case: Case) -> None:
    case.note = "YAML bytes"
    case.write("world.yaml", damaged(dump(world(case)).encode(), case.chance))
    answer(case, "world.yaml")


def study_bytes(case: Case) -> None:
    case.note = "study bytes"
    document = study(case)
    case.write("study.yaml", dump(document))
    name = case.chance.choice([*worlds.STUDY_FILES, "study.yaml", "study.yaml"])
    with open(case.path(name), "rb") as file:
        case.write(name, damaged(file.read(), case.chance))
    answer(case, "study.yaml", True)


def flat(record: dict, prefix: str = "") -> dict[str, str]:
    """A record as cells: dotted names, lists with spaces; what cannot stand in a cell is left out."""
    cells = {}
    for key, value in record.items():
        if isinstance(value, dict):
            cells |= flat(value, f"{prefix}{key}.")
        elif isinstance(value, list):
            cells[prefix + key] = " ".join(str(item) for item in value)
        else:
            cells[prefix + key] = str(value).lower() if isinstance(value, bool) else str(value)
    return cells


def table(case: Case) -> tuple[dict, str, list[list[str]]]:
    """A world of which one list stands in a table: the world, the list's name, header and rows."""
    document = world(case)
    name = case.chance.choice([name for name in TABLES if document.get(name)])
    rows = [flat(record) for record in document[name]]
    header = list(dict.fromkeys(key for row in rows for key in row))
    document[name] = {"table": "table.csv"}
    return document, name, [header, *([row.get(key, "") for key in header] for row in rows)]


def csv_text(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def table_bytes(case: Case) -> None:
    case.note = "CSV bytes"
    document, _, rows = table(case)
    case.write("table.csv", damaged(csv_text(rows).encode(), case.chance))
    case.write("world.yaml", dump(document))
    answer(case, "world.yaml")


def table_cells(case: Case) -> None:
    case.note = "CSV cells"
    document, name, rows = table(case)
    chance = case.chance
    column = chance.randrange(len(rows[0]))
    key = Key((), tuple(dict.fromkeys(word.split()[-1] for word in (row[column] for row in rows[1:]) if " " in word)), ())
    values = [value for value in classes(key, chance).values() if isinstance(value, str)]
    how = chance.randrange(4)
    if how == 0:
        rows[0][column] = chance.choice((".", "a..b", "." * 100_000, "name", rows[0][0], "", "x [", "x [parsec]", "a" * 5000, "*"))
    elif how == 1:
        rows.extend([rows[-1]] * chance.choice((1, 3000)))
    elif how == 2:
        rows[chance.randrange(len(rows))].append("more")
    else:
        rows[chance.randrange(1, len(rows))][column] = chance.choice(values)
    case.write("table.csv", csv_text(rows))
    case.write("world.yaml", dump(document))
    case.write("attack.txt", f"{name} {how}\n")
    answer(case, "world.yaml")


def settings(case: Case) -> None:
    """--set, --layout, --policy and others with bad paths and values."""
    case.note = "settings"
    document, chance = world(case), case.chance
    case.write("world.yaml", dump(document))
    case.protect("out")
    words = []
    for _ in range(chance.choice((1, 1, 2, 4))):
        path = chance.choice(paths(document))
        keyed = ".".join(chance.choice(RECORDS) if key == "*" else key for key in path)
        keyed = chance.choice((keyed, keyed, keyed, keyed + ".", "." + keyed, keyed + ".a.b", keyed.upper(), "", "." * 50_000))
        value = chance.choice([value for value in classes(Key((), ("h", "CNY/kWh", "%"), ()), chance).values()
                               if isinstance(value, (str, int, float))])
        text = str(value).replace("\x00", "")[:60_000]
        words += chance.choice((["--set", f"{keyed}={text}"], ["--set", f"{keyed}={text}"], ["--set", keyed], ["--policy", text],
                                ["--network", text], ["--seed", text], ["--run", text], ["--layout", text or "x"]))
    ended = case.run("run", "world.yaml", "--out", "out", "--quiet", *words)
    judge(case, ended.code)


def command_line(case: Case) -> None:
    """Options that do not exist, twice, without value, of other commands, and files that are none."""
    case.note = "options"
    chance: Random = case.chance
    case.write("world.yaml", dump(world(case)))
    case.write("empty.yaml", "")
    study(case)
    case.protect("out", *(f"{name}.results" for name in ("world", "study", "base", "empty", "none", "outside", "home")))
    commands = ("run", "validate", "sweep", "status", "compare", "report", "export", "policies", "schema", "screen", "verify",
                "diff", "why")
    options = ("--out", "--set", "--seed", "--workers", "--shard", "--format", "--lang", "--baseline", "--metric", "--quiet",
               "--resume", "--merge", "--rows-only", "--stop-before", "--strict", "--base", "--results", "--csv", "--log", "--help", "--reference")
    values = ("world.yaml", "study.yaml", "empty.yaml", "base.yaml", "outside", "home", "/dev/zero", "/dev/null", "none.yaml", ".",
              "1", "0", "-1", "1/2", "3/2", "0/0", "1e9", "99999999999999999999", "html", "zh", "", "-", "--", "simgrid", "50 min",
              "x" * 10_000, "\x1b[31m", "智算", "a=b", "nan")
    words = [chance.choice(commands)] if chance.random() < 0.95 else []
    while chance.random() < 0.8 and len(words) < 9:
        words.append(chance.choice(options) if chance.random() < 0.5 else chance.choice(values))
    if "--out" in words and words.index("--out") + 1 < len(words):
        words[words.index("--out") + 1] = "out"
    case.run(*words)
