#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "models/map/assignment.hpp"
#include "models/units/cross_table.hpp"
#include "sim/scheduler/candidate_search.hpp"
#include "sim/scheduler/pool_footprints.hpp"

namespace meridian::scheduler {
namespace {

enum class Least : std::uint8_t { cost, carbon, energy, latency };
constexpr std::array<std::string_view, 4> least_words{"cost", "carbon", "energy", "latency"};

// All jobs of a period at once: as many as have room, and the least of one thing in all. An exact minimum
// for jobs of one width and priority, which compete for the same slots; the urgent go before the less urgent,
// and of these the wide before the narrow, as a narrow job fits where a wide one was.
class MinCostFlow final : public Policy {
public:
    struct Parameters : ReachParameters {
        Parameter<Duration> period{*this,
                                   {"period", Dimension::duration, "60 s", 1e6, 1e18,
                                    "time between two assignments; a job waits for the next"}};
        Parameter<Least> least{
            *this,
            {"least", Dimension::number, "cost", 0.0, 3.0,
             "what the jobs of a period shall add least of in all: CNY of energy and of carrying data, "
             "kg of carbon, kWh, or one-way ms from the users",
             least_words}};
        Parameter<std::size_t> jobs{
            *this,
            {"jobs", Dimension::count, "1000", 1.0, 4000.0,
             "how many jobs with room somewhere are assigned together, the oldest first; others wait for "
             "the next period"}};
    };
    MinCostFlow(Parameters const& parameters, PolicyContext const&)
        : search_{parameters, WhenFull::wait},
          period_{*parameters.period},
          least_{*parameters.least},
          most_jobs_{*parameters.jobs} {}

    void decide(std::span<JobId const> asked, View const& view, Decisions& out) override {
        chosen_.assign(asked.size(), std::nullopt);
        if (asked.size() == 1 && view.job(asked.front()).what.width.count() > 0) {
            chosen_.front() = cheapest(view.job(asked.front()), view);
        } else {
            free_ = view.levels();
            collect(asked, view);
            assign_all(view);
        }
        for (std::size_t row = 0; row < asked.size(); ++row) {
            state::Job const& job = view.job(asked[row]);
            search_.trace(job, view, out.trace(), [&](auto candidates, auto scores) {
                for (std::size_t i = 0; i < candidates.size(); ++i)
                    scores[i] = cost(job, candidates[i], view);
            });
            out.add(asked[row], chosen_[row] ? Decision{*chosen_[row]} : search_.none(job, view));
        }
    }
    [[nodiscard]] Duration period() const override { return period_; }

    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const override {
        return search_.covers(job.what.origin, site, view);
    }

private:
    struct Item {
        std::size_t row;  // in what is asked
        state::Job const* job;
        std::vector<Placement> places;  // nearest first
        std::vector<double> costs;
    };

    // The oldest jobs that have room somewhere. Of those that could go to the same places and are alike to
    // the assignment, no more than have room there: the others would stay out, being younger.
    void collect(std::span<JobId const> asked, View const& view) {
        items_.clear();
        rivals_.clear();
        shut_out_.assign(view.scenario().classes.size(), view.scenario().regions.size());
        for (std::size_t row = 0; row < asked.size() && items_.size() < most_jobs_; ++row) {
            state::Job const& job = view.job(asked[row]);
            if (is_shut_out(job)) continue;
            Item item{row, &job, {}, {}};
            auto const found = search_.candidates(job, view);
            item.places.assign(found.begin(), found.end());
            if (item.places.empty() || too_many_rivals(item, view)) {
                alike(job).push_back({job.what.width, job.what.input});
                continue;
            }
            for (Placement const place : item.places)
                item.costs.push_back(cost(job, place, view));
            items_.push_back(std::move(item));
        }
    }

    // Jobs that fit nowhere, by class and origin.
    struct ShutOut {
        Milliaccelerators width;
        Bytes input;
    };
    std::vector<ShutOut>& alike(state::Job const& job) {
        return shut_out_(job.what.workload_class, job.what.origin);
    }
    bool is_shut_out(state::Job const& job) {
        return std::ranges::any_of(alike(job), [&](ShutOut const& other) {
            return job.what.width == other.width && job.what.input >= other.input;
        });
    }

