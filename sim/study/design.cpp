#include "sim/study/design.hpp"

#include <algorithm>
#include <initializer_list>
#include <numeric>

#include <fmt/format.h>

#include "models/statistics/designs.hpp"
#include "models/statistics/elementary_effects.hpp"
#include "models/statistics/variance_shares.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/table_reader.hpp"
#include "sim/study/levels.hpp"
#include "sim/study/text_range.hpp"

namespace meridian::study {
namespace {

using scenario::Problems;

constexpr std::initializer_list<Role> roles_of_variants{Role::removed, Role::added, Role::lost};

class Designer {
public:
    Designer(Study& study, DesignInput const& in, VariantAxes& variants, Problems& problems)
        : study_{study}, in_{in}, variants_{variants}, problems_{problems} {}

    // Each variant meets every alternative and response, in the baseline's futures.
    void grid() {
        if (!check_levels()) return;
        every_combination(study_.baseline, axes_of({Role::compared, Role::response, Role::future}));
        auto const judged = axes_of({Role::compared, Role::response});
        for (std::size_t const a : axes_of(roles_of_variants)) {
            for (std::size_t l = 0; l < study_.axes[a].levels.size(); ++l) {
                if (l == study_.baseline.level[a]) continue;
                Point point = study_.baseline;
                point.level[a] = l;
                every_combination(point, judged);
            }
        }
        std::erase_if(study_.points, [&](Point const& point) { return !variants_.can_be(point); });
    }

    void one_at_a_time() {
        if (!check_levels()) return;
        study_.points.push_back(study_.baseline);
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            for (std::size_t l = 0; l < study_.axes[a].levels.size(); ++l) {
                if (l == study_.baseline.level[a]) continue;
                Point point = study_.baseline;
                point.level[a] = l;
                if (variants_.can_be(point)) study_.points.push_back(std::move(point));
            }
        }
    }

    void sampled() {
        if (!axes_of(roles_of_variants).empty()) {
            add_problem("a sampled design does not leave sites out, add to them or lose them",
                        "make a study of its own for that, or write 'design: {name: grid}'");
            return;
        }
        std::vector<std::size_t> drawn;
        std::vector<std::size_t> listed;
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            Axis const& axis = study_.axes[a];
            bool const is_drawn = axis.range || (is_in_blocks() && axis.role == Role::future);
            (is_drawn ? drawn : listed).push_back(a);
        }
        if (drawn.empty()) {
            add_problem("a sampled design needs an axis with a range",
                        "give an axis 'path', 'from' and 'to'");
            return;
        }
        auto sample = draw(drawn.size());
        if (!sample) return;
        std::vector<std::vector<std::size_t>> levels;  // by drawn axis
        for (std::size_t d = 0; d < drawn.size(); ++d)
            levels.push_back(levels_of(study_.axes[drawn[d]], *sample, d));
        std::vector<Point> points;
        for (std::size_t i = 0; i < sample->size(); ++i) {
            Point point = study_.baseline;
            for (std::size_t d = 0; d < drawn.size(); ++d)
                point.level[drawn[d]] = levels[d][i];
            every_combination(point, listed);
            points.push_back(std::move(point));
        }
        keep(std::move(drawn), std::move(*sample), std::move(points));
    }

    void list(std::filesystem::path const& folder) {
        if (!in_.table.written()) {
            add_problem("a design 'list' has no 'table'",
                        "add 'table: points.csv', a column per axis, a row per point");
            return;
        }
        auto const file = (folder / in_.table.value).lexically_normal();
        auto const source = scenario::load(file, in_.table.draft->location(), problems_);
        if (!source) return;
        auto const rows = scenario::read_table(*source, problems_);
        if (!rows) return;
        for (Draft const& row : rows->items())
            add_row(row);
    }

private:
    void add_problem(std::string wrong, std::string fix) {
        problems_.add(in_.draft->location(), "design: " + std::move(wrong), std::move(fix));
    }

    // Rows belong together, and futures that are lists are drawn, too.
    [[nodiscard]] bool is_in_blocks() const {
        return study_.design == DesignKind::morris || study_.design == DesignKind::saltelli;
    }

