#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {
namespace {

// One of the sites with room now, each with the same chance. The draw belongs to the job, so the same
// job meets the same number in every layout and under every order of asking.
class Random final : public OneJobPolicy {
public:
    explicit Random(engine::RandomSource random) : random_{random} {}

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view) override {
        candidates_.clear();
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (auto const place = view.room(job, site)) candidates_.push_back(*place);
        }
        if (candidates_.empty()) return without_room(job, view);
        double const u = engine::unit_interval(random_.block(stream, job.what.entity, job.what.draw)[0]);
        return candidates_[static_cast<std::size_t>(u * static_cast<double>(candidates_.size()))];
    }

    [[nodiscard]] static Decision without_room(state::Job const& job, View const& view) {
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (view.possible(job, site)) return Wait{Reason::sites_in_reach_are_full};
        }
        return Refuse{Reason::no_site_in_reach};
    }

    static constexpr std::uint64_t stream = engine::name_hash("policy/random");
    engine::RandomSource random_;
    std::vector<Place> candidates_;
};

}  // namespace

extern ComponentDoc const random_doc;
ComponentDoc const random_doc{"random", "a site with room now, each with the same chance", {}};

std::unique_ptr<Policy> make_random(PolicyContext const& context) {
    return std::make_unique<Random>(context.random);
}

}  // namespace meridian::scheduler
