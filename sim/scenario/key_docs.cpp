#include "sim/scenario/key_docs.hpp"

#include <array>

#include <fmt/format.h>

#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/scenario_input.hpp"

namespace meridian::scenario {
namespace {

// Those of one key: `noun` for people, "service policy" of the key "policy".
struct NamedComponents {
    std::string_view key, noun;
    std::span<ComponentDoc const> components;
};

KeyDoc parameter_key(NamedComponents const& of, ComponentDoc const& component,
                     ParameterDoc const& parameter) {
    KeyDoc doc;
    doc.path = fmt::format("{}.{}", component.name, parameter.name);
    doc.record = of.noun;
    doc.file = "scenario";
    doc.kind = fmt::format("parameter of a {}", of.noun);
    doc.meaning = parameter.doc;
    doc.takes = words_of(parameter);
    doc.default_text = parameter.default_text.empty() ? "none" : parameter.default_text;
    std::string_view value = parameter.default_text;
    if (value.empty())
        value = parameter.words.empty() ? example_of(parameter.dimension) : parameter.words.front();
    doc.example = fmt::format("{}: {{name: {}, {}: {}}}", of.key, component.name, parameter.name, value);
    if (!parameter.words.empty()) return doc;
    doc.unit = units_in_words(parameter.dimension);
    doc.range = words_of(Range{parameter.low, parameter.high, {}}, parameter.dimension);
    return doc;
}

void add(std::vector<KeyDoc>& all, NamedComponents const& of) {
    for (ComponentDoc const& component : of.components) {
        KeyDoc& doc = all.emplace_back();
        doc.path = component.name;
        doc.record = of.noun;
        doc.file = "scenario";
        doc.kind = of.noun;
        doc.meaning = component.summary;
        doc.example = fmt::format("{}: {}", of.key, component.name);
        doc.is_list = !component.parameters.empty();
        for (ParameterDoc const& parameter : component.parameters)
            all.push_back(parameter_key(of, component, parameter));
    }
}

}  // namespace

std::vector<KeyDoc> scenario_keys() {
    std::vector<KeyDoc> all;
    KeyCollector collector{"scenario", all};
    ScenarioInput input;
    fields(collector, input);
    PluginDraft plugin;
    collector.keys_below("policy", "policy", plugin);
    CompositionDraft composition;
    collector.keys_below("policy", "policy", composition);
    JudgeDraft judge;
    collector.keys_below("policy.score", "score", judge);
    return all;
}

std::vector<KeyDoc> component_keys(Vocabulary const& known) {
    std::vector<KeyDoc> all;
    for (NamedComponents const& of :
         std::array{NamedComponents{"policy", "policy", known.policies},
                    NamedComponents{"discipline", "discipline", known.disciplines},
                    NamedComponents{"network", "transfer model", known.networks},
                    NamedComponents{"policy", "service policy", known.service_policies}})
        add(all, of);
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
