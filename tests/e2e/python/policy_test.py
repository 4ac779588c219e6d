"""Policies in Python: the learner's environment by the contract of Gymnasium, filters and scores, the examples."""
import json
import os
import subprocess
import tempfile
import unittest

import numpy

import meridian_gym
from meridian_policy import FilterScore, State

PROGRAM = os.environ["MERIDIAN"]
HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, "..", "..", "..")
CHINA = os.path.join(TOP, "scenarios", "national", "china.yaml")
POLICIES = os.path.join(TOP, "scripts", "python", "policies")


def job(*places):
    return {"id": "1", "places": [{"site": name, "pool": name, "room": room, "open": True, "latency_ns": 1, "load": load}
                                  for name, room, load in places]}


def decided(policy, one):
    state = State()
    state.jobs = [one]
    return policy.decide(state)["1"]


class FilterScoreTest(unittest.TestCase):
    class Emptiest(FilterScore):
        def filter(self, job, names):
            return [name for name in names if name != "closed"]

        def score(self, job, names):
            return {one["pool"]: 100 * (1 - one["load"]) for one in job["places"]}

    def test_the_highest_score_of_what_passes_wins(self):
        policy = self.Emptiest({}, "declared")
        one = job(("near", True, 0.5), ("far", True, 0.25), ("closed", True, 0.0), ("full", False, 0.0))
        self.assertEqual(decided(policy, one), {"pool": "far"})

    def test_of_equal_scores_the_nearest(self):
        policy = self.Emptiest({}, "declared")
        self.assertEqual(decided(policy, job(("near", True, 0.5), ("far", True, 0.5))), {"pool": "near"})

    def test_what_passes_and_is_full_waits_and_the_rest_is_rejected(self):
        policy = self.Emptiest({}, "declared")
        self.assertEqual(decided(policy, job(("closed", True, 0.5))), {"reject": "no_site_in_reach"})
        self.assertEqual(decided(policy, job(("closed", True, 0.5), ("full", False, 1.0))), {"wait": "full"})
        self.assertEqual(decided(policy, job()), {"reject": "no_site_in_reach"})

    def test_a_score_above_a_hundred_is_a_mistake(self):
        class Wrong(FilterScore):
            def score(self, job, names):
                return {names[0]: 101}

        with self.assertRaises(ValueError):
            decided(Wrong({}, "declared"), job(("near", True, 0.5)))


class GymTest(unittest.TestCase):
    def environment(self):
        environment = meridian_gym.BrainEnv(CHINA, set={"horizon": "2 d"}, program=PROGRAM)
        self.addCleanup(environment.close)
        return environment

    def walk(self, environment, seed, steps):
        chance = numpy.random.default_rng(7)
        observation, info = environment.reset(seed=seed)
        seen = [observation]
        rewards = []
        for _ in range(steps):
            action = int(chance.choice(numpy.flatnonzero(info["action_mask"])))
            observation, reward, terminated, truncated, info = environment.step(action)
            self.assertTrue(environment.observation_space.contains(observation))
            self.assertIsInstance(reward, float)
            self.assertIs(truncated, False)
            seen.append(observation)
            rewards.append(reward)
            if terminated:
                break
        return numpy.array(seen), rewards

    def test_observations_and_rewards_are_those_of_the_contract(self):
        environment = self.environment()
        seen, rewards = self.walk(environment, 1, 200)
        self.assertEqual(len(rewards), 200)
        self.assertLess(sum(rewards), 0.0)
        self.assertGreater(seen[:, 0].max(), 0.0)

    def test_the_same_seed_and_actions_give_the_same_episode(self):
        environment = self.environment()
        first = self.walk(environment, 3, 100)
        again = self.walk(environment, 3, 100)
        other = self.walk(environment, 4, 100)
        self.assertTrue(numpy.array_equal(first[0], again[0]))
        self.assertEqual(first[1], again[1])
        self.assertFalse(numpy.array_equal(first[0], other[0]))

    def test_actions_that_are_masked_or_none_are_refused(self):
        environment = self.environment()
        environment.reset(seed=1)
        with self.assertRaises(ValueError):
            environment.step(environment.action_space.n)
        with self.assertRaises(RuntimeError):
            meridian_gym.BrainEnv(CHINA, program=PROGRAM).step(0)

    def test_an_episode_ends_with_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            scenario = os.path.join(folder, "scenario.yaml")
            with open(os.path.join(TOP, "scenarios", "tiny", "two_jobs_one_pool.yaml")) as tiny:
                text = tiny.read()
            with open(scenario, "w") as out:
                out.write(text)
            environment = meridian_gym.BrainEnv(scenario, places=2, program=PROGRAM)
            self.addCleanup(environment.close)
            _, info = environment.reset(seed=1)
            ended = False
            for _ in range(20):
                action = int(numpy.flatnonzero(info["action_mask"])[0])
                _, _, ended, _, info = environment.step(action)
                if ended:
                    break
            self.assertTrue(ended)
            with self.assertRaises(RuntimeError):
                environment.step(0)

    def test_a_scenario_that_is_wrong_says_so(self):
        environment = meridian_gym.BrainEnv("/nowhere.yaml", program=PROGRAM)
        self.addCleanup(environment.close)
        with self.assertRaises(RuntimeError) as failure:
            environment.reset(seed=1)
        self.assertIn("nowhere.yaml", str(failure.exception))


