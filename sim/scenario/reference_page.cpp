#include "sim/scenario/reference_page.hpp"

#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/scenario/composition_record.hpp"
#include "sim/scenario/describe.hpp"
#include "sim/scenario/usual_values.hpp"

namespace meridian::scenario {
namespace {

constexpr std::string_view introduction = R"(# Scenario files: every key

Written by `meridian schema --reference` from the declarations that read the files. *Required* keys may come
from an included file. A list of records may be `{table: file.csv}` instead. The root may hold `include: file`
or a list of files: maps merge key by key, the including file wins, and of several files the later one.
)";

constexpr std::string_view sizes = R"(
## Random sizes

A size is one value, or a map with one of these shapes and, optionally, `at_least` and `at_most`, to which
values outside are moved:

| shape | parameters |
| --- | --- |
| `constant` | the value |
| `uniform` | `low`, `high` |
| `exponential` | `mean` |
| `lognormal` | `median`, `sigma` (of the logarithm, from 0 to 20) |
| `pareto` | `minimum`, `shape`: P(X > x) = (minimum / x)^shape |
| `choice` | values and their weights: `{"8": 0.5, "32": 0.5}` |
)";

// In a table a bar would end the cell.
std::string cell(std::string_view text) {
    std::string all;
    for (char const c : text)
        all += c == '|' ? std::string{"\\|"} : std::string{c};
    return all;
}

void table_head(std::string& out) {
    out += "\n| key | takes | default | example | meaning |\n| --- | --- | --- | --- | --- |\n";
}

// Visits the declarations of one record: its table, and the sections of the records inside it.
class PageWriter {
public:
    template <class Target, class Kind>
    void required(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view doc) {
        row(key, words_of(kind), "*required*", example_cell(kind), doc);
    }
    template <class Target, class Kind>
    void optional(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view doc) {
        row(key, words_of(kind), "", example_cell(kind), doc);
    }
    template <class Target, class Kind>
    void defaulted(std::string_view key, Target& /*target*/, Kind const& kind, std::string_view text,
                   std::string_view doc) {
        row(key, words_of(kind), fmt::format("`{}`", text), example_cell(kind), doc);
    }
    template <class Record>
    void group(std::string_view key, Record& inner, std::string_view doc) {
        row(key, "a map, see below", "", "", doc);
        section(fmt::format("`{}`", key), doc, inner);
    }
    template <class Record>
    void records(std::string_view key, std::vector<Record>& /*list*/, std::string_view noun,
                 std::string_view doc) {
        row(key, "a list of records, see below", "", "", doc);
        Record record;
        section(fmt::format("`{}`: each {}", key, noun), doc, record);
    }

    [[nodiscard]] std::string take() {
        std::string all;
        table_head(all);
        return all + rows_ + sections_;
    }

private:
    template <class Kind>
    static std::string example_cell(Kind const& kind) {
        auto text = fmt::format("`{}`", kind.example());
        if constexpr (requires { kind.typical.low; }) {
            if (kind.typical.has_range()) text += fmt::format("; usual: {}", usual_words(kind.typical));
        }
        return text;
    }

    void row(std::string_view key, std::string_view takes, std::string_view value, std::string_view example,
             std::string_view doc) {
        rows_ += fmt::format("| `{}` | {} | {} | {} | {} |\n", key, cell(takes), cell(value), cell(example),
                             cell(doc));
    }
    template <class Record>
    void section(std::string_view title, std::string_view doc, Record& record) {
        PageWriter inner;
        fields(inner, record);
        sections_ += fmt::format("\n## {}\n\n{}.\n{}", title, doc, inner.take());
    }

    std::string rows_;
    std::string sections_;
};

