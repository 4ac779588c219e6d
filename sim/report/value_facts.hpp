// What the work of a run was worth against what it cost: sums over classes, services and regions, the rows of
// value.csv, and investments of the network and of each site.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "models/cost/investment.hpp"
#include "sim/observe/ledger.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/setup/work_values.hpp"

namespace meridian::report {

enum class ValueOutcome : std::uint8_t { served, late, rejected, unfinished, interrupted };
[[nodiscard]] std::string_view words(ValueOutcome outcome);

// One part of the demand of a class or service in a region that is not zero.
struct ValueRow {
    ClassId workload_class;  // none: it is of a service
    ServiceId service;
    RegionId region;
    ValueOutcome outcome{};
    std::string_view obstacle;  // empty: it has none
    observe::WorkAmount amount;
};

// Of the network or of one site, with figures of the window.
struct Return {
    double served_cny{0.0};
    double cost_cny{0.0};      // total, capital annualised
    double variable_cny{0.0};  // of that: electricity of accelerators at work, above idle
    // At the window's income and expenses all year; nothing without a plan.
    std::optional<double> npv_cny;
    std::optional<double> payback_years;  // nothing: not within the plan

    [[nodiscard]] double surplus_cny() const { return served_cny - cost_cny; }
    // The utilisation at which the value served would be the cost, if both that value and the electricity of
    // accelerators at work grow in proportion to it. Nothing: the work is worth less than its electricity.
    [[nodiscard]] std::optional<double> break_even(double utilisation) const {
        double const margin = served_cny - variable_cny;
        if (!(margin > 0.0)) return std::nullopt;
        return utilisation * (cost_cny - variable_cny) / margin;
    }
};

struct ValueFacts {
    WorkValues values;
    observe::ValueTally all;  // over classes, services and regions
    std::vector<ValueRow> rows;

    [[nodiscard]] bool given() const { return values.given == ValuesGiven::all; }
    [[nodiscard]] observe::WorkAmount lost() const;
};
[[nodiscard]] ValueFacts value_facts(Scenario const& scenario, observe::Ledger const& ledger);

// What is bought and spent where, in CNY of the window unless of assets.
struct Spending {
    std::vector<Capital> assets;
    double served_cny{0.0}, running_cny{0.0}, capital_cny{0.0}, variable_cny{0.0};

    Spending& operator+=(Spending const& rhs);
};
// `years`: length of the window. Without a discount rate or a plan it has no net present value.
[[nodiscard]] Return return_of(Spending const& spending, Scenario const& scenario, double years);

}  // namespace meridian::report
