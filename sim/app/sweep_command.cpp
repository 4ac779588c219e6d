// meridian sweep STUDY --out DIR
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "models/units/parse.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/replay.hpp"
#include "sim/app/slurm_jobs.hpp"
#include "sim/app/study_text.hpp"
#include "sim/app/sweep_dry_run.hpp"
#include "sim/app/sweep_line.hpp"
#include "sim/app/sweep_text.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/planned.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/replay.hpp"
#include "sim/study/study_json.hpp"
#include "sim/study/study_rules.hpp"
#include "sim/study/sweep.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder_lock.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/ranks.hpp"
#include "sim/system/system_error.hpp"
#include "sim/system/worker.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

// "2/8" -> the second of eight. Nothing if it is none.
std::optional<study::Share> share_of(std::string const& text) {
    auto const slash = text.find('/');
    if (slash == std::string::npos) return std::nullopt;
    auto const index = parse_whole(text.substr(0, slash));
    auto const of = parse_whole(text.substr(slash + 1));
    auto const* const i = std::get_if<std::int64_t>(&index);
    auto const* const n = std::get_if<std::int64_t>(&of);
    if (i == nullptr || n == nullptr || *n < 1 || *i < 1 || *i > *n || *n > 1'000'000) return std::nullopt;
    return study::Share{static_cast<std::size_t>(*i - 1), static_cast<std::size_t>(*n)};
}

study::Branching branching_of(SweepArguments const& given) {
    if (given.branching == "always") return study::Branching::always;
    return given.branching == "never" ? study::Branching::never : study::Branching::automatic;
}

bool check_folders(SweepArguments const& given) {
    if (given.out.empty()) return report_usage_error("--out: the name is empty", "name a folder");
    if (given.merge && given.shard)
        return report_usage_error("--merge --shard: a share cannot be merged alone", "leave --shard out");
    if (given.rows_only && !given.shard)
        return report_usage_error(
            "--rows-only: this sweep has no share, and would leave the study without tables",
            "leave it out, or give --shard I/N");
    switch (study::folder_kind(given.out)) {
        case study::FolderKind::foreign:
            return report_usage_error(
                fmt::format("--out {}: something else than a study is there", given.out),
                "name a new folder, an empty one, or that of an earlier sweep");
        case study::FolderKind::other_version:
            return report_usage_error(
                fmt::format("--out {}: the study there was run by another version of Meridian ({}), whose "
                            "figures are not the same",
                            given.out, study::release_of(system::Folder::open(given.out))),
                "name a new folder, or go on with that version");
        case study::FolderKind::fresh:
            if (given.resume || given.merge)
                return report_usage_error(fmt::format("{}: there is no study in {} to go on with",
                                                      given.merge ? "--merge" : "--resume", given.out),
                                          given.merge ? "sweep its shares first, or name their folder"
                                                      : "leave --resume out to begin one");
            return true;
        case study::FolderKind::store:
        case study::FolderKind::damaged:  // is written again
            break;
    }
    return true;
}

// When to stop: as asked for, or before Slurm ends the job.
struct Deadline {
    std::optional<std::chrono::system_clock::time_point> stop_before;
    bool wrong{false};
};
Deadline deadline_of(SweepArguments const& given) {
    using std::chrono::system_clock;
    Deadline deadline;
    if (char const* const end = std::getenv("SLURM_JOB_END_TIME"); end != nullptr && std::atoll(end) > 0)
        deadline.stop_before = system_clock::time_point{std::chrono::seconds{std::atoll(end)}};
    if (!given.stop_before) return deadline;
    auto const read = parse_quantity(*given.stop_before, Dimension::duration);
    auto const* const ns = std::get_if<Parsed>(&read);
    if (ns == nullptr || ns->value <= 0.0) {
        auto const* const fault = std::get_if<ParseFault>(&read);
        deadline.wrong =
            !report_usage_error(fmt::format("--stop-before {}: {}", *given.stop_before,
                                            fault != nullptr ? fault->wrong : "that is no time to come"),
                                fault != nullptr ? fault->fix : "write a time, such as '50 min'");
        return deadline;
    }
    auto const asked = system_clock::now() + std::chrono::duration_cast<system_clock::duration>(
                                                 std::chrono::duration<double, std::nano>{ns->value});
    deadline.stop_before = std::min(deadline.stop_before.value_or(asked), asked);
    return deadline;
}

// Shares meet in a folder; they must be of one study and one release.
bool check_study(SweepArguments const& given, study::Study const& study, study::Plan const& plan) {
    auto const there = system::Folder::open(given.out).text(study::study_file);
    if (!there || there == study::study_json(study, plan.keys)) return true;
    return report_usage_error(
        fmt::format("--out {}: the study there is not this one as it stands now, or was begun by another "
                    "release ({})",
                    given.out, study::release_of(system::Folder::open(given.out))),
        fmt::format("name a new folder; or, if the study was changed on purpose, make it that of the "
                    "folder by `meridian sweep {} --out {} --merge`: its rows are kept",
                    given.study, given.out));
}

// Written once everything is checked, so that nothing is written before.
struct Prepared {
    study::Share share;
    std::optional<study::StudyReading> reading;  // none: something is wrong, and reported
};
Prepared prepare(SweepArguments const& given) {
    Prepared prepared;
    if (!check_folders(given)) return prepared;
    if (given.replay && !check_replay_options(given)) return prepared;
    if (given.shard) {
        auto const read = share_of(*given.shard);
        if (!read) {
            report_usage_error(fmt::format("--shard {}: that is no share", *given.shard),
                               "write I/N, such as 1/4 to 4/4");
            return prepared;
        }
        prepared.share = *read;
    }
    study::StudyReading reading = study::read_study(given.study, {given.allow_large, given.allow_plugins});
    if (!report_problems(reading.problems)) return prepared;
    report_warnings(reading.warnings);
    bool const shared = given.shard || given.slurm;
    if (shared && reading.study->is_adaptive()) {
        report_usage_error(
            fmt::format("--{}: replications that depend on other points cannot be shared",
                        given.slurm ? "slurm" : "shard"),
            "remove 'until' or 'selection' from the study, or sweep without it, on several hosts by mpirun");
        return prepared;
    }
    prepared.reading = std::move(reading);
    return prepared;
}

