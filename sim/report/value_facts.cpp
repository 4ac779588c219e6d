#include "sim/report/value_facts.hpp"

#include <array>

namespace meridian::report {
namespace {

using observe::AmountsByReason;
using observe::ValueTally;
using observe::WorkAmount;

std::string_view obstacle(std::size_t reason) {
    if (reason == observe::under_way) return "under way at the end";
    return state::words(state::reasons[reason]);
}

void add_rows(std::vector<ValueRow>& rows, ValueRow of, ValueTally const& tally) {
    auto const add = [&](ValueOutcome outcome, std::string_view why, WorkAmount const& amount) {
        if (amount.hours == 0.0 && amount.cny == 0.0) return;
        of.outcome = outcome;
        of.obstacle = why;
        of.amount = amount;
        rows.push_back(of);
    };
    auto const add_by_reason = [&](ValueOutcome outcome, AmountsByReason const& amounts) {
        for (std::size_t i = 0; i < amounts.size(); ++i)
            add(outcome, obstacle(i), amounts[i]);
    };
    add(ValueOutcome::served, "", tally.served);
    add(ValueOutcome::late, "", tally.late);
    add_by_reason(ValueOutcome::rejected, tally.rejected);
    add_by_reason(ValueOutcome::unfinished, tally.unfinished);
    add(ValueOutcome::interrupted, "", tally.interrupted);
}

}  // namespace

std::string_view words(ValueOutcome outcome) {
    constexpr std::array<std::string_view, 5> all{"served", "late", "rejected", "unfinished", "interrupted"};
    return all[static_cast<std::size_t>(outcome)];
}

WorkAmount ValueFacts::lost() const {
    WorkAmount lost = all.late;
    lost += all.interrupted;
    lost += observe::sum(all.rejected);
    lost += observe::sum(all.unfinished);
    return lost;
}

ValueFacts value_facts(Scenario const& scenario, observe::Ledger const& ledger) {
    ValueFacts facts;
    facts.values = work_values(scenario);
    auto const& jobs = ledger.value.jobs;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        facts.all.merge(jobs[i]);
        add_rows(facts.rows, {jobs.row_of(i), ServiceId{}, jobs.column_of(i), {}, {}, {}}, jobs[i]);
    }
    auto const& requests = ledger.value.requests;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        facts.all.merge(requests[i]);
        add_rows(facts.rows, {ClassId{}, requests.row_of(i), requests.column_of(i), {}, {}, {}}, requests[i]);
    }
    return facts;
}

Spending& Spending::operator+=(Spending const& rhs) {
    assets.insert(assets.end(), rhs.assets.begin(), rhs.assets.end());
    served_cny += rhs.served_cny;
    running_cny += rhs.running_cny;
    capital_cny += rhs.capital_cny;
    variable_cny += rhs.variable_cny;
    return *this;
}

Return return_of(Spending const& spending, Scenario const& scenario, double years) {
    Return made{
        spending.served_cny, spending.running_cny + spending.capital_cny, spending.variable_cny, {}, {}};
    if (!scenario.plan || !scenario.discount_rate) return made;
    Investment const investment{spending.assets, spending.served_cny / years, spending.running_cny / years};
    auto const cash = yearly_cash(investment, *scenario.plan);
    made.npv_cny = net_present_value(cash, *scenario.discount_rate);
    made.payback_years = payback_years(cash);
    return made;
}

}  // namespace meridian::report
