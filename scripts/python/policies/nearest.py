"""The place with room that is nearest to the job's users: the policy nearest_user of Meridian."""
from meridian_policy import Policy, serve


class Nearest(Policy):
    def decide(self, state):
        return {job["id"]: self.first_with_room(job) for job in state.jobs}


if __name__ == "__main__":
    serve(Nearest)
