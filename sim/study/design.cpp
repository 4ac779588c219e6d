#include "sim/study/design.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "models/statistics/designs.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/table_reader.hpp"
#include "sim/study/levels.hpp"
#include "sim/study/text_range.hpp"

namespace meridian::study {
namespace {

using scenario::Problems;

class Designer {
public:
    Designer(Study& study, DesignInput const& in, Problems& problems)
        : study_{study}, in_{in}, problems_{problems} {}

    void grid() {
        if (!check_levels()) return;
        every_combination(study_.baseline, all_axes());
    }

    void one_at_a_time() {
        if (!check_levels()) return;
        study_.points.push_back(study_.baseline);
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            for (std::size_t l = 0; l < study_.axes[a].levels.size(); ++l) {
                if (l == study_.baseline.level[a]) continue;
                Point point = study_.baseline;
                point.level[a] = l;
                study_.points.push_back(std::move(point));
            }
        }
    }

    void sampled(bool by_sobol) {
        std::vector<std::size_t> drawn;
        std::vector<std::size_t> listed;
        for (std::size_t a = 0; a < study_.axes.size(); ++a)
            (study_.axes[a].range ? drawn : listed).push_back(a);
        if (!in_.points.written()) {
            tell("a sampled design has no number of 'points'", "add 'points: 64'");
            return;
        }
        if (drawn.empty()) {
            tell("a sampled design needs an axis with a range", "give an axis 'path', 'from' and 'to'");
            return;
        }
        auto const count = static_cast<std::size_t>(in_.points.value);
        if (by_sobol && drawn.size() > most_sobol_dimensions) {
            tell("there are more axes than 'sobol' knows", "use 'latin_hypercube'");
            return;
        }
        engine::RandomSource const random{in_.seed.value, 0};
        auto const bits = [&](std::uint64_t n) {
            return random.block(engine::name_hash("design"), 0, n / 4)[n % 4];
        };
        Sample const sample =
            by_sobol ? sobol(count, drawn.size()) : latin_hypercube(count, drawn.size(), bits);
        std::vector<std::vector<std::size_t>> levels;  // by drawn axis
        for (std::size_t d = 0; d < drawn.size(); ++d) {
            Axis& axis = study_.axes[drawn[d]];
            std::vector<std::string> values;
            for (auto const& row : sample)
                values.push_back(axis.range->between(row[d]));
            levels.push_back(levels_at(axis, std::move(values)));
        }
        for (std::size_t i = 0; i < count; ++i) {
            Point point = study_.baseline;
            for (std::size_t d = 0; d < drawn.size(); ++d)
                point.level[drawn[d]] = levels[d][i];
            every_combination(point, listed);
        }
    }

    void list(std::filesystem::path const& folder) {
        if (!in_.table.written()) {
            tell("a design 'list' has no 'table'",
                 "add 'table: points.csv', a column per axis, a row per point");
            return;
        }
        auto const file = (folder / in_.table.value).lexically_normal();
        auto const source = scenario::load(file, in_.table.draft->place(), problems_);
        if (!source) return;
        auto const rows = scenario::read_table(*source, problems_);
        if (!rows) return;
        for (Draft const& row : rows->items())
            add_row(row);
    }

private:
    void tell(std::string wrong, std::string fix) {
        problems_.add(in_.draft->place(), "design: " + std::move(wrong), std::move(fix));
    }

    [[nodiscard]] std::vector<std::size_t> all_axes() const {
        std::vector<std::size_t> all(study_.axes.size());
        for (std::size_t a = 0; a < all.size(); ++a)
            all[a] = a;
        return all;
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
        double number = 1.0;
        for (std::size_t const a : axes)
            number *= static_cast<double>(study_.axes[a].levels.size());
        if (static_cast<double>(study_.points.size()) + number > static_cast<double>(most_points)) {
            if (!too_many_) {
                problems_.add(in_.draft != nullptr ? in_.draft->place() : study_.axes.front().where,
                              fmt::format("the study has more than {} points", most_points),
                              "take fewer levels, or a sampled design");
            }
            too_many_ = true;
            return;
        }
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

    void add_row(Draft const& row) {
        Point point = study_.baseline;
        bool good = true;
        for (auto const& cell : row.entries()) {
            auto const axis = find_axis(study_, cell.key->text, cell.key->spot.place(), problems_);
            auto const level = axis ? level_of(study_.axes[*axis], cell.value) : std::nullopt;
            if (level) point.level[*axis] = *level;
            good = good && level;
        }
        if (good) study_.points.push_back(std::move(point));
    }

    std::optional<std::size_t> level_of(Axis& axis, Draft const& cell) {
        if (axis.range) {
            auto const value = number_and_unit(cell.text());
            if (value && (value->unit.empty() || value->unit == axis.range->unit))
                return level_at(axis, axis.range->at(value->number));
        }
        return find_level(axis, cell.text(), cell.place(), problems_);
    }

    Study& study_;
    DesignInput const& in_;
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
                 Problems& problems) {
    Designer designer{study, in, problems};
    switch (study.design) {
        case DesignKind::grid:
            designer.grid();
            break;
        case DesignKind::latin_hypercube:
            designer.sampled(false);
            break;
        case DesignKind::sobol:
            designer.sampled(true);
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