    // How many rows the design asks for; nothing if that is not said.
    std::optional<std::size_t> count_of(Field<std::int64_t> const& field, std::string_view key,
                                        std::string_view example) {
        if (field.good && field.written()) return static_cast<std::size_t>(field.value);
        add_problem(fmt::format("'{}' has no number of '{}'", design_words.word_of(study_.design), key),
                    fmt::format("add '{}'", example));
        return std::nullopt;
    }

    // Rows of coordinates from 0 to 1.
    std::optional<Sample> draw(std::size_t dimensions) {
        engine::RandomSource const random{in_.seed.value, 0};
        RandomBits const bits = [random](std::uint64_t n) {
            return random.block(engine::name_hash("design"), 0, n / 4)[n % 4];
        };
        std::size_t const sobol_needs = (study_.design == DesignKind::saltelli ? 2 : 1) * dimensions;
        bool const by_sobol = study_.design == DesignKind::sobol || study_.design == DesignKind::saltelli;
        if (by_sobol && sobol_needs > most_sobol_dimensions) {
            add_problem("there are more axes than Sobol's sequence has dimensions",
                        "use 'latin_hypercube' or 'morris'");
            return std::nullopt;
        }
        if (study_.design == DesignKind::morris) {
            if (in_.levels.good && in_.levels.value % 2 != 0) {
                add_problem("morris needs an even number of 'levels'", "write 'levels: 4'");
                return std::nullopt;
            }
            auto const count = count_of(in_.trajectories, "trajectories", "trajectories: 10");
            if (!count || !has_room(static_cast<double>(*count * (dimensions + 1)))) return std::nullopt;
            return morris_trajectories(*count, dimensions, static_cast<std::size_t>(in_.levels.value), bits);
        }
        if (study_.design == DesignKind::saltelli) {
            auto const count = count_of(in_.rows, "rows", "rows: 127");
            if (!count || !has_room(static_cast<double>(*count * (dimensions + 2)))) return std::nullopt;
            return variance_share_points(*count, dimensions);
        }
        auto const count = count_of(in_.points, "points", "points: 64");
        if (!count || !has_room(static_cast<double>(*count))) return std::nullopt;
        return by_sobol ? sobol(*count, dimensions) : latin_hypercube(*count, dimensions, bits);
    }

    // A value of the range, or one of the levels: each has an equal part of the coordinate.
    static std::vector<std::size_t> levels_of(Axis& axis, Sample const& sample, std::size_t dimension) {
        if (axis.range) {
            std::vector<std::string> values;
            for (auto const& row : sample)
                values.push_back(axis.range->between(row[dimension]));
            return levels_at(axis, std::move(values));
        }
        std::vector<std::size_t> levels;
        auto const count = static_cast<double>(axis.levels.size());
        for (auto const& row : sample)
            levels.push_back(
                std::min(static_cast<std::size_t>(row[dimension] * count), axis.levels.size() - 1));
        return levels;
    }

    // All rows where they are needed together; those that an emulator is made of else.
    void keep(std::vector<std::size_t> axes, Sample sample, std::vector<Point> points) {
        if (!is_in_blocks() && sample.size() > most_emulated) {
            sample.resize(most_emulated);
            points.resize(most_emulated);
        }
        study_.drawn = Drawn{std::move(axes), std::move(sample), std::move(points)};
    }

