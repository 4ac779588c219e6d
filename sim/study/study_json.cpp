#include "sim/study/study_json.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/units/split.hpp"
#include "sim/report/check_sums.hpp"
#include "sim/report/manifest.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/rule_json.hpp"
#include "sim/study/study_input.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

using Json = nlohmann::ordered_json;

// A study may have millions of levels, points and keys: these are written and read one by one.
void write_axes(Study const& study, std::string& text) {
    text += '[';
    for (Axis const& axis : study.axes) {
        if (text.back() != '[') text += ',';
        text += "{\"name\":" + Json(axis.name).dump() +
                ",\"role\":" + Json(all_role_words.word_of(axis.role)).dump() + ",\"levels\":[";
        for (Level const& level : axis.levels)
            text += (&level == axis.levels.data() ? "" : ",") + Json(level.name).dump();
        text += "]}";
    }
    text += ']';
}

void write_points(Study const& study, std::string& text) {
    text += '[';
    for (Point const& point : study.points) {
        text += &point == study.points.data() ? "[" : ",[";
        for (std::size_t a = 0; a < point.level.size(); ++a)
            fmt::format_to(std::back_inserter(text), "{}{}", a == 0 ? "" : ",", point.level[a]);
        text += ']';
    }
    text += ']';
}

void write_keys(std::vector<std::string> const& keys, std::string& text) {
    text += '[';
    for (std::string const& key : keys)
        text += (&key == keys.data() ? "" : ",") + Json(key).dump();
    text += ']';
}

Json replications_json(Replications const& r) {
    Json json{{"least", r.least}, {"most", r.most}, {"of_difference", r.of_difference}};
    if (r.half_width) json["half_width"] = *r.half_width;
    if (r.runs) json["runs"] = *r.runs;
    return json;
}

Json selection_json(SelectionSettings const& s) {
    return {{"procedure", procedure_words.word_of(s.procedure)},
            {"indifference", s.indifference},
            {"round", s.round}};
}

struct NotOurs {};  // a text that study_json() has not made

template <class E>
E value_of(scenario::Enum<E> const& kind, std::string_view word) {
    if (auto const value = kind.value_of(word)) return *value;
    throw NotOurs{};
}

// Takes a text apart that study_json() has made. Throws NotOurs.
class JsonCursor {
public:
    explicit JsonCursor(std::string_view text) : rest_{text} {}

