#include <string>

#include "sim/scheduler/scoring_policy.hpp"

namespace meridian::scheduler {
namespace {

// Of a few places drawn at random, the least loaded; of equals, the one drawn first. A place may be drawn
// twice, as in the source. The draws belong to the job, as those of `random` do.
class PowerOfTwo final : public SearchPolicy {
public:
    struct Parameters : SearchParameters {
        Parameters() : SearchParameters{"queue"} {}
        Parameter<std::size_t> choices{
            *this,
            {"choices", Dimension::count, "2", 1.0, 64.0, "pools drawn at random, all equally likely"}};
    };
    PowerOfTwo(Parameters const& parameters, PolicyContext const& context)
        : SearchPolicy{CandidateSearch{parameters}}, random_{context.random}, choices_{*parameters.choices} {
        for (std::size_t i = 0; i < choices_; i += numbers_of_a_block)
            streams_.push_back(
                engine::name_hash("policy/power_of_two/" + std::to_string(i / numbers_of_a_block)));
    }

private:
    [[nodiscard]] std::optional<Placement> choose(state::Job const& job, View const& view) override {
        if (job.what.width.count() == 0) {
            auto const sites = search().candidates(job, view);
            if (sites.empty()) return std::nullopt;
            draw(job, sites.size());
            return sites[drawn_.front()];
        }
        auto const pools = search().pools(job, view);
        if (pools.empty()) return std::nullopt;
        draw(job, pools.size());
        PoolId best = pools[drawn_.front()];
        for (std::size_t const at : drawn_) {
            if (view.load(pools[at]) < view.load(best)) best = pools[at];
        }
        return Placement{view.levels().pools[best].site, best};
    }

    void draw(state::Job const& job, std::size_t candidates) {
        drawn_.clear();
        for (std::uint64_t const stream : streams_) {
            for (std::uint64_t const bits : random_.block(stream, job.what.entity, job.what.draw)) {
                if (drawn_.size() == choices_) return;
                double const u = engine::unit_interval(bits);
                drawn_.push_back(static_cast<std::size_t>(u * static_cast<double>(candidates)));
            }
        }
    }

    // Only those that are drawn have a score.
    void rank(state::Job const& job, View const& view, std::span<Placement const> candidates,
              std::span<std::optional<double>> scores) override {
        if (candidates.empty()) return;
        draw(job, candidates.size());
        for (std::size_t const at : drawn_)
            scores[at] = candidates[at].pool.valid() ? view.load(candidates[at].pool) : 0.0;
    }

    static constexpr std::size_t numbers_of_a_block = 4;
    engine::RandomSource random_;
    std::size_t choices_;
    std::vector<std::uint64_t> streams_;
    std::vector<std::size_t> drawn_;  // among the candidates; reused
};

}  // namespace

extern PolicyComponent const power_of_two_component;
PolicyComponent const power_of_two_component = PolicyComponent::of<PowerOfTwo>(
    {"power_of_two", "Less loaded of two", "二选一低负载"}, "the less loaded of two pools drawn at random",
    "Mitzenmacher, The power of two choices in randomized load balancing, "
    "IEEE Trans. Parallel Distrib. Syst. 12, 2001");

}  // namespace meridian::scheduler