    // Counts the item among those of its priority and width that could go to the same places.
    bool too_many_rivals(Item const& item, View const& view) {
        std::int64_t const width = item.job->what.width.count();
        if (width == 0) return false;
        std::vector<std::uint32_t> key;
        std::int64_t slots = 0;
        for (Placement const place : item.places) {
            key.push_back(place.pool.index);
            slots += room(*item.job, place.pool, view) / width;
        }
        std::ranges::sort(key);
        key.push_back(item.job->what.workload_class.index);
        std::int64_t& count = rivals_[{width, std::move(key)}];
        if (count >= slots) return true;
        ++count;
        return false;
    }

    void assign_all(View const& view) {
        auto const layer = [&](Item const& item) {
            int const priority = view.scenario().classes[item.job->what.workload_class].priority;
            return std::pair{priority, -item.job->what.width.count()};
        };
        std::ranges::stable_sort(items_, {}, layer);
        for (std::size_t begin = 0; begin < items_.size();) {
            std::size_t end = begin + 1;
            while (end < items_.size() && layer(items_[end]) == layer(items_[begin]))
                ++end;
            std::vector<Item*> left;
            for (std::size_t i = begin; i < end; ++i)
                left.push_back(&items_[i]);
            // Pools behind one power limit and jobs that share a storage may have been given too much
            // together: who is left tries again with what is left.
            while (assign_round(left, view)) {}
            begin = end;
        }
    }

    // True if it placed some of `left` and others are left still.
    bool assign_round(std::vector<Item*>& left, View const& view) {
        std::vector<std::int64_t> slots(bins(view), 0);
        std::vector<std::vector<AssignmentOption>> options;
        options.reserve(left.size());
        Scale const scale = scale_of(left);
        for (Item const* item : left)
            options.push_back(options_of(*item, view, scale, static_cast<std::int64_t>(left.size()), slots));
        auto const bins = assign(options, slots);
        std::size_t const before = left.size();
        std::vector<Item*> still;
        for (std::size_t i = 0; i < left.size(); ++i) {
            Item& item = *left[i];
            if (bins[i]) {
                Placement const place = place_of(*bins[i], item, view);
                if (fits(*item.job, place, view)) {
                    take(*item.job, place, view);
                    chosen_[item.row] = place;
                    continue;
                }
            }
            still.push_back(&item);
        }
        left = std::move(still);
        return !left.empty() && left.size() < before;
    }

    // Costs become whole numbers, 2^24 of them from the least to the most: what min-cost flows are exact in.
    struct Scale {
        double least{0.0};
        double per_unit{0.0};
    };
    static Scale scale_of(std::vector<Item*> const& items) {
        double least = items.front()->costs.front();
        double most = least;
        for (Item const* item : items) {
            auto const [low, high] = std::ranges::minmax(item->costs);
            least = std::min(least, low);
            most = std::max(most, high);
        }
        constexpr double units = 1 << 24;
        return {least, most > least ? units / (most - least) : 0.0};
    }

    // The cheapest places that together have a slot for every item of the round: the others cannot fill them
    // all, so a dearer place is never needed.
    std::vector<AssignmentOption> options_of(Item const& item, View const& view, Scale scale,
                                             std::int64_t count, std::vector<std::int64_t>& slots) {
        order_.clear();
        for (std::uint32_t i = 0; i < item.places.size(); ++i) {
            if (fits(*item.job, item.places[i], view)) order_.push_back(i);
        }
        std::ranges::stable_sort(order_, {}, [&](std::uint32_t i) { return item.costs[i]; });
        std::vector<AssignmentOption> options;
        std::int64_t found = 0;
        for (std::uint32_t const i : order_) {
            Placement const place = item.places[i];
            std::uint32_t const bin = place.pool.valid() ? place.pool.index : place.site.index;
            std::int64_t const width = item.job->what.width.count();
            slots[bin] = width == 0 ? count : std::min(count, room(*item.job, place.pool, view) / width);
            double const units = (item.costs[i] - scale.least) * scale.per_unit;
            options.push_back({bin, std::lround(units)});
            found += slots[bin];
            if (found >= count) break;
        }
        return options;
    }

