#include "sim/study/results.hpp"

#include <cmath>
#include <set>
#include <utility>

#include "models/statistics/moments.hpp"
#include "sim/report/summary.hpp"

namespace meridian::study {

Results::Results(Study study, std::vector<std::string> keys, Rows rows)
    : study_{std::move(study)},
      keys_{std::move(keys)},
      rows_{std::move(rows)},
      baselines_{baseline_points(study_)} {
    std::set<std::string_view> seen;
    for (std::string const& key : keys_)
        first_of_key_.push_back(seen.insert(key).second);
    if (study_.selection) races_.emplace(study_, baselines_);
    decide();
}

void Results::decide() {
    std::size_t const column = study_.metrics.front().column;
    KnownRuns const known = [&](std::size_t p, std::int64_t run) {
        Row const* const found = row(p, run);
        if (found == nullptr) return KnownRun{};
        if (!found->ok()) return KnownRun{RunState::failed, 0.0};
        return KnownRun{RunState::done, found->figures[column]};
    };
    if (races_) races_->advance(known);
    wanted_ = races_ ? races_->wanted() : wanted_runs(study_, baselines_, known);
    complete_ = wanted_.decided;
    for (std::size_t p = 0; complete_ && p < keys_.size(); ++p) {
        for (std::int64_t run = static_run; complete_ && run < runs(p); ++run)
            complete_ = row(p, run) != nullptr;
    }
}

std::vector<RaceResult> Results::races() const {
    return races_ ? races_->results() : std::vector<RaceResult>{};
}

std::size_t Results::failed(std::size_t point) const {
    std::size_t number = 0;
    for (std::int64_t run = static_run; run < runs(point); ++run) {
        Row const* const found = row(point, run);
        if (found != nullptr && !found->ok()) ++number;
    }
    return number;
}

Row const* Results::row(std::string const& key, std::int64_t run) const {
    auto const found = rows_.find({key, run});
    return found == rows_.end() ? nullptr : &found->second;
}

std::optional<double> Results::figure(std::size_t point, std::int64_t run, std::size_t column) const {
    Row const* const found = row(point, run);
    if (found == nullptr || !found->ok() || std::isnan(found->figures[column])) return std::nullopt;
    return found->figures[column];
}

std::vector<double> Results::figures(std::size_t point, std::size_t column) const {
    std::vector<double> all;
    for (std::int64_t run = 0; run < runs(point); ++run) {
        if (auto const x = figure(point, run, column)) all.push_back(*x);
    }
    return all;
}

Results::Pairs Results::pairs(std::size_t a, std::size_t b, std::size_t column) const {
    Pairs pairs;
    for (std::int64_t run = 0; run < std::min(runs(a), runs(b)); ++run) {
        auto const x = figure(a, run, column);
        auto const y = figure(b, run, column);
        if (!x || !y) continue;
        pairs.a.push_back(*x);
        pairs.b.push_back(*y);
    }
    return pairs;
}

std::optional<double> Results::mean(std::size_t point, std::size_t column) const {
    Moments moments;
    for (double const x : figures(point, column))
        moments.add(x);
    return moments.count() > 0 ? std::optional{moments.mean()} : std::nullopt;
}

void Results::add(Row row) {
    auto const [at, is_new] = rows_.try_emplace({row.key, row.run});
    if (is_new || !at->second.ok()) at->second = std::move(row);
}

std::vector<std::vector<std::int64_t>> Results::missing() const {
    std::vector<std::vector<std::int64_t>> all(keys_.size());
    for (std::size_t p = 0; p < keys_.size(); ++p) {
        if (!first_of_key_[p]) continue;
        for (std::int64_t run = static_run; run < runs(p); ++run) {
            if (row(p, run) == nullptr) all[p].push_back(run);
        }
    }
    return all;
}

Rows read_our_rows(std::filesystem::path const& folder) {
    Rows rows = read_rows(folder);
    std::size_t const figures = report::summary_keys().size();
    std::erase_if(rows,
                  [&](auto const& one) { return one.second.ok() && one.second.figures.size() != figures; });
    return rows;
}

Results read_results(std::filesystem::path const& folder) {
    StoredStudy stored = read_study_json(folder);
    return {std::move(stored.study), std::move(stored.keys), read_our_rows(folder)};
}

}  // namespace meridian::study
