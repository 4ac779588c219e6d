"""Policies of the user's that break the contract at a random question, in every way that chaos.py knows: the command
ends in time, says who failed, and leaves neither processes nor half a result."""
import os
import re
import time

import figures
import pristine
from contract import Case

NAME = "foreign_policies"
CHAOS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "e2e", "policies", "chaos.py")
SWEEP_SHARE = 0.15


def modes() -> list[str]:
    with open(CHAOS, encoding="utf-8") as file:
        return re.findall(r"^@mode\ndef (\w+)", file.read(), re.MULTILINE)


def attack(case: Case) -> None:
    pristine.lay_out(case)
    with open(CHAOS, encoding="utf-8") as file:
        case.write("chaos.py", file.read())
    mode = case.chance.choice(modes())
    at = case.chance.choice((1, 2, 3, 10, case.chance.randrange(1, 200)))
    instead = case.chance.random() < 0.4
    case.note = mode
    policy = (f"{{command: [python3, chaos.py], name: chaos, parameters: {{mode: {mode}, at: {at}}}, time_limit: 1 s, "
              f"memory_limit: 600 MB, reply_limit: 5 MB{', on_fault: {use: nearest_user}' if instead else ''}}}")
    if case.chance.random() < SWEEP_SHARE:
        sweep(case, policy)
    else:
        run(case, policy, instead)
    case.check(not left(case.folder), f"leaves processes behind: {case.commands[-1]}")
    case.check_files()


def run(case: Case, policy: str, instead: bool) -> None:
    case.protect("run")
    ended = case.run("run", "base.yaml", "--set", f"policy={policy}", "--out", "run", "--quiet")
    if ended.code == 0:  # another policy went on, or the fault was not reached
        figures.check_folder(case, case.path("run"))
        return
    case.check(ended.code == 5, f"ends with {ended.code}: {ended.first_error()}")
    case.check(not instead, f"does not fall back: {ended.first_error()}")
    case.check("policy 'chaos' failed: " in ended.err and "fix: " in ended.err, f"does not say who failed: {ended.first_error()}")
    case.check(not os.path.lexists(case.path("run")), f"half-written: run: {case.commands[-1]}")


def sweep(case: Case, policy: str) -> None:
    with open(case.path("study.yaml"), encoding="utf-8") as file:
        study = file.read()
    changed = study.replace("policies: [nearest_user, least_loaded]", f"policies: [nearest_user, {policy}]")
    case.check(changed != study, "the harness has no policies to change in the study")
    case.write("study.yaml", changed)
    case.protect("study")
    ended = case.run("sweep", "study.yaml", "--out", "study", "--quiet", "--workers", "2")
    case.check(ended.code in (0, 3, 5), f"ends with {ended.code}: {ended.first_error()}")


def left(folder: str) -> bool:
    """Whether a second later one of this case's runs still."""
    for _ in range(100):
        if not any(is_of(pid, folder) for pid in os.listdir("/proc") if pid.isdigit()):
            return False
        time.sleep(0.01)
    return True


def is_of(pid: str, folder: str) -> bool:
    """Its working folder, or that of the one that started it, is below the case's."""
    try:
        return os.readlink(f"/proc/{pid}/cwd").startswith(folder + os.sep)
    except OSError:
        return False
