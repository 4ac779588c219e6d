#include "sim/study/write_representative_runs.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/report/manifest.hpp"
#include "sim/report/run_folder.hpp"
#include "sim/report/static_estimate.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/local_runner.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/folder_lock.hpp"
#include "sim/world/world.hpp"

namespace meridian::study {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begun) {
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

// Simulates the run of a scenario into a folder. Throws with what is wrong.
void write_run(system::Folder const& shown, std::string const& name, scenario::Reading const& reading,
               report::RunFacts run, bool keeps_slo_course) {
    auto const begun = Clock::now();
    Scenario const& scenario = *reading.scenario;
    world::World world{scenario, {}};
    static_cast<void>(world.run());
    auto ledger = world.ledger();
    report::Facts facts{scenario, ledger};
    facts.by_arithmetic = report::static_estimate(scenario).figures;
    facts.keeps_slo_course = keeps_slo_course;
    facts.notices = scenario::texts_of(reading.planner);
    report::audit_figures(facts, ledger);
    for (observe::AuditRow const& law : ledger.audit) {
        if (!law.holds()) throw std::runtime_error{fmt::format("a law does not hold: {}", law.law.key)};
    }
    run.command = fmt::format("meridian run representative_runs/{}/scenario.yaml", name);
    run.run_s = seconds_since(begun);
    run.jobs = world.jobs_arrived();
    run.events = ledger.events;
    run.seed = scenario.seed;
    run.run = scenario.run;
    auto const there = shown.kind(name) == system::EntryKind::folder ? shown.find_folder(name) : std::nullopt;
    if (there && !report::has_only_run_files(*there))
        system::fail("replace", shown.file(name),
                     "it holds files that are not of a run\n  fix: move them elsewhere");
    system::FolderWriter folder{shown, name};
    report::write_run(folder.folder(), facts, scenario::resolved_yaml(reading.resolved), run);
    folder.publish();
}

scenario::Override the_run() {
    return {"run", fmt::format("run={}", shown_run)};
}

// Whether a folder of this name holds the run of the scenario.
bool is_there(system::Folder const& shown, std::string const& name, scenario::Reading const& reading) {
    if (shown.kind(name) != system::EntryKind::folder) return false;
    auto const content = report::content_key(scenario::resolved_yaml(reading.resolved));
    auto const there = shown.find_folder(name);
    return there && report::holds_run(*there, content);
}

class Showing final : public SweepListener {
public:
    Showing(std::vector<RepresentativeRun>& shown, std::function<bool()> const& keep_going,
            NoteWholeRun const& note)
        : shown_{shown}, keep_going_{keep_going}, note_{note} {}

    void heard(std::size_t point, Row const& row, bool /*kept*/) override {
        std::ranges::find(shown_, point, &RepresentativeRun::point)->why = row.failure;
        if (note_) note_(row);
    }
    [[nodiscard]] bool keep_going() override { return keep_going_(); }

private:
    std::vector<RepresentativeRun>& shown_;
    std::function<bool()> const& keep_going_;
    NoteWholeRun const& note_;
};

// Several shares may find the study complete: one after the other, and the later ones find all there. Nothing
// if `keep_going` stopped the waiting.
std::optional<system::FolderLock> lock_of(system::Folder const& folder,
                                          std::function<bool()> const& keep_going) {
    while (keep_going()) {
        auto lock = system::FolderLock::take(folder, ".lock", system::FolderLock::Kind::alone, 0.1);
        if (lock) return lock;
    }
    return std::nullopt;
}

// What workers that were ended have left: nobody else writes there.
void remove_partials(system::Folder const& shown) {
    for (system::FolderEntry const& entry : shown.entries()) {
        if (system::is_partial(entry.name)) shown.remove(entry.name);
    }
}

// Whole runs that are no longer wanted; what is none of ours stays.
void remove_others(system::Folder const& folder, std::vector<RepresentativeRun> const& shown) {
    std::set<std::string> wanted;
    for (RepresentativeRun const& one : shown) {
        if (one.why.empty()) wanted.insert(one.folder);
    }
    for (system::FolderEntry const& entry : folder.entries()) {
        if (entry.kind != system::EntryKind::folder || wanted.contains(entry.name)) continue;
        if (report::is_run_folder(folder.find_folder(entry.name).value())) folder.remove(entry.name);
    }
}

}  // namespace

std::size_t count_representative_runs_there(system::Folder const& folder,
                                            std::vector<RepresentativeRun> const& shown,
                                            Results const& results, PointReader& reader) {
    auto const where = folder.find_folder(representative_runs_folder);
    if (!where) return 0;
    std::size_t there = 0;
    for (RepresentativeRun const& one : shown) {
        if (!one.why.empty()) continue;
        auto const reading = reader.read(results.study().points[one.point], std::array{the_run()});
        there += std::size_t{is_there(*where, one.folder, reading)};
    }
    return there;
}

bool write_representative_runs(system::Folder const& folder, std::vector<RepresentativeRun>& shown,
                               Results const& results, PointReader& reader, unsigned workers,
                               std::function<bool()> const& keep_going, NoteWholeRun const& note) {
    system::Folder const where = folder.make_folder(representative_runs_folder);
    auto const lock = lock_of(where, keep_going);
    if (!lock) return false;

    std::vector<Assignment> wanted;
    for (RepresentativeRun const& one : shown) {
        if (one.why.empty())
            wanted.push_back(Assignment::of({one.point, {}, results.key(one.point)}, {shown_run}));
    }
    auto const write = [&](Assignment const& one, SendRow const& send) {
        auto const begun = Clock::now();
        AssignedPoint const& point = one.points.front();
        auto const reading = reader.read(results.study().points[point.point], std::array{the_run()});
        if (!reading.scenario) throw std::runtime_error{"its scenario has changed since the sweep began"};
        report::RunFacts facts;
        facts.read_s = seconds_since(begun);
        auto const name = std::ranges::find(shown, point.point, &RepresentativeRun::point)->folder;
        Row row{point.key, shown_run, 0.0, {}, {}};
        if (!is_there(where, name, reading)) {
            auto const started = Clock::now();
            write_run(where, name, reading, facts, has_losses(results.study()));
            row.wall_s = std::max(seconds_since(started), 1e-9);
        }
        send(row);
    };
    Showing showing{shown, keep_going, note};
    bool const whole = LocalRunner{workers, results.study().limits, write}.play(std::move(wanted), showing);
    remove_partials(where);
    if (!whole) return false;
    remove_others(where, shown);
    system::replace_if_other(where, "index.csv", csv(representative_runs_table, shown, results.study()));
    return true;
}

}  // namespace meridian::study