    void skip(std::string_view expected) {
        if (!rest_.starts_with(expected)) throw NotOurs{};
        rest_.remove_prefix(expected.size());
    }
    std::string text() {
        auto end = rest_.find_first_of("\"\\", 1);
        bool const plain = end != std::string_view::npos && rest_[end] == '"';
        while (end != std::string_view::npos && rest_[end] == '\\')
            end = rest_.find_first_of("\"\\", end + 2);
        if (!rest_.starts_with('"') || end == std::string_view::npos) throw NotOurs{};
        std::string_view const quoted = rest_.substr(0, end + 1);
        rest_.remove_prefix(quoted.size());
        return plain ? std::string{quoted.substr(1, end - 1)} : Json::parse(quoted).get<std::string>();
    }
    std::size_t number() {
        std::size_t value = 0;
        auto const [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (error != std::errc{}) throw NotOurs{};
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }
    // Calls for each item of a list.
    template <class Take>
    void list(Take const& take) {
        skip("[");
        for (bool first = true; !rest_.starts_with(']'); first = false) {
            if (!first) skip(",");
            take();
        }
        skip("]");
    }

private:
    std::string_view rest_;
};

void read_axes(std::string_view text, Study& study) {
    JsonCursor in{text};
    in.list([&] {
        Axis& axis = study.axes.emplace_back();
        in.skip("{\"name\":");
        axis.name = in.text();
        in.skip(",\"role\":");
        axis.role = value_of(all_role_words, in.text());
        in.skip(",\"levels\":");
        in.list([&] { axis.levels.push_back({in.text(), {}}); });
        in.skip("}");
    });
}

void read_points(std::string_view text, Study& study) {
    JsonCursor in{text};
    in.list([&] {
        Point& point = study.points.emplace_back();
        point.level.reserve(study.axes.size());
        in.list([&] { point.level.push_back(in.number()); });
    });
}

void read_keys(std::string_view text, std::vector<std::string>& keys) {
    JsonCursor in{text};
    in.list([&] { keys.push_back(in.text()); });
}

void read_replications(Json const& json, Replications& r) {
    r.least = json.at("least");
    r.most = json.at("most");
    r.of_difference = json.at("of_difference");
    if (json.contains("half_width")) r.half_width = json.at("half_width").get<double>();
    if (json.contains("runs")) r.runs = json.at("runs").get<std::int64_t>();
}

// Axis, accelerators and model.
Json additions_json(Study const& study) {
    Json json = Json::array();
    for (std::size_t a = 0; a < study.axes.size(); ++a) {
        if (auto const& addition = study.axes[a].addition)
            json.push_back({a, addition->accelerators, addition->model});
    }
    return json;
}

// By axis that loses: its number, what its cases have in common, and each case.
Json losses_json(Study const& study) {
    Json json = Json::array();
    for (std::size_t a = 0; a < study.axes.size(); ++a) {
        auto const& losses = study.axes[a].losses;
        if (!losses) continue;
        Json cases = Json::array();
        for (LossCase const& one : losses->cases)
            cases.push_back({one.at.count(), one.lost});
        json.push_back({a, loss_words.word_of(losses->each), losses->duration.count(), losses->left,
                        losses->levels.failure, losses->levels.recovery, std::move(cases)});
    }
    return json;
}

void read_losses(Json const& json, Study& study) {
    for (Json const& in : json) {
        auto const axis = in.at(0).get<std::size_t>();
        if (axis >= study.axes.size()) throw NotOurs{};
        LossCases losses{value_of(loss_words, in.at(1).get<std::string>()),
                         Duration{in.at(2).get<std::int64_t>()},
                         in.at(3),
                         {in.at(4), in.at(5)}};
        for (Json const& one : in.at(6))
            losses.cases.push_back(
                {one.at(1).get<std::vector<std::string>>(), Duration{one.at(0).get<std::int64_t>()}});
        if (losses.cases.size() + 1 != study.axes[axis].levels.size()) throw NotOurs{};
        study.axes[axis].losses = std::move(losses);
    }
}

// Of a study that is whole.
void read_additions(Json const& additions, Json const& added, Study& study) {
    for (Json const& one : additions) {
        auto const axis = one.at(0).get<std::size_t>();
        if (axis >= study.axes.size()) throw NotOurs{};
        study.axes[axis].addition = Addition{one.at(1), one.at(2)};
    }
    added.get_to(study.added);
    if (study.added.size() != study.points.size()) throw NotOurs{};
}

SelectionSettings selection_of(Json const& json) {
    return {value_of(procedure_words, json.at("procedure").get<std::string>()), json.at("indifference"),
            json.at("round")};
}

void read_metrics(Json const& json, Study& study) {
    for (Json const& in : json) {
        auto const metric = metric_of(in.get<std::string>());
        if (!metric) throw NotOurs{};  // see kind_of_study_json()
        study.metrics.push_back(*metric);
    }
}

// A line "key": value of what study_json() has made. False: it is none.
struct KeyAndValue {
    std::string_view key, value;
};
std::optional<KeyAndValue> key_and_value(std::string_view line) {
    auto const colon = line.find("\": ");
    if (!line.starts_with('"') || colon == std::string_view::npos) return std::nullopt;
    if (line.ends_with(',')) line.remove_suffix(1);
    return KeyAndValue{line.substr(1, colon - 1), line.substr(colon + 3)};
}

// What stands before the lists. Null: the text is none of ours.
Json head_of(std::string const& text) {
    Json head;
    if (!text.starts_with("{\n")) return head;
    for (std::string_view const line : split(std::string_view{text}.substr(2), '\n')) {
        auto const read = key_and_value(line);
        if (!read) return {};
        if (read->key == "axes") break;
        head[std::string{read->key}] = Json::parse(read->value, nullptr, false);
    }
    return head;
}

// Another release may have metrics that this one does not know.
bool has_our_metrics(Json const& head) {
    auto const metrics = head.value("metrics", Json::array());
    return std::ranges::all_of(metrics, [](Json const& key) {
        return key.is_string() && metric_of(key.get<std::string>()).has_value();
    });
}

std::string text_of_study(system::Folder const& folder) {
    return folder.text(study_file).value_or("");
}

// Levels that are there, and as many of each point as there are axes.
void check_levels(Study const& study) {
    auto const fits = [&](Point const& point) {
        if (point.level.size() != study.axes.size()) return false;
        for (std::size_t a = 0; a < study.axes.size(); ++a) {
            if (point.level[a] >= study.axes[a].levels.size()) return false;
        }
        return true;
    };
    if (!fits(study.baseline) || !std::ranges::all_of(study.points, fits)) throw NotOurs{};
}

}  // namespace

