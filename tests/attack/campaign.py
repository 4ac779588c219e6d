"""Runs cases of all groups on some processes until the time is up, and says what did not hold."""
import argparse
import multiprocessing
import os
import queue
import re
import resource
import shlex
import shutil
import stat
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import allocations
import bad_input
import closed_streams
import foreign_policies
import hostile_outputs
import kills
import limits
import links
import named
import random_worlds
import sandbox
import small_disks
import spoilt_folders
from contract import ADDRESS_SPACE, Case

MODULES: list[ModuleType] = [bad_input, spoilt_folders, links, kills, closed_streams, small_disks, limits, allocations,
                             random_worlds, hostile_outputs, foreign_policies]
GROUPS = {module.NAME: module for module in MODULES}
KEPT_ALIKE = 10
SHOWN_ALIKE = 3


@dataclass
class Report:
    """Of one case."""
    group: str
    name: str
    violations: list[str]
    note: str
    seconds: float
    kept: str


class Worker:
    """Attacks in one process; groups get equal shares of its time."""

    def __init__(self, found: argparse.Namespace, work: str, keep: int, confined: bool, next_seed: dict):
        self.options, self.work, self.keep, self.confined, self.next_seed = found, work, keep, confined, next_seed
        self.spent: Counter[str] = Counter()
        self.kept: Counter[str] = Counter()

    def attack(self, group: str, name: str) -> Report:
        """One case in a folder of its own, which is removed."""
        begun = time.monotonic()
        folder = os.path.join(self.work, f"{group}-{name}")
        os.makedirs(folder)
        case = Case(group, int(name) if name.isdigit() else 0, os.path.join(self.work, "bin", "meridian"), folder)
        try:
            if group == named.NAME:
                named.attack(case, name)
            else:
                GROUPS[group].attack(case)
        except Exception:  # of the harness: shown as a violation, so that it is mended
            case.violate("the harness fails: " + traceback.format_exc(limit=-3).replace("\n", " | "))
        for disk in case.disks:
            sandbox.unmount(disk)
        kept = self.preserve(case, name) if case.violations else ""
        remove(folder)
        seconds = time.monotonic() - begun
        self.spent[group] += seconds
        return Report(group, name, case.violations, case.note, seconds, kept)

    def preserve(self, case: Case, name: str) -> str:
        """Copies the folder of a violation to where it outlives the sandbox."""
        kind = signature(case.group, case.violations)
        self.kept[kind] += 1
        if self.kept[kind] > KEPT_ALIKE:
            return ""
        label = f"{case.group}-{name}"
        target = f"/proc/self/fd/{self.keep}/{label}"
        shutil.rmtree(target, ignore_errors=True)
        copy(case.folder, target)
        with open(os.path.join(target, "repeat.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join([*case.violations, "", "# in this folder, $MERIDIAN is the program:",
                                  *(f"$MERIDIAN {command}" for command in case.commands), ""]))
        return label

    def loop(self, results: multiprocessing.Queue, ends: float, waiting: multiprocessing.Queue) -> None:
        os.nice(10)
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        sandbox.reap_orphans()
        groups = self.options.group or list(GROUPS)
        while True:
            try:
                results.put(self.attack(*waiting.get_nowait()))
                continue
            except queue.Empty:
                pass
            if time.monotonic() >= ends or not groups:
                break
            group = min(groups, key=lambda name: self.spent[name])
            if group == small_disks.NAME and not self.confined:
                groups = [name for name in groups if name != group]
                continue
            with self.next_seed[group].get_lock():
                seed = self.next_seed[group].value
                self.next_seed[group].value += 1
            results.put(self.attack(group, str(seed)))


def copy(source: str, target: str) -> None:
    """Files, folders and links; devices and pipes are left out, and so is what cannot be read."""
    os.makedirs(target, exist_ok=True)
    for entry in os.scandir(source):
        facts = entry.stat(follow_symlinks=False)
        other = os.path.join(target, entry.name)
        try:
            if stat.S_ISLNK(facts.st_mode):
                os.symlink(os.readlink(entry.path), other)
            elif stat.S_ISDIR(facts.st_mode):
                copy(entry.path, other)
            elif stat.S_ISREG(facts.st_mode) and facts.st_size < 10_000_000:
                shutil.copyfile(entry.path, other)
        except OSError:
            continue


