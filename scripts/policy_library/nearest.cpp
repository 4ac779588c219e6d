// The nearest place with room, as nearest_user does. Built outside the tree of Meridian: see CMakeLists.txt.
#include "meridian_policy.hpp"

namespace {

class Nearest final : public meridian_policy::LibraryPolicy {
public:
    Nearest(meridian_hello const& /*hello*/, meridian_wishes& wishes) { wishes.sees = MERIDIAN_SEES_PLACES; }

private:
    meridian_decision decide_one(meridian_job const& job, meridian_question const& /*question*/) override {
        for (std::size_t i = 0; i < job.place_count; ++i) {
            if (job.places[i].room != 0) return meridian_policy::place(job.places[i]);
        }
        return meridian_policy::none(job);
    }
};

}  // namespace

MERIDIAN_POLICY(Nearest)
