#include "sim/study/progress_file.hpp"

#include <array>
#include <exception>
#include <string>

#include <nlohmann/json.hpp>

#include "sim/report/manifest.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

constexpr char const* progress_name = ".progress";

std::string key_of_study(system::Folder const& folder) {
    return report::content_key(folder.text(study_file).value_or(""));
}

std::optional<SweepPhase> phase_called(std::string const& key) {
    constexpr std::array all{SweepPhase::design, SweepPhase::input_effects, SweepPhase::break_even,
                             SweepPhase::representative_runs};
    for (SweepPhase const phase : all) {
        if (key_of(phase) == key) return phase;
    }
    return std::nullopt;
}

}  // namespace

ProgressFile::ProgressFile(system::Folder const& folder) : folder_{folder}, study_{key_of_study(folder)} {}

void ProgressFile::note(SweepProgress const& progress) const noexcept {
    try {
        nlohmann::ordered_json json{
            {"study", study_}, {"at_work", progress.at_work}, {"workers", progress.workers}};
        for (PhaseProgress const& one : progress.phases)
            json["phases"].push_back({{"phase", key_of(one.phase)},
                                      {"there", one.there()},
                                      {"least_left", one.least_left},
                                      {"likely_left", one.likely_left},
                                      {"most_left", one.most_left},
                                      {"is_guess", one.is_guess}});
        system::replace_file(folder_, progress_name, json.dump(1) + "\n");
    } catch (std::exception const&) {  // what matters is kept in rows
        return;
    }
}

std::optional<NotedProgress> noted_progress(system::Folder const& folder) {
    auto const text = folder.text(progress_name);
    if (!text) return std::nullopt;
    auto const json = nlohmann::json::parse(*text, nullptr, false);
    NotedProgress noted;
    try {
        if (json.at("study").get<std::string>() != key_of_study(folder)) return std::nullopt;
        noted.at_work = json.at("at_work").get<std::size_t>();
        noted.workers = json.at("workers").get<std::size_t>();
        for (auto const& one : json.at("phases")) {
            auto const phase = phase_called(one.at("phase").get<std::string>());
            if (!phase) return std::nullopt;
            PhaseProgress& found = noted.phases.emplace_back(PhaseProgress{*phase});
            found.reused = one.at("there").get<std::size_t>();
            found.set_left(one.at("least_left").get<std::size_t>(), one.at("likely_left").get<std::size_t>(),
                           one.at("most_left").get<std::size_t>());
            found.is_guess = one.at("is_guess").get<bool>();
        }
    } catch (nlohmann::json::exception const&) {  // it was damaged
        return std::nullopt;
    }
    return noted;
}

}  // namespace meridian::study
