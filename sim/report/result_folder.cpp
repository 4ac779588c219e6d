#include "sim/report/result_folder.hpp"

#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace meridian::report {
namespace {

std::string text_at(nlohmann::json const& json, char const* key) {
    auto const found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<Manifest> parse_manifest(std::string text) {
    auto const json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object() || text_at(json, "program") != "Meridian" || !seal_holds(text)) return std::nullopt;
    Manifest manifest{text_at(json, "kind"),    text_at(json, "version"),
                      text_at(json, "command"), text_at(json, "content_key"),
                      text_at(json, "commit"),  {},
                      std::move(text)};
    auto const files = json.value("files", nlohmann::json::object());
    for (auto const& [name, sum] : files.items()) {
        if (sum.is_string()) manifest.files.emplace(name, sum.get<std::string>());
    }
    return manifest;
}

}  // namespace

std::optional<Manifest> find_manifest(system::Folder const& folder) {
    if (!folder.holds_file(manifest_file)) return std::nullopt;
    auto text = folder.text(manifest_file);
    return text ? parse_manifest(*std::move(text)) : std::nullopt;
}

ResultFolder::ResultFolder(system::Folder folder, std::string remedy)
    : folder_{std::move(folder)}, remedy_{std::move(remedy)} {
    auto text = folder_.text(manifest_file);
    if (!text) refuse(manifest_file, "there is no such file");
    auto manifest = parse_manifest(*std::move(text));
    if (!manifest) refuse(manifest_file, "it is not what was written: its check sum differs");
    manifest_ = *std::move(manifest);
    if (remedy_.empty()) remedy_ = manifest_.command;
}

std::optional<std::string> ResultFolder::text(std::string const& name) const {
    auto text = folder_.text(name);
    auto const listed = manifest_.files.find(name);
    if (listed == manifest_.files.end()) {
        if (text) refuse(name, "manifest.json does not list it");
        return text;
    }
    if (!text) refuse(name, "there is no such file, although manifest.json lists it");
    if (check_sum(*text) != listed->second)
        refuse(name, "it is not what was written: its check sum in manifest.json differs");
    return text;
}

void ResultFolder::refuse(std::string const& name, std::string_view why) const {
    std::string const fix = remedy_.empty() ? "make these results again, by the command that wrote them"
                                            : fmt::format("make these results again: {}", remedy_);
    system::fail("read", folder_.file(name), fmt::format("{}\n  fix: {}", why, fix));
}

}  // namespace meridian::report
