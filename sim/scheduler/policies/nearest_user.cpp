#include "sim/scheduler/candidate_search.hpp"

namespace meridian::scheduler {
namespace {

// The site with the lowest one-way latency from the job's origin among those with room now. Sites
// come in order of (latency, id), so equal latencies always give the same answer.
class NearestUser final : public OneJobPolicy {
public:
    using Parameters = ReachParameters;
    NearestUser(Parameters const& parameters, PolicyContext const&) : search_{parameters, WhenFull::wait} {}

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return search_.covers(job.what.origin, site, view);
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) override {
        auto const place = search_.nearest(job, view);
        return place ? Decision{*place} : search_.none(job, view);
    }
    // The score is the latency in milliseconds.
    void trace(state::Job const& job, View const& view, DecisionTrace& out) override {
        search_.trace_sites(job, view, out, [&](Placement const& place) {
            return in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3;
        });
    }

    CandidateSearch search_;
};

}  // namespace

extern PolicyComponent const nearest_user_component;
PolicyComponent const nearest_user_component =
    PolicyComponent::of<NearestUser>({"nearest_user", "Nearest to the user", "就近用户"},
                                     "the site with room now that is nearest to the job's users",
                                     "greedy shortest distance, the usual first rule of edge placement");

}  // namespace meridian::scheduler
