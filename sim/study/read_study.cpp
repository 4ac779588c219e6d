#include "sim/study/read_study.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <variant>

#include <fmt/format.h>

#include "models/units/parse.hpp"
#include "sim/report/summary.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/scenario/yaml_reader.hpp"
#include "sim/setup/effort.hpp"
#include "sim/study/design.hpp"
#include "sim/study/levels.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/text_range.hpp"
#include "sim/study/variant_axes.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;
using scenario::Item;
using scenario::Problems;
using scenario::SourceLocation;

// The procedures compare each with each.
constexpr std::size_t most_selected_from = 2000;

// Of an amount that a budget asks for.
Dimension dimension_of(Measure measure) {
    switch (measure) {
        case Measure::accelerators:
            return Dimension::count;
        case Measure::flops_fp16:
            return Dimension::compute_rate;
        case Measure::it_power:
            return Dimension::power;
        case Measure::capital:
            break;
    }
    return Dimension::money;
}

// Of the design, and with other inputs: the ends of each and the rows over all, for the baseline and each
// that is compared with it.
double most_runs(Study const& study) {
    auto const runs = static_cast<double>(study.points.size()) * static_cast<double>(study.replications.most);
    double all =
        study.replications.runs ? std::min(runs, static_cast<double>(*study.replications.runs)) : runs;
    if (study.sensitivity) {
        Sensitivity const& s = *study.sensitivity;
        auto const inputs = static_cast<double>(study.inputs.size());
        double const settings = 2.0 * inputs + static_cast<double>(s.sample) +
                                static_cast<double>(s.trajectories) * (inputs + 1.0) +
                                static_cast<double>(s.rows) * (inputs + 2.0);
        auto const compared = 1.0 + std::max(static_cast<double>(s.against.size()), 1.0);
        all += settings * compared * static_cast<double>(s.replications);
    }
    return all;
}

class StudyReader {
public:
    StudyReader(fs::path file, StudyInput const& in, StudyAllowances const& allowed, Problems& problems,
                Problems& warnings)
        : in_{in}, problems_{problems}, warnings_{warnings}, folder_{file.parent_path()} {
        study_.allow_large = allowed.large;
        study_.allow_plugins = allowed.plugins;
        study_.file = std::move(file);
    }

    Study read() {
        study_.name = in_.name.value;
        study_.name_zh = in_.name_zh;
        study_.base = (folder_ / in_.scenario.value).lexically_normal();
        if (in_.set.written()) study_.base_changes = read_set(*in_.set.draft, problems_);
        study_.confidence = in_.confidence.value;
        study_.demand_tolerance = in_.demand_tolerance.value;
        read_axes();
        read_metrics();
        read_replications();
        read_budget();
        read_inputs();
        for (scenario::RuleRecord const& rule : in_.rules)
            study_.rules_of_file.push_back(*rule.draft);
        if (in_.limits.time.good) study_.limits.time_s = in_.limits.time.value / 1e9;
        if (in_.limits.memory.good) study_.limits.memory_bytes = in_.limits.memory.value;
        VariantAxes variants{study_, in_.axes, in_.losses, problems_, warnings_};
        if (problems_.none()) variants.add_levels();
        if (problems_.none()) make_points(study_, in_.design, folder_, variants, problems_);
        if (problems_.none()) variants.note_added();
        if (problems_.none()) read_selection();
        if (problems_.none()) read_sensitivity();
        if (problems_.none()) check_size();
        return std::move(study_);
    }

private:
    void add_problem(SourceLocation where, std::string wrong, std::string fix) {
        problems_.add(std::move(where), std::move(wrong), std::move(fix));
    }

