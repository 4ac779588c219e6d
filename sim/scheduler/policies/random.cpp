#include <array>

#include "sim/scheduler/places_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter, when_full_parameter("wait")};

// One of the places, each with the same chance. The draw belongs to the job, so the same job meets the same
// number in every layout and under every order of asking.
class Random final : public OneJobPolicy {
public:
    explicit Random(PolicyContext const& context) : places_{context}, random_{context.random} {}

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return view.latency(job.what.origin, site) <= places_.reach();
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        places_.find(job, view, considered, found_);
        if (found_.empty()) return places_.none(job, view);
        for (Place const place : found_)
            considered.feasible(place);
        double const u = engine::unit_interval(random_.block(stream, job.what.entity, job.what.draw)[0]);
        return found_[static_cast<std::size_t>(u * static_cast<double>(found_.size()))];
    }

    static constexpr std::uint64_t stream = engine::name_hash("policy/random");
    Places places_;
    engine::RandomSource random_;
    std::vector<Place> found_;
};

}  // namespace

extern ComponentDoc const random_doc;
ComponentDoc const random_doc{"random", "a pool with room now, each with the same chance", parameters,
                              "the usual baseline of load balancing studies"};

std::unique_ptr<Policy> make_random(PolicyContext const& context) {
    return std::make_unique<Random>(context);
}

}  // namespace meridian::scheduler
