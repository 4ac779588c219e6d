// meridian status DIR
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/study_folder.hpp"
#include "sim/study/results.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder_lock.hpp"

namespace meridian::app {
namespace {

struct RunCount {
    std::size_t done{0}, failed{0};  // runs of the study's points, static estimates left out
};

// Of points that share a key each run counts once. `keys` are sorted.
RunCount count(system::Folder const& folder, std::vector<study::RowKey> const& keys) {
    RunCount counted;
    study::read_our_rows(folder, {}).each([&](study::RowKey key, std::int64_t run, bool ok) {
        if (run != study::static_run && std::ranges::binary_search(keys, key))
            ++(ok ? counted.done : counted.failed);
    });
    return counted;
}

// Of the points, each once, sorted.
std::vector<study::RowKey> row_keys(study::StoredStudy const& stored) {
    std::vector<study::RowKey> keys;
    for (std::string const& key : stored.keys)
        keys.push_back(study::row_key(key));
    std::ranges::sort(keys);
    auto const [first, last] = std::ranges::unique(keys);
    keys.erase(first, last);
    return keys;
}

struct StudyProgress {
    std::string study;
    std::size_t points{0};
    std::size_t runs{0};  // at most, where the study is adaptive
    bool is_adaptive{false};
    RunCount counted;
    bool is_at_work{false};
    bool has_enough{false};  // how many are enough depends on their figures where the study is adaptive
};

StudyProgress progress_of(std::string const& folder) {
    auto const files = system::Folder::open(folder);
    study::StoredStudy const stored = study::read_study_json(files);
    study::Replications const& r = stored.study.replications;
    auto const keys = row_keys(stored);
    auto const points = static_cast<std::int64_t>(keys.size());
    StudyProgress found;
    found.study = stored.study.name;
    found.points = stored.keys.size();
    found.runs = static_cast<std::size_t>(std::min(points * r.most, r.runs.value_or(points * r.most)));
    found.is_adaptive = stored.study.is_adaptive();
    {
        PhaseLine const line{"reading " + folder, false};
        found.counted = count(files, keys);
    }
    found.is_at_work = system::FolderLock::is_taken(files, ".lock");
    found.has_enough =
        found.is_adaptive ? study::read_results(files).complete() : found.counted.done == found.runs;
    return found;
}

void print_progress(StudyProgress const& found, std::string const& folder) {
    console::print("{}: {} points, {}{} runs\n", found.study, found.points,
                   found.is_adaptive ? "at most " : "", found.runs);
    console::print("  {} done, {:.0f} %\n", found.counted.done,
                   100.0 * static_cast<double>(found.counted.done) / static_cast<double>(found.runs));
    if (found.counted.failed > 0)
        console::print("  {} failed; they are in {}/failures.csv, and a sweep tries them again\n",
                       found.counted.failed, folder);
    console::print("  {}\n", found.is_at_work ? "a sweep is at work in it" : "no sweep is at work in it");
    if (found.is_adaptive)
        console::print("  {}\n", found.has_enough ? "that is enough" : "more are asked for");
}

nlohmann::ordered_json progress_json(StudyProgress const& found) {
    return {{"study", found.study},        {"points", found.points},
            {"runs", found.runs},          {"runs_are_at_most", found.is_adaptive},
            {"done", found.counted.done},  {"failed", found.counted.failed},
            {"at_work", found.is_at_work}, {"complete", found.has_enough}};
}

}  // namespace

ExitCode status(StatusArguments const& given) {
    if (!check_holds_study(given.folder)) return ExitCode::invalid_input;
    StudyProgress const found = progress_of(given.folder);
    if (given.json) {
        print_json(progress_json(found));
    } else {
        print_progress(found, given.folder);
    }
    return found.has_enough && found.counted.failed == 0 ? ExitCode::success : ExitCode::answer_is_no;
}

}  // namespace meridian::app
