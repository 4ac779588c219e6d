"""Failed allocations: one of a command's, or all from one on, in the process and in its copies."""
import os
import shutil
import subprocess
from functools import lru_cache

import pristine
from contract import Case

NAME = "allocations"
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "allocation_fault.cpp")
REPORT = ("report", "study", "--out", "out", "--quiet", "--format")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("validate", "base.yaml"), ("validate", "study.yaml"), ("run", "base.yaml", "--out", "out", "--quiet", "--log", "jobs"),
    ("sweep", "study.yaml", "--out", "out", "--quiet", "--workers", "2"), *((*REPORT, form) for form in pristine.FORMATS),
    ("compare", "study"), ("status", "study", "--json"), ("screen", "base.yaml", "near.yaml", "--csv"),
    ("validate", "base.yaml", "study.yaml", "--json"),
    ("export", "simgrid", "base.yaml", "--out", "out"), ("export", "geojson", "base.yaml", "--out", "out"),
    ("export", "csv", "base.yaml", "--out", "out"), ("export", "sqlite", "study", "--out", "out"),
)


def attack(case: Case) -> None:
    words = case.chance.choice(COMMANDS)
    case.note = " ".join(words[:1] + words[-1:]) if words[0] == "report" else words[0]
    library = fault_library(case.binary)
    if not library:
        case.note = "no compiler to make the library with"
        return
    pristine.lay_out(case, *(["study"] if "study" in words else []))
    case.protect("out")
    most = allocations(case.binary, library, words)
    number = case.chance.randint(1, most * 6 if "xlsx" in words else most)  # the workbook is made by a copy
    all_after = "+" if case.chance.random() < 0.3 else ""
    ended = case.run(*words, environment={"LD_PRELOAD": library, "ALLOCATION_FAULT": f"{number}{all_after}"})
    case.check(ended.code in (0, 5), f"a failed allocation ends with {ended.code}: {case.commands[-1]}: {ended.first_error()}")
    if ended.code != 0 and words[0] != "sweep":
        case.check(not os.path.lexists(case.path("out")), f"half-written: {case.commands[-1]}")
    case.check_files()
    again = case.run(*words)
    case.check(again.code == 0, f"with memory it ends with {again.code}: {again.first_error()}")
    case.check_files()


@lru_cache
def fault_library(binary: str) -> str:
    """The library that lets allocations fail; "" where there is no compiler."""
    work = os.path.dirname(os.path.dirname(binary))
    library = os.path.join(work, f"allocation_fault-{os.getpid()}.so")
    if shutil.which("c++") is None:
        return ""
    subprocess.run(["c++", "-std=c++20", "-O1", "-shared", "-fPIC", SOURCE, "-o", library], check=True, env={**os.environ, "TMPDIR": work})
    return library


@lru_cache
def allocations(binary: str, library: str, words: tuple[str, ...]) -> int:
    """How many the undisturbed command makes in its first process."""
    here = pristine.scratch(binary)
    out = os.path.join(here, "out")
    file = os.path.join(here, "allocations.txt")
    subprocess.run([binary, *words], cwd=here, env={**os.environ, "LD_PRELOAD": library, "ALLOCATION_COUNT": file},
                   capture_output=True, check=True)
    if os.path.isdir(out):
        shutil.rmtree(out)
    elif os.path.lexists(out):
        os.unlink(out)
    with open(file, encoding="ascii") as text:
        return int(text.read())
