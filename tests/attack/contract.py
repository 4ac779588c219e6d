"""What every case must keep: exit codes, messages, time, memory, and files that are not the program's."""
import hashlib
import os
import random
import re
import resource
import shlex
import signal
import stat
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import sandbox

EXIT_CODES = (0, 1, 2, 3, 5, 130)
WITHIN_S = 10          # of processor time, of one process
WALL_S = 15           # for processes that wait, on a busy machine
MEMORY = 700_000_000   # bytes resident
ADDRESS_SPACE = 4 << 30
LARGEST_FILE = 1 << 30
LAW = re.compile(r"\baudit_\w+")  # that a run says does not hold
TEMPORARY = (".partial", ".tmp", ".temp")


LEFT = "|"


@dataclass
class Outcome:
    """How a command ended."""
    code: int
    out: str
    err: str

    def first_error(self) -> str:
        lines = [line for line in self.err.splitlines() if line.strip()]
        return lines[0][:200] if lines else ""


@dataclass
class Streams:
    """Paths of a command's standard streams; "" collects, None is closed, LEFT is a pipe without a reader."""
    stdin: str | None = "/dev/null"
    stdout: str | None = ""
    stderr: str | None = ""


@dataclass
class Case:
    """One attack: its folder, its draws, what it ran and what did not hold."""
    group: str
    seed: int
    binary: str
    folder: str
    chance: random.Random = field(init=False)
    commands: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    note: str = ""
    before: dict[str, str] = field(default_factory=dict)
    writable: list[str] = field(default_factory=list)
    disks: list[str] = field(default_factory=list)
    ended: Outcome | None = None  # the last command

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.group}:{self.seed}")
        for name in ("home", "outside", ".streams"):
            os.makedirs(self.path(name))
        self.write("home/letter.txt", "a user's own text\n")
        self.write("outside/canary.csv", "name,value\ncanary,1\n")
        self.write("outside/folder/canary.json", '{"canary": 1}\n')

    def path(self, *names: str) -> str:
        return os.path.join(self.folder, *names)

    def write(self, name: str, content: str | bytes) -> str:
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
        with open(path, "wb") as file:
            file.write(data)
        return path

    def violate(self, what: str) -> None:
        what = what[:1500]
        if what not in self.violations:
            self.violations.append(what)

    def check(self, holds: bool, what: str) -> None:
        if not holds:
            self.violate(what)

    # ----- commands

    def protect(self, *writable: str) -> None:
        """From here on, only `writable` paths of the case's folder may change."""
        self.writable = [self.path(name) for name in writable]
        self.before = snapshot(self.folder, self.writable)

    def start(self, words: Iterable[str], limits: dict[int, int] | None = None, streams: Streams | None = None,
              privileged: Callable[[], None] | None = None, environment: dict[str, str] | None = None) -> subprocess.Popen:
        """Starts the program in a session of its own."""
        words = [str(word) for word in words]
        streams = streams or Streams()
        number = len(self.commands)
        self.commands.append(" ".join(shlex.quote(word) for word in words) + described(streams, limits, environment))
        paths = [streams.stdin, streams.stdout, streams.stderr]
        for stream in (1, 2):
            if paths[stream] == "":
                paths[stream] = self.path(".streams", f"{number}.{stream}")

        def prepare() -> None:
            for stream, path in enumerate(paths):
                if path is None:
                    os.close(stream)
                elif path == LEFT:
                    reader, writer = os.pipe()
                    os.close(reader)
                    os.dup2(writer, stream)
                else:
                    mode = os.O_RDONLY if stream == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
                    os.dup2(os.open(path, mode, 0o666), stream)
            bounds = {resource.RLIMIT_CPU: WITHIN_S, resource.RLIMIT_AS: ADDRESS_SPACE,
                      resource.RLIMIT_FSIZE: LARGEST_FILE, resource.RLIMIT_CORE: 0}
            for what, most in {**bounds, **(limits or {})}.items():
                resource.setrlimit(what, (most, most + 1 if what == resource.RLIMIT_CPU else most))
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            if privileged:
                privileged()
            sandbox.give_up_privileges()

        usual = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": self.path("home"),
                 "TMPDIR": self.path("outside")}
        return subprocess.Popen([self.binary, *words], cwd=self.folder, env={**usual, **(environment or {})}, preexec_fn=prepare,
                                start_new_session=True, close_fds=True)

    def finish(self, child: subprocess.Popen, wall_s: float = WALL_S, memory: int = MEMORY) -> Outcome:
        """Waits; what the contract forbids becomes a violation."""
        command, number = self.commands[-1], len(self.commands) - 1
        code, peak = wait(child, wall_s)
        leave_none(child.pid, self, command)
        out, err = (read(self.path(".streams", f"{number}.{stream}")) for stream in (1, 2))
        outcome = Outcome(code, out, err)
        stated = "a run takes about" in err  # a warning that says how long
        if stated and code in (None, -signal.SIGXCPU):
            outcome.code = -9
        elif code is None:
            self.violate(f"does not end within {wall_s:.0f} s: {command}")
            outcome.code = -9
        elif code == -signal.SIGXCPU:
            self.violate(f"takes more than {WITHIN_S} s of processor time: {command}")
        elif code < 0:
            self.violate(f"ends by signal {-code}: {command}: {outcome.first_error()}")
        elif code not in EXIT_CODES:
            self.violate(f"ends with {code}: {command}: {', '.join(LAW.findall(out)) or outcome.first_error()}")
        if peak > memory:
            self.violate(f"takes {peak / 1e6:.0f} MB: {command}")
        return outcome

    def run(self, *words: str, **how) -> Outcome:
        """Runs a command to its end and checks how it ended."""
        memory = how.pop("memory", MEMORY)
        outcome = self.ended = self.finish(self.start(words, **how), memory=memory)
        streams, limits = how.get("streams") or Streams(), how.get("limits") or {}
        heard = streams.stderr == "" and limits.get(resource.RLIMIT_FSIZE, LARGEST_FILE) > 4096
        if outcome.code in (2, 5) and heard:
            self.check(outcome.err.strip() != "", f"ends with {outcome.code} and says nothing: {self.commands[-1]}")
        if outcome.code == 2 and heard:
            self.check("fix:" in outcome.err, f"an error without a fix: {self.commands[-1]}: {outcome.first_error()}")
        return outcome

    # ----- files

    def check_files(self) -> None:
        """Nothing but the writable paths has changed, and no temporary name is left."""
        after = snapshot(self.folder, self.writable)
        for name in sorted({*self.before, *after}):
            if self.before.get(name) != after.get(name):
                change = "removed" if name not in after else "made" if name not in self.before else "changed"
                self.violate(f"{change} outside of its output: {name}")
        for path in self.writable:
            for parent, folders, names in os.walk(path):
                for name in folders + names:
                    if any(part in name for part in TEMPORARY):
                        self.violate(f"left behind: {os.path.relpath(os.path.join(parent, name), self.folder)}")


