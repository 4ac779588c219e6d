"""Signals at random instants; then the same command goes on, and its results are those of one that was left alone."""
import os
import signal
import subprocess
import time
from functools import lru_cache

import pristine
import worlds
from contract import WALL_S, Case, Outcome

NAME = "kills"
USUAL_S = {"run": 0.1, "sweep": 0.15, "branches": 0.4, "report": 0.05, "tables": 0.05}
STARTS = 5         # measured
STARTING_MARGIN = 4
BRANCHES = """study: 1
name: Cuts
scenario: base.yaml
set: {horizon: 150 d, classes.work.input: 300 GB}
axes:
  - {name: layout, layouts: [far.yaml]}
  - name: cut
    role: future
    levels:
      - {name: none}
      - {name: a, set: {events: [{name: cut, link: town-desert, from: 80 d, until: 81 d}]}}
      - {name: b, set: {events: [{name: cut, link: town-desert, from: 80 d, until: 100 d}]}}
      - {name: c, set: {events: [{name: cut, link: town-desert, from: 100 d, until: 101 d, left: 10 %}]}}
      - {name: d, set: {events: [{name: cut, link: town-desert, from: 140 d}]}}
replications: 6
"""
NODES = 800     # paths between them take about 5 s
ANSWER_S = 2.5  # from a signal to the end, on a busy machine
SIGNALS = {signal.SIGKILL: "KILL", signal.SIGTERM: "TERM", signal.SIGINT: "INT", signal.SIGHUP: "HUP",
           signal.SIGQUIT: "QUIT", signal.SIGXCPU: "XCPU"}


def attack(case: Case) -> None:
    chance = case.chance
    if chance.random() < 0.03:
        while_paths_are_made(case)
        return
    kind = chance.choice(("run", "sweep", "branches", "branches", "report", "tables"))
    case.note = kind
    words, out = commands(kind)
    pristine.lay_out(case, *(["study"] if kind in ("report", "tables") else []))
    case.write("branches.yaml", BRANCHES)
    sound(case, kind)
    case.protect(*out)
    sign = chance.choice(list(SIGNALS))
    for _ in range(chance.choice((1, 1, 3))):
        if kind == "branches" and chance.random() < 0.6:
            end_a_worker(case, words, chance.random() * USUAL_S[kind])
        else:
            disturb(case, words, sign, chance.random() * USUAL_S[kind])
        if sign != signal.SIGKILL:
            case.check_files()
    check_half_written(case, kind)
    again = case.run(*words)
    case.check(again.code == 0, f"after SIG{SIGNALS[sign]} the same command ends with {again.code}: {again.first_error()}")
    if again.code == 0:
        compare(case, kind)
    case.check_files()


def end_a_worker(case: Case, words: tuple[str, ...], after_s: float) -> None:
    """One of the sweep's workers, or a branch of its run, is killed: its runs are executed again, or have failed."""
    child = case.start(words)
    time.sleep(after_s)
    below = descendants(child.pid)
    if below:
        try:
            os.kill(case.chance.choice(below), signal.SIGKILL)
        except ProcessLookupError:
            pass
    case.commands[-1] += f"  # SIGKILL to one of its {len(below)} descendants after {after_s * 1000:.1f} ms"
    ended = case.finish(child)
    case.check(ended.code in (0, 5), f"a killed worker ends the sweep with {ended.code}: {ended.first_error()}")


def descendants(pid: int) -> list[int]:
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            children = [int(word) for word in file.read().split()]
    except OSError:
        return []
    return children + [below for child in children for below in descendants(child)]


def while_paths_are_made(case: Case) -> None:
    """A signal is answered soon, whatever takes long."""
    case.note = "paths"
    pristine.lay_out(case)
    case.write("wide.yaml", worlds.wide_map(NODES, 5 * NODES))
    case.protect()
    disturb(case, ("run", "wide.yaml", "--out", "out", "--quiet"), case.chance.choice((signal.SIGINT, signal.SIGTERM)),
            case.chance.uniform(0.2, 3), ANSWER_S)
    case.check_files()


