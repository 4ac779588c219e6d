"""Closed, full and broken standard streams."""
import os
import signal
import subprocess
from functools import lru_cache

import pristine
from contract import LEFT, Case, Streams

NAME = "closed_streams"
FULL = "/dev/full"
FILES = {"bad.yaml": "meridian: 1\nname: 5\nhorizonn: 3\n", "warns.yaml": """include: base.yaml
provenance: [{what: horizon, source: S1, grade: A}]
nodes: [{name: town, latitude: 40.0, longitude: 116.0}, {name: desert, latitude: 40.0, longitude: 106.0},
        {name: unused, latitude: 1, longitude: 1}]
"""}


def attack(case: Case) -> None:
    chance = case.chance
    pristine.lay_out(case, "run", "study")
    for name, content in FILES.items():
        case.write(name, content)
    case.protect("out", "out.xml", "study", "run")
    words = chance.choice(COMMANDS)
    streams = Streams(chance.choice(("/dev/null", None, "/dev/zero", "outside")),
                      chance.choice(("", "", None, FULL, LEFT)), chance.choice(("", "", None, FULL, LEFT)))
    case.note = words[0]
    usual = undisturbed(case.binary, words)
    before = len(case.violations)
    ended = case.run(*words, streams=streams)
    if LEFT in (streams.stdout, streams.stderr):
        if ended.code == -signal.SIGPIPE:
            del case.violations[before:]
        said = ended.err.replace(case.folder, "")
        case.check(usual.stderr.decode().startswith(said),
                   f"not quiet when its reader leaves: {case.commands[-1]}: {said.splitlines()[-1:]}")
        case.check(ended.code in (usual.returncode, -signal.SIGPIPE, 5), f"ends with {ended.code}: {case.commands[-1]}")
    elif streams.stdout in (None, FULL) and usual.stdout:
        case.check(ended.code in (5, usual.returncode or 5),
                   f"ends with {ended.code} though its output is lost: {case.commands[-1]}")
    else:
        case.check(ended.code == usual.returncode,
                   f"ends with {ended.code}, usually with {usual.returncode}: {case.commands[-1]}")
    case.check_files()


COMMANDS = (
    ("run", "base.yaml", "--out", "out"), ("run", "base.yaml", "--out", "out", "--quiet"), ("run", "warns.yaml"),
    ("run", "warns.yaml", "--quiet"), ("run", "bad.yaml"), ("run", "none.yaml"), ("validate", "base.yaml"), ("validate", "warns.yaml"), ("validate", "bad.yaml"),
    ("validate", "study.yaml"), ("screen", "base.yaml", "near.yaml"), ("screen", "base.yaml", "--csv"), ("status", "study"),
    ("compare", "study"), ("report", "study"), ("report", "run", "--format", "md"), ("schema",), ("schema", "--reference"),
    ("schema", "--output"), ("policies",), ("policies", "easy"), ("policies", "--json"), ("run", "base.yaml", "--json"),
    ("validate", "bad.yaml", "study.yaml", "--json"), ("screen", "base.yaml", "--json"), ("status", "study", "--json"), ("--help",), ("--version",),
    ("sweep", "study.yaml", "--out", "out"),
    ("sweep", "study.yaml", "--out", "study"), ("export", "simgrid", "base.yaml", "--out", "out.xml"), ("no_such_command",),
)


@lru_cache
def undisturbed(binary: str, words: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    """How the command usually ends, and what it says."""
    folder = pristine.scratch(binary)
    writes = words[0] in ("sweep", "run", "export")
    words = [f"alone-{words[0]}-{word}" if writes and word in ("out", "out.xml", "study") else word for word in words]
    for name, content in FILES.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(content)
    return subprocess.run([binary, *words], cwd=folder, capture_output=True)