def described(streams: Streams, limits: dict[int, int] | None, environment: dict[str, str] | None) -> str:
    """The unusual streams, limits and environment of a command, as a shell would write them."""
    text = ""
    for sign, path, usual in (("<", streams.stdin, "/dev/null"), (">", streams.stdout, ""), ("2>", streams.stderr, "")):
        if path != usual:
            text += f" {sign}&-" if path is None else f" {sign}| (reader gone)" if path == LEFT else f" {sign}{path}"
    names = {getattr(resource, name): name for name in reversed(dir(resource)) if name.startswith("RLIMIT_")}
    return text + "".join(f"  # {names[what]}={most}" for what, most in (limits or {}).items()) + \
        "".join(f"  # {name}={value}" for name, value in (environment or {}).items())


def wait(child: subprocess.Popen, wall_s: float) -> tuple[int | None, int]:
    """Exit code (None: it had to be killed) and peak memory in bytes."""
    ends, pause = time.monotonic() + wall_s, 0.001
    while True:
        pid, status, used = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, used.ru_maxrss * 1024
        if time.monotonic() > ends:
            os.killpg(child.pid, signal.SIGKILL)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            return None, used.ru_maxrss * 1024
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def leave_none(group: int, case: Case, command: str) -> None:
    """Processes that outlive their command by a second are a violation; they are ended."""
    ends = time.monotonic() + 1
    while alive(group):
        if time.monotonic() > ends:
            case.violate(f"leaves processes behind: {command}")
            os.killpg(group, signal.SIGKILL)
            time.sleep(0.05)
            alive(group)
            return
        time.sleep(0.005)


def alive(group: int) -> bool:
    """Whether processes of a group run; reaps those that have ended."""
    try:
        while os.waitpid(-group, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(1_000_000).decode("utf-8", "replace")
    except OSError:
        return ""


def inside(path: str, folders: list[str]) -> bool:
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)


def fingerprint(path: str) -> str:
    """Kind and content of what stands at a path; devices and pipes are not opened."""
    facts = os.lstat(path)
    if stat.S_ISLNK(facts.st_mode):
        return "link " + os.readlink(path)
    if not stat.S_ISREG(facts.st_mode):
        return f"kind {stat.S_IFMT(facts.st_mode)}"
    try:
        with open(path, "rb") as file:
            return hashlib.blake2b(file.read()).hexdigest()
    except PermissionError:
        return "unreadable"


def snapshot(folder: str, without: list[str]) -> dict[str, str]:
    """Every path below a folder, but for the case's own streams and `without`."""
    found = {}
    without = [*without, os.path.join(folder, ".streams")]
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not inside(os.path.join(parent, name), without)]
        for name in folders + names:
            path = os.path.join(parent, name)
            if not inside(path, without):
                found[os.path.relpath(path, folder)] = fingerprint(path)
    return found
