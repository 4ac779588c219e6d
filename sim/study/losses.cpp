#include "sim/study/losses.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/study/metrics.hpp"
#include "sim/study/run_parts.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

struct Tally {
    std::size_t runs{0};
    double sum{0.0};
};
using TallyByName = std::map<std::string, Tally>;  // of parts

// "takes_over:NAME": the part after the prefix; empty: another part.
std::string after(std::string_view prefix, std::string const& name) {
    bool const is_it = name.starts_with(prefix) && name.size() > prefix.size() && name[prefix.size()] == ':';
    return is_it ? name.substr(prefix.size() + 1) : std::string{};
}

// One case of one point, run by run.
class CaseReader {
public:
    CaseReader(Results const& results, std::size_t original, std::size_t loss_case)
        : results_{results}, study_{results.study()}, original_{original}, case_{loss_case} {}

    // False: there is no run.
    bool read(LossRow& row) {
        std::int64_t const runs = results_.runs(case_);
        for (std::int64_t run = 0; run < runs; ++run) {
            system::checkpoint();
            auto const one = results_.row(case_, run);
            if (!one || !one->ok()) continue;
            auto const pair = run < results_.runs(original_) ? results_.row(original_, run) : std::nullopt;
            add(*one, pair && pair->ok() ? &*pair : nullptr);
        }
        if (runs_ == 0) return false;
        row.runs = runs_;
        set(row);
        return true;
    }

private:
    using Values = std::vector<double>;

    static void note(Row const& row, std::string_view key, Values& into) {
        double const value = row.figures[column_of(key)];
        if (!std::isnan(value)) into.push_back(value);
    }
    // What there is of it without the loss may be absent: no jobs are lost without events.
    static void note_more(Row const& row, Row const& pair, std::string_view key, Values& into) {
        double const own = row.figures[column_of(key)];
        double const its = pair.figures[column_of(key)];
        if (!std::isnan(own)) into.push_back(own - (std::isnan(its) ? 0.0 : its));
    }

    void add(Row const& row, Row const* pair) {
        ++runs_;
        note(row, "slo_attainment_before_loss", before_);
        note(row, "slo_attainment_during_loss", during_);
        note(row, "slo_attainment_after_loss", after_);
        note(row, "slo_attainment_lowest_from_loss", lowest_);
        Values recovered;
        note(row, "time_to_recover_s", recovered);
        recovered_.insert(recovered_.end(), recovered.begin(), recovered.end());
        if (recovered.empty() || recovered.front() > 0.0) ++failed_;
        note(row, "backlog_cleared_s", cleared_);
        for (NamedFigure const& part : row.parts) {
            if (auto const site = after(takes_over, part.name); !site.empty())
                add(takeovers_[site], part.value);
            if (auto const met = after(first_bottleneck, part.name); !met.empty())
                add(bottlenecks_[met], part.value);
        }
        if (pair == nullptr) return;
        note_more(row, *pair, "value_lost_cny", value_);
        note_more(row, *pair, "accelerator_hours_lost", work_);
        note_more(row, *pair, "jobs_lost", jobs_);
    }
    static void add(Tally& tally, double value) {
        ++tally.runs;
        tally.sum += value;
    }

    void set(LossRow& row) const {
        auto const estimate = [&](Values const& values) { return estimate_mean(values, study_.confidence); };
        row.before = estimate(before_);
        row.during = estimate(during_);
        row.after = estimate(after_);
        row.lowest = estimate(lowest_);
        row.failed = failed_;
        row.recovered_s = estimate(recovered_);
        row.backlog_cleared_s = estimate(cleared_);
        row.value_lost_cny = estimate(value_);
        row.work_lost_h = estimate(work_);
        row.jobs_lost = estimate(jobs_);
        for (auto const& [site, tally] : takeovers_) {
            double const mean = tally.sum / static_cast<double>(runs_);
            if (mean <= row.takeover_accelerators) continue;
            row.takes_over = site;
            row.takeover_accelerators = mean;
        }
        std::size_t most = 0;
        for (auto const& [met, tally] : bottlenecks_) {
            if (tally.runs <= most) continue;
            most = tally.runs;
            auto const colon = met.find(':');
            row.binds = met.substr(0, colon);
            row.bottleneck = met.substr(colon + 1);
            row.binds_after_s = tally.sum / static_cast<double>(tally.runs);
        }
    }

    Results const& results_;
    Study const& study_;
    std::size_t original_, case_;
    std::size_t runs_{0}, failed_{0};
    Values before_, during_, after_, lowest_, recovered_, cleared_, value_, work_, jobs_;
    TallyByName takeovers_, bottlenecks_;
};

void note_rules(Study const& study, RuleFindings const& findings, std::size_t point, LossRow& row) {
    for (std::size_t r = 0; r < study.rules.size(); ++r) {
        RuleText const& rule = study.rules[r];
        if (rule.over != RuleOver::each_loss || !rule.decides()) continue;
        Finding const finding = findings.of(point)[r].finding;
        if (finding == Finding::fails) row.broken.push_back(rule.name);
        if (finding == Finding::open) row.open.push_back(rule.name);
    }
}

// From the worst.
std::pair<double, double> badness(LossRow const& row) {
    double const value = row.value_lost_cny.count > 0 ? -row.value_lost_cny.mean : 0.0;
    return {value, row.during.count > 0 ? row.during.mean : 1.0};
}

}  // namespace

std::vector<LossRow> loss_rows(Results const& results, RuleFindings const& findings,
                               std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    std::map<Point, std::size_t> numbers;
    for (std::size_t p = 0; p < study.points.size(); ++p)
        numbers.emplace(study.points[p], p);
    std::vector<LossRow> all;
    for (std::size_t a = 0; a < study.axes.size(); ++a) {
        Axis const& axis = study.axes[a];
        if (axis.role != Role::lost) continue;
        for (BestResponse const& best : responses) {
            Point point = study.points[best.point];
            auto const first = static_cast<std::ptrdiff_t>(all.size());
            for (std::size_t l = 1; l < axis.levels.size(); ++l) {
                point.level[a] = l;
                auto const found = numbers.find(point);
                if (found == numbers.end()) continue;
                LossRow row;
                if (!CaseReader{results, best.point, found->second}.read(row)) continue;
                row.axis = axis.name;
                row.future = study.names(point, Role::future);
                row.alternative = study.names(point, Role::compared);
                row.response = study.names(point, Role::response);
                row.loss_case = axis.levels[l].name;
                row.each = axis.losses->each;
                row.lost = axis.loss_at(l)->lost;
                row.point = found->second;
                row.at_s = in_seconds(axis.loss_at(l)->at).count();
                row.for_s = in_seconds(axis.losses->duration).count();
                note_rules(study, findings, found->second, row);
                all.push_back(std::move(row));
            }
            std::stable_sort(all.begin() + first, all.end(), [](LossRow const& one, LossRow const& other) {
                return badness(one) < badness(other);
            });
            for (auto i = first; i < static_cast<std::ptrdiff_t>(all.size()); ++i)
                all[static_cast<std::size_t>(i)].rank = static_cast<std::size_t>(i - first) + 1;
        }
    }
    return all;
}

LossRow const* worst_loss(std::vector<LossRow> const& rows, std::string_view future,
                          std::string_view alternative) {
    LossRow const* worst = nullptr;
    for (LossRow const& row : rows) {
        if (row.future != future || row.alternative != alternative) continue;
        if (worst == nullptr || badness(row) < badness(*worst)) worst = &row;
    }
    return worst;
}

}  // namespace meridian::study
