// Services in a run: at the start of each epoch their replicas are counted anew, and what they do not need is
// lent to jobs.
#include <algorithm>

#include "sim/world/world.hpp"

namespace meridian::world {

using state::Job;
using state::JobPhase;

void World::begin_serving() {
    if (scenario_.services.empty()) return;
    fleet_.emplace(scenario_, geography_, series_);
    Serving const& serving = scenario_.serving;
    lends_ = serving.lends;
    peak_ = fleet_->peak();
    if (lends_) {  // only jobs that can be sent away are lent what the services need at their peak
        auto const needed = fleet_->accelerators(peak_);
        for (PoolId const p : scenario_.pools.keys())
            if (needed[p] > 0) state_.set_apart(p, needed[p] * 1000);
    }
    Duration longest{};
    for (Service const& service : scenario_.services)
        longest = std::max(longest, service.start_up);
    if (lends_) longest += serving.give_back;
    auto const epochs = static_cast<std::size_t>((longest + serving.epoch - Duration{1}) / serving.epoch);
    held_.assign(epochs + 1,
                 std::vector<std::int64_t>(scenario_.services.size() * scenario_.sites.size(), 0));
    push(SimTime{}, engine::Rank::failure, Kind::epoch, 0);
}

// Replicas are counted for the demand now and at the epoch in which one that is taken now will be ready.
std::vector<std::int64_t> World::replicas_wanted() {
    if (!lends_) return peak_;
    auto const ahead = static_cast<std::int64_t>(held_.size() - 1);
    auto const soon = fleet_->wanted(now_ + ahead * scenario_.serving.epoch);
    std::vector<std::int64_t> wanted(soon.begin(), soon.end());
    auto const now = fleet_->wanted(now_);
    for (std::size_t i = 0; i < wanted.size(); ++i)
        wanted[i] = std::max(wanted[i], now[i]);
    return wanted;
}

void World::epoch() {
    std::vector<std::int64_t> const wanted = replicas_wanted();
    bool const first = now_ == SimTime{};
    std::rotate(held_.begin(), held_.end() - 1, held_.end());
    if (held_.size() > 1) held_.front() = held_[1];
    // Those that need less first: what they give back others may take.
    for (bool const shrinking : {true, false}) {
        for (ServiceId const v : scenario_.services.keys()) {
            for (SiteId const s : scenario_.sites.keys()) {
                std::size_t const i = fleet_->index(v, s);
                if ((wanted[i] < held_.front()[i]) != shrinking || wanted[i] == held_.front()[i]) continue;
                resize(i, fleet_->pool(v, s), scenario_.services[v].replica_accelerators * 1000, wanted[i]);
            }
        }
    }
    // At time zero the services have been running.
    if (first) std::fill(held_.begin() + 1, held_.end(), held_.front());
    ready_ = held_.front();
    for (auto const& then : held_) {
        for (std::size_t i = 0; i < ready_.size(); ++i)
            ready_[i] = std::min(ready_[i], then[i]);
    }
    service::Fleet::Outcome const& outcome = fleet_->serve(now_, ready_);
    SimTime const end = std::min(now_ + scenario_.serving.epoch, SimTime{scenario_.horizon});
    state_.listeners.notify(&state::RunListener::epoch_began, now_, end, outcome.flows, outcome.uses);
    if (end < SimTime{scenario_.horizon}) push(end, engine::Rank::failure, Kind::epoch, 0);
}

// `each`: thousandths of accelerators of one replica. Takes what can be had.
void World::resize(std::size_t held, PoolId pool, std::int64_t each, std::int64_t wanted) {
    std::int64_t& replicas = held_.front()[held];
    std::int64_t const more = (wanted - replicas) * each;
    SiteId const site = state_.pool(pool).site;
    if (more < 0) {
        state_.resize_service(now_, pool, more);
        replicas = wanted;
        free_site(site);
        return;
    }
    if (lends_) take_back(pool, more);
    state::SiteLevel const& there = state_.site(site);
    std::int64_t fit = std::min(wanted - replicas, state_.pool(pool).free / each);
    std::int64_t const draw = state::draw_uw(state_.pool(pool), each);
    if (draw > 0) fit = std::min(fit, (there.power_limit_uw - there.power_uw) / (draw + 1));
    if (fit <= 0) return;
    state_.resize_service(now_, pool, fit * each);
    replicas += fit;
}

// Sends jobs away that may be, those that began last first, until so much is free or none is left.
void World::take_back(PoolId pool, std::int64_t width) {
    while (state_.pool(pool).free < width && newest_lent_[pool].valid())
        preempt(newest_lent_[pool]);
}

// The job goes back to the brain with what it has kept of its work.
void World::preempt(JobId id) {
    Job& job = state_.jobs[id];
    forget_lent(id);
    state::Progress progress = progress_of(job);
    progress.fall_back(held_before_window(job));
    job.interruptions += static_cast<std::uint32_t>(progress.interruptions);
    if (progress.kept > Duration{0}) {
        double const share = in_seconds(progress.kept).count() / in_seconds(job.work).count();
        job.left = rounded_up(Seconds{in_seconds(job.left).count() * (1.0 - share)});
    }
    state_.release(job);
    discipline_->ended(id, now_, state_);
    decisions_.ended(id, sensor_.sees_the_present());
    ++job.preempted;
    job.away = now_ - job.arrival;
    job.waited_because.reset();
    state_.jobs.preempt(id, now_, progress);
    SiteId const site = job.site;
    if (job.what.input.count() > 0) {
        state_.release_storage(site, job.what.input);
        feed_storage(site);
    }
    free_site(site);
    decisions_.arrived(id);
}

void World::note_lent(JobId id) {
    if (lent_.size() <= id.index) lent_.resize(id.index + 1);
    JobId& newest = newest_lent_[state_.jobs[id].pool];
    lent_[id.index] = {JobId{}, newest};
    if (newest.valid()) lent_[newest.index].newer = id;
    newest = id;
}

void World::forget_lent(JobId id) {
    auto const [newer, older] = lent_[id.index];
    if (newer.valid()) {
        lent_[newer.index].older = older;
    } else {
        newest_lent_[state_.jobs[id].pool] = older;
    }
    if (older.valid()) lent_[older.index].newer = newer;
}

}  // namespace meridian::world
