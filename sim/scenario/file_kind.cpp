#include "sim/scenario/file_kind.hpp"

#include <string>
#include <variant>

#include <fmt/format.h>

#include "models/units/parse.hpp"

namespace meridian::scenario {

bool check_format(Draft const& root, Problems& problems) {
    auto const* const written = root.find("meridian");
    if (written == nullptr || !written->is_scalar()) return true;
    auto const parsed = parse_whole(written->text());
    auto const* const version = std::get_if<std::int64_t>(&parsed);
    auto const ours = fmt::format("write 'meridian: {}'", format_version);
    if (version == nullptr) {
        problems.add(written->location(), fmt::format("'{}' is not the number of a format", written->text()),
                     ours);
        return false;
    }
    if (*version == format_version) return true;
    auto const fix =
        *version > format_version
            ? fmt::format("use a newer Meridian, or write the scenario in format {}", format_version)
            : ours;
    problems.add(written->location(),
                 fmt::format("this is a scenario in format {}, and this program reads format {}", *version,
                             format_version),
                 fix);
    return false;
}

bool check_is_scenario(Draft const& root, std::filesystem::path const& file, Problems& problems) {
    if (root.find("study") != nullptr && root.find("meridian") == nullptr) {
        problems.add(root.find("study")->location(), "this is a study, not a scenario",
                     fmt::format("run it with `meridian sweep {} --out DIR`", file.string()));
        return false;
    }
    bool const is_summary = root.find("jobs_arrived") != nullptr;
    bool const is_manifest = root.find("content_key") != nullptr;
    if (root.find("meridian") != nullptr || (!is_summary && !is_manifest)) return true;
    auto const beside = (file.parent_path() / "scenario.yaml").lexically_normal();
    std::error_code ignored;
    problems.add(root.location(),
                 fmt::format("this is the {} of a run, not a scenario", is_summary ? "summary" : "manifest"),
                 std::filesystem::is_regular_file(beside, ignored)
                     ? fmt::format("name '{}', the scenario of that run", beside.string())
                     : "name the scenario that was run");
    return false;
}

}  // namespace meridian::scenario
