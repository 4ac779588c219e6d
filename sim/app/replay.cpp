#include "sim/app/replay.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "sim/app/exit_codes.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/study/replay.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_listed = 10;
constexpr std::size_t most_columns = 100;

std::string shortened(std::string const& line) {
    return line.size() <= most_columns ? line : line.substr(0, most_columns) + "...";
}

}  // namespace

bool check_replay_options(SweepArguments const& given) {
    std::error_code error;
    if (given.shard || given.merge || given.slurm)
        return report_usage_error(
            "--replay: a study is repeated as a whole, without --shard, --merge and --slurm",
            "leave them out; on several hosts: mpirun");
    if (study::folder_kind(*given.replay) != study::FolderKind::store)
        return report_usage_error(
            fmt::format("--replay {}: no study of this release is there", *given.replay),
            "name the folder of an earlier sweep");
    if (fs::equivalent(*given.replay, given.out, error))
        return report_usage_error(
            fmt::format("--replay {}: what is to be repeated is there already", *given.replay),
            "name another folder by --out");
    if (study::folder_kind(given.out) == study::FolderKind::store && !given.resume)
        return report_usage_error(
            fmt::format("--out {}: runs are there, which would not be repeated", given.out),
            "name a new folder, or go on with a replay that was stopped by --resume");
    return true;
}

bool check_record(SweepArguments const& given, study::Study const& study, study::Plan const& plan) {
    if (system::Folder::open(*given.replay).text(study::study_file) == study::study_json(study, plan.keys))
        return true;
    return report_usage_error(
        fmt::format("--replay {}: the study there is not this one as it stands now, or was run by "
                    "another release ({})",
                    *given.replay, study::release_of(system::Folder::open(*given.replay))),
        "name the study as it was then");
}

ExitCode report_replay_outcome(SweepArguments const& given) {
    auto const differences = study::different_files(given.out, *given.replay);
    std::size_t const files = study::compared_files(*given.replay);
    if (differences.empty()) {
        console::print("the same again: {} files of {} have the same bytes\n", files, *given.replay);
        return ExitCode::success;
    }
    console::print("{} of {} files are not the same as in {}\n", differences.size(), files, *given.replay);
    for (std::size_t i = 0; i < std::min(differences.size(), most_listed); ++i) {
        auto const& one = differences[i];
        if (!one.line) {
            console::print("  {}: only in one of the folders\n", one.file.string());
            continue;
        }
        console::print("  {}, line {}\n    now:  {}\n    then: {}\n", one.file.string(), *one.line,
                       shortened(one.ours), shortened(one.recorded));
    }
    return ExitCode::answer_is_no;
}

}  // namespace meridian::app