RECORDED = """
from meridian_policy import Policy, serve

class Recorded(Policy):
    sees = ("map", "state", "places", "costs", "events")
    def decide(self, state):
        return {job["id"]: self.first_with_room(job) for job in state.jobs}

serve(Recorded)
"""
WRONG = RECORDED.replace("self.first_with_room(job) for", '{"pool": "nowhere"} for')


class SchemaTest(unittest.TestCase):
    def check_replay(self, folder, record):
        """The same policy answers as it did; one that places jobs nowhere is found, without Meridian."""
        wrong = os.path.join(folder, "wrong.py")
        with open(wrong, "w") as file:
            file.write(WRONG)
        replayed = [subprocess.run(["/usr/bin/python3", policy, "--replay", record], capture_output=True, text=True)
                    for policy in (os.path.join(folder, "recorded.py"), wrong)]
        self.assertEqual(replayed[0].returncode, 0, replayed[0].stderr)
        self.assertIn(": 0 answers are not legal, 0 differ", replayed[0].stdout)
        self.assertEqual(replayed[1].returncode, 1)
        self.assertIn("question 1: job 0 could never run at nowhere", replayed[1].stdout)

    def test_a_dialogue_is_as_the_schema_says(self):
        import jsonschema

        printed = subprocess.run([PROGRAM, "schema", "--policy"], capture_output=True, text=True, check=True).stdout
        validator = jsonschema.Draft7Validator(json.loads(printed))
        with tempfile.TemporaryDirectory() as folder:
            recorder, record = os.path.join(folder, "recorded.py"), os.path.join(folder, "dialogue.jsonl")
            with open(recorder, "w") as file:
                file.write(RECORDED)
            subprocess.run([PROGRAM, "run", CHINA, "--quiet", "--allow-plugins", "--set", "horizon=30 h", "--set",
                            f"policy={{command: [python3, {recorder}, --record, {record}], knowledge: oracle}}"],
                           capture_output=True, check=True)
            with open(record) as file:
                messages = [json.loads(line) for line in file]
            self.check_replay(folder, record)
        self.assertGreater(len(messages), 100)
        self.assertEqual({one["type"] for one in messages}, {"hello", "begin", "ready", "decide", "decisions"})
        self.assertTrue(any(one.get("events") for one in messages))
        for message in messages[:400]:
            validator.validate(message)
        del message["type"]
        self.assertFalse(validator.is_valid(message))


@unittest.skipIf(os.environ.get("MERIDIAN_SANITIZED") == "1", "under sanitizers runs take twenty times as long")
class ExamplesTest(unittest.TestCase):
    def figures(self, policy, horizon="2 d"):
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "out")
            done = subprocess.run([PROGRAM, "run", CHINA, "--quiet", "--allow-plugins", "--set", f"horizon={horizon}",
                                   "--set", f"policy={policy}", "--out", out], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(os.path.join(out, "summary.json")) as file:
                return json.load(file)

    def own(self, name, parameters="{}"):
        path = os.path.join(POLICIES, name)
        return f"{{command: [/usr/bin/python3, {path}], parameters: {parameters}}}"

    def test_each_example_decides(self):
        for name in ("score.py", "filter_score.py"):
            with self.subTest(name):
                self.figures(self.own(name))

    def test_the_bandit_learns_what_is_cheap(self):
        """In a national week it costs less than chance does, and jobs wait less."""
        chance = self.figures("random", "8 d")
        bandit = self.figures(self.own("bandit.py"), "8 d")
        self.assertLess(bandit["net_cost_cny"], chance["net_cost_cny"])
        self.assertLess(bandit["cost_cny_energy"], 0.98 * chance["cost_cny_energy"])
        self.assertLess(bandit["wait_s_mean"], chance["wait_s_mean"])


if __name__ == "__main__":
    unittest.main()
