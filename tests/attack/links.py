"""Links planted at the names that commands write: their targets stay as they are."""
import os
import shutil

import pristine
from contract import Case

NAME = "links"
EXTRA = ("report.html", "report.md", "report_tables", "slurm", "index.csv")


def attack(case: Case) -> None:
    chance = case.chance
    name = chance.choice(("study", "study", "reported", "run", "tables"))
    if name == "tables":
        tables(case)
    else:
        pristine.lay_out(case, name)
    top = case.path(name)
    names = targets(case, name)
    planted = [plant(case, top, chance.choice(names)) for _ in range(chance.choice((1, 1, 3)))]
    case.write("attack.txt", "\n".join(planted) + "\n")
    case.note = name
    case.protect(name)
    for _ in range(chance.choice((1, 1, 2))):
        case.run(*chance.choice(writers(name)))
    case.check_files()


def targets(case: Case, name: str) -> list[str]:
    """Names that commands write within a folder of results: files, and folders for a quarter of the draws."""
    files = {"run": "run", "tables": "reported/report_tables"}.get(name, "reported")
    names = [*pristine.files(case.binary, files), *EXTRA] or list(EXTRA)
    folders = pristine.folders(case.binary, files)
    return folders if folders and case.chance.random() < 0.25 else names


def tables(case: Case) -> None:
    """A folder of tables that an earlier report made."""
    pristine.lay_out(case, "study", "run")
    case.run("report", "study", "--format", "csv", "--out", "tables", "--quiet")


def plant(case: Case, top: str, name: str) -> str:
    """Puts a link where a file or folder of results is, or would be."""
    path = os.path.join(top, name)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return link(case, path, name)
    except OSError as error:  # a link planted before is in the way
        return f"{name}: {error.strerror}"


def link(case: Case, path: str, name: str) -> str:
    """Replaces what is at the path."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.unlink(path)
    outside = case.path("outside")
    target = case.chance.choice(("canary.csv", "folder", "folder/canary.json", "absent", "absent/file", ""))
    if target == "canary.csv" and case.chance.random() < 0.3:
        os.link(os.path.join(outside, target), path)
        return f"hard link {name} -> outside/{target}"
    if case.chance.random() < 0.1:
        os.symlink(os.path.basename(path), path)
        return f"{name} -> itself"
    absolute = os.path.join(outside, target)
    os.symlink(absolute if case.chance.random() < 0.5 else os.path.relpath(absolute, os.path.dirname(path)), path)
    return f"{name} -> outside/{target}"


def writers(name: str) -> list[tuple[str, ...]]:
    """Commands that write into the folder."""
    if name == "run":
        return [("run", "base.yaml", "--out", "run", "--quiet", "--log", "jobs"),
                *(("report", "run", "--format", kind, "--quiet") for kind in pristine.FORMATS)]
    if name == "tables":
        return [("report", "study", "--format", "csv", "--out", "tables", "--quiet")]
    sweep = ("sweep", "study.yaml", "--out", name, "--quiet")
    return [sweep, (*sweep, "--shard", "1/2"), (*sweep, "--merge"), (*sweep, "--slurm", "2"), ("status", name), ("compare", name),
            ("report", "study.yaml", "--folder", name, "--quiet"),
            *(("report", name, "--format", kind, "--quiet") for kind in pristine.FORMATS)]
