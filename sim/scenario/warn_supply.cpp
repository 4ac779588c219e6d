#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "models/series/prefix_integral.hpp"
#include "models/units/complete_name.hpp"
#include "models/units/format.hpp"
#include "sim/scenario/name_lists.hpp"
#include "sim/scenario/site_power.hpp"
#include "sim/scenario/warnings.hpp"
#include "sim/setup/acceptance.hpp"
#include "sim/setup/demand.hpp"

namespace meridian::scenario {
namespace {

// Where work may go: anywhere, within a province, at a node.
struct AllowedPlace {
    Residency residency{Residency::anywhere};
    std::string place;  // name of the province or of the node

    friend auto operator<=>(AllowedPlace const&, AllowedPlace const&) = default;
};

// Display names, by identifier.
using WorkNames = std::map<std::string, DisplayName>;

// A class or a service.
struct AskedWork {
    std::string id;
    DisplayName name;
    SourceLocation where;
};

// Work that the same accelerators at the same places can do. Both sides in hours of the reference accelerator.
struct DemandGroup {
    double demand_h{0.0};
    double supply_h{0.0};
    double accelerators{0.0};
    double unpowered{0.0};  // of these, beyond the power limits of their sites
    std::vector<WorkKind> kinds{};
    WorkNames works{};       // classes and services
    DisplayName place{};     // of work that may not leave it
    SourceLocation where{};  // of the first
};
using GroupKey = std::pair<std::vector<bool>, AllowedPlace>;  // accelerator models that take the work

class Supply {
public:
    explicit Supply(ScenarioBuilder const& b)
        : b_{b}, s_{b.scenario}, power_{s_}, window_s_{in_seconds(s_.horizon - s_.warmup).count()} {
        for (std::size_t i = 0; i < b.in.classes.size(); ++i)
            classes_.emplace(b.in.classes[i].value.name, i);
        for (std::size_t i = 0; i < b.in.services.size(); ++i)
            services_.emplace(b.in.services[i].value.name, i);
        for (ClassId const c : s_.classes.keys())
            add(c);
        for (ServiceId const v : s_.services.keys())
            add(v);
        note_pools();
        for (auto& [key, group] : groups_)
            find_supply(key, group);
    }

    [[nodiscard]] std::map<GroupKey, DemandGroup> const& groups() const { return groups_; }

    // Of all work that only accelerators of this group can do.
    [[nodiscard]] double demand_within(GroupKey const& key) const {
        if (groups_.size() > few) return groups_.at(key).demand_h;
        double demand_h = 0.0;
        for (auto const& [other, group] : groups_) {
            if (is_within(other, key)) demand_h += group.demand_h;
        }
        return demand_h;
    }

private:
    static constexpr std::size_t few = 1000;  // beyond, groups are not compared with each other

    template <class Wants>
    std::vector<bool> models_of(Wants const& wants) const {
        std::vector<bool> takes;
        for (AcceleratorId const id : s_.accelerators.keys())
            takes.push_back(!hardware_obstacle_of(wants, id));
        return takes;
    }
    [[nodiscard]] bool hardware_obstacle_of(WorkloadClass const& c, AcceleratorId id) const {
        return hardware_obstacle(c, id, s_.accelerators[id]).has_value();
    }
    [[nodiscard]] bool hardware_obstacle_of(Service const& v, AcceleratorId id) const {
        return hardware_obstacle(v, id, s_.accelerators[id]).has_value();
    }

    // Seconds of mean rate within the measured window, by the hours of a curve.
    double window_of(CurveId curve) {
        auto const [at, is_new] = windows_.try_emplace(curve.valid() ? curve.index : UINT32_MAX, 0.0);
        if (is_new) {
            PrefixIntegral const clock{curve_series(s_, curve, SimTime{s_.horizon})};
            at->second = clock.at(SimTime{s_.horizon}) - clock.at(SimTime{s_.warmup});
        }
        return at->second;
    }

    // Of the regions, by what splits the arrivals.
    std::vector<double> const& shares_of(std::size_t mass) {
        auto const [at, is_new] = shares_.try_emplace(mass);
        if (!is_new) return at->second;
        bool const is_equal = mass >= s_.masses.size();
        double total = 0.0;
        for (DemandRegion const& region : s_.regions) {
            at->second.push_back(is_equal ? 1.0 : region.masses[mass]);
            total += at->second.back();
        }
        for (double& share : at->second)
            share /= total;
        return at->second;
    }

    void add(ClassId c) {
        WorkloadClass const& of = s_.classes[c];
        double const each_h = mean(of.accelerators) * mean(of.runtime) / 3600.0;
        if (!(of.arrivals.rate.count() > 0.0) || !(each_h > 0.0) || !std::isfinite(each_h)) return;
        double const hours = of.arrivals.rate.count() * window_of(of.arrivals.curve) * each_h;
        std::size_t const in = c.index < b_.in.classes.size() ? c.index : index_of_whole(of.name, classes_);
        spread(hours, of.arrivals.mass, of.residency, models_of(of), of.kind,
               {of.name, complete_name(of), b_.in.classes[in].location()});
    }

