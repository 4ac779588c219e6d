#include "sim/study/run_parts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/report/summary.hpp"

namespace meridian::study {

namespace {

void add_lost_value(report::Facts const& facts, std::vector<NamedFigure>& parts) {
    if (!facts.value.given()) return;
    for (report::ValueRow const& row : facts.value.rows) {
        if (row.outcome == report::ValueOutcome::served) continue;
        std::string const& work = row.service.valid() ? facts.scenario.services[row.service].name
                                                      : facts.scenario.classes[row.workload_class].name;
        auto name = fmt::format("{}:{}:{}:{}", lost_value, work, words(row.outcome), row.obstacle);
        auto const same = std::ranges::find(parts, name, &NamedFigure::name);  // of another region
        if (same == parts.end()) {
            parts.push_back({std::move(name), row.amount.cny});
        } else {
            same->value += row.amount.cny;
        }
    }
}

void add_rules(report::Facts const& facts, std::vector<NamedFigure>& parts) {
    for (std::size_t i = 0; i < facts.rules.size(); ++i) {
        std::string const& name = facts.scenario.rules[i].text.name;
        if (facts.rules[i].value) {
            parts.push_back({rule_part(name), *facts.rules[i].value});
        } else if (!facts.rules[i].applies) {
            parts.push_back({no_rule_part(name), 0.0});
        }
    }
}

void add_loss(report::Facts const& facts, std::vector<NamedFigure>& parts) {
    if (!facts.ledger.loss) return;
    observe::LossTally const& loss = *facts.ledger.loss;
    if (loss.takes_over.valid())
        parts.push_back({fmt::format("{}:{}", takes_over, facts.scenario.sites[loss.takes_over].name),
                         loss.takeover_accelerators});
    if (loss.bottleneck)
        parts.push_back({fmt::format("{}:{}:{}", first_bottleneck, words(loss.bottleneck->limit),
                                     report::bottleneck_name(facts.scenario, *loss.bottleneck)),
                         loss.bottleneck->since_begin_s});
}

}  // namespace

std::string rule_part(std::string_view rule) {
    return fmt::format("rule:{}", rule);
}
std::string no_rule_part(std::string_view rule) {
    return fmt::format("no_rule:{}", rule);
}

std::vector<NamedFigure> run_parts(report::Facts const& facts) {
    std::vector<NamedFigure> parts;
    add_lost_value(facts, parts);
    add_rules(facts, parts);
    add_loss(facts, parts);
    return parts;
}

}  // namespace meridian::study
