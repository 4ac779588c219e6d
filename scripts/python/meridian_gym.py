"""Meridian as an environment of Gymnasium: a learner decides where each job goes.

    env = meridian_gym.BrainEnv("scenario.yaml", places=20)
    observation, info = env.reset(seed=1)
    observation, reward, terminated, truncated, info = env.step(action)

An action is the number of one of the job's places, the nearest first, or `places`: wait. info["action_mask"] says which
are allowed. An episode is a run; the same seed and actions give the same episode. The environment needs numpy, and the
program (`meridian_policy.py` beside this file); gymnasium if it is installed, else it is a class of the same contract.
No clock of the machine enters an observation or a reward.
"""
from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from typing import Any, Mapping, Optional

import numpy

try:
    import gymnasium
    from gymnasium import spaces

    _Base = gymnasium.Env
except ImportError:  # the same contract without the library
    _Base = object

    class spaces:  # type: ignore[no-redef]
        class Discrete:
            def __init__(self, n: int) -> None:
                self.n = n

            def contains(self, x: Any) -> bool:
                return isinstance(x, (int, numpy.integer)) and 0 <= int(x) < self.n

        class Box:
            def __init__(self, low: float, high: float, shape: tuple[int, ...], dtype: Any) -> None:
                self.low, self.high, self.shape, self.dtype = low, high, shape, dtype

            def contains(self, x: Any) -> bool:
                return (isinstance(x, numpy.ndarray) and x.shape == self.shape and x.dtype == self.dtype
                        and bool(numpy.all(x >= self.low)) and bool(numpy.all(x <= self.high)))


HOUR_NS = 3600 * 10**9
JOB_FEATURES = ("accelerators", "estimate_h", "waited_h")
PLACE_FEATURES = ("room", "open", "latency_ms", "load", "cny")


