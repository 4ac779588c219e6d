// Makes questions of what a view shows: the one place that decides what a policy outside the program may know.
#pragma once

#include <deque>
#include <set>
#include <span>
#include <vector>

#include "sim/scheduler/plugin/carrier.hpp"
#include "sim/state/run_listener.hpp"

namespace meridian::scheduler {

// Whether the job, and its data, could start there now.
[[nodiscard]] bool has_room(state::Job const& job, View const& view, Placement at);

// Each place that could ever run the job, at the sites that `reaches` lets pass; the nearest first.
template <class Reaches, class Visit>
void for_each_place(state::Job const& job, View const& view, Reaches const& reaches, Visit const& visit) {
    for (SiteId const site : view.sites_by_latency(job.what.origin)) {
        if (!reaches(site) || !view.could_store(job, site)) continue;
        if (job.what.width.count() == 0) visit(Placement{site, PoolId{}});
        if (job.what.width.count() == 0) continue;
        for (PoolId const pool : view.pools_of(site)) {
            if (view.could_run(job, pool)) visit(Placement{site, pool});
        }
    }
}

// What may be known of a place, and of a job.
[[nodiscard]] ShownPlace shown_place(state::Job const& job, View const& view, Placement at, bool costs);
[[nodiscard]] ShownJob shown_job(state::Job const& job, Knowledge knowledge);

class QuestionWriter final : public state::RunListener {
public:
    QuestionWriter(Sights sees, Knowledge knowledge) : sees_{sees}, knowledge_{knowledge} {}

    // The next question. It lives until the next call, and the view's jobs until they change.
    [[nodiscard]] Question const& ask(std::span<JobId const> asked, View const& view);
    // The next question shows the whole state.
    void show_whole() { is_whole_ = true; }
    // Of a job that the policy has placed: what becomes of it is shown, if events are.
    void follow(std::uint64_t number);

    void job_started(SimTime now, state::Job const& job) override;
    void job_departed(SimTime now, state::Job const& job, state::Departure const& how) override;

private:
    void show_state(View const& view);
    void show_events();
    void list_places(state::Job const& job, View const& view, std::vector<ShownPlace>& out) const;

    Sights sees_;
    Knowledge knowledge_;
    Question question_;
    bool is_whole_{true};
    Table<PoolId, ShownPool> shown_pools_;  // last, of those that have been shown
    Table<SiteId, ShownSite> shown_sites_;
    std::deque<JobEvent> events_;  // not yet shown, by time
    std::set<std::uint64_t> followed_;
    std::vector<std::vector<ShownPlace>> places_;  // by job of the question; reused
};

}  // namespace meridian::scheduler
