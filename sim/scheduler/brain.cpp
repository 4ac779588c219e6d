#include "sim/scheduler/brain.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace meridian::scheduler {
namespace {

bool is_placed(Decision const& decision) {
    return std::holds_alternative<Placement>(decision) || std::holds_alternative<Defer>(decision);
}

}  // namespace

void Brain::add_chain(std::vector<NamedPolicy> policies) {
    Chain chain{std::move(policies)};
    for (NamedPolicy const& one : chain.policies) {
        chain.period = std::max(chain.period, one.policy->period());
        chain.waits_for_change = chain.waits_for_change || one.policy->decides_in_batches();
        senses_links_ = senses_links_ || one.policy->senses_links();
        if (auto* const listener = one.policy->listener()) listeners_.push_back(listener);
    }
    if (chain.period > Duration{0}) chain.waits_for_change = false;
    if (chain.waits_for_change) chain.period = Duration{1};
    chains_.push_back(std::move(chain));
}

void Brain::set_chain(ClassId c, std::vector<NamedPolicy> own) {
    if (of_class_.size() <= c.index) of_class_.resize(c.index + 1, 0);
    of_class_[c.index] = static_cast<ChainIndex>(chains_.size());
    add_chain(std::move(own));
}

std::vector<PluginFailure> Brain::failures() const {
    std::vector<PluginFailure> all;
    for (Chain const& chain : chains_) {
        for (NamedPolicy const& one : chain.policies) {
            if (auto failure = one.policy->failure()) all.push_back(*std::move(failure));
        }
    }
    return all;
}

bool Brain::uses(state::Job const& job, SiteId site, View const& view) const {
    auto const& policies = chains_[chain(job.what.workload_class)].policies;
    return std::ranges::any_of(policies,
                               [&](NamedPolicy const& one) { return one.policy->uses(job, site, view); });
}

double Brain::preference(state::Job const& job, Placement place, View const& view) const {
    for (NamedPolicy const& one : chains_[chain(job.what.workload_class)].policies) {
        if (one.policy->uses(job, place.site, view)) return one.policy->preference(job, place, view);
    }
    return 0.0;
}

PathId Brain::output_path(ChainIndex index, state::Job const& job, View const& view) {
    for (NamedPolicy& one : chains_[index].policies) {
        PathId const path = one.policy->output_path(job, view);
        if (!path.valid()) continue;
        if (view.is_choice(path, view.node_of(job.site), view.node_of(job.what.origin))) return path;
        throw PolicyFault{fmt::format("policy '{}' sent the output of job {} over a path that is no choice",
                                      one.name, job.number)};
    }
    return {};
}

void Brain::ask(NamedPolicy& one, std::span<JobId const> asked, View const& view, Decisions& out,
                Review const& review) {
    std::size_t const before = out.answers().size();
    out.answer_for(one.name);
    one.policy->decide(asked, view, out);
    bool good = out.answers().size() - before == asked.size();
    for (std::size_t i = 0; good && i < asked.size(); ++i)
        good = out.answers()[before + i].job == asked[i];
    if (!good) {
        throw PolicyFault{
            fmt::format("policy '{}' did not answer each job that it was asked for once, in order; "
                        "the first is job {}",
                        one.name, view.job(asked.front()).number)};
    }
    for (std::size_t i = 0; review && i < asked.size(); ++i)
        review(out.answers()[before + i]);
}

void Brain::decide(ChainIndex index, std::span<JobId const> asked, View const& view, Decisions& out,
                   Review const& review) {
    Chain& chain = chains_[index];
    std::size_t const begin = out.answers().size();
    ask(chain.policies.front(), asked, view, out, review);
    for (std::size_t next = 1; next < chain.policies.size(); ++next) {
        left_.clear();
        rows_.clear();
        for (std::size_t row = begin; row < begin + asked.size(); ++row) {
            if (is_placed(out.answers()[row].decision)) continue;
            left_.push_back(out.answers()[row].job);
            rows_.push_back(row);
        }
        if (left_.empty()) return;
        ask(chain.policies[next], left_, view, out, review);
        for (std::size_t i = left_.size(); i-- > 0;)
            out.fall_back(rows_[i]);
    }
}

}  // namespace meridian::scheduler
