#include "sim/study/study_json.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/engine/random_streams.hpp"
#include "sim/report/manifest.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/study_input.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

using Json = nlohmann::ordered_json;

template <class Words>
std::string word(Words const& words, std::size_t index) {
    return std::string{words[index]};
}

template <class Words>
std::size_t index_of(Words const& words, Json const& word) {
    return static_cast<std::size_t>(std::ranges::find(words, word.get<std::string>()) - words.begin());
}

Json axes_json(Study const& study) {
    Json axes = Json::array();
    for (Axis const& axis : study.axes) {
        Json levels = Json::array();
        for (Level const& level : axis.levels)
            levels.push_back(level.name);
        axes.push_back({{"name", axis.name},
                        {"role", word(role_words, static_cast<std::size_t>(axis.role))},
                        {"levels", levels}});
    }
    return axes;
}

Json replications_json(Replications const& r) {
    Json json{{"least", r.least}, {"most", r.most}, {"of_difference", r.of_difference}};
    if (r.half_width) json["half_width"] = *r.half_width;
    if (r.runs) json["runs"] = *r.runs;
    return json;
}

Json selection_json(Selection const& s) {
    return {{"procedure", word(procedure_words, static_cast<std::size_t>(s.procedure))},
            {"indifference", s.indifference},
            {"round", s.round}};
}

void read_axes(Json const& json, Study& study) {
    for (Json const& in : json) {
        Axis axis;
        axis.name = in.at("name");
        axis.role = static_cast<Role>(index_of(role_words, in.at("role")));
        for (Json const& level : in.at("levels"))
            axis.levels.push_back({level, {}});
        study.axes.push_back(std::move(axis));
    }
}

void read_replications(Json const& json, Replications& r) {
    r.least = json.at("least");
    r.most = json.at("most");
    r.of_difference = json.at("of_difference");
    if (json.contains("half_width")) r.half_width = json.at("half_width").get<double>();
    if (json.contains("runs")) r.runs = json.at("runs").get<std::int64_t>();
}

Selection selection_of(Json const& json) {
    return {static_cast<Procedure>(index_of(procedure_words, json.at("procedure"))), json.at("indifference"),
            json.at("round")};
}

void read_metrics(Json const& json, Study& study) {
    for (Json const& in : json) {
        // A store of this version names no other keys.
        if (auto const metric = metric_of(in.get<std::string>())) study.metrics.push_back(*metric);
    }
}

}  // namespace

std::string columns_key() {
    std::string all;
    for (report::SummaryKey const& key : report::summary_keys())
        all += std::string{key.name} + "\n";
    return std::to_string(engine::name_hash(all));
}

std::string study_json(Study const& study, std::vector<std::string> const& keys) {
    Json metrics = Json::array();
    for (Metric const& metric : study.metrics)
        metrics.push_back(metric.key);
    Json points = Json::array();
    for (Point const& point : study.points)
        points.push_back(point.level);
    Json json{{"program", "Meridian study"},
              {"store", store_format},
              {"columns", columns_key()},
              {"version", report::version()},
              {"results_version", report::results_version},
              {"name", study.name},
              {"design", word(design_words, static_cast<std::size_t>(study.design))},
              {"axes", axes_json(study)},
              {"baseline", study.baseline.level},
              {"replications", replications_json(study.replications)},
              {"metrics", metrics},
              {"confidence", study.confidence},
              {"points", points},
              {"keys", keys}};
    if (study.plain) json["plain"] = *study.plain;
    if (study.selection) json["selection"] = selection_json(*study.selection);
    std::string text = "{\n";
    for (auto const& [key, value] : json.items())
        text += (text.size() > 2 ? ",\n" : "") + Json(key).dump() + ": " + value.dump();
    return text + "\n}\n";
}

StoredStudy read_study_json(std::filesystem::path const& folder) {
    std::ifstream in{folder / "study.json"};
    try {
        Json const json = Json::parse(in);
        StoredStudy stored;
        Study& study = stored.study;
        study.name = json.at("name");
        study.design = static_cast<DesignKind>(index_of(design_words, json.at("design")));
        read_axes(json.at("axes"), study);
        json.at("baseline").get_to(study.baseline.level);
        read_replications(json.at("replications"), study.replications);
        read_metrics(json.at("metrics"), study);
        study.confidence = json.at("confidence");
        if (json.contains("selection")) study.selection = selection_of(json.at("selection"));
        if (json.contains("plain")) study.plain = json.at("plain").get<std::size_t>();
        for (Json const& levels : json.at("points"))
            study.points.push_back({levels.get<std::vector<std::size_t>>()});
        json.at("keys").get_to(stored.keys);
        return stored;
    } catch (Json::exception const& fault) {
        throw system::MachineFault{"cannot read " + (folder / "study.json").string() + ": " + fault.what()};
    }
}

std::string release_of(std::filesystem::path const& folder) {
    std::ifstream in{folder / "study.json"};
    auto const json = Json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains("version") || !json.contains("results_version")) return {};
    return fmt::format("{}, results version {}", json["version"].dump(), json["results_version"].dump());
}

FolderKind kind_of_study_json(std::filesystem::path const& file) {
    std::ifstream in{file};
    auto const json = Json::parse(in, nullptr, false);
    if (!json.is_object() || json.value("program", Json{}) != "Meridian study") return FolderKind::foreign;
    bool const ours =
        json.value("store", Json{}) == store_format && json.value("columns", Json{}) == columns_key();
    return ours ? FolderKind::store : FolderKind::other_version;
}

}  // namespace meridian::study