    void add(ServiceId v) {
        Service const& of = s_.services[v];
        double const work_s = mean(of.tokens_in) / of.prefill_per_s +
                              (of.decode_per_s > 0.0 ? mean(of.tokens_out) / of.decode_per_s : 0.0);
        double const each_h =
            work_s * static_cast<double>(of.replica_accelerators) / (3600.0 * static_cast<double>(of.slots));
        if (!(of.requests.rate.count() > 0.0) || !std::isfinite(each_h)) return;
        double const hours = of.requests.rate.count() * window_of(of.requests.curve) * each_h;
        std::size_t const in = v.index < b_.in.services.size() ? v.index : index_of_whole(of.name, services_);
        spread(hours, of.requests.mass, of.residency, models_of(of), WorkKind::inference,
               {of.name, complete_name(of), b_.in.services[in].location()});
    }

    // "office/province" is a part of "office".
    static std::size_t index_of_whole(std::string const& name,
                                      std::map<std::string, std::size_t> const& records) {
        auto const found = records.find(name.substr(0, name.rfind('/')));
        return found == records.end() ? 0 : found->second;
    }

    void spread(double hours, std::size_t mass, Residency residency, std::vector<bool> const& models,
                WorkKind kind, AskedWork const& work) {
        if (residency == Residency::anywhere) return add(hours, {models, {}}, kind, work, {});
        auto const& shares = shares_of(mass);
        for (RegionId const r : s_.regions.keys()) {
            Node const& node = s_.map.nodes()[s_.regions[r].node];
            double const part = hours * shares[r.index];
            if (!(part > 0.0)) continue;
            bool const by_province = residency == Residency::province;
            add(part, {models, {residency, by_province ? node.province : node.name}}, kind, work,
                by_province ? province_name(s_.regions[r], node) : complete_name(node));
        }
    }

    // A province has the display name of the region that is called after it.
    static DisplayName province_name(DemandRegion const& region, Node const& node) {
        return complete_name(node.province, region.name == node.province ? region.display : DisplayName{});
    }

    void add(double hours, GroupKey const& key, WorkKind kind, AskedWork const& work,
             DisplayName const& place) {
        auto const [at, is_new] = groups_.try_emplace(key);
        DemandGroup& group = at->second;
        if (is_new) {
            group.where = work.where;
            group.place = place;
        }
        group.demand_h += hours;
        if (std::ranges::find(group.kinds, kind) == group.kinds.end()) group.kinds.push_back(kind);
        group.works.emplace(work.id, work.name);
    }

    void note_pools() {
        for (PoolId const p : s_.pools.keys()) {
            Node const& node = s_.map.nodes()[s_.sites[s_.pools[p].site].node];
            pools_at_[{Residency::anywhere, {}}].push_back(p);
            pools_at_[{Residency::province, node.province}].push_back(p);
            pools_at_[{Residency::city, node.name}].push_back(p);
        }
    }

    // Of all work that only accelerators of this group can do.
    [[nodiscard]] std::vector<WorkKind> kinds_within(GroupKey const& key) const {
        std::vector<WorkKind> kinds = groups_.at(key).kinds;
        if (groups_.size() > few) return kinds;
        for (auto const& [other, group] : groups_) {
            if (is_within(other, key)) kinds.insert(kinds.end(), group.kinds.begin(), group.kinds.end());
        }
        return kinds;
    }

    // At their fastest, all others of their sites idle: more than there can be.
    void find_supply(GroupKey const& key, DemandGroup& group) const {
        Accelerator const& reference = s_.accelerators[s_.reference];
        auto const kinds = kinds_within(key);
        auto const there = pools_at_.find(key.second);
        if (there == pools_at_.end()) return;
        std::map<SiteId, std::vector<PoolSpeed>> limited;
        double at_work = 0.0;
        for (PoolId const p : there->second) {
            Pool const& pool = s_.pools[p];
            if (!key.first[pool.accelerator.index]) continue;
            double speed = 0.0;
            for (WorkKind const kind : kinds)
                speed = std::max(speed, relative_speed(s_.accelerators[pool.accelerator], reference, kind));
            auto const cards = static_cast<double>(pool.servers * pool.width);
            group.accelerators += cards;
            if (power_.is_limited(pool.site)) {
                limited[pool.site].push_back({p, speed});
            } else {
                at_work += cards;
                group.supply_h += cards * speed * window_s_ / 3600.0;
            }
        }
        for (auto& [site, pools] : limited) {
            PoweredSpeed const most = power_.most_at_work(site, std::move(pools));
            at_work += most.accelerators;
            group.supply_h += most.speed * window_s_ / 3600.0;
        }
        group.unpowered = group.accelerators - at_work;
    }