def remove(folder: str) -> None:
    for parent, folders, _ in os.walk(folder):
        for name in folders:
            path = os.path.join(parent, name)
            if not os.path.islink(path):
                os.chmod(path, 0o700)
    shutil.rmtree(folder, ignore_errors=True)


def tasks(found: argparse.Namespace) -> list[tuple[str, str]]:
    """Cases that run whatever the time."""
    if found.case:
        group, _, name = found.case.partition(":")
        return [(group, name)]
    return [] if found.no_named or found.group else [(named.NAME, name) for name in named.names()]


def run(found: argparse.Namespace, work: str, keep: int, confined: bool) -> int:
    sandbox.install(found.binary, work)
    print(f"attack: seed {found.seed}; {found.seconds:.0f} s, {found.workers} processes", flush=True)
    if not confined:
        print("attack: small_disks is skipped: nothing may be mounted here", flush=True)
    waiting: multiprocessing.Queue = multiprocessing.Queue()
    for task in tasks(found):
        waiting.put(task)
    time.sleep(0.1)  # until the queue's own thread has written them
    ends = time.monotonic() + (0 if found.case else found.seconds)
    next_seed = {group: multiprocessing.Value("q", found.seed * 1_000_000) for group in GROUPS}
    results: multiprocessing.Queue = multiprocessing.Queue()
    workers = [multiprocessing.Process(target=Worker(found, work, keep, confined, next_seed).loop,
                                       args=(results, ends, waiting)) for _ in range(1 if found.case else found.workers)]
    for worker in workers:
        worker.start()
    return listen(found, results, workers)


def reports(results: multiprocessing.Queue, workers: list[multiprocessing.Process]) -> Iterator[Report]:
    """As they come, until every worker has ended; one that died is reported."""
    while workers:
        try:
            yield results.get(timeout=1)
        except queue.Empty:
            for worker in [worker for worker in workers if not worker.is_alive()]:
                workers.remove(worker)
                if worker.exitcode:
                    yield Report("harness", "worker", [f"a process of the harness died: {worker.exitcode}"], "", 0, "")


def listen(found: argparse.Namespace, results: multiprocessing.Queue, workers: list[multiprocessing.Process]) -> int:
    """Prints violations as they come and the table at the end."""
    cases: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    notes: Counter[tuple[str, str]] = Counter()
    alike: Counter[str] = Counter()
    for report in reports(results, workers):
        cases[report.group] += 1
        notes[report.group, report.note] += 1
        if report.violations:
            broken[report.group] += 1
            kind = signature(report.group, report.violations)
            alike[kind] += 1
            if alike[kind] <= SHOWN_ALIKE or report.group == named.NAME:
                show(found, report)
    for kind, count in sorted(alike.items()):
        if count > SHOWN_ALIKE and not kind.startswith(named.NAME):
            print(f"\n{count} cases, of which {SHOWN_ALIKE} are shown: {kind}")
    print(f"\n{'group':<18} {'cases':>8} {'violations':>11}")
    for group in [named.NAME, *GROUPS, "harness"]:
        if cases[group]:
            kinds = ", ".join(f"{count} {note}" for (of, note), count in sorted(notes.items()) if of == group and note)
            print(f"{group:<18} {cases[group]:>8} {broken[group]:>11}   {kinds}")
    print(f"{'all':<18} {sum(cases.values()):>8} {sum(broken.values()):>11}", flush=True)
    return 1 if broken else 0


def signature(group: str, violations: list[str]) -> str:
    """Equal for violations that are probably one: without numbers, quoted texts and commands."""
    first = violations[0].split(": ")
    if not first[0].startswith(("ends", "a valid world")):
        return f"{group}: {re.sub('[0-9.]+', '#', first[0])}"
    return f"{group}: {first[0]}: " + re.sub(r"'[^']*'|[^ ]*/[^ ]*|[0-9.e+-]{2,}|[0-9]", "#", first[-1])[:80]


def show(found: argparse.Namespace, report: Report) -> None:
    again = [os.path.relpath(sys.argv[0]), found.binary, "--case", f"{report.group}:{report.name}"]
    print(f"\nviolation {report.group}:{report.name} ({report.seconds:.1f} s)")
    for violation in report.violations[:8]:
        print(f"  {violation[:600]}")
    if len(report.violations) > 8:
        print(f"  and {len(report.violations) - 8} more")
    print(f"  again: {shlex.join(again)}")
    if report.kept:
        print(f"  kept:  {os.path.join(found.keep, report.kept)}", flush=True)
