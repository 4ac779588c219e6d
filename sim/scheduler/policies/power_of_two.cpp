#include <algorithm>
#include <array>
#include <string>

#include "sim/scheduler/places_policy.hpp"

namespace meridian::scheduler {
namespace {

constexpr std::array parameters{reach_parameter, when_full_parameter("queue"),
                                ParameterDoc{"choices", Dimension::count, "2", 1.0, 64.0,
                                             "places drawn, each of all with the same chance"}};

// Of a few places drawn at random, the least loaded; of equals, the one drawn first. A place may be drawn
// twice, as in the source. The draws belong to the job, as those of `random` do.
class PowerOfTwo final : public OneJobPolicy {
public:
    explicit PowerOfTwo(PolicyContext const& context) : places_{context}, random_{context.random} {
        choices_ = static_cast<std::size_t>(context.parameter("choices"));
        for (std::size_t i = 0; i < choices_; i += numbers_of_a_block)
            streams_.push_back(
                engine::name_hash("policy/power_of_two/" + std::to_string(i / numbers_of_a_block)));
    }

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return view.latency(job.what.origin, site) <= places_.reach();
    }

private:
    [[nodiscard]] Decision decide_one(state::Job const& job, View const& view,
                                      Considered& considered) override {
        places_.find(job, view, considered, found_);
        if (found_.empty()) return places_.none(job, view);
        draw(job);
        std::size_t best = drawn_.front();
        for (std::size_t const at : drawn_) {
            if (load(found_[at], view) < load(found_[best], view)) best = at;
        }
        if (considered.kept()) explain(view, considered);
        return found_[best];
    }

    void draw(state::Job const& job) {
        drawn_.clear();
        for (std::uint64_t const stream : streams_) {
            for (std::uint64_t const bits : random_.block(stream, job.what.entity, job.what.draw)) {
                if (drawn_.size() == choices_) return;
                double const u = engine::unit_interval(bits);
                drawn_.push_back(static_cast<std::size_t>(u * static_cast<double>(found_.size())));
            }
        }
    }

    // Only those that were drawn have a score.
    void explain(View const& view, Considered& considered) const {
        for (std::size_t i = 0; i < found_.size(); ++i) {
            bool const was_drawn = std::find(drawn_.begin(), drawn_.end(), i) != drawn_.end();
            considered.feasible(found_[i], was_drawn ? std::optional{load(found_[i], view)} : std::nullopt);
        }
    }

    [[nodiscard]] static double load(Place place, View const& view) {
        return place.pool.valid() ? view.load(place.pool) : 0.0;
    }

    static constexpr std::size_t numbers_of_a_block = 4;
    Places places_;
    engine::RandomSource random_;
    std::size_t choices_;
    std::vector<std::uint64_t> streams_;
    std::vector<Place> found_;        // reused
    std::vector<std::size_t> drawn_;  // of found_; reused
};

}  // namespace

extern ComponentDoc const power_of_two_doc;
ComponentDoc const power_of_two_doc{"power_of_two", "the least loaded of two places drawn at random",
                                    parameters,
                                    "Mitzenmacher, The power of two choices in randomized load balancing, "
                                    "IEEE Trans. Parallel Distrib. Syst. 12, 2001"};

std::unique_ptr<Policy> make_power_of_two(PolicyContext const& context) {
    return std::make_unique<PowerOfTwo>(context);
}

}  // namespace meridian::scheduler
