#include "sim/study/planned.hpp"

#include <string_view>

#include <fmt/format.h>

#include "sim/engine/random_streams.hpp"
#include "sim/report/check_sums.hpp"
#include "sim/report/manifest.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/module.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view origin_file = ".planned";

// Of what a file holds; of nothing if it cannot be read.
std::uint64_t hash_of(fs::path const& file) {
    return engine::name_hash(system::file_text(file).value_or(""));
}

// Names all that keys follow from, and the keys.
std::string origin(Study const& study, PointReader const& reader, std::string_view json) {
    std::string all = fmt::format("program {:x}\nstudy {:x}\njson {:x}\n", hash_of(system::program_file()),
                                  hash_of(study.file), engine::name_hash(json));
    for (auto const& [file, hash] : reader.texts())
        all += fmt::format("{} {:x}\n", file.string(), hash);
    return report::content_key(all) + "\n";
}

}  // namespace

void write_plan(system::Folder const& folder, Study const& study, PointReader const& reader,
                std::vector<std::string> const& keys) {
    std::string const json = study_json(study, keys);
    system::replace_if_other(folder, study_file, json);
    if (study.points.size() > checked_points)
        system::replace_if_other(folder, std::string{origin_file}, origin(study, reader, json));
}

std::optional<std::vector<std::string>> planned_keys(system::Folder const& folder, Study const& study,
                                                     PointReader const& reader) {
    if (study.points.size() <= checked_points) return std::nullopt;
    auto const noted = folder.text(std::string{origin_file});
    auto const json = folder.text(study_file);
    if (!noted || !json || !report::seal_holds(*json) || origin(study, reader, *json) != *noted)
        return std::nullopt;
    return keys_in(*json);
}

}  // namespace meridian::study
