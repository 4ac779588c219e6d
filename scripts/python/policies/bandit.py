"""A linear bandit (LinUCB: Li, Chu, Langford and Schapire, WWW 2010) that learns what a place costs: its features are
latency, load, price of energy and price of transfers; its reward is the turnaround and money that a job came to.

    policy: {command: [python3, bandit.py], parameters: {courage: 0.3, cny_per_hour: 2}}
"""
import numpy

from meridian_policy import Policy, place, serve

HOUR_NS = 3600 * 10**9


class Bandit(Policy):
    sees = ("costs", "events")

    def begin(self, run):
        self.courage = self.parameters.get("courage", 0.3)
        self.cny_per_hour = self.parameters.get("cny_per_hour", 2.0)
        self.inverse = numpy.eye(5)  # of the sum of x x'
        self.moment = numpy.zeros(5)
        self.placed = {}  # by job: its features and money

    def decide(self, state):
        for event in state.events:
            self.learn(event)
        return {job["id"]: self.decide_one(job) for job in state.jobs}

    def decide_one(self, job):
        places = [one for one in job["places"] if one["room"]]
        if not places:
            return self.first_with_room(job)
        hours = job["accelerators"] * job["estimate_ns"] / HOUR_NS + 1e-9
        features = numpy.array([[1.0, one["latency_ns"] / 20e6, one["load"], one["energy_cny"] / hours,
                                 one["network_cny"] / hours] for one in places])
        weights = self.inverse @ self.moment
        doubt = numpy.sqrt(numpy.einsum("ij,jk,ik->i", features, self.inverse, features))
        best = int(numpy.argmin(features @ weights - self.courage * doubt))
        money = (places[best]["energy_cny"] + places[best]["network_cny"]) / hours
        self.placed[job["id"]] = (features[best], money)
        return place(places[best])

    def learn(self, event):
        if event["type"] == "started":
            features, money = self.placed.pop(event["job"], (None, 0.0))
            if features is None:
                return
            loss = money + self.cny_per_hour * event["wait_ns"] / HOUR_NS
            along = self.inverse @ features  # Sherman and Morrison
            self.inverse -= numpy.outer(along, along) / (1.0 + features @ along)
            self.moment += loss * features


if __name__ == "__main__":
    serve(Bandit)
