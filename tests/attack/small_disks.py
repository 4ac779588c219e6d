"""Disks with too little room: exit code 5, nothing half-written, and the same command succeeds when there is room."""
import os

import pristine
import sandbox
from contract import Case

NAME = "small_disks"
ROOM = "size=64m,nr_inodes=10k"


def attack(case: Case) -> None:
    chance = case.chance
    kind = chance.choice(("run", "sweep", "report"))
    case.note = kind
    pristine.lay_out(case)
    disk = case.path("disk")
    os.mkdir(disk)
    pages = chance.choice((1, 2, 5, 10, 20, 30, 50, 100, 200)) + chance.randrange(10)
    inodes = chance.choice((10_000, 10_000, 3 + chance.randrange(40)))
    sandbox.mount("disk", disk, "tmpfs", 0, ROOM if kind == "report" else f"size={pages * 4}k,nr_inodes={inodes}")
    case.disks.append(disk)
    if kind == "report":
        prepare_report(case, disk, pages)
    case.commands.append(f"# on a disk of {pages * 4} KB and {inodes} files")
    case.protect("disk")
    words = commands(kind, chance.choice(pristine.FORMATS))
    before = set(os.listdir(disk))
    first = case.run(*words)
    case.check(first.code in (0, 5), f"a full disk ends with {first.code}: {first.first_error()}")
    if first.code == 5 and kind != "sweep":
        case.check(set(os.listdir(disk)) == before, f"left on a full disk: {sorted(set(os.listdir(disk)) - before)}")
    sandbox.mount("disk", disk, "tmpfs", sandbox.MS_REMOUNT, ROOM)
    again = case.run(*words)
    case.check(again.code == 0, f"with room again it ends with {again.code}: {again.first_error()}")
    if again.code == 0 and kind != "report":
        name = {"run": "run", "sweep": "study"}[kind]
        pristine.check_same(case, case.path("disk", name), os.path.join(pristine.folder(case.binary), name), "with room")
    case.check_files()


def prepare_report(case: Case, disk: str, pages: int) -> None:
    """A sound study on a disk with some pages left."""
    made = case.run("sweep", "study.yaml", "--out", "disk/study", "--quiet")
    case.check(made.code == 0, f"a sweep with room ends with {made.code}")
    used = os.statvfs(disk)
    taken = (used.f_blocks - used.f_bfree) * used.f_frsize
    sandbox.mount("disk", disk, "tmpfs", sandbox.MS_REMOUNT, f"size={taken + pages * 4096},nr_inodes=10k")


def commands(kind: str, form: str) -> tuple[str, ...]:
    return {"run": ("run", "base.yaml", "--out", "disk/run", "--quiet", "--log", "jobs"),
            "sweep": ("sweep", "study.yaml", "--out", "disk/study", "--quiet", "--workers", "2"),
            "report": ("report", "disk/study", "--format", form, "--out", "disk/report", "--quiet")}[kind]
