#include "sim/study/rule_json.hpp"

#include <algorithm>

namespace meridian::study {

using Json = nlohmann::ordered_json;

Json rules_json(std::vector<RuleText> const& rules) {
    Json all = Json::array();
    for (RuleText const& rule : rules) {
        all.push_back({{"name", rule.name},
                       {"display_name", rule.display_name},
                       {"name_zh", rule.name_zh},
                       {"measure", rule.measure},
                       {"scope", rule.scope},
                       {"worst_of", rule.worst_of},
                       {"unit", rule.unit},
                       {"at_least", rule.is_at_least},
                       {"limit", rule.limit},
                       {"fixed", rule.is_fixed},
                       {"status", rule_status_words[static_cast<std::size_t>(rule.status)]},
                       {"over", rule_over_words[static_cast<std::size_t>(rule.over)]},
                       {"source", rule.source},
                       {"date", rule.date},
                       {"clause", rule.clause}});
    }
    return all;
}

std::vector<RuleText> rules_of(Json const& json) {
    std::vector<RuleText> rules;
    for (Json const& in : json) {
        RuleText& rule = rules.emplace_back();
        in.at("name").get_to(rule.name);
        in.at("display_name").get_to(rule.display_name);
        in.at("name_zh").get_to(rule.name_zh);
        in.at("measure").get_to(rule.measure);
        in.at("scope").get_to(rule.scope);
        in.at("worst_of").get_to(rule.worst_of);
        in.at("unit").get_to(rule.unit);
        in.at("at_least").get_to(rule.is_at_least);
        in.at("limit").get_to(rule.limit);
        in.at("fixed").get_to(rule.is_fixed);
        auto const status = std::ranges::find(rule_status_words, in.at("status").get<std::string>());
        if (status != rule_status_words.end())
            rule.status = static_cast<RuleStatus>(status - rule_status_words.begin());
        auto const over = std::ranges::find(rule_over_words, in.at("over").get<std::string>());
        if (over != rule_over_words.end()) rule.over = static_cast<RuleOver>(over - rule_over_words.begin());
        in.at("source").get_to(rule.source);
        in.at("date").get_to(rule.date);
        in.at("clause").get_to(rule.clause);
    }
    return rules;
}

}  // namespace meridian::study
