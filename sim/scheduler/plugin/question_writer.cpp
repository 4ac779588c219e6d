#include "sim/scheduler/plugin/question_writer.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace meridian::scheduler {
namespace {

ShownPool pool_of(PoolId id, View const& view) {
    state::PoolLevel const& level = view.levels().pools[id];
    return {id, level.free, level.promised, level.serving, level.out, view.levels().shut[id] == 0};
}

ShownSite site_of(SiteId id, View const& view) {
    state::SiteLevel const& level = view.levels().sites[id];
    ShownSite shown{id, !level.lost, std::nullopt};
    if (!view.scenario().sites[id].storage) return shown;
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    shown.storage_left = static_cast<std::int64_t>(std::clamp(level.storage_headroom(), WideCount{0}, most));
    return shown;
}

// Shows what differs from what was shown before, or all.
template <class Id, class Shown, class Make>
void show(Table<Id, Shown>& before, std::vector<Shown>& out, std::size_t count, bool whole,
          Make const& make) {
    out.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
        Shown const now = make(Id{i});
        bool const is_new = before.size() <= i;
        if (is_new) before.add(now);
        if (!is_new && !whole && before[Id{i}] == now) continue;
        before[Id{i}] = now;
        out.push_back(now);
    }
}

}  // namespace

bool has_room(state::Job const& job, View const& view, Placement at) {
    return view.has_storage(job, at.site) && (!at.pool.valid() || view.has_room(job, at.pool));
}

ShownPlace shown_place(state::Job const& job, View const& view, Placement at, bool costs) {
    ShownPlace shown{at.site,
                     at.pool,
                     has_room(job, view, at),
                     view.is_open(at.site, at.pool),
                     view.latency(job.what.origin, at.site),
                     at.pool.valid() ? view.load(at.pool) : 0.0,
                     {}};
    if (costs) shown.adds = view.footprint(job, at);
    return shown;
}

ShownJob shown_job(state::Job const& job, Knowledge knowledge) {
    ShownJob shown{job.number, &job, job.what.estimate, std::nullopt, {}};
    if (knowledge == Knowledge::oracle) shown.runtime = job.what.runtime;
    return shown;
}

Question const& QuestionWriter::ask(std::span<JobId const> asked, View const& view) {
    ++question_.number;
    question_.now = view.now();
    question_.sensed = sensed_at(view.scenario().sensing, view.now());
    if (sees_.state) show_state(view);
    if (sees_.events) show_events();
    question_.jobs.clear();
    if (places_.size() < asked.size()) places_.resize(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        state::Job const& job = view.job(asked[i]);
        ShownJob shown = shown_job(job, knowledge_);
        if (sees_.places) {
            places_[i].clear();
            list_places(job, view, places_[i]);
            shown.places = places_[i];
        }
        question_.jobs.push_back(shown);
    }
    return question_;
}

void QuestionWriter::show_state(View const& view) {
    question_.is_whole = std::exchange(is_whole_, false);
    Scenario const& scenario = view.scenario();
    show(shown_pools_, question_.pools, scenario.pools.size(), question_.is_whole,
         [&](PoolId const id) { return pool_of(id, view); });
    show(shown_sites_, question_.sites, scenario.sites.size(), question_.is_whole,
         [&](SiteId const id) { return site_of(id, view); });
}

// What has happened since the state that is shown is not known yet.
void QuestionWriter::show_events() {
    question_.events.clear();
    while (!events_.empty() && events_.front().at <= question_.sensed) {
        question_.events.push_back(events_.front());
        events_.pop_front();
    }
}

void QuestionWriter::list_places(state::Job const& job, View const& view,
                                 std::vector<ShownPlace>& out) const {
    for_each_place(
        job, view, [](SiteId) { return true; },
        [&](Placement at) { out.push_back(shown_place(job, view, at, sees_.costs)); });
}

void QuestionWriter::follow(std::uint64_t number) {
    if (sees_.events) followed_.insert(number);
}

void QuestionWriter::job_started(SimTime now, state::Job const& job) {
    if (!followed_.contains(job.number)) return;
    events_.push_back({JobEvent::Kind::started, job.number, now, now - job.arrival, {}});
}

void QuestionWriter::job_departed(SimTime now, state::Job const& job, state::Departure const& how) {
    if (followed_.erase(job.number) == 0) return;
    bool const is_finished = how.outcome == state::Outcome::completed;
    events_.push_back({is_finished ? JobEvent::Kind::finished : JobEvent::Kind::lost,
                       job.number,
                       now,
                       {},
                       is_finished ? now - job.arrival : Duration{0}});
}

}  // namespace meridian::scheduler
