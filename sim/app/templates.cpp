#include "sim/app/templates.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "sim/app/embedded_templates.hpp"

namespace meridian::app {
namespace {

std::vector<TemplateFile> files_of(std::string_view name) {
    std::vector<TemplateFile> files;
    for (EmbeddedFile const& file : embedded_templates()) {
        std::string_view path{file.path};
        if (!path.starts_with(name) || path.substr(name.size()).substr(0, 1) != "/") continue;
        files.push_back(
            {path.substr(name.size() + 1), {file.begin, static_cast<std::size_t>(file.end - file.begin)}});
    }
    std::ranges::sort(files, {}, &TemplateFile::name);
    return files;
}

StarterTemplate starter(std::string_view name, std::string_view about,
                        std::vector<std::string_view> commands) {
    return {name, about, files_of(name), std::move(commands)};
}

}  // namespace

std::span<StarterTemplate const> starter_templates() {
    static std::vector<StarterTemplate> const all{
        starter("three-sites", "a hub, a region and an edge site, every kind of record once",
                {"meridian run scenario.yaml", "meridian report scenario.yaml",
                 "meridian run scenario.yaml --set 'sites.region.power_limit=150 kW'"}),
        starter("national", "eight provinces, 23,200 accelerators, tables beside the scenario",
                {"meridian run scenario.yaml", "meridian run scenario.yaml --policy cheapest",
                 "meridian report scenario.yaml"}),
        starter("trace", "jobs from a table, one line each",
                {"meridian run scenario.yaml --out run --log jobs",
                 "meridian run scenario.yaml --set discipline=fcfs"}),
        starter("services", "a chat service by the hour, and jobs on what it leaves",
                {"meridian run scenario.yaml", "meridian run scenario.yaml --set services.chat.policy=home"}),
        starter("study", "two layouts compared, with uncertain inputs",
                {"meridian validate study.yaml", "meridian report study.yaml"}),
        starter("blank", "the least that runs",
                {"meridian run scenario.yaml", "meridian schema --reference"}),
    };
    return all;
}

}  // namespace meridian::app