    void check_size() {
        double const runs = most_runs(study_);
        if (runs <= meridian::study_runs.warned) return;
        auto const where = (in_.replications.written() ? in_.replications.draft : in_.draft)->location();
        auto wrong = fmt::format("the study has {} points and about {:.3g} runs", study_.points.size(), runs);
        if (runs > meridian::study_runs.refused && !study_.allow_large) {
            add_problem(where, std::move(wrong), "take fewer levels or replications, or add --allow-large");
        } else {
            warnings_.add(where, std::move(wrong), "take fewer levels or replications if that is too long");
        }
    }

    void read_axes() {
        for (AxisInput const& in : in_.axes)
            add_axis(read_axis(in, {folder_, study_.base.parent_path()}, problems_), in.name);
        for (LossInput const& in : in_.losses)
            add_axis(read_losses(in, problems_), in.name);
        study_.design = in_.design.name.value;
        study_.baseline.level.assign(study_.axes.size(), 0);
        if (in_.baseline.written()) read_baseline(*in_.baseline.draft);
        read_reference_policy();
    }

    void add_axis(Axis axis, Field<std::string> const& name) {
        bool const is_double = std::ranges::find(study_.axes, axis.name, &Axis::name) != study_.axes.end();
        study_.axes.push_back(std::move(axis));
        if (!name.good) return;  // the reader of its record has reported it
        constexpr std::array<std::string_view, 4> taken{"point", "key", "runs", "failed"};
        if (std::ranges::find(taken, name.value) != taken.end())
            add_problem(name.draft->location(),
                        fmt::format("an axis cannot be called '{}', a column of points.csv", name.value),
                        "give it another name");
        if (is_double)
            add_problem(name.draft->location(), fmt::format("two axes are called '{}'", name.value),
                        "give them different names");
    }

    void read_baseline(Draft const& baseline) {
        if (!baseline.is_map()) {
            add_problem(baseline.location(), fmt::format("'baseline' is {}", words(baseline.kind())),
                        "write 'baseline: {axis: level}'");
            return;
        }
        for (auto const& entry : baseline.entries()) {
            auto const axis = find_axis(study_, entry.key->text, entry.key->location(), problems_);
            if (!axis) continue;
            auto const name = entry.value.is_scalar() ? entry.value.text() : std::string{};
            if (makes_variants(study_.axes[*axis].role) && name != unchanged) {
                report_changed_baseline(study_.axes[*axis], entry.value.location());
                continue;
            }
            if (auto const level = find_level(study_.axes[*axis], name, entry.value.location(), problems_))
                study_.baseline.level[*axis] = *level;
        }
    }

    void report_changed_baseline(Axis const& axis, SourceLocation const& where) {
        bool const is_budget = in_.budget.draft != nullptr && in_.budget.equals.value == "baseline";
        add_problem(where,
                    fmt::format("the axis '{}' {} of each layout, and the baseline is one in which none is{}",
                                axis.name, axis.role == Role::lost ? "loses a part" : "changes a site",
                                is_budget ? "; a budget that equals it would be circular" : ""),
                    fmt::format("leave '{}' out of 'baseline'", axis.name));
    }

    void read_reference_policy() {
        auto const responses = std::ranges::count(study_.axes, Role::response, &Axis::role);
        if (responses == 1) {
            auto const axis = std::ranges::find(study_.axes, Role::response, &Axis::role);
            study_.reference_policy = 0;
            if (in_.reference_policy.good)
                study_.reference_policy = find_level(*axis, in_.reference_policy.value,
                                                     in_.reference_policy.draft->location(), problems_);
        } else if (in_.reference_policy.written()) {
            add_problem(
                in_.reference_policy.draft->location(),
                fmt::format("'reference_policy' is a level of the response axis, and there are {} of these",
                            responses),
                "remove it");
        }
    }

