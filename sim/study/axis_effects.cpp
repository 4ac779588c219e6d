#include <algorithm>
#include <map>
#include <set>

#include "sim/study/input_effects.hpp"

namespace meridian::study {
namespace {

// Points differ in the axes that were drawn, which make the rows, and in the others: of these the
// compared ones make the alternatives, the responses are chosen, and futures are the baseline's.
class AxisEffects {
public:
    AxisEffects(Results const& results, EffectTables& effects)
        : results_{results}, study_{results.study()}, effects_{effects}, drawn_{*study_.drawn} {
        sample_ = {study_.design, "axes", {}, &drawn_.coordinates};
        for (std::size_t const axis : drawn_.axes)
            sample_.inputs.push_back(study_.axes[axis].name);
        Point const future = undrawn(study_.baseline, Role::future);
        std::set<Point> seen;
        for (std::size_t p = 0; p < study_.points.size(); ++p) {
            Point const& point = study_.points[p];
            if (undrawn(point, Role::future) != future) continue;
            numbers_.emplace(point, p);
            Point const alternative = undrawn(point, Role::compared);
            if (seen.insert(alternative).second) alternatives_.push_back(alternative);
            Point const response = undrawn(point, Role::response);
            if (std::ranges::find(responses_, response) == responses_.end()) responses_.push_back(response);
        }
    }

    void add_all() {
        Point const baseline = undrawn(study_.baseline, Role::compared);
        for (Point const& alternative : alternatives_) {
            auto const own = best_points(alternative);
            auto const base = best_points(baseline);
            for (Metric const& metric : study_.metrics) {
                add(metric, alternative, own, nullptr);
                if (alternative != baseline) add(metric, alternative, own, &base);
            }
        }
    }

private:
    using Places = std::vector<std::optional<std::size_t>>;  // by row

    [[nodiscard]] bool is_drawn(std::size_t axis) const {
        return std::ranges::find(drawn_.axes, axis) != drawn_.axes.end();
    }
    // The levels of the axes of a role that were not drawn; those of the others are the baseline's.
    [[nodiscard]] Point undrawn(Point const& point, Role role) const {
        Point part = study_.part(point, role);
        for (std::size_t const axis : drawn_.axes)
            part.level[axis] = study_.baseline.level[axis];
        return part;
    }
    [[nodiscard]] std::string name(Point const& alternative) const {
        std::string all;
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            if (study_.axes[a].role != Role::compared || is_drawn(a)) continue;
            all += (all.empty() ? "" : " ") + study_.level_name(alternative, a);
        }
        return all.empty() ? "base" : all;
    }

    // With the response that suits each row best by the first metric.
    [[nodiscard]] Places best_points(Point const& alternative) const {
        Metric const& decides = study_.metrics.front();
        Places places;
        for (Point const& row : drawn_.points) {
            std::optional<std::size_t> best;
            double least = 0.0;
            for (Point const& response : responses_) {
                auto const found = numbers_.find(joined(row, alternative, response));
                auto const mean =
                    found == numbers_.end() ? std::nullopt : results_.mean(found->second, decides.column);
                if (!mean) continue;
                double const value = decides.more_is_better ? -*mean : *mean;
                if (best && value >= least) continue;
                best = found->second;
                least = value;
            }
            places.push_back(best);
        }
        return places;
    }

    [[nodiscard]] Point joined(Point const& row, Point const& alternative, Point const& response) const {
        Point point = study_.baseline;
        for (std::size_t a = 0; a < study_.axes.size(); ++a) {
            Point const& from = is_drawn(a)                             ? row
                                : study_.axes[a].role == Role::compared ? alternative
                                                                        : response;
            if (is_drawn(a) || study_.axes[a].role != Role::future) point.level[a] = from.level[a];
        }
        return point;
    }

    void add(Metric const& metric, Point const& alternative, Places const& own, Places const* base) {
        OutputSeries series{
            metric.key, name(alternative), base == nullptr ? std::string{} : name(study_.baseline), {}};
        for (std::size_t row = 0; row < own.size(); ++row) {
            std::optional<double> output;
            if (base == nullptr) {
                if (own[row]) output = results_.mean(*own[row], metric.column);
            } else if (own[row] && (*base)[row]) {
                output = results_.mean_difference(*own[row], *(*base)[row], metric.column);
            }
            series.outputs.push_back(output);
        }
        effects_.add(sample_, series, study_.confidence);
    }

    Results const& results_;
    Study const& study_;
    EffectTables& effects_;
    Drawn const& drawn_;
    InputSample sample_;
    std::map<Point, std::size_t> numbers_;
    std::vector<Point> alternatives_, responses_;
};

}  // namespace

void add_axis_effects(Results const& results, EffectTables& effects) {
    AxisEffects{results, effects}.add_all();
}

}  // namespace meridian::study