    // In the order of the study.
    [[nodiscard]] std::vector<std::size_t> axes_of(std::initializer_list<Role> roles) const {
        std::vector<std::size_t> some;
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            if (std::ranges::find(roles, study_.axes[a].role) != roles.end()) some.push_back(a);
        }
        return some;
    }

    bool check_levels() {
        bool good = true;
        for (Axis const& axis : study_.axes) {
            if (!axis.levels.empty()) continue;
            problems_.add(axis.where,
                          fmt::format("the axis '{}' is a range, and the design does not sample", axis.name),
                          "add 'steps: 5', or write 'design: {name: latin_hypercube, points: 64}'");
            good = false;
        }
        return good;
    }

    // Of the levels of `axes`, the others as in `from`; the last axis changes fastest.
    void every_combination(Point const& from, std::vector<std::size_t> const& axes) {
        double const number = static_cast<double>(study_.points.size());
        double combinations = 1.0;
        for (std::size_t const a : axes)
            combinations *= static_cast<double>(study_.axes[a].levels.size());
        if (!has_room(number + combinations)) return;
        Point point = from;
        for (std::size_t const a : axes)
            point.level[a] = 0;
        while (true) {
            study_.points.push_back(point);
            auto at = axes.rbegin();
            while (at != axes.rend() && ++point.level[*at] == study_.axes[*at].levels.size())
                point.level[*at++] = 0;
            if (at == axes.rend()) return;
        }
    }

    bool has_room(double points) {
        auto const axes = static_cast<double>(std::max<std::size_t>(study_.axes.size(), 1));
        bool const few_points = points <= static_cast<double>(most_points);
        if (few_points && points * axes <= most_cells) return true;
        if (!too_many_) {
            problems_.add(in_.draft != nullptr ? in_.draft->location() : study_.axes.front().where,
                          few_points
                              ? fmt::format("the study has {} points on {} axes, and {} values at most "
                                            "can be",
                                            points, axes, most_cells)
                              : fmt::format("the study has more than {} points", most_points),
                          "take fewer levels, or a sampled design of fewer rows");
        }
        too_many_ = true;
        return false;
    }

    void add_row(Draft const& row) {
        Point point = study_.baseline;
        bool good = true;
        for (auto const& cell : row.entries()) {
            auto const axis = find_axis(study_, cell.key->text, cell.key->location(), problems_);
            auto const level = axis ? level_of(study_.axes[*axis], cell.value) : std::nullopt;
            if (level) point.level[*axis] = *level;
            good = good && level;
        }
        if (good && is_one_variant(row, point)) study_.points.push_back(std::move(point));
    }

    bool is_one_variant(Draft const& row, Point const& point) {
        auto const of_variants = axes_of(roles_of_variants);
        auto const changed = std::ranges::count_if(
            of_variants, [&](std::size_t a) { return point.level[a] != study_.baseline.level[a]; });
        if (changed > 1) {
            problems_.add(row.location(),
                          "the row changes or loses two things, of which each would hide the other",
                          "write 'base' in all but one of the columns of 'remove', 'add' and 'losses'");
            return false;
        }
        if (changed == 0 || variants_.can_be(point)) return true;
        problems_.add(row.location(), variants_.why_not(point), "remove the row, or name another one");
        return false;
    }

    std::optional<std::size_t> level_of(Axis& axis, Draft const& cell) {
        auto const text = cell.is_scalar() ? cell.text() : scenario::value_text(cell);
        if (axis.range) {
            auto const value = number_and_unit(text);
            if (value && (value->unit.empty() || value->unit == axis.range->unit))
                return level_at(axis, axis.range->at(value->number));
        }
        return find_level(axis, text, cell.location(), problems_);
    }

    Study& study_;
    DesignInput const& in_;
    VariantAxes& variants_;
    Problems& problems_;
    bool too_many_{false};
};

// A point that a list names twice is one point.
void remove_repeated(std::vector<Point>& points) {
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t p) -> Point const& { return points[p]; });
    std::vector<bool> repeated(points.size(), false);
    for (std::size_t i = 1; i < order.size(); ++i)
        repeated[order[i]] = points[order[i]] == points[order[i - 1]];
    std::erase_if(points, [&](Point const& point) {
        return repeated[static_cast<std::size_t>(&point - points.data())];
    });
}

}  // namespace

void make_points(Study& study, DesignInput const& in, std::filesystem::path const& folder,
                 VariantAxes& variants, Problems& problems) {
    Designer designer{study, in, variants, problems};
    switch (study.design) {
        case DesignKind::grid:
            designer.grid();
            break;
        case DesignKind::latin_hypercube:
        case DesignKind::sobol:
        case DesignKind::morris:
        case DesignKind::saltelli:
            designer.sampled();
            break;
        case DesignKind::one_at_a_time:
            designer.one_at_a_time();
            break;
        case DesignKind::list:
            designer.list(folder);
            break;
    }
    remove_repeated(study.points);
}

}  // namespace meridian::study
