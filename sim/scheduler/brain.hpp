// The policies of a run: which chain of them decides for which class, asked in turn and held to their
// contract. Each policy of a chain is asked for the jobs that those before it let wait or rejected; a job
// that nobody places gets the first Wait, or else the last Reject.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/scheduler/policy.hpp"

namespace meridian::scheduler {

// A policy broke its contract; the message names the policy and the job.
struct PolicyFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct NamedPolicy {
    std::string name;
    std::unique_ptr<Policy> policy;
};

class Brain {
public:
    // The chain that decides for all classes that have none of their own.
    explicit Brain(std::vector<NamedPolicy> usual) { add_chain(std::move(usual)); }
    void set_chain(ClassId c, std::vector<NamedPolicy> own);

    using ChainIndex = std::uint32_t;
    [[nodiscard]] std::size_t chains() const { return chains_.size(); }
    [[nodiscard]] ChainIndex chain(ClassId c) const {
        return c.index < of_class_.size() ? of_class_[c.index] : 0;
    }
    // Of the job's chain: does a policy use the site, and the order of the first policy that does.
    [[nodiscard]] bool uses(state::Job const& job, SiteId site, View const& view) const;
    [[nodiscard]] double preference(state::Job const& job, Placement place, View const& view) const;
    [[nodiscard]] bool senses_links() const { return senses_links_; }
    // Of its policies.
    [[nodiscard]] std::span<state::RunListener* const> listeners() const { return listeners_; }
    [[nodiscard]] std::vector<PluginFailure> failures() const;
    // The first answer of the chain's policies, in turn. Throws PolicyFault.
    [[nodiscard]] PathId output_path(ChainIndex chain, state::Job const& job, View const& view);
    // The longest period of a chain's policies; zero if all are asked as jobs arrive. Of batches the shortest there is:
    // they are decided once the instant has settled.
    [[nodiscard]] Duration period(ChainIndex chain) const { return chains_[chain].period; }
    // Are its jobs decided in batches, whenever one comes or room is freed?
    [[nodiscard]] bool waits_for_change(ChainIndex chain) const { return chains_[chain].waits_for_change; }

    // Looks over an answer before the next policy of the chain is asked; it may turn it into a Wait.
    using Review = std::function<void(Answer&)>;
    // One answer for each of the jobs, all of classes of this chain, in their order. Throws PolicyFault.
    void decide(ChainIndex chain, std::span<JobId const> asked, View const& view, Decisions& out,
                Review const& review = {});

private:
    struct Chain {
        std::vector<NamedPolicy> policies;
        Duration period{};
        bool waits_for_change{false};
    };
    void add_chain(std::vector<NamedPolicy> policies);
    static void ask(NamedPolicy& one, std::span<JobId const> asked, View const& view, Decisions& out,
                    Review const& review);

    std::vector<Chain> chains_;
    std::vector<ChainIndex> of_class_;
    bool senses_links_{false};
    std::vector<state::RunListener*> listeners_;
    std::vector<JobId> left_;        // reused
    std::vector<std::size_t> rows_;  // of `out`, for left_; reused
};

}  // namespace meridian::scheduler