    [[nodiscard]] bool is_within(GroupKey const& small, GroupKey const& large) const {
        for (std::size_t i = 0; i < small.first.size(); ++i) {
            if (small.first[i] && !large.first[i]) return false;
        }
        return large.second.residency == Residency::anywhere || small.second == large.second;
    }

    ScenarioBuilder const& b_;
    Scenario const& s_;
    SitePower power_;
    double window_s_;
    std::map<AllowedPlace, std::vector<PoolId>> pools_at_;
    std::map<std::uint32_t, double> windows_;                // by curve
    std::map<std::size_t, std::vector<double>> shares_;      // by mass
    std::map<std::string, std::size_t> classes_, services_;  // positions in the input, by name
    std::map<GroupKey, DemandGroup> groups_;
};

DisplayName listed_works(WorkNames const& works) {
    std::vector<DisplayName> names;
    names.reserve(works.size());
    for (auto const& [id, name] : works)
        names.push_back(quoted(name));
    return listed(names);
}

// Work that may not leave places where no accelerator takes it, all places together.
void warn_without_accelerators(Supply const& supply, PlannerWarnings& warnings) {
    WorkNames works;
    std::map<std::string, DisplayName> places;
    double lost_h = 0.0;
    SourceLocation const* first = nullptr;
    for (auto const& [key, group] : supply.groups()) {
        if (group.supply_h > 0.0) continue;
        lost_h += group.demand_h;
        if (first == nullptr) first = &group.where;
        places.emplace(key.second.place, group.place);
        works.insert(group.works.begin(), group.works.end());
    }
    if (first == nullptr) return;
    double all_h = 0.0;
    for (auto const& [key, group] : supply.groups()) {
        if (std::ranges::any_of(group.works, [&](auto const& work) { return works.contains(work.first); }))
            all_h += group.demand_h;
    }
    double const share = 100.0 * lost_h / all_h;
    std::vector<DisplayName> names;
    names.reserve(places.size());
    for (auto const& [id, name] : places)
        names.push_back(name);
    DisplayName const work_list = listed_works(works);
    DisplayName const place_list = listed(names);
    warnings.push_back(
        {*first,
         {fmt::format("demand above supply: {:.3g} % of the work of {} that may not leave its place can only "
                      "be rejected; {} place{} no accelerator that takes it ({})",
                      share, work_list.en, places.size(), places.size() == 1 ? " has" : "s have",
                      place_list.en),
          fmt::format(
              "需求超过供给：{}中不得离开所在地的部分，{:.3g}% 只能被拒绝；{} 地没有可用的加速卡（{}）",
              work_list.zh, share, places.size(), place_list.zh)},
         "add accelerators there that take it, or let a smaller 'share' of it stay"});
}

void warn_demand_above_supply(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    constexpr std::size_t most = 10;
    constexpr double rounding = 1.001;
    std::size_t said = 0;
    Supply const supply{b};
    warn_without_accelerators(supply, warnings);
    for (auto const& [key, group] : supply.groups()) {
        double const demand_h = supply.demand_within(key);
        if (!(group.supply_h > 0.0) || demand_h <= group.supply_h * rounding || said == most) continue;
        ++said;
        bool const is_local = key.second.residency != Residency::anywhere;
        std::string const there = is_local ? fmt::format(", which may not leave '{}',", group.place.en) : "";
        std::string const there_zh = is_local ? fmt::format("（不得离开“{}”）", group.place.zh) : "";
        DisplayName const works = listed_works(group.works);
        bool const is_one = group.works.size() == 1;
        bool const is_limited = group.unpowered > 0.5;
        std::string const dark =
            is_limited ? fmt::format(", {} of them beyond the power limits,", human_count(group.unpowered))
                       : "";
        std::string const dark_zh =
            is_limited ? fmt::format("（其中 {} 张受功率上限限制）", human_count(group.unpowered)) : "";
        warnings.push_back(
            {group.where,
             {fmt::format("demand above supply: {}{} ask{} for {} accelerator-hours of the reference "
                          "accelerator in the "
                          "measured window, and the {} accelerators that take {}{} give {} at most",
                          works.en, there, is_one ? "s" : "", human_count(demand_h),
                          human_count(group.accelerators), is_one ? "it" : "them", dark,
                          human_count(group.supply_h)),
              fmt::format("需求超过供给：{}{}在统计期内需要 {} 基准卡时，可用的 {} 张加速卡{}最多提供 {}",
                          works.zh, there_zh, human_count(demand_h), human_count(group.accelerators), dark_zh,
                          human_count(group.supply_h))},
             fmt::format("add accelerators that take it, or lower its arrivals to {:.0f} % of what they are",
                         std::floor(100.0 * group.supply_h / demand_h))});
    }
}

}  // namespace

void warn_supply(ScenarioBuilder const& b, PlannerWarnings& warnings) {
    if (!b.scenario.accelerators.empty()) warn_demand_above_supply(b, warnings);
}

}  // namespace meridian::scenario