std::string study_json(Study const& study, std::vector<std::string> const& keys) {
    Json metrics = Json::array();
    for (Metric const& metric : study.metrics)
        metrics.push_back(metric.key);
    Json const before{{"program", "Meridian study"},
                      {"store", store_format},
                      {"version", report::version()},
                      {"results_version", report::results_version},
                      {"metrics", metrics},
                      {"name", study.name},
                      {"design", design_words.word_of(study.design)}};
    Json const between{{"baseline", study.baseline.level},
                       {"replications", replications_json(study.replications)},
                       {"value_basis", study.value_basis},
                       {"demand_tolerance", study.demand_tolerance},
                       {"confidence", study.confidence}};
    std::string text = "{";
    auto const begin = [&](std::string_view key) {
        text += fmt::format("{}\n\"{}\": ", text.size() > 1 ? "," : "", key);
    };
    auto const write = [&](Json const& json) {
        for (auto const& [key, value] : json.items()) {
            begin(key);
            text += value.dump();
        }
    };
    write(before);
    begin("axes");
    write_axes(study, text);
    write(between);
    begin("points");
    write_points(study, text);
    begin("keys");
    write_keys(keys, text);
    if (study.reference_policy) write({{"reference_policy", *study.reference_policy}});
    if (!study.rules.empty()) write({{"rules", rules_json(study.rules)}});
    if (study.selection) write({{"selection", selection_json(*study.selection)}});
    if (!study.added.empty()) write({{"additions", additions_json(study)}, {"added", study.added}});
    if (Json const losses = losses_json(study); !losses.empty()) write({{"losses", losses}});
    return report::sealed(text + "\n}\n");
}

std::vector<std::string> keys_in(std::string_view study_json) {
    constexpr std::string_view line = "\n\"keys\": ";
    std::vector<std::string> keys;
    read_keys(study_json.substr(study_json.find(line) + line.size()), keys);
    return keys;
}

StoredStudy read_study_json(system::Folder const& folder) {
    std::string const text = text_of_study(folder);
    std::string fault{"it is not what was written: its check sum differs"};
    try {
        if (!report::seal_holds(text)) throw NotOurs{};
        StoredStudy stored;
        Study& study = stored.study;
        Json small;
        // Streams would take memory that runs out for the end of the text.
        for (std::string_view const line : split(text, '\n')) {
            auto const read = key_and_value(line);
            if (!read) continue;  // a brace
            if (read->key == "axes") {
                read_axes(read->value, study);
            } else if (read->key == "points") {
                read_points(read->value, study);
            } else if (read->key == "keys") {
                read_keys(read->value, stored.keys);
            } else {
                small[std::string{read->key}] = Json::parse(read->value);
            }
        }
        study.name = small.at("name");
        study.design = value_of(design_words, small.at("design").get<std::string>());
        small.at("baseline").get_to(study.baseline.level);
        read_replications(small.at("replications"), study.replications);
        read_metrics(small.at("metrics"), study);
        study.confidence = small.at("confidence");
        study.value_basis = small.at("value_basis");
        study.demand_tolerance = small.at("demand_tolerance");
        if (small.contains("rules")) study.rules = rules_of(small.at("rules"));
        if (small.contains("selection")) study.selection = selection_of(small.at("selection"));
        if (small.contains("added")) read_additions(small.at("additions"), small.at("added"), study);
        if (small.contains("losses")) read_losses(small.at("losses"), study);
        if (small.contains("reference_policy"))
            study.reference_policy = small.at("reference_policy").get<std::size_t>();
        check_levels(study);
        return stored;
    } catch (Json::exception const& json) {
        fault = json.what();
    } catch (NotOurs const&) {}
    system::fail("read", folder.file(study_file),
                 fault + "\n  fix: sweep the study into this folder again; its runs are kept");
}

std::string release_of(system::Folder const& folder) {
    auto const json = head_of(text_of_study(folder));
    if (!json.is_object() || !json.contains("version") || !json.contains("results_version")) return {};
    return fmt::format("{}, results version {}", json["version"].dump(), json["results_version"].dump());
}

FolderKind kind_of_study_json(system::Folder const& folder) {
    std::string const text = text_of_study(folder);
    if (!report::seal_holds(text)) {
        bool const has_rows = folder.find_folder(shards_folder).has_value();
        return has_rows || text.find("\"Meridian study\"") != std::string::npos ? FolderKind::damaged
                                                                                : FolderKind::foreign;
    }
    auto const json = head_of(text);
    if (!json.is_object() || json.value("program", Json{}) != "Meridian study") return FolderKind::foreign;
    bool const ours = json.value("store", Json{}) == store_format && has_our_metrics(json);
    return ours ? FolderKind::store : FolderKind::other_version;
}

}  // namespace meridian::study
