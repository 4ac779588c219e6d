// meridian sweep STUDY --out DIR
#include <algorithm>
#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "models/units/parse.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/status_line.hpp"
#include "sim/app/study_text.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/json_text.hpp"
#include "sim/report/manifest.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/sweep.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/folder_lock.hpp"
#include "sim/system/interruption.hpp"
#include "sim/system/machine.hpp"
#include "sim/system/worker.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

class SweepLine final : public study::SweepMonitor {
public:
    explicit SweepLine(bool quiet) : line_{quiet} {}

    [[nodiscard]] bool keep_going(study::SweepProgress const& p) override {
        if (system::interrupted()) return false;
        if (!line_.due() || p.runs_done == 0) return true;
        double const rate = static_cast<double>(p.runs_done) / p.wall_s;
        auto const done = p.runs_there + p.runs_done;
        auto const all = done + p.runs_left;
        auto const failed = p.runs_failed > 0 ? fmt::format("  {} failed", p.runs_failed) : std::string{};
        line_.show(fmt::format("{:3.0f} %  {} of {} runs{}  {:.3g} runs/s  {} left",
                               100.0 * static_cast<double>(done) / static_cast<double>(all), done, all,
                               failed, rate, time_left(static_cast<double>(p.runs_left) / rate)));
        return true;
    }
    void clear() { line_.clear(); }

private:
    StatusLine line_;
};

bool tell(std::string_view wrong, std::string_view fix) {
    fmt::print(stderr, "{}\n  fix: {}\n", wrong, fix);
    return false;
}

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

bool tell_folder_problems(SweepArguments const& given) {
    if (given.out.empty()) return tell("--out: the name is empty", "name a folder");
    switch (study::folder_kind(given.out)) {
        case study::FolderKind::foreign:
            return tell(fmt::format("--out {}: something else than a study is there", given.out),
                        "name a new folder, an empty one, or that of an earlier sweep");
        case study::FolderKind::other_version:
            return tell(fmt::format("--out {}: the study there was run by another version of Meridian, whose "
                                    "figures are not the same",
                                    given.out),
                        "name a new folder, or go on with that version");
        case study::FolderKind::fresh:
            if (given.resume)
                return tell(fmt::format("--resume: there is no study in {} to go on with", given.out),
                            "leave --resume out to begin one");
            return true;
        case study::FolderKind::store:
            break;
    }
    return true;
}

// What is needed to defend the tables and to make them again, and what differs between two equal sweeps.
void write_manifest(SweepArguments const& given, study::SweepOutcome const& outcome, unsigned workers) {
    auto const machine = system::this_machine();
    report::JsonText json;
    json.text("program", "Meridian");
    json.text("version", report::version());
    json.text("commit", report::commit());
    json.number("results_version", std::int64_t{report::results_version});
    json.text("command", "meridian sweep " + given.study + " --out " + given.out);
    json.text("written", system::utc_now());
    json.number("points", static_cast<std::uint64_t>(outcome.results.study().points.size()));
    json.number("runs_there_before", static_cast<std::uint64_t>(outcome.progress.runs_there));
    json.number("runs_done", static_cast<std::uint64_t>(outcome.progress.runs_done));
    json.number("workers", std::uint64_t{workers});
    json.number("wall_s", outcome.progress.wall_s);
    json.open("machine");
    json.text("processor", machine.processor);
    json.number("cores", std::int64_t{machine.cores});
    json.text("kernel", machine.kernel);
    json.close();
    system::replace_file(fs::path{given.out} / "manifest.json", json.finish());
}

int tell_outcome(SweepArguments const& given, study::SweepOutcome const& outcome) {
    auto const& p = outcome.progress;
    if (outcome.stopped) {
        fmt::print(stderr,
                   "meridian: stopped; {} runs are kept\n  go on with: meridian sweep {} --out {} --resume\n",
                   p.runs_there + p.runs_done, given.study, given.out);
        return stopped_by_user;
    }
    fmt::print("{} points; {} runs played in {}, {} were there already\n",
               outcome.results.study().points.size(), p.runs_done,
               human_duration(std::chrono::duration_cast<Duration>(Seconds{p.wall_s})), p.runs_there);
    if (!outcome.results.complete())
        fmt::print("other shares are not done; `meridian status {}` tells how far they are\n", given.out);
    for (study::ShownRun const& one : outcome.shown) {
        if (!one.why.empty())
            fmt::print(stderr, "meridian: no whole run of '{}' is kept in shown/: {}\n", one.alternative,
                       one.why);
    }
    int const failures = print_failures(outcome.results, given.out);
    fmt::print("\nresults in {}\n", given.out);
    return failures;
}

}  // namespace

int sweep(SweepArguments const& given) {
    if (!tell_folder_problems(given)) return input_wrong;
    study::Share share;
    if (given.shard) {
        auto const read = share_of(*given.shard);
        if (!read) {
            tell(fmt::format("--shard {}: that is no share", *given.shard), "write I/N, such as 1/4 to 4/4");
            return input_wrong;
        }
        share = *read;
    }
    study::StudyReading const reading = study::read_study(given.study);
    if (!tell_problems(reading.problems)) return input_wrong;
    study::Study const& study = *reading.study;
    if (share.of > 1 && study.replications.half_width) {
        tell("--shard: replications that depend on other points cannot be shared",
             "remove 'until' from the study, or sweep without --shard");
        return input_wrong;
    }

    unsigned const workers = given.workers.value_or(system::usable_processors());
    auto const known = vocabulary();
    study::PointReader reader{study, known};
    system::watch_for_interruption();
    study::Plan const plan = study::make_plan(study, reader, workers, [] { return !system::interrupted(); });
    if (plan.stopped) return stopped_by_user;
    if (!tell_problems(plan.problems)) return input_wrong;
    tell_equal_points(study, plan);

    std::error_code error;
    fs::create_directories(given.out, error);
    if (error) throw system::MachineFault{"cannot create " + given.out + ": " + error.message()};
    auto const kind = share.of > 1 ? system::FolderLock::Kind::shared : system::FolderLock::Kind::alone;
    auto const lock = system::FolderLock::take(given.out, ".lock", kind, 2.0);
    if (!lock) {
        tell(fmt::format("--out {}: another sweep is at work there", given.out),
             "wait for it, or name another folder");
        return input_wrong;
    }
    SweepLine line{given.quiet};
    auto const outcome = study::sweep(study, plan, reader, {given.out, workers, share}, line);
    line.clear();
    if (!outcome.stopped) write_manifest(given, outcome, workers);
    return tell_outcome(given, outcome);
}

}  // namespace meridian::app
