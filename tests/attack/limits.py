"""Limits of the system: file size, open files, memory, stack, processes."""
import os
import resource
import subprocess

import pristine
import sandbox
from contract import Case

NAME = "limits"
NOBODY = 65534


def attack(case: Case) -> None:
    chance = case.chance
    kind = chance.choice(("run", "sweep", "report"))
    name, most = chance.choice((
        (resource.RLIMIT_FSIZE, chance.choice((0, 1, 100, 4096, chance.randrange(60_000)))),
        (resource.RLIMIT_NOFILE, chance.randrange(3, 40)),
        (resource.RLIMIT_AS, chance.randrange(30, 200) * 1_000_000),
        (resource.RLIMIT_STACK, chance.choice((256, 512, 1024)) * 1024),
        (resource.RLIMIT_NPROC, chance.randrange(0, 4)),
    ))
    case.note = kind
    pristine.lay_out(case, *(["study"] if kind == "report" else []))
    words, out = commands(kind, chance.choice(pristine.FORMATS))
    if not loads(case, name, most):
        case.note = "below what the loader needs"
        return
    case.protect(*out)
    present = os.path.lexists(case.path(out[0]))
    lower = become_nobody if name == resource.RLIMIT_NPROC and sandbox.has_all_users() else None
    if lower:
        open_to_all(case.folder)
    try:
        first = case.run(*words, limits={name: most}, privileged=lower)
    except (OSError, subprocess.SubprocessError):
        case.note = "below what exec needs"
        return
    case.check(first.code in (0, 5), f"a limit ends with {first.code}: {case.commands[-1]}: {first.first_error()}")
    if first.code == 5 and kind != "sweep" and not present:
        case.check(not os.path.lexists(case.path(out[0])), f"half-written: {out[0]}: {case.commands[-1]}")
    again = case.run(*words, privileged=lower)
    case.check(again.code == 0, f"without the limit it ends with {again.code}: {again.first_error()}")
    if again.code == 0 and kind != "report":
        pristine.check_equal(case, out[0], f"after {case.commands[-2]}")
    case.check_files()


def commands(kind: str, form: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return {"run": (pristine.RUN, ("run",)), "sweep": (pristine.SWEEP, ("study",)),
            "report": (("report", "study", "--format", form, "--out", "report", "--quiet"), ("report", "study"))}[kind]


def loads(case: Case, name: int, most: int) -> bool:
    """Whether the program starts at all under the limit; if not, there is nothing to attack."""
    before = len(case.violations)
    try:
        code = case.finish(case.start(("--version",), limits={name: most})).code
    except (OSError, subprocess.SubprocessError):  # not even exec
        code = -1
    case.commands.pop()
    del case.violations[before:]
    return code in (0, 5)


def become_nobody() -> None:
    """The limit of processes does not bind root."""
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def open_to_all(folder: str) -> None:
    for parent, _, names in os.walk(folder):
        os.chown(parent, NOBODY, NOBODY)
        for file in names:
            os.chown(os.path.join(parent, file), NOBODY, NOBODY)
