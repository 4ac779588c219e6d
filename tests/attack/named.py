"""Cases that were found once, one YAML file each in cases/: README.md describes the format."""
import os
import re
import resource
import shlex
import shutil

import yaml

import figures
import pristine
import worlds
from contract import LEFT, Case, Streams

NAME = "named"
CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")
STREAMS = {"full": "/dev/full", "closed": None, "reader left": LEFT}


def names() -> list[str]:
    return sorted(name.removesuffix(".yaml") for name in os.listdir(CASES) if name.endswith(".yaml"))


def attack(case: Case, name: str) -> None:
    with open(os.path.join(CASES, name + ".yaml"), encoding="utf-8") as file:
        wanted = yaml.safe_load(file)
    case.note = ""
    if wanted.get("study"):
        for file_name, content in worlds.STUDY_FILES.items():
            case.write(file_name, content)
    for file_name, content in wanted.get("files", {}).items():
        case.write(file_name, expand(content))
    case.protect(*wanted.get("writes", ()))
    for step in wanted["steps"]:
        take(case, step)
    case.check_files()


def expand(content: object) -> str:
    """Text, a list of texts to join, or {repeat: text, times: n}."""
    if isinstance(content, list):
        return "".join(expand(part) for part in content)
    if isinstance(content, dict):
        return content["repeat"] * content["times"]
    return str(content)


def take(case: Case, step: dict) -> None:
    """A command with what must come of it, a change of files, or something that holds of files."""
    if "command" in step:
        command(case, step)
    elif "write" in step:
        for name, content in step["write"].items():
            case.write(name, expand(content))
    elif "link" in step:
        for name, target in step["link"].items():
            replace(case, name)
            os.symlink(target, case.path(name))
    elif "folder" in step:
        replace(case, step["folder"])
        os.mkdir(case.path(step["folder"]))
    elif "pipe" in step:
        replace(case, step["pipe"])
        os.mkfifo(case.path(step["pipe"]))
    elif "forbid" in step:
        forbid(case.path(step["forbid"]))
    elif "flip" in step:
        flip(case, **step["flip"])
    elif "remember" in step:
        case.protect(*step["remember"].get("but", ()))
    elif "equal_unless_warned" in step:
        equal_unless_warned(case, *step["equal_unless_warned"])
    else:
        holds(case, step)


def forbid(folder: str) -> None:
    """Nothing below may be written."""
    for parent, _, names in os.walk(folder):
        for name in names:
            os.chmod(os.path.join(parent, name), 0o444)
        os.chmod(parent, 0o555)


def replace(case: Case, name: str) -> None:
    path = case.path(name)
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)
    os.makedirs(os.path.dirname(path), exist_ok=True)


def flip(case: Case, file: str, text: str, to: str) -> None:
    """Replaces a text, wherever it stands in a file of results."""
    data = pristine.content(case.path(file))
    if text.encode() not in data:
        raise ValueError(f"'{text}' is not in {file}")
    case.write(file, data.replace(text.encode(), to.encode()))


def command(case: Case, step: dict) -> None:
    streams = Streams(stdout=STREAMS.get(step.get("stdout"), ""), stderr=STREAMS.get(step.get("stderr"), ""))
    for key in ("stdout", "stderr"):
        if key in step:
            setattr(streams, key, STREAMS[step[key]])
    limits = {getattr(resource, f"RLIMIT_{name}"): most for name, most in step.get("limits", {}).items()}
    ended = case.run(*shlex.split(step["command"]), streams=streams, limits=limits)
    codes = step.get("code", 0)
    codes = codes if isinstance(codes, list) else [codes]
    case.check(ended.code in codes, f"ends with {ended.code}, not {codes}: {case.commands[-1]}: {ended.first_error()}")
    if "heals" in step and ended.code == 0:
        pristine.check_equal(case, step["heals"], "in the end")
    for key, text in (("out", ended.out), ("err", ended.err)):
        if key in step:
            case.check(re.search(step[key], text) is not None,
                       f"std{key} does not say '{step[key]}': {case.commands[-1]}: {text[:300]!r}")
        if f"not_{key}" in step:
            case.check(re.search(step[f"not_{key}"], text) is None, f"std{key} says '{step['not_' + key]}': {case.commands[-1]}")


def equal_unless_warned(case: Case, first: str, second: str) -> None:
    """Two files are equal, or the last command said something or refused."""
    if case.ended and case.ended.code == 0 and not case.ended.err.strip():
        case.check(pristine.content(case.path(first)) == pristine.content(case.path(second)),
                   f"{second} is not {first}, and nothing was said: {case.commands[-1]}")


def holds(case: Case, step: dict) -> None:
    if "figures" in step:
        figures.check_folder(case, case.path(step["figures"]))
    for name in step.get("present", ()):
        case.check(os.path.lexists(case.path(name)), f"missing: {name}")
    for name in step.get("absent", ()):
        case.check(not os.path.lexists(case.path(name)), f"should not be there: {name}")
    for key, (low, high) in step.get("summary", {}).items():
        value = figures.load_json(case.path(step["of"], "summary.json")).get(key)
        case.check(value is not None and low <= value <= high, f"{key} = {value}, not within {low} to {high}")