def commands(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The command and what it may write."""
    return {"run": (("run", "base.yaml", "--set", "horizon=60 d", "--out", "run", "--quiet", "--log", "jobs"), ("run",)),
            "sweep": (pristine.SWEEP, ("study",)),
            "branches": (("sweep", "branches.yaml", "--out", "branches", "--quiet", "--workers", "2", "--branching", "always"),
                         ("branches",)),
            "report": (("report", "study", "--out", "report.html", "--quiet"), ("report.html", "study")),
            "tables": (("report", "study", "--format", "csv", "--out", "tables", "--quiet"), ("tables", "study"))}[kind]


def sound(case: Case, kind: str) -> str:
    """What the command makes when it is left alone: a folder or file of the sound results."""
    words, out = commands(kind)
    if kind == "sweep":
        return os.path.join(pristine.folder(case.binary), "study")
    name = "alone-" + out[0]
    if kind == "branches":  # without any
        words = words[:-1] + ("never",)
        with open(os.path.join(pristine.folder(case.binary), "branches.yaml"), "w", encoding="utf-8") as file:
            file.write(BRANCHES)
    path = os.path.join(pristine.folder(case.binary), name)
    if not os.path.exists(path):
        at = words.index("--out") + 1
        pristine.made(case.binary, pristine.folder(case.binary), *words[:at], name, *words[at + 1:])
    return path


def disturb(case: Case, words: tuple[str, ...], sign: int, after_s: float, answer_s: float = WALL_S) -> None:
    child = case.start(words)
    time.sleep(after_s)
    starting = is_starting(child.pid, sign, starting_ns(case.binary))
    to_all = case.chance.random() < 0.5
    try:
        (os.killpg if to_all else os.kill)(child.pid, sign)
    except ProcessLookupError:
        pass
    case.commands[-1] += f"  # SIG{SIGNALS[sign]} {'to all of its processes ' if to_all else ''}after {after_s * 1000:.1f} ms"
    violations = len(case.violations)
    ended: Outcome = case.finish(child, answer_s)
    if ended.code == -sign and (starting or sign == signal.SIGKILL):
        del case.violations[violations:]
    elif sign != signal.SIGKILL:
        case.check(ended.code in (0, 130, 5), f"SIG{SIGNALS[sign]} ends with {ended.code}: {case.commands[-1]}")


@lru_cache
def starting_ns(binary: str) -> int:
    """Processor time within which the program has begun, on this machine as busy as it is, with a margin."""
    longest_s = 0.0
    for _ in range(STARTS):
        child = subprocess.Popen([binary, "--version"], stdout=subprocess.DEVNULL)
        _, _, used = os.wait4(child.pid, 0)
        child.returncode = 0
        longest_s = max(longest_s, used.ru_utime + used.ru_stime)
    return int(longest_s * STARTING_MARGIN * 1e9)


def is_starting(pid: int, sign: int, starting: int) -> bool:
    """Whether the process may still be in the loader: it does not catch the signal and has hardly run."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            caught = next(int(line.split()[1], 16) for line in file if line.startswith("SigCgt"))
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as file:
            run_ns = int(file.read().split()[0])
    except (OSError, StopIteration):
        return False
    return not caught >> (sign - 1) & 1 and run_ns < starting


def check_half_written(case: Case, kind: str) -> None:
    """A result that is there is whole."""
    out = commands(kind)[1][0]
    if kind not in ("sweep", "branches") and os.path.lexists(case.path(out)):
        compare(case, kind)


def compare(case: Case, kind: str) -> None:
    ours, theirs = case.path(commands(kind)[1][0]), sound(case, kind)
    if os.path.isdir(theirs):
        pristine.check_same(case, ours, theirs, "after a signal")
    else:
        case.check(pristine.content(ours) == pristine.content(theirs), f"other bytes: {os.path.basename(ours)}")
