// Rules: what a network must keep to, as national requirements do. A rule bounds one measure of a run from one side.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/map/places.hpp"
#include "models/units/ids.hpp"
#include "models/units/parse.hpp"
#include "models/units/time.hpp"

namespace meridian {

// What the scope of a rule may say.
enum class ScopeKey : std::uint8_t {
    within,             // latency circle
    path,               // one way or round trip
    classes,            // of these
    services,           // of these
    tiers,              // at sites of these
    provinces,          // at sites in these
    outside_provinces,  // at sites elsewhere
    states,             // at sites of these
    models,             // accelerators of these
    stacks,             // accelerators with these
};
inline constexpr std::array<std::string_view, 10> scope_keys{
    "within", "path",   "classes", "services", "tiers", "provinces", "outside_provinces",
    "states", "models", "stacks"};

// Of which parts the worst one decides.
enum class WorstOf : std::uint8_t { whole, region, site, workload_class, service };
inline constexpr std::array<std::string_view, 5> worst_of_words{"", "region", "site", "class", "service"};

// Whether a rule decides: one in force does, others are reported.
enum class RuleStatus : std::uint8_t { in_force, monitored, expired };
inline constexpr std::array<std::string_view, 3> rule_status_words{"in_force", "monitored", "expired"};

// Of which runs: those of an alternative, or those of each loss case of it, every one of which must keep the rule.
enum class RuleOver : std::uint8_t { runs, each_loss };
inline constexpr std::array<std::string_view, 2> rule_over_words{"runs", "each_loss"};

// What a rule may bound. What is checked of rules by the reader follows from this.
struct MeasureDoc {
    std::string_view name;
    std::string_view meaning;
    Dimension dimension{Dimension::number};  // of limits as they are written
    double unit_size{1.0};                   // base units of that dimension in the unit of the value
    std::string_view unit{};                 // of the value: "CNY", "s"; "share" is written in per cent
    std::vector<ScopeKey> scopes{};          // that it takes
    std::vector<ScopeKey> needs{};           // of these it needs one at least
    std::vector<WorstOf> parts{};
    bool is_fixed{false};  // by the layout: the same in every run
};

struct RuleScope {
    std::optional<Duration> within;
    bool round_trip{false};
    // Where some of a class may not leave its province, both parts.
    std::vector<ClassId> classes;
    std::vector<ServiceId> services;
    std::vector<TierId> tiers;
    std::vector<std::string> provinces, outside_provinces;
    std::vector<SiteState> states;
    std::vector<AcceleratorId> models;
    std::vector<std::string> stacks;
};

// What a rule asks for and who asks, without the world that it is asked of.
struct RuleText {
    std::string name;
    std::string display_name, name_zh;  // in English and Chinese; empty: not given
    std::string measure;
    std::string scope;  // in words: "tiers hub; states candidate"
    std::string worst_of;
    std::string unit;
    bool is_at_least{false};
    double limit{0.0};  // in that unit
    bool is_fixed{false};
    RuleStatus status{RuleStatus::in_force};
    RuleOver over{RuleOver::runs};
    std::string source, date, clause;

    // How far a value is on the right side: 0 or more keeps the rule. What rounding alone may have taken is 0.
    [[nodiscard]] double margin(double value) const;
    [[nodiscard]] bool decides() const { return status == RuleStatus::in_force; }

    friend bool operator==(RuleText const&, RuleText const&) = default;
};

struct Rule {
    RuleText text;
    RuleScope scope;
    WorstOf worst_of{WorstOf::whole};
};

}  // namespace meridian
