#include "sim/study/rule_findings.hpp"

#include <algorithm>
#include <map>

#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

bool is_worse(RuleFinding const& one, RuleFinding const& than) {
    if (one.finding != than.finding) return one.finding > than.finding;
    return one.margin.mean < than.margin.mean;
}

}  // namespace

RuleFindings::RuleFindings(Results const& results) {
    Study const& study = results.study();
    rules_ = study.rules.size();
    if (empty()) return;
    for (RuleText const& rule : study.rules)
        decides_.push_back(rule.decides());
    RuleReader const reader{study.rules};
    findings_.reserve(study.points.size() * rules_);
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        system::checkpoint();
        std::vector<RuleRuns> runs(rules_);
        for (std::int64_t run = 0; run < results.runs(p); ++run) {
            auto const row = results.row(p, run);
            if (row && row->ok()) reader.add(row->parts, runs);
        }
        for (std::size_t r = 0; r < rules_; ++r)
            findings_.push_back(reader.find(r, runs[r], study.confidence));
    }
    add_losses(study);
}

void RuleFindings::add_losses(Study const& study) {
    auto const over_losses = [](RuleText const& rule) { return rule.over == RuleOver::each_loss; };
    if (std::ranges::none_of(study.rules, over_losses)) return;
    std::map<Point, std::size_t> originals;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        if (!study.is_variant(study.points[p])) originals.emplace(study.points[p], p);
    }
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        auto const axis = study.variant_axis(study.points[p]);
        if (!axis || study.axes[*axis].role != Role::lost) continue;
        auto const original = originals.find(study.original(study.points[p]));
        for (std::size_t r = 0; original != originals.end() && r < rules_; ++r) {
            if (!over_losses(study.rules[r])) continue;
            RuleFinding& one = findings_[p * rules_ + r];
            one.loss_case = p;
            if (one.runs + one.without == 0) one.finding = Finding::open;
            RuleFinding& worst = findings_[original->second * rules_ + r];
            if (!worst.loss_case || is_worse(one, worst)) worst = one;
        }
    }
}

std::span<RuleFinding const> RuleFindings::of(std::size_t point) const {
    return std::span{findings_}.subspan(point * rules_, rules_);
}

Finding RuleFindings::standing(std::size_t point) const {
    Finding worst = Finding::passes;
    if (empty()) return worst;
    for (std::size_t r = 0; r < rules_; ++r) {
        if (decides_[r]) worst = std::max(worst, of(point)[r].finding);
    }
    return worst;
}

Finding RuleFindings::standing(std::vector<std::size_t> const& points) const {
    Finding worst = Finding::passes;
    for (std::size_t const p : points)
        worst = std::max(worst, standing(p));
    return worst;
}

void RuleFindings::keep_best(std::vector<std::size_t>& points) const {
    Finding best = Finding::fails;
    for (std::size_t const p : points)
        best = std::min(best, standing(p));
    std::erase_if(points, [&](std::size_t p) { return standing(p) > best; });
}

RuleFinding const& RuleFindings::worst(std::vector<std::size_t> const& points, std::size_t rule) const {
    RuleFinding const* worst = &of(points.front())[rule];
    for (std::size_t const p : points) {
        RuleFinding const& one = of(p)[rule];
        if (is_worse(one, *worst)) worst = &one;
    }
    return *worst;
}

std::vector<Obstruction> obstructions(Study const& study, RuleFindings const& findings,
                                      std::vector<std::size_t> const& points) {
    std::vector<Obstruction> all;
    for (std::size_t r = 0; r < study.rules.size(); ++r) {
        if (!study.rules[r].decides()) continue;
        RuleFinding const& worst = findings.worst(points, r);
        if (worst.finding > Finding::passes) all.push_back({r, worst});
    }
    std::ranges::stable_sort(all, std::ranges::greater{},
                             [](Obstruction const& one) { return one.finding.finding; });
    return all;
}

}  // namespace meridian::study
