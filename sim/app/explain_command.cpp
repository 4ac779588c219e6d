// meridian explain KEY: what the declarations say of a key of a scenario, a study or a result, of a policy or a discipline
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "models/units/nearest_name.hpp"
#include "models/units/split.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/output_schema.hpp"
#include "sim/report/table/number_units.hpp"
#include "sim/report/table/terminal_text.hpp"
#include "sim/scenario/key_aliases.hpp"
#include "sim/scenario/key_docs.hpp"
#include "sim/study/study_keys.hpp"
#include "sim/study/study_tables.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using report::ResultTable;
using scenario::KeyDoc;

// A key of results: of one meaning, in one or more files.
struct ResultKeyDoc {
    std::string key, meaning;
    std::vector<std::string> files;
};

// All keys of results, from the lines of the output schema.
std::vector<ResultKeyDoc> result_keys() {
    std::vector<ResultKeyDoc> all;
    std::string last_meaning;  // of the row before, that "the same" refers to
    std::string const text = report::output_schema() + study::study_output_schema();
    for (std::string_view const line : split(text, '\n')) {
        auto const parts = split(line, '\t');
        if (parts.size() < 3 || parts[1] == "key" || parts[1].find(' ') != std::string_view::npos) continue;
        std::string meaning{parts[2]};
        constexpr std::string_view again = "the same";
        if (!meaning.starts_with(again)) {
            last_meaning = meaning;
        } else {
            meaning = fmt::format("{}{}", last_meaning, meaning.substr(again.size()));
        }
        auto const same = std::ranges::find_if(
            all, [&](ResultKeyDoc const& one) { return one.key == parts[1] && one.meaning == meaning; });
        if (same != all.end()) {
            same->files.emplace_back(parts[0]);
        } else {
            all.push_back({std::string{parts[1]}, std::move(meaning), {std::string{parts[0]}}});
        }
    }
    return all;
}

std::vector<KeyDoc> input_keys() {
    auto all = scenario::scenario_keys();
    auto studies = study::study_keys();
    all.insert(all.end(), studies.begin(), studies.end());
    auto components = scenario::component_keys(vocabulary());
    all.insert(all.end(), components.begin(), components.end());
    return all;
}

// Of a file of results, "summary.csv.net_cost_cny": the key behind the name of the file.
std::string_view without_file(std::string_view key) {
    for (std::string_view const ending : {".csv.", ".json."}) {
        auto const at = key.find(ending);
        if (at != std::string_view::npos) return key.substr(at + ending.size());
    }
    return key;
}

void print_line(std::string_view head, std::string_view words) {
    if (words.empty()) return;
    console::write(report::paragraph(words, console::output_style(), fmt::format("  {:<12} ", head), 15));
}

std::string keys_inside(KeyDoc const& doc, std::vector<KeyDoc> const& all) {
    std::vector<std::string_view> keys;
    for (KeyDoc const& other : all) {
        bool const is_inside = other.file == doc.file && other.path.starts_with(doc.path + ".") &&
                               other.path.find('.', doc.path.size() + 1) == std::string::npos;
        if (is_inside) keys.push_back(other.key());
    }
    return fmt::format("{}", fmt::join(keys, ", "));
}

std::string place_of(KeyDoc const& doc) {
    if (doc.record == doc.file) return fmt::format("at the top of a {} file", doc.file);
    return fmt::format("in each {}, in a {} file", doc.record, doc.file);
}

void describe(KeyDoc const& doc, std::vector<KeyDoc> const& all) {
    console::print("{} ({})\n", doc.path, doc.kind.empty() ? "key of a " + doc.file : doc.kind);
    print_line("meaning", doc.meaning);
    print_line("takes", doc.takes);
    if (doc.is_list) print_line("keys", keys_inside(doc, all));
    print_line("usual", doc.usual);
    print_line("default", doc.required ? "none: it is required" : doc.default_text);
    print_line("example", doc.example);
    print_line("stands", place_of(doc));
}

std::string_view words_of(report::Direction direction) {
    if (direction == report::Direction::none) return {};
    return direction == report::Direction::higher ? "higher" : "lower";
}

