// meridian status DIR
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/study_folder.hpp"
#include "sim/study/results.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder_lock.hpp"

namespace meridian::app {
namespace {

struct Counted {
    std::size_t done{0}, failed{0};  // runs of the study's points, static estimates left out
};

// Of points that share a key each run counts once. `keys` are sorted.
Counted count(system::Folder const& folder, std::vector<study::RowKey> const& keys) {
    Counted counted;
    study::read_our_rows(folder, {}).each([&](study::RowKey key, std::int64_t run, bool ok) {
        if (run != study::static_run && std::ranges::binary_search(keys, key))
            ++(ok ? counted.done : counted.failed);
    });
    return counted;
}

std::string_view whether_at_work(system::Folder const& folder) {
    return system::FolderLock::is_taken(folder, ".lock") ? "a sweep is at work in it"
                                                         : "no sweep is at work in it";
}

}  // namespace

ExitCode status(std::string const& folder) {
    if (!check_holds_study(folder)) return ExitCode::invalid_input;
    auto const files = system::Folder::open(folder);
    study::StoredStudy const stored = study::read_study_json(files);
    study::Replications const& r = stored.study.replications;
    std::vector<study::RowKey> keys;
    for (std::string const& key : stored.keys)
        keys.push_back(study::row_key(key));
    std::ranges::sort(keys);
    auto const [first, last] = std::ranges::unique(keys);
    keys.erase(first, last);
    auto const points = static_cast<std::int64_t>(keys.size());
    auto const wanted = static_cast<std::size_t>(std::min(points * r.most, r.runs.value_or(points * r.most)));
    Counted const counted = [&] {
        PhaseLine const line{"reading " + folder, false};
        return count(files, keys);
    }();
    console::print("{}: {} points, {}{} runs\n", stored.study.name, stored.keys.size(),
                   stored.study.is_adaptive() ? "at most " : "", wanted);
    console::print("  {} done, {:.0f} %\n", counted.done,
                   100.0 * static_cast<double>(counted.done) / static_cast<double>(wanted));
    if (counted.failed > 0)
        console::print("  {} failed; they are in {}/failures.csv, and a sweep tries them again\n",
                       counted.failed, folder);
    console::print("  {}\n", whether_at_work(files));
    // How many runs are enough depends on their figures where differences are to be known well.
    bool const all =
        stored.study.is_adaptive() ? study::read_results(files).complete() : counted.done == wanted;
    if (stored.study.is_adaptive()) console::print("  {}\n", all ? "that is enough" : "more are asked for");
    return all && counted.failed == 0 ? ExitCode::success : ExitCode::answer_is_no;
}

}  // namespace meridian::app
