#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// One of the places, each with the same chance. The draw belongs to the job, so the same job meets the same
// number in every layout and under every order of asking.
class Random final : public SearchPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"wait"} {}
    };
    Random(Parameters const& parameters, PolicyContext const& context)
        : SearchPolicy{CandidateSearch{parameters}}, random_{context.random} {}

private:
    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override {
        double const u = engine::unit_interval(random_.block(stream, job.what.entity, job.what.draw)[0]);
        auto const drawn = [u](auto const& candidates) {
            return candidates[static_cast<std::size_t>(u * static_cast<double>(candidates.size()))];
        };
        if (job.what.width.count() == 0) {
            auto const sites = search().candidates(job, view);
            return sites.empty() ? std::nullopt : std::optional{drawn(sites)};
        }
        auto const pools = search().pools(job, view);
        if (pools.empty()) return std::nullopt;
        PoolId const pool = drawn(pools);
        return Placement{view.levels().pools[pool].site, pool};
    }

    static constexpr std::uint64_t stream = engine::name_hash("policy/random");
    engine::RandomSource random_;
};

}  // namespace

extern PolicyComponent const random_component;
PolicyComponent const random_component = PolicyComponent::of<Random>(
    {"random", "Random", "随机"}, "a pool with room now, each with the same chance",
    "the usual baseline of load balancing studies");

}  // namespace meridian::scheduler