void describe(ResultKeyDoc const& doc) {
    auto const column = report::ResultColumn::of(doc.key);
    console::print("{} (result)\n", doc.key);
    if (column.head.zh != column.head.en)  // known to the glossary
        print_line("name", fmt::format("{} ({})", column.head.en, column.head.zh));
    print_line("meaning", doc.meaning.empty() ? std::string{column.head.en} : doc.meaning);
    print_line("unit", report::base_unit(column.quantity));
    print_line("better", words_of(column.direction));
    print_line("files", fmt::format("{}", fmt::join(doc.files, ", ")));
}

void print_json(std::string_view key, std::vector<KeyDoc> const& inputs,
                std::vector<ResultKeyDoc> const& results) {
    ResultTable keys{
        "keys",
        {"path", "kind", "explanation", "takes", "unit", "range", "usual", "default", "example", "required"}};
    for (KeyDoc const& doc : inputs) {
        keys.rows.push_back({doc.path, doc.file, doc.meaning, doc.takes, doc.unit, doc.range, doc.usual,
                             doc.default_text, doc.example, doc.required ? "true" : "false"});
    }
    ResultTable figures{"results", {"name", "explanation", "unit", "files"}};
    for (ResultKeyDoc const& doc : results) {
        auto const column = report::ResultColumn::of(doc.key);
        figures.rows.push_back({doc.key, doc.meaning.empty() ? std::string{column.head.en} : doc.meaning,
                                report::base_unit(column.quantity),
                                fmt::format("{}", fmt::join(doc.files, " "))});
    }
    print_tables_json("explain", {{"key", key}}, {keys, figures});
}

// Paths that authors mean by another word: "links.capacity" for "bandwidth".
std::vector<std::string> meant_by_alias(std::string_view key, std::vector<KeyDoc> const& inputs) {
    std::vector<std::string> paths;
    for (scenario::KeyAlias const& alias : scenario::key_aliases()) {
        if (scenario::find_alias(alias.record, key) != &alias) continue;
        for (KeyDoc const& doc : inputs) {
            auto const keys = split(alias.key, ' ');
            bool const is_meant = std::ranges::find(keys, doc.key()) != keys.end();
            if (doc.record == alias.record && is_meant) paths.push_back("'" + doc.path + "'");
        }
    }
    return paths;
}

ExitCode report_unknown(std::string const& key, std::vector<KeyDoc> const& inputs,
                        std::vector<ResultKeyDoc> const& results) {
    constexpr std::string_view see = "`meridian schema --reference` and `meridian schema --output` list all";
    auto meant = meant_by_alias(key, inputs);
    if (meant.empty()) {
        std::vector<std::string> names;
        for (KeyDoc const& doc : inputs) {
            names.emplace_back(doc.key());
            names.push_back(doc.path);
        }
        for (ResultKeyDoc const& doc : results)
            names.push_back(doc.key);
        if (auto const nearest = nearest_name(key, names); !nearest.empty())
            meant.push_back("'" + nearest + "'");
    }
    report_usage_error(
        fmt::format("meridian explain: there is no key '{}'", key),
        meant.empty() ? std::string{see} : fmt::format("did you mean {}? {}", fmt::join(meant, " or "), see));
    return ExitCode::invalid_input;
}

}  // namespace

ExitCode explain(ExplainArguments const& given) {
    auto const inputs = input_keys();
    auto const all_results = result_keys();
    auto const found = scenario::keys_named(inputs, given.key);
    std::vector<ResultKeyDoc> results;
    std::ranges::copy_if(all_results, std::back_inserter(results),
                         [&](ResultKeyDoc const& doc) { return doc.key == without_file(given.key); });
    if (found.empty() && results.empty()) return report_unknown(given.key, inputs, all_results);
    if (given.json) {
        print_json(given.key, found, results);
        return ExitCode::success;
    }
    bool is_first = true;
    auto const separate = [&] {
        if (!is_first) console::print("\n");
        is_first = false;
    };
    for (KeyDoc const& doc : found) {
        separate();
        describe(doc, inputs);
    }
    for (ResultKeyDoc const& doc : results) {
        separate();
        describe(doc);
    }
    return ExitCode::success;
}

}  // namespace meridian::app