    void read_metrics() {
        study_.names_metrics = in_.metrics.written();
        for (Item const& item : in_.metrics.value) {
            if (auto const metric = metric_of(item.text)) {
                study_.metrics.push_back(*metric);
                continue;
            }
            std::vector<std::string_view> names;
            for (auto const& known : report::summary_keys())
                names.push_back(known.name);
            auto const where = in_.metrics.written() ? item.where : in_.draft->location();
            add_problem(
                where, fmt::format("summary.json has no figure '{}'", item.text),
                scenario::suggestion(item.text, names, "`meridian schema --output` lists them, such as"));
        }
        if (in_.metrics.good && in_.metrics.value.empty())
            add_problem(in_.metrics.draft->location(), "'metrics' is empty", "name the figure that decides");
    }

    void read_replications() {
        Replications& r = study_.replications;
        r.least = r.most = in_.replications.value;
        if (in_.runs.good) r.runs = in_.runs.value;
        if (in_.until.draft == nullptr) return;
        r.half_width = in_.until.half_width.value;
        r.of_difference = in_.until.of.value;
        r.most = in_.until.most.value;
        if (in_.until.most.good && in_.replications.good && r.most < r.least)
            add_problem(in_.until.most.draft->location(),
                        fmt::format("'most' is below 'replications', which are {}", r.least),
                        "write at least that");
        if (in_.replications.good && r.least < 2)
            add_problem(in_.until.draft->location(), "an interval needs two replications",
                        "write 'replications: 2' or more");
    }

    // After the points are made.
    void read_selection() {
        if (in_.selection.draft == nullptr) return;
        auto const where = in_.selection.draft->location();
        Replications& r = study_.replications;
        r.most = in_.selection.most.value;
        study_.selection = SelectionSettings{in_.selection.procedure.value, in_.selection.indifference.value,
                                             in_.selection.round.value};
        if (in_.until.draft != nullptr)
            add_problem(in_.until.draft->location(), "'until' and 'selection' both say when replications end",
                        "remove one of them");
        if (r.most < r.least)
            add_problem(in_.selection.most.draft->location(),
                        fmt::format("'most' is below 'replications', which are {}", r.least),
                        "write at least that");
        auto const changing =
            std::ranges::find_if(study_.axes, [](Axis const& axis) { return makes_variants(axis.role); });
        if (changing != study_.axes.end())
            add_problem(changing->where,
                        fmt::format("a selection runs what may be best, and points of the axis '{}' are none "
                                    "of these",
                                    changing->name),
                        "make a study of its own for it, without 'selection'");
        if (r.least < 2)
            add_problem(where, "a spread needs two replications", "write 'replications: 10', or 2 at least");
        if (study_.confidence <= 0.5)
            add_problem(where, "a confidence of a half selects by guessing", "write 'confidence: 95 %'");
        std::map<Point, std::size_t> in_future;
        for (Point const& point : study_.points)
            ++in_future[study_.part(point, Role::future)];
        for (auto const& [future, points] : in_future) {
            if (points > most_selected_from)
                return add_problem(
                    where,
                    fmt::format("a selection from {} points in a future, and {} at most can be", points,
                                most_selected_from),
                    "leave out what cannot be best, by 'meridian screen' or a design of fewer points");
        }
    }

    void read_budget() {
        if (in_.budget.draft == nullptr || !in_.budget.measure.good || !in_.budget.equals.good) return;
        Budget budget;
        budget.where = in_.budget.draft->location();
        budget.measure = in_.budget.measure.value;
        budget.tolerance = in_.budget.tolerance.value;
        budget.scale = in_.budget.scale.value;
        if (in_.budget.equals.value != "baseline") {
            double amount = 0.0;
            scenario::Subject const subject{&problems_, "equals", in_.budget.draft, "budget", 0};
            if (scenario::Real{dimension_of(budget.measure), scenario::positive}.read(
                    *in_.budget.equals.draft, amount, subject))
                budget.amount = amount;
        }
        study_.budget = budget;
    }

