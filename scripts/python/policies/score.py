"""The lowest weighted sum of cost and latency among places with room, each scaled from 0 to 1, by numpy.

    policy: {command: [python3, score.py], parameters: {cost: 1, latency: 0.2}}
"""
import numpy

from meridian_policy import Policy, place, serve


class Score(Policy):
    sees = ("costs",)

    def decide(self, state):
        return {job["id"]: self.decide_one(job) for job in state.jobs}

    def decide_one(self, job):
        places = [one for one in job["places"] if one["room"]]
        if not places:
            return self.first_with_room(job)
        cost = numpy.array([one["energy_cny"] + one["network_cny"] for one in places])
        latency = numpy.array([one["latency_ns"] for one in places], dtype=float)
        total = self.parameters.get("cost", 1.0) * scaled(cost) + self.parameters.get("latency", 1.0) * scaled(latency)
        return place(places[int(numpy.argmin(total))])


def scaled(values):
    width = values.max() - values.min()
    return (values - values.min()) / width if width > 0 else numpy.zeros_like(values)


if __name__ == "__main__":
    serve(Score)
