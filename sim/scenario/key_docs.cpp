#include "sim/scenario/key_docs.hpp"

#include "sim/scenario/scenario_input.hpp"

namespace meridian::scenario {

std::vector<KeyDoc> scenario_keys() {
    std::vector<KeyDoc> all;
    KeyCollector collector{"scenario", all};
    ScenarioInput input;
    fields(collector, input);
    return all;
}

std::vector<KeyDoc> keys_named(std::vector<KeyDoc> const& all, std::string_view text) {
    std::vector<KeyDoc> exact, others;
    for (KeyDoc const& doc : all) {
        if (doc.path == text) exact.push_back(doc);
        bool const ends = doc.path.size() > text.size() && doc.path.ends_with(text) &&
                          doc.path[doc.path.size() - text.size() - 1] == '.';
        if (ends) others.push_back(doc);
    }
    bool const is_path = text.find('.') != std::string_view::npos;
    if (is_path && !exact.empty()) return exact;
    exact.insert(exact.end(), others.begin(), others.end());
    return exact;
}

}  // namespace meridian::scenario
