"""A scheduling policy of one's own for Meridian, in the standard library alone.

    from meridian_policy import Policy, serve

    class Nearest(Policy):
        def decide(self, state):
            return {job["id"]: self.first_with_room(job) for job in state.jobs}

    serve(Nearest)

Save it as mine.py beside a scenario and write `policy: {command: [python3, mine.py]}` there. Meridian starts it, asks it
for decisions, and ends it with the run. What print() writes goes to standard error, which Meridian shows if the policy
fails.
"""
from __future__ import annotations

import json
import sys
from typing import Any, Iterable, Mapping, Optional, Union

__all__ = ["FilterScore", "Policy", "State", "defer", "place", "reject", "replay", "serve", "wait", "VERSION"]

VERSION = 1  #: of the contract that this module speaks

Job = Mapping[str, Any]
Decision = Mapping[str, Any]


def place(where: Union[str, Mapping[str, Any]]) -> Decision:
    """At a place of `job["places"]`, or at a site by its name: at its first pool with room, else in a queue there."""
    if isinstance(where, str):
        return {"site": where}
    return {"pool": where["pool"]} if "pool" in where else {"site": where["site"]}


def wait(why: str = "own_rule") -> Decision:
    """At the brain, until room is freed. `why`: full, no_site_in_reach, out_of_service or own_rule."""
    return {"wait": why}


def reject(why: str = "own_rule") -> Decision:
    return {"reject": why}


def defer(until_ns: int) -> Decision:
    """It comes back at that time, in nanoseconds since the start of the run."""
    return {"defer_until_ns": until_ns}


class State:
    """What a policy sees when it is asked."""

    def __init__(self) -> None:
        self.now_ns = 0  #: since the start of the run
        self.sensed_ns = 0  #: when pools and sites were as they are shown
        self.jobs: list[Job] = []  #: to decide, in the order of the discipline
        self.events: list[Mapping[str, Any]] = []  #: since the question before, if the policy sees events
        self.pools: dict[str, Mapping[str, Any]] = {}  #: all of them, if the policy sees the state
        self.sites: dict[str, Mapping[str, Any]] = {}

    def take(self, message: Mapping[str, Any]) -> None:
        self.now_ns, self.sensed_ns = message["now_ns"], message["sensed_ns"]
        self.jobs = message["jobs"]
        self.events = message.get("events", [])
        self.pools.update(message.get("pools", {}))
        self.sites.update(message.get("sites", {}))


class Policy:
    """Derive from it and write decide(). The class attributes say what it wants."""

    name = ""  #: in results; empty: the name of its file
    sees: Iterable[str] = ("places",)  #: of map, state, places, costs, events
    period_ns = 0  #: 0: asked as jobs arrive and room is freed; else at its multiples, for all that wait at once
    batches = False  #: without a period: asked for all jobs that wait at once, whenever one comes or room is freed
    took_ns = 0  #: by the last decide(), as declared to a scenario with `decision_time_from: declared`

    def __init__(self, parameters: Mapping[str, Any], knowledge: str) -> None:
        """`parameters`: those of the scenario. `knowledge`: declared, or oracle, which sees runtime_ns of jobs."""
        self.parameters = parameters
        self.knowledge = knowledge

    def begin(self, run: Mapping[str, Any]) -> None:
        """A run begins: its seed, number, horizon_ns, sensing, and the map if the policy sees it."""

    def decide(self, state: State) -> Mapping[str, Decision]:
        """One of place(), wait(), reject(), defer() for the id of each job of state.jobs."""
        raise NotImplementedError

    @staticmethod
    def first_with_room(job: Job) -> Decision:
        """The nearest place with room; else it waits, or is rejected if no place could ever run it."""
        for one in job["places"]:
            if one["room"]:
                return place(one)
        if not job["places"]:
            return reject("no_site_in_reach")
        return wait("full" if any(one["open"] for one in job["places"]) else "out_of_service")


class FilterScore(Policy):
    """Two functions over names of places, as extenders of the Kubernetes scheduler have them. As a policy it chooses, of
    the places that pass the filter, the one with the highest score; of equal ones the nearest to the job's users. It may
    also be one of the filters or scores of a policy that is composed in the scenario."""

    def filter(self, job: Job, names: list[str]) -> Iterable[str]:
        """Those of the places, full or not, that may be used. A job for which there are none is rejected."""
        return names

    def score(self, job: Job, names: list[str]) -> Mapping[str, float]:
        """From 0 to 100 by name, of places with room; a place without a score has 0."""
        return {}

    def decide(self, state: State) -> Mapping[str, Decision]:
        return {job["id"]: self._decide_one(job) for job in state.jobs}

    def _decide_one(self, job: Job) -> Decision:
        places = {one.get("pool", one["site"]): one for one in job["places"]}
        passed = set(self.filter(job, list(places)))
        allowed = [one for name, one in places.items() if name in passed]  # the nearest first
        names = [one.get("pool", one["site"]) for one in allowed if one["room"]]
        if not names:
            return self.first_with_room({"places": allowed})
        scores = self.score(job, names)
        for name, score in scores.items():
            if not 0 <= score <= 100:
                raise ValueError(f"the score of {name} is {score}, not from 0 to 100")
        return place(places[max(names, key=lambda name: scores.get(name, 0))])


