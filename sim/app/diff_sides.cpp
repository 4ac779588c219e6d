#include "sim/app/diff_sides.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "sim/app/phase_line.hpp"
#include "sim/app/problem_text.hpp"
#include "sim/app/study_point.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/store.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

bool is_folder(std::string const& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

bool is_same_file(std::string const& a, std::string const& b) {
    std::error_code ignored;
    return fs::equivalent(a, b, ignored);
}

// Prints them to standard error by their kinds; true if there is none.
bool report_all(std::vector<scenario::Problem> const& problems) {
    print_problems(problems, "", false);
    if (!problems.empty()) console::print_error("{}; nothing was compared\n", count_words(problems, "error"));
    return problems.empty();
}

// Whether a file can be read and says neither when its scenario starts nor for how long it lasts, itself or by what it
// includes.
bool is_overlay(std::string const& file) {
    scenario::FilesRead known;
    scenario::Problems problems;
    auto const root = scenario::read_draft(file, {}, known, problems);
    return problems.none() && root.is_map() && root.find("start") == nullptr &&
           root.find("horizon") == nullptr;
}

// A study that points are read of.
class PointSource {
public:
    explicit PointSource(study::Study study) : study_{std::move(study)}, known_{vocabulary()} {}

    [[nodiscard]] study::Study const& study() const { return study_; }
    [[nodiscard]] study::PointReader& reader() { return reader_; }

private:
    study::Study study_;
    Vocabulary known_;
    study::PointReader reader_{study_, known_};
};

class SideReader {
public:
    explicit SideReader(DiffArguments const& given) : given_{given} {}

    [[nodiscard]] std::optional<DiffSide> read_side(std::string const& text) {
        if (is_folder(text)) return read_folder(text);
        std::error_code ignored;
        if (fs::exists(text, ignored)) return read_file(text);
        for (auto colon = text.find(':'); colon != std::string::npos; colon = text.find(':', colon + 1)) {
            auto const study = text.substr(0, colon);
            if (study::is_study(study)) return read_point(study, text.substr(colon + 1));
        }
        return read_scenario_file(text);
    }

    [[nodiscard]] std::optional<DiffSide> read_point(std::string const& file, std::string const& name) {
        if (has_options())
            return refuse(fmt::format("{}: a point has the values that its study gives it", file),
                          "leave --base, --layout and --set out");
        PointSource* const source = source_of(file);
        if (source == nullptr) return std::nullopt;
        study::Study const& study = source->study();
        auto const point = find_point(study, name);
        if (!point) return std::nullopt;
        auto const label = study.label(study.points[*point]);
        return made(source->reader().read(study.points[*point]),
                    fmt::format("{}: {}", file, label.empty() ? "base" : label));
    }

    [[nodiscard]] report::NameTable take_names() { return std::move(names_); }

private:
    static std::optional<DiffSide> refuse(std::string const& wrong, std::string const& fix) {
        report_usage_error(wrong, fix);
        return std::nullopt;
    }

    [[nodiscard]] bool has_options() const {
        return given_.base || !given_.with.layouts.empty() || !given_.with.set.empty();
    }

    [[nodiscard]] std::optional<DiffSide> made(scenario::Reading reading, std::string label) {
        if (!report_all(reading.problems)) return std::nullopt;
        names_.add(*reading.scenario);
        return DiffSide{std::move(label), reading.scenario->name, std::move(reading.resolved), {}};
    }

    [[nodiscard]] std::optional<DiffSide> read_folder(std::string const& folder) {
        if (study::folder_kind(folder) == study::FolderKind::store)
            return refuse(
                fmt::format("{}: it holds a study, not a run", folder),
                fmt::format("name two points of the study file: `meridian diff STUDY.yaml POINT POINT "
                            "--results {}`",
                            folder));
        auto const manifest = report::find_manifest(system::Folder::open(folder));
        if (!manifest || manifest->kind != "run")
            return refuse(fmt::format("{}: there is no run there", folder),
                          "name a scenario file, or the folder of `meridian run SCENARIO --out DIR`");
        auto const file = (fs::path{folder} / "scenario.yaml").string();
        if (has_options())
            return refuse(fmt::format("{}: a run has the scenario that it was run with", folder),
                          fmt::format("leave --base, --layout and --set out, or name {}", file));
        auto side = read_scenario_file(file);
        if (!side) return side;
        side->label = folder;
        side->run_folder = folder;
        return side;
    }

    [[nodiscard]] std::optional<DiffSide> read_file(std::string const& file) {
        if (study::is_study(file))
            return refuse(
                fmt::format("{}: it is a study, which has many scenarios", file),
                fmt::format("name two points: `meridian diff {} 0 1`; or one, as {}:0", file, file));
        return read_scenario_file(file);
    }

    [[nodiscard]] std::optional<DiffSide> read_scenario_file(std::string const& file) {
        ScenarioArguments with = given_.with;
        with.allow_large = with.allow_unservable = with.allow_plugins = true;  // nothing is run
        if (given_.base && !is_same_file(file, *given_.base)) with.layouts.insert(with.layouts.begin(), file);
        auto reading = read(given_.base.value_or(file), with, given_.json);
        if (!reading.problems.empty() && !given_.base && is_overlay(file))
            return refuse(fmt::format("{}: it is an overlay file: it has no 'start' and no 'horizon'", file),
                          "name the scenario that it is an overlay of: `meridian diff --base SCENARIO A B`");
        return made(std::move(reading), file);
    }

    // nullptr: it cannot be read, which is reported.
    [[nodiscard]] PointSource* source_of(std::string const& file) {
        auto& source = sources_[file];
        if (source) return source.get();
        PhaseLine const line{"reading " + file, given_.json};
        auto reading = study::read_study(file, {true, true});
        if (!report_all(reading.problems)) return nullptr;
        source = std::make_unique<PointSource>(*std::move(reading.study));
        if (report_all(study::read_levels(source->study(), source->reader()))) return source.get();
        source.reset();
        return nullptr;
    }

    DiffArguments const& given_;
    report::NameTable names_;
    std::map<std::string, std::unique_ptr<PointSource>> sources_;
};

}  // namespace

std::optional<DiffSides> read_sides(DiffArguments const& given) {
    SideReader reader{given};
    if (given.point && !study::is_study(given.a)) {
        report_usage_error(
            fmt::format("{}: three words are a study and two points of it, and this is no study", given.a),
            "name two scenarios, layouts or folders of runs: `meridian diff A B`");
        return std::nullopt;
    }
    auto a = given.point ? reader.read_point(given.a, given.b) : reader.read_side(given.a);
    if (!a) return std::nullopt;
    auto b = given.point ? reader.read_point(given.a, *given.point) : reader.read_side(given.b);
    if (!b) return std::nullopt;
    return DiffSides{*std::move(a), *std::move(b), reader.take_names()};
}

}  // namespace meridian::app