class BrainEnv(_Base):
    """Reward: minus the money that a placement adds, and `cny_per_hour` for each hour that a job that was placed waited."""

    metadata: dict[str, Any] = {"render_modes": []}
    render_mode = None

    def __init__(self, scenario: str, places: int = 20, set: Optional[Mapping[str, str]] = None, cny_per_hour: float = 1.0,
                 program: Optional[str] = None) -> None:
        self.scenario = os.path.abspath(scenario)
        self.places = places
        self.set = dict(set or {})
        self.cny_per_hour = cny_per_hour
        self.program = program or os.environ.get("MERIDIAN") or shutil.which("meridian") or "meridian"
        size = len(JOB_FEATURES) + places * len(PLACE_FEATURES)
        most = float(numpy.finfo(numpy.float32).max)
        self.observation_space = spaces.Box(-most, most, (size,), numpy.float32)
        self.action_space = spaces.Discrete(places + 1)
        self._run: Optional[subprocess.Popen[bytes]] = None
        self._stream: Any = None
        self._log: Any = None
        self._folder: Optional[tempfile.TemporaryDirectory[str]] = None
        self._question: Optional[Mapping[str, Any]] = None
        self._seed = 1

    def reset(self, *, seed: Optional[int] = None, options: Optional[Mapping[str, Any]] = None):
        """A run begins. Without a seed, the one after the last."""
        if _Base is not object:
            super().reset(seed=seed)
        self.close()
        self._seed = self._seed + 1 if seed is None else seed
        self._start()
        self._pending = 0.0  # of the reward, from what became of jobs
        self._next()
        return self._observation(), self._info()

    def step(self, action: int):
        if self._question is None:
            raise RuntimeError("the episode is over, or reset() was not called")
        if not self.action_space.contains(action):
            raise ValueError(f"{action} is no action")
        if not self._mask()[action]:
            raise ValueError(f"action {action} is not allowed: see info['action_mask']")
        job = self._question["jobs"][0]
        decision: dict[str, Any] = {"job": job["id"]}
        reward = 0.0
        if action == self.places:
            decision["wait"] = "own_rule"
        else:
            place = job["places"][action]
            decision["pool" if "pool" in place else "site"] = place.get("pool", place["site"])
            reward = -(place["energy_cny"] + place["network_cny"])
        self._send({"type": "decisions", "id": self._question["id"], "decisions": [decision]})
        self._next()
        reward, self._pending = reward + self._pending, 0.0
        return self._observation(), float(reward), self._question is None, False, self._info()

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        if self._run is not None:
            self._run.kill()
            self._run.wait()
            self._run = None
        if self._log is not None:
            self._log.close()
            self._log = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
        self._question = None

    def render(self) -> None:
        return None

    def _start(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="meridian-gym-")
        address = os.path.join(self._folder.name, "socket")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
            listening.bind(address)
            listening.listen(1)
            listening.settimeout(0.1)
            bridge = [sys.executable, os.path.abspath(__file__), address]
            policy = "policy={command: %s, name: learner, time_limit: 1 h}" % json.dumps(bridge)
            words = [self.program, "run", self.scenario, "--quiet", "--allow-plugins", "--seed", str(self._seed)]
            for path, value in {**self.set}.items():
                words += ["--set", f"{path}={value}"]
            self._log = open(os.path.join(self._folder.name, "log"), "w+b")
            self._run = subprocess.Popen([*words, "--set", policy], stdout=self._log, stderr=subprocess.STDOUT)
            connection = None
            while connection is None:
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    if self._run.poll() is not None:
                        raise RuntimeError(self._last_words()) from None
        connection.settimeout(None)
        self._stream = connection.makefile("rwb")
        connection.close()
        self._expect("hello", {"type": "hello", "version": 1, "sees": ["costs", "events"]})
        self._expect("begin", {"type": "ready"})

    def _last_words(self) -> str:
        self._log.seek(0)
        return f"the run does not start: {self._log.read().decode(errors='replace')}"

    def _send(self, message: Mapping[str, Any]) -> None:
        self._stream.write(json.dumps(message, separators=(",", ":")).encode() + b"\n")
        self._stream.flush()

    def _expect(self, kind: str, answer: Mapping[str, Any]) -> None:
        line = self._stream.readline()
        if not line or json.loads(line)["type"] != kind:
            raise RuntimeError(self._last_words())
        self._send(answer)

    def _next(self) -> None:
        """The next question with places; none if the run has ended. Jobs that could run nowhere are rejected."""
        while True:
            line = self._stream.readline()
            if not line:
                self._question = None
                return
            question = json.loads(line)
            for event in question["events"]:
                if event["type"] == "started":
                    self._pending -= self.cny_per_hour * event["wait_ns"] / HOUR_NS
            if question["jobs"][0]["places"]:
                self._question = question
                return
            rejected = {"job": question["jobs"][0]["id"], "reject": "no_site_in_reach"}
            self._send({"type": "decisions", "id": question["id"], "decisions": [rejected]})

    def _mask(self) -> "numpy.ndarray[Any, Any]":
        mask = numpy.zeros(self.places + 1, dtype=numpy.int8)
        mask[self.places] = 1
        if self._question is not None:
            for at, place in enumerate(self._question["jobs"][0]["places"][: self.places]):
                mask[at] = place["room"]
        return mask

    def _info(self) -> dict[str, Any]:
        info: dict[str, Any] = {"action_mask": self._mask()}
        if self._question is not None:
            info["now_ns"] = self._question["now_ns"]
            info["job"] = self._question["jobs"][0]
        return info

    def _observation(self) -> "numpy.ndarray[Any, Any]":
        values = numpy.zeros(self.observation_space.shape, dtype=numpy.float32)
        if self._question is None:
            return values
        job = self._question["jobs"][0]
        waited = self._question["now_ns"] - job["arrived_ns"]
        values[:3] = (job["accelerators"], job["estimate_ns"] / HOUR_NS, waited / HOUR_NS)
        for at, place in enumerate(job["places"][: self.places]):
            begin = len(JOB_FEATURES) + at * len(PLACE_FEATURES)
            values[begin:begin + len(PLACE_FEATURES)] = (
                place["room"], place["open"], place["latency_ns"] / 1e6, place["load"],
                place["energy_cny"] + place["network_cny"])
        return values


def _bridge(address: str) -> None:
    """Beside the run: hands lines on between Meridian and the learner."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(address)
        stream = connection.makefile("rwb")
        for line in sys.stdin.buffer:
            stream.write(line)
            stream.flush()
            answer = stream.readline()
            if not answer:
                return
            sys.stdout.buffer.write(answer)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    _bridge(sys.argv[1])