    // A bin is a pool, or a site for jobs without accelerators.
    static std::size_t bins(View const& view) {
        return std::max(view.scenario().pools.size(), view.scenario().sites.size());
    }
    static Placement place_of(std::uint32_t bin, Item const& item, View const& view) {
        if (item.job->what.width.count() == 0) return {SiteId{bin}, PoolId{}};
        return {view.scenario().pools[PoolId{bin}].site, PoolId{bin}};
    }

    [[nodiscard]] bool fits(state::Job const& job, Placement place, View const& view) const {
        if (!free_.has_storage(place.site, job.what.input)) return false;
        return !place.pool.valid() || job.what.width.count() <= room(job, place.pool, view);
    }
    // The width of the widest job like this one that the pool has room for.
    [[nodiscard]] std::int64_t room(state::Job const& job, PoolId pool, View const& view) const {
        auto const free = static_cast<std::int64_t>(free_.room[pool]);
        if (!view.is_non_preemptible(job.what.workload_class)) return free;
        return std::min(free, free_.non_preemptible_room[pool]);
    }
    void take(state::Job const& job, Placement place, View const& view) {
        free_.sites[place.site].storage_promised += job.what.input.count();
        if (!place.pool.valid()) return;
        free_.reserve(place.pool, job.what.width, Duration{0},
                      view.is_non_preemptible(job.what.workload_class));
    }

    [[nodiscard]] double cost(state::Job const& job, Placement place, View const& view) const {
        if (least_ == Least::latency)
            return in_seconds(view.latency(job.what.origin, place.site)).count() * 1e3;
        View::Footprint const adds = view.footprint(job, place);
        if (least_ == Least::carbon) return adds.carbon_kg;
        if (least_ == Least::energy) return adds.energy_kwh;
        return adds.cny();
    }

    // What the assignment comes to for a job alone.
    std::optional<Placement> cheapest(state::Job const& job, View const& view) {
        OpenPools const open = search_.open_pools(job, view);
        if (open.none()) return std::nullopt;
        bounds_.resize(open.indicator.size());
        bound(job, view, open);
        return search_.least(job, view, open, bounds_,
                             [&](Placement place) { return cost(job, place, view); });
    }
    void bound(state::Job const& job, View const& view, OpenPools const& open) {
        if (least_ == Least::cost) return footprints_.bound_cny(job, view, open, bounds_);
        if (least_ == Least::latency) {
            std::ranges::copy(footprints_.latencies(job.what.origin, view), bounds_.begin());
            return;
        }
        footprints_.measure_work(job, view);
        footprints_.spread(
            open, bounds_,
            least_ == Least::carbon ? &View::Footprint::carbon_kg : &View::Footprint::energy_kwh);
    }

    CandidateSearch search_;
    PoolFootprints footprints_;
    std::vector<double> bounds_;  // by pool; reused
    Duration period_;
    Least least_;
    std::size_t most_jobs_;
    // Of one call.
    state::Levels free_;
    std::vector<Item> items_;
    std::vector<std::optional<Placement>> chosen_;  // by row
    CrossTable<ClassId, RegionId, std::vector<ShutOut>> shut_out_;
    std::map<std::pair<std::int64_t, std::vector<std::uint32_t>>, std::int64_t> rivals_;
    std::vector<std::uint32_t> order_;
};

}  // namespace

extern PolicyComponent const min_cost_flow_component;
PolicyComponent const min_cost_flow_component = PolicyComponent::of<MinCostFlow>(
    {"min_cost_flow", "Minimum-cost flow", "最小费用流"},
    "all jobs of a period together: as many as have room, at the least sum",
    "min-cost flow scheduling: Isard et al., Quincy: Fair scheduling for distributed computing clusters, "
    "SOSP 2009");

}  // namespace meridian::scheduler