    void read_inputs() {
        std::set<std::string> names;
        for (UncertainInput const& in : in_.inputs) {
            auto const range = text_range(in.low.value, in.high.value);
            auto const where = in.draft->location();
            if (!range && in.low.good && in.high.good)
                add_problem(where,
                            fmt::format("the input '{}' does not go from '{}' to '{}'", in.name.value,
                                        in.low.value, in.high.value),
                            "write two rising numbers with the same unit");
            if (!names.insert(in.name.value).second)
                add_problem(where, fmt::format("two inputs are called '{}'", in.name.value),
                            "give them different names");
            std::vector<std::string> paths;
            for (Item const& path : in.path.value)
                paths.push_back(path.text);
            study_.inputs.push_back({in.name.value, std::move(paths), range.value_or(TextRange{}),
                                     in.origin.source, in.origin.grade, in.origin.note, where, in.display});
        }
    }

    void read_sensitivity() {
        if (in_.sensitivity.draft == nullptr) return;
        if (study_.inputs.empty()) {
            add_problem(in_.sensitivity.draft->location(), "there are no 'inputs' to vary",
                        "list them under 'inputs'");
            return;
        }
        Sensitivity s;
        s.replications = in_.sensitivity.replications.value;
        s.sample = in_.sensitivity.sample.value;
        s.trajectories = in_.sensitivity.trajectories.value;
        s.rows = in_.sensitivity.rows.value;
        if (s.rows > 0 && 2 * study_.inputs.size() > most_sobol_dimensions)
            add_problem(in_.sensitivity.rows.draft->location(),
                        "there are more inputs than Saltelli's design knows", "use 'trajectories'");
        s.tolerance = in_.sensitivity.tolerance.value;
        for (Item const& item : in_.sensitivity.against.value) {
            bool known = false;
            for (Point const& point : study_.points)
                known = known || study_.names(point, Role::compared) == item.text;
            if (!known)
                add_problem(item.where, fmt::format("there is no alternative '{}'", item.text),
                            "name a level of the compared axis, or of several with spaces between");
            s.against.push_back(item.text);
        }
        study_.sensitivity = s;
    }

    StudyInput const& in_;
    Problems& problems_;
    Problems& warnings_;
    fs::path folder_;
    Study study_;
};

std::optional<Draft> load_root(fs::path const& file, Problems& problems) {
    auto const source = scenario::load(file, SourceLocation{file.string(), 1, 1}, problems);
    if (!source) return std::nullopt;
    auto root = scenario::read_yaml(*source, problems);
    if (!root) return std::nullopt;
    if (root->is_map() && root->find("meridian") != nullptr && root->find("study") == nullptr) {
        problems.add(root->find("meridian")->location(), "this is a scenario, not a study",
                     fmt::format("run it with `meridian run {}`", file.string()));
        return std::nullopt;
    }
    if (root->is_map()) return root;
    problems.add(root->location(),
                 fmt::format("{} where the keys of a study should stand", words(root->kind())),
                 "write 'key: value' lines, such as 'study: 1'");
    return std::nullopt;
}

}  // namespace

StudyReading read_study(fs::path const& file, StudyAllowances const& allowed) {
    StudyReading reading;
    Problems problems;
    problems.quote_only({file.parent_path()});
    if (auto const root = load_root(file, problems)) {
        StudyInput input;
        input.draft = &*root;
        Problems warnings;
        scenario::RecordReader reader{*root,
                                      scenario::Subject{&problems, {}, nullptr, "study", 0, &warnings}};
        fields(reader, input);
        reader.finish();
        Study study = StudyReader{file, input, allowed, problems, warnings}.read();
        if (problems.none()) {
            reading.study = std::move(study);
            reading.warnings = warnings.sorted();
        }
    }
    reading.problems = problems.sorted();
    return reading;
}

bool is_study(fs::path const& file) {
    Problems ignored;
    auto const root = load_root(file, ignored);
    return root && root->find("study") != nullptr && root->find("meridian") == nullptr;
}

}  // namespace meridian::study
