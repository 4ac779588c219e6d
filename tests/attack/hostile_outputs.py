"""Outputs that point at what is not the program's: files and folders of others stay as they are."""
import os

import pristine
from contract import Case

NAME = "hostile_outputs"
FORMATS = (*pristine.FORMATS, "pdf")


def attack(case: Case) -> None:
    chance = case.chance
    pristine.lay_out(case, "study", "run", "reported")
    case.write("home/documents/thesis.tex", "years of work\n")
    case.write("home/.profile", "export A=1\n")
    case.write("study/note of the user.txt", "mine\n")
    case.write("run/own.csv", "a\n1\n")
    os.symlink("home", case.path("link"))
    os.symlink("home/letter.txt", case.path("link.txt"))
    os.symlink("nowhere", case.path("broken"))
    os.mkdir(case.path("empty"))
    os.mkdir(case.path("closed"), 0o555)
    os.mkfifo(case.path("pipe"))
    target = chance.choice(TARGETS)
    words = chance.choice(COMMANDS)
    form = chance.choice(FORMATS)
    case.note = words[0]
    case.protect()
    case.run(*(word.replace("TARGET", target).replace("FORMAT", form) for word in words))
    check_owned(case, target)


TARGETS = ("study", "run", ".", "./", "home", "home/documents", "home/letter.txt", "link", "link/", "link.txt", "broken", "empty", "closed",
           "closed/new", "pipe", "outside/folder", "base.yaml", "study.yaml", "a/b/c", "study/representative_runs", "study/shards", "study/points.csv",
           "study/points.csv/x", "run/summary.json", "..", "../", "", "/", "/dev/null", "/dev/full", "/proc/self", "-", "~", "n" * 300,
           "new\nline", "智算", "\x1b[31mred", "--help", "study/../home", "reported", "reported/report_tables", "a" * 200 + "/" + "b" * 200)
COMMANDS = (
    ("run", "base.yaml", "--out", "TARGET", "--quiet"), ("run", "base.yaml", "--out", "TARGET", "--quiet", "--log", "jobs"),
    ("sweep", "study.yaml", "--out", "TARGET", "--quiet"), ("sweep", "study.yaml", "--out", "TARGET", "--slurm", "2"),
    ("sweep", "study.yaml", "--out", "TARGET", "--replay", "study", "--quiet"), ("sweep", "study.yaml", "--out", "TARGET", "--shard", "1/2", "--quiet"),
    ("sweep", "study.yaml", "--out", "TARGET", "--merge", "--quiet"), ("sweep", "study.yaml", "--out", "TARGET", "--resume", "--quiet"),
    ("report", "study", "--out", "TARGET", "--format", "FORMAT", "--quiet"), ("report", "run", "--out", "TARGET", "--format", "FORMAT", "--quiet"),
    ("report", "study", "--out", "TARGET", "--format", "csv", "--quiet"), ("report", "study.yaml", "--folder", "TARGET", "--quiet"),
    ("report", "base.yaml", "--folder", "TARGET", "--format", "FORMAT", "--quiet"), ("report", "study", "run", "--out", "TARGET", "--quiet"),
    ("export", "simgrid", "base.yaml", "--out", "TARGET"), ("export", "geojson", "run", "--out", "TARGET"),
    ("export", "csv", "base.yaml", "--out", "TARGET"), ("export", "sqlite", "study", "--out", "TARGET"),
)
USERS = ("study/note of the user.txt", "run/own.csv")  # files of the user within folders of results
OWN = {"sweep": ("study", "reported"), "run": ("run",), "report": ("reported/report_tables",), "export": ()}


def check_owned(case: Case, target: str) -> None:
    """Only results of the same command may change, and only where the output was asked for; user's files never."""
    before = dict(case.before)
    case.protect()
    command = case.commands[-1].split()[0]
    mine = [name for name in OWN[command] if os.path.normpath(target).startswith(name)]
    if command == "report" and "--folder" in case.commands[-1]:
        mine = [name for name in ("study", "reported", "run") if os.path.normpath(target).startswith(name)]
    for name, was in before.items():
        now = case.before.get(name)
        replaceable = any(name.startswith(folder + "/") or name == folder for folder in mine)
        if now != was and (not replaceable or name in USERS):
            case.violate(f"{'removed' if now is None else 'changed'}: {name} by --out {target!r} of {case.commands[-1]}")
    for name in case.before:
        case.check(not any(part in name for part in (".partial", ".tmp")), f"left behind: {name}")