std::optional<system::FolderLock> lock_folder(SweepArguments const& given) {
    using Kind = system::FolderLock::Kind;
    auto lock = system::FolderLock::take(system::Folder::make(given.out), ".lock",
                                         given.shard ? Kind::shared : Kind::alone, 2.0);
    if (!lock)
        report_usage_error(fmt::format("--out {}: another sweep is at work there", given.out),
                           "wait for it, or name another folder");
    return lock;
}

// What an error of the system leaves of the sweep is added to its message.
template <class Sweep>
study::SweepOutcome keeping_what_is_there(SweepArguments const& given, SweepLine& line, Sweep const& sweep) {
    try {
        return sweep();
    } catch (system::SystemError const& fault) {
        line.clear();
        throw system::SystemError{std::string{fault.what()} + kept_words(given, line.all_runs())};
    }
}

// `ranks`: of the job of which this is rank 0; nullptr: alone.
ExitCode sweep_with(SweepArguments const& given, study::RankGroup* ranks) {
    Prepared prepared = prepare(given);
    Deadline const deadline = deadline_of(given);
    if (!prepared.reading || deadline.wrong) return ExitCode::invalid_input;
    study::Study& study = *prepared.reading->study;
    auto const known = vocabulary();
    study::PointReader reader{study, known};
    unsigned const processors = system::usable_processors();
    unsigned const workers = given.workers.value_or(ranks != nullptr ? 1 : processors);
    study::Plan const plan = study::make_plan(
        study, reader, std::max(workers, processors), [] { return !system::interrupted(); },
        system::Folder::find(given.out));
    if (plan.stopped) return ExitCode::interrupted;
    if (!report_problems(plan.problems)) return ExitCode::invalid_input;
    study::choose_metrics(study, reader);
    study::choose_rules(study, reader);
    warn_of_duplicate_points(study, plan);
    if (given.dry_run) {
        print_expected_sweep(given, study, plan, reader, prepared.share, branching_of(given), workers);
        return ExitCode::success;
    }
    auto const lock = lock_folder(given);
    if (!lock) return ExitCode::invalid_input;
    if (given.slurm) {
        study::write_plan(system::Folder::open(given.out), study, reader, plan.keys);
        return write_slurm_jobs(given);
    }
    if (given.shard && !check_study(given, study, plan)) return ExitCode::invalid_input;
    if (given.replay && !check_record(given, study, plan)) return ExitCode::invalid_input;
    if (ranks != nullptr) ranks->begin();
    SweepLine line{study, given.quiet};
    auto const outcome = keeping_what_is_there(given, line, [&] {
        return study::sweep(
            study, plan, reader,
            {given.out, workers, prepared.share, given.rows_only, given.merge, deadline.stop_before, ranks,
             given.replay ? study::recorded_runs(*given.replay) : std::vector<std::int64_t>{},
             branching_of(given)},
            line);
    });
    line.clear();
    auto const all_workers = workers * static_cast<unsigned>(ranks != nullptr ? ranks->size() : 1);
    bool const has_tables = !outcome.stopped && !given.rows_only && outcome.runs_missing == 0;
    if (has_tables) write_sweep_manifest(given, outcome, all_workers);
    ExitCode const code = report_sweep_outcome(given, outcome);
    return given.replay && has_tables && code == ExitCode::success ? report_replay_outcome(given) : code;
}

// Any rank but 0. What is wrong with the study has been reported by rank 0, unless this host sees another one.
ExitCode serve(SweepArguments const& given, system::Messenger& ranks) {
    if (!study::wait_for_rank_0(ranks)) return ExitCode::success;
    try {
        study::StudyReading const reading =
            study::read_study(given.study, {given.allow_large, given.allow_plugins});
        if (!reading.study) throw std::runtime_error{"the study cannot be read there"};
        auto const known = vocabulary();
        study::PointReader reader{*reading.study, known};
        if (!study::read_levels(*reading.study, reader).empty())
            throw std::runtime_error{"the study has errors there that it has not on rank 0"};
        study::WorkerPool pool{given.workers.value_or(1), reading.study->limits,
                               study::player_of(*reading.study, reader, branching_of(given))};
        study::serve_rank_0(ranks, pool, system::Folder::open(given.out));
    } catch (std::exception const& fault) {
        study::report_fault(ranks, fmt::format("rank {}: {}", ranks.rank(), fault.what()));
    }
    return ExitCode::success;
}

}  // namespace

ExitCode sweep(SweepArguments const& given) {
    if (system::started_together() == 1) {
        if (system::is_started_by_mpi())
            console::print("one rank: the study is swept as without MPI, by workers of this process\n");
        return sweep_with(given, nullptr);
    }
    auto const ranks = system::join_ranks();
    if (ranks->rank() != 0) return serve(given, *ranks);
    study::RankGroup group{*ranks, given.workers.value_or(1)};
    if (given.dry_run) {
        report_usage_error("--dry-run: it starts no run, on one host or several", "leave mpirun out");
        return ExitCode::invalid_input;
    }
    if (given.slurm) {
        report_usage_error("--slurm: this is a parallel job already",
                           "write the scripts without mpirun or srun");
        return ExitCode::invalid_input;
    }
    return sweep_with(given, &group);
}

}  // namespace meridian::app
