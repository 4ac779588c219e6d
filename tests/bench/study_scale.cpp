// Writes a store as a sweep of a study would leave it, without playing it: figures are those of one real run
// and estimate, each made a few percent larger or smaller by its point and its run. What the commands of
// `meridian` take for such a store is measured by them: results/bench/bench.md.
//
// Usage: meridian_study_scale STUDY DIR [SHARDS]      in a new or empty folder; eight shards by default
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/app/vocabulary.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/play.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/worker.hpp"

namespace {

using namespace meridian;
using Clock = std::chrono::steady_clock;

class Stopwatch {
public:
    void report(char const* what) {
        auto const now = Clock::now();
        fmt::print("{}: {:.1f} s\n", what, std::chrono::duration<double>(now - begun_).count());
        std::fflush(stdout);
        begun_ = now;
    }

private:
    Clock::time_point begun_{Clock::now()};
};

// Rows like a real one.
class Figures {
public:
    Figures(study::Row run, study::Row estimate) : run_{std::move(run)}, estimate_{std::move(estimate)} {}

    [[nodiscard]] study::Row row(std::string const& key, std::size_t point, std::int64_t run) const {
        study::Row made = run == study::static_run ? estimate_ : run_;
        made.key = key;
        made.run = run;
        for (std::size_t k = 0; k < made.figures.size(); ++k) {
            double const by_point = apart(k, point, 0);
            double const by_run =
                run == study::static_run ? 0.0 : apart(k, point, static_cast<std::uint64_t>(run) + 1);
            made.figures[k] *= 1.0 + 0.2 * by_point + 0.02 * by_run;
        }
        return made;
    }

private:
    // From -1/2 to 1/2.
    [[nodiscard]] double apart(std::size_t figure, std::size_t point, std::uint64_t draw) const {
        return engine::unit_interval(random_.block(figure, point, draw)[0]) - 0.5;
    }

    engine::RandomSource random_{1, 0};
    study::Row run_, estimate_;
};

void write_rows(study::Study const& study, study::Plan const& plan, Figures const& figures,
                system::Folder const& folder, std::size_t shards) {
    engine::RandomSource const random{2, 0};
    for (std::size_t s = 0; s < shards; ++s) {
        study::Shard shard{folder};
        for (std::size_t p = 0; p < study.points.size(); ++p) {
            for (std::int64_t run = study::static_run; run < study.replications.most; ++run) {
                auto const chance = random.block(0, p, static_cast<std::uint64_t>(run + 1))[0];
                if (chance % shards == s) shard.append(figures.row(plan.keys[p], p, run));
            }
        }
    }
}

int write_store(std::string const& file, std::filesystem::path const& folder, std::size_t shards) {
    Stopwatch watch;
    auto const reading = study::read_study(file);
    if (!reading.study) {
        fmt::print(stderr, "{}: there are errors; `meridian validate` reports them\n", file);
        return 2;
    }
    study::Study const& study = *reading.study;
    watch.report("study read");
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{study, vocabulary};
    auto const plan = study::make_plan(study, reader, system::usable_processors(), [] { return true; });
    if (!plan.problems.empty()) {
        fmt::print(stderr, "{}: there are errors; `meridian validate` reports them\n", file);
        return 2;
    }
    watch.report("points read");
    auto const made = system::Folder::make(folder);
    system::replace_file(made, "study.json", study::study_json(study, plan.keys));
    watch.report("study.json written");
    auto scenario = reader.read(study.points.front()).scenario.value();
    Figures const figures{study::play(scenario, plan.keys.front(), 0),
                          study::play(scenario, plan.keys.front(), study::static_run)};
    write_rows(study, plan, figures, made, shards);
    watch.report("rows written");
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 && argc != 4) {
        fmt::print(stderr, "usage: {} STUDY DIR [SHARDS]\n", argv[0]);
        return 2;
    }
    auto const shards = argc == 4 ? std::max(1L, std::atol(argv[3])) : 8L;
    try {
        return write_store(argv[1], argv[2], static_cast<std::size_t>(shards));
    } catch (system::SystemError const& fault) {
        fmt::print(stderr, "{}\n", fault.what());
        return 5;
    }
}