void add_components(std::string& out, std::string_view title, std::span<ComponentDoc const> known) {
    out += fmt::format("\n## {}\n", title);
    for (auto const& component : known) {
        out += fmt::format("\n### `{}`\n\n{}.\n", component.name, component.summary);
        if (!component.source.empty()) out += fmt::format("Source: {}.\n", component.source);
        if (component.parameters.empty()) continue;
        table_head(out);
        for (auto const& parameter : component.parameters) {
            auto const value =
                parameter.default_text.empty() ? std::string{} : fmt::format("`{}`", parameter.default_text);
            out += fmt::format("| `{}` | {} | {} | | {} |\n", parameter.name, cell(words_of(parameter)),
                               value, cell(parameter.doc));
        }
    }
}

template <class Keys, class Words>
std::string key_list(Keys const& keys, Words const& words) {
    std::string all;
    for (auto const key : keys)
        all += fmt::format("{}`{}`", all.empty() ? "" : ", ", words[static_cast<std::size_t>(key)]);
    return all;
}

void add_measures(std::string& out, std::span<MeasureDoc const> known) {
    out +=
        "\n## Measures of rules\n\nA rule bounds one of these. With a latency circle both `within` and "
        "`path` are "
        "written; `hub_share` and `domestic_share` need a scope. Every other key of `summary.json` is a "
        "measure of "
        "the whole network; `meridian schema --output` says what each means.\n\n"
        "| measure | limit | scope | worst of | meaning |\n| --- | --- | --- | --- | --- |\n";
    for (MeasureDoc const& measure : known) {
        if (measure.scopes.empty()) continue;
        out += fmt::format("| `{}` | {} | {} | {} | {} |\n", measure.name, name_of(measure.dimension),
                           key_list(measure.scopes, scope_keys), key_list(measure.parts, worst_of_words),
                           cell(measure.meaning));
    }
    out += "\nKeys of `summary.json`, by what their limits are:\n\n";
    for (int d = 0; d < dimensions; ++d) {
        auto const dimension = static_cast<Dimension>(d);
        std::string names;
        for (MeasureDoc const& measure : known) {
            if (!measure.scopes.empty() || measure.dimension != dimension) continue;
            names += fmt::format("{}`{}`", names.empty() ? "" : ", ", measure.name);
        }
        if (!names.empty()) out += fmt::format("- {}: {}\n", name_of(dimension), names);
    }
}

void add_units(std::string& out) {
    out +=
        "\n## Units\n\nWhatever has a dimension carries its unit; the space before it may be left out. "
        "Durations, bytes and powers are counted in whole nanoseconds, bytes and microwatts and never "
        "rounded: what falls between two of them is an error.\n\n"
        "| measures | units |\n| --- | --- |\n";
    for (int d = 0; d < dimensions; ++d) {
        auto const dimension = static_cast<Dimension>(d);
        auto const units = units_of(dimension);
        if (!units.empty()) out += fmt::format("| {} | {} |\n", name_of(dimension), fmt::join(units, ", "));
    }
}

template <class Record>
std::string key_table() {
    PageWriter writer;
    Record record;
    fields(writer, record);
    return writer.take();
}

}  // namespace

std::string reference_page(Vocabulary const& vocabulary) {
    std::string page{introduction};
    page += key_table<ScenarioInput>();
    page += sizes;
    add_components(page, "Policies", vocabulary.policies);
    page += R"(
## Own policies

In the place of a policy's name: `{command: [python3, mine.py]}`.
)";
    page += key_table<PluginDraft>();
    page += R"(
## Composed policies

In the place of a policy's name: `{filter: [latency <= 20 ms], score: {cost: 0.4, latency: 0.6}, then: overflow}`.
)";
    page += key_table<CompositionDraft>();
    page += R"(
## Programs as filters and scores

In the place of a filter in words, or of the weight of a score: `{command: [python3, mine.py]}`.
)";
    page += key_table<JudgeDraft>();
    add_components(page, "Queue disciplines", vocabulary.disciplines);
    add_components(page, "Transfer models", vocabulary.networks);
    add_components(page, "Service policies", vocabulary.service_policies);
    if (!vocabulary.measures.empty()) add_measures(page, vocabulary.measures);
    add_units(page);
    return page;
}

}  // namespace meridian::scenario