def _answer(policy: Policy, state: State, message: Mapping[str, Any]) -> dict[str, Any]:
    state.take(message)
    decided = policy.decide(state)
    decisions = [{"job": job, **decision} for job, decision in decided.items()]
    reply = {"type": "decisions", "id": message["id"], "decisions": decisions}
    return {**reply, "took_ns": policy.took_ns} if policy.took_ns else reply


def _judge(policy: FilterScore, message: Mapping[str, Any]) -> dict[str, Any]:
    job, names = message["job"], message["names"]
    if message["type"] == "filter":
        return {"type": "names", "id": message["id"], "names": list(policy.filter(job, names))}
    return {"type": "scores", "id": message["id"], "scores": dict(policy.score(job, names))}


def _reply(kind: type[Policy], speaker: dict[str, Any], message: Mapping[str, Any]) -> Optional[dict[str, Any]]:
    """What the policy of `speaker` says to one message; None: nothing."""
    if message["type"] == "decide":
        return _answer(speaker["policy"], speaker["state"], message)
    if message["type"] in ("filter", "score"):
        return _judge(speaker["policy"], message)
    if message["type"] == "begin":
        speaker["state"] = State()
        speaker["policy"].begin(message)
        return {"type": "ready"}
    if message["type"] != "hello":
        return None
    policy = speaker["policy"] = kind(message["parameters"], message["knowledge"])
    if message.get("role", "policy") != "policy" and not isinstance(policy, FilterScore):
        raise TypeError(f"{kind.__name__} is asked as a {message['role']}: derive it from FilterScore")
    reply = {"type": "hello", "version": VERSION, "sees": list(policy.sees), "period_ns": policy.period_ns}
    if policy.batches:
        reply["batches"] = True
    if policy.name:
        reply["name"] = policy.name
    return reply


def _illegal(asked: Mapping[str, Any], reply: Mapping[str, Any]) -> list[str]:
    """What is wrong with the decisions on one question, as far as the message shows it."""
    jobs = {job["id"]: job for job in asked["jobs"]}
    wrong = [f"no decision on job {job}" for job in jobs if job not in {one["job"] for one in reply["decisions"]}]
    for one in reply["decisions"]:
        job = jobs.get(one["job"])
        if job is None:
            wrong.append(f"job {one['job']} was not asked for")
            continue
        key = "pool" if "pool" in one else "site"
        if key in one and "places" in job and one[key] not in {place.get(key) for place in job["places"]}:
            wrong.append(f"job {one['job']} could never run at {one[key]}")
        if one.get("defer_until_ns", asked["now_ns"] + 1) <= asked["now_ns"]:
            wrong.append(f"job {one['job']} is deferred into the past")
        if not {"pool", "site", "wait", "reject", "defer_until_ns"} & set(one):
            wrong.append(f"nothing is decided on job {one['job']}")
    return wrong


def _by_job(reply: Mapping[str, Any]) -> list[Decision]:
    return sorted(reply.get("decisions", []), key=lambda one: one["job"])


def replay(kind: type[Policy], path: str) -> int:
    """Asks the policy what a recorded dialogue was asked, without Meridian. The number of answers that are not legal."""
    speaker: dict[str, Any] = {}
    questions = jobs = different = illegal = 0
    with open(path, encoding="utf-8") as file:
        messages = [json.loads(line) for line in file]
    for message, recorded in zip(messages, [*messages[1:], {}]):  # an answer follows its question
        if message["type"] == "hello" and "protocol" not in message:
            continue  # the answer of the policy that was recorded
        reply = _reply(kind, speaker, message) if message["type"] in ("hello", "begin", "decide") else None
        if message["type"] != "decide":
            continue
        questions, jobs = questions + 1, jobs + len(message["jobs"])
        different += _by_job(reply) != _by_job(recorded)
        for wrong in _illegal(message, reply):
            illegal += 1
            print(f"question {message['id']}: {wrong}")
    print(f"{questions} questions on {jobs} jobs: {illegal} answers are not legal, {different} differ from those recorded")
    return illegal


def serve(kind: type[Policy]) -> None:
    """Answers Meridian until it ends the conversation. The arguments of the program may be `--record FILE`, to keep the
    dialogue, or `--replay FILE`, to be asked what was recorded, without Meridian."""
    words = sys.argv[1:]
    if words[:1] == ["--replay"]:
        sys.exit(1 if replay(kind, words[1]) > 0 else 0)
    record = open(words[1], "w", encoding="utf-8") if words[:1] == ["--record"] else None
    out, sys.stdout = sys.stdout, sys.stderr  # so that print() does no harm
    speaker: dict[str, Any] = {}
    for line in sys.stdin:
        reply = _reply(kind, speaker, json.loads(line))
        if reply is None:
            continue
        text = json.dumps(reply, separators=(",", ":")) + "\n"
        out.write(text)
        out.flush()
        if record is not None:
            record.write(line + text)
            record.flush()
