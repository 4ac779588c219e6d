#include "sim/study/planned.hpp"

#include <fstream>
#include <string_view>

#include <fmt/format.h>

#include "sim/engine/random_streams.hpp"
#include "sim/report/manifest.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/module.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view origin_file = ".planned";

// Empty if it cannot be read.
std::string text_of(fs::path const& file) {
    std::error_code error;
    auto const size = fs::file_size(file, error);
    if (error) return {};
    std::ifstream in{file, std::ios::binary};
    std::string text(size, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    return in ? text : std::string{};
}

// Names all that keys follow from, and the keys.
std::string origin(Study const& study, PointReader const& reader, std::string_view json) {
    std::string all = fmt::format("program {:x}\nstudy {:x}\njson {:x}\n",
                                  engine::name_hash(text_of(system::program_file())),
                                  engine::name_hash(text_of(study.file)), engine::name_hash(json));
    for (auto const& [file, hash] : reader.texts())
        all += fmt::format("{} {:x}\n", file.string(), hash);
    return report::content_key(all) + "\n";
}

void write_if_new(fs::path const& file, std::string const& text) {
    if (text_of(file) != text) system::replace_file(file, text);
}

}  // namespace

void write_plan(fs::path const& folder, Study const& study, PointReader const& reader,
                std::vector<std::string> const& keys) {
    std::string const json = study_json(study, keys);
    write_if_new(folder / "study.json", json);
    if (study.points.size() > checked_points) write_if_new(folder / origin_file, origin(study, reader, json));
}

std::optional<std::vector<std::string>> planned_keys(fs::path const& folder, Study const& study,
                                                     PointReader const& reader) {
    if (study.points.size() <= checked_points) return std::nullopt;
    std::string const noted = text_of(folder / origin_file);
    if (noted.empty()) return std::nullopt;
    std::string const json = text_of(folder / "study.json");
    if (origin(study, reader, json) != noted) return std::nullopt;
    return keys_in(json);
}

}  // namespace meridian::study
