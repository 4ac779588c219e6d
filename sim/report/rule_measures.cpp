#include "sim/report/rule_measures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/report/facts.hpp"
#include "sim/report/scoped_measures.hpp"
#include "sim/report/summary.hpp"

namespace meridian::report {
namespace {

bool has_word(std::string_view key, std::string_view word) {
    return key.find(word) != std::string_view::npos;
}

bool is_share(std::string_view key) {
    constexpr std::array<std::string_view, 5> others{"allocation", "utilisation", "mfu_training",
                                                     "effective_training_time_ratio",
                                                     "break_even_utilisation"};
    return has_word(key, "_share") || has_word(key, "slo_attainment") ||
           std::ranges::find(others, key) != others.end();
}

// What limits of a key of summary.json are written in.
MeasureDoc measure_of_key(SummaryKey const& key) {
    MeasureDoc doc{key.name, key.meaning};
    bool const is_time = has_word(key.name, "_s_") || key.name.ends_with("_s");
    if (is_share(key.name)) {
        doc.dimension = Dimension::fraction;
        doc.unit = "share";
    } else if (key.name == "cost_cny_per_active_accelerator_hour") {
        doc.dimension = Dimension::work_price;
        doc.unit = "CNY/acc-h";
    } else if (key.name == "green_cny_per_tonne_avoided") {
        doc.dimension = Dimension::carbon_price;
        doc.unit_size = 1e-3;  // CNY/t in CNY/kg
        doc.unit = "CNY/t";
    } else if (has_word(key.name, "cny")) {
        doc.dimension = Dimension::money;
        doc.unit = "CNY";
    } else if (is_time) {
        doc.dimension = Dimension::duration;
        doc.unit_size = nanoseconds_per_second;
        doc.unit = "s";
    } else if (has_word(key.name, "bytes")) {
        doc.dimension = Dimension::bytes;
        doc.unit = "B";
    } else if (has_word(key.name, "_kwh")) {
        doc.unit = "kWh";
    } else if (has_word(key.name, "_kg")) {
        doc.unit = "kg";
    }
    doc.is_fixed = key.name.starts_with("upfront_cny") || key.name == "cost_cny_capital" ||
                   key.name == "cost_cny_operations";
    return doc;
}

RuleResult of_key(Facts const& f, std::string_view name) {
    auto const key = std::ranges::find(summary_keys(), name, &SummaryKey::name);
    Figure const figure = key->compute(f);
    RuleResult result;
    if (auto const* const none = std::get_if<Absent>(&figure)) {
        result.why = none->reason;
        return result;
    }
    auto const* const whole = std::get_if<std::int64_t>(&figure);
    double const value = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(figure);
    if (std::isfinite(value)) {
        result.value = value;
    } else {
        result.why = "it is not a finite number";
    }
    return result;
}

}  // namespace

std::span<MeasureDoc const> rule_measures() {
    static std::vector<MeasureDoc> const all = [] {
        std::vector<MeasureDoc> docs;
        for (ScopedMeasure const& one : scoped_measures())
            docs.push_back(one.doc);
        for (SummaryKey const& key : summary_keys()) {
            if (std::ranges::find(docs, key.name, &MeasureDoc::name) == docs.end())
                docs.push_back(measure_of_key(key));
        }
        return docs;
    }();
    return all;
}

std::vector<RuleResult> rule_results(Facts const& facts) {
    std::vector<RuleResult> results;
    for (Rule const& rule : facts.scenario.rules) {
        if (rule.text.over == RuleOver::each_loss && !facts.ledger.loss) {
            results.push_back({std::nullopt, "no loss is assessed", false, {}});
            continue;
        }
        auto const& scoped = scoped_measures();
        auto const found = std::ranges::find_if(
            scoped, [&](ScopedMeasure const& one) { return one.doc.name == rule.text.measure; });
        results.push_back(found != scoped.end() ? found->compute(facts, rule)
                                                : of_key(facts, rule.text.measure));
    }
    return results;
}

std::string_view outcome(RuleText const& rule, RuleResult const& result) {
    auto const margin = result.margin(rule);
    if (!margin) return {};
    return *margin >= 0.0 ? "pass" : "fail";
}

}  // namespace meridian::report
