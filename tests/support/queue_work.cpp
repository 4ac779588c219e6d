#include "tests/support/queue_work.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "sim/scheduler/disciplines/registry.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/worlds.hpp"

namespace meridian::testing {
namespace {

constexpr PoolId pool{0};

QueueWork draw_work(Dice& dice) {
    QueueWork work;
    work.accelerators = dice.whole(1, 12);
    work.powered = work.accelerators;
    std::int64_t const unit = dice.chance(30) ? 1 : 1000;
    std::int64_t const jobs = dice.whole(2, 40);
    std::int64_t const widest = dice.chance(50) ? work.accelerators : (work.accelerators + 1) / 2;
    std::int64_t const gap = dice.whole(0, 4);
    std::int64_t now = 0;
    for (std::int64_t i = 0; i < jobs; ++i) {
        if (!dice.chance(40)) now += unit * dice.whole(0, gap);
        QueueJob job{};
        job.arrival = now;
        job.width = dice.chance(10) ? widest : dice.whole(1, widest);
        job.work = dice.chance(10) ? 0 : unit * dice.whole(1, 12);
        job.estimate = random_estimate(job.work, unit, dice);
        job.priority = static_cast<int>(dice.whole(0, 2));
        work.jobs.push_back(job);
    }
    std::ranges::stable_sort(work.jobs, [](QueueJob const& a, QueueJob const& b) {
        return a.arrival != b.arrival ? a.arrival < b.arrival : a.priority < b.priority;
    });
    return work;
}

}  // namespace

std::string words(QueueRule const& rule) {
    return fmt::format("{} depth {} passes {} ageing {} {}", rule.name, rule.depth, rule.passes, rule.ageing,
                       rule.count_only ? "count" : "machines");
}

Selection selection(QueueRule const& rule) {
    Selection selection{rule.name, {}};
    for (ComponentDoc const& doc : scheduler::disciplines()) {
        if (doc.name != rule.name) continue;
        for (ParameterDoc const& parameter : doc.parameters) {
            ParameterValue& value = selection.parameters[std::string{parameter.name}];
            if (parameter.name == "depth") value = rule.depth;
            if (parameter.name == "passes") value = rule.passes;
            if (parameter.name == "ageing") value = Duration{rule.ageing};
            if (parameter.name == "resources") value = rule.count_only ? "count" : "machines";
        }
    }
    if (rule.ageing == 0) selection.parameters.erase("ageing");
    return selection;
}

Scenario scenario_of(QueueWork const& work) {
    Scenario s = one_site(work.accelerators, Duration{1});
    s.policy = {Selection{"least_loaded", {}}};  // commits to a full pool
    if (work.powered < work.accelerators)
        s.sites[SiteId{0}].power_limit = Microwatts{work.powered * 1'000'000'000};
    for (int priority = 1; priority <= 2; ++priority) {
        WorkloadClass c = s.classes[ClassId{0}];
        c.name = c.key = fmt::format("priority{}", priority);
        c.priority = priority;
        s.classes.add(c);
    }
    for (QueueJob const& job : work.jobs) {
        list_job(s, Duration{job.arrival});
        JobDescription& what = s.listed_jobs.back().job;
        what.workload_class = ClassId{static_cast<std::uint32_t>(job.priority)};
        what.width = Milliaccelerators{job.width * 1000};
        what.runtime = Duration{job.work};
        what.estimate = Duration{job.estimate};
    }
    return s;
}

QueueWork random_work(std::uint64_t seed) {
    Dice dice{seed};
    QueueWork work = draw_work(dice);
    if (dice.chance(50)) {
        std::int64_t widest = 0;
        for (QueueJob const& job : work.jobs)
            widest = std::max(widest, job.width);
        work.powered = dice.whole(widest, work.accelerators);
    }
    return work;
}

QueueWork bounded_work(std::uint64_t seed) {
    Dice dice{seed};
    QueueWork work = draw_work(dice);
    bool const exact = dice.chance(50);
    for (QueueJob& job : work.jobs)
        job.estimate = exact ? job.work : std::max(job.work, job.estimate);
    return work;
}

std::string words(QueueWork const& work) {
    std::string text = fmt::format("{} accelerators, power for {}\n", work.accelerators, work.powered);
    for (QueueJob const& job : work.jobs) {
        text += fmt::format("  at {} width {} work {} estimate {} priority {}\n", job.arrival, job.width,
                            job.work, job.estimate, job.priority);
    }
    return text;
}

namespace {

// Plays one pool's work: at each instant what ends, then what arrives, then the discipline.
class Player {
public:
    Player(scheduler::Discipline& discipline, QueueWork const& work, Scenario const& scenario)
        : discipline_{discipline}, work_{work}, scenario_{scenario}, state_{scenario} {
        starts_.assign(work.jobs.size(), -1);
    }

    Starts play(Look const& look) {
        while (arrived_ < work_.jobs.size() || !running_.empty()) {
            now_ = next_instant();
            bool const ended = end_jobs();
            bool const came = enqueue_arrivals();
            if (ended || came) start_jobs();
            if (look) look(now_.time_since_epoch().count(), discipline_, state_, waiting_);
        }
        if (discipline_.waiting(pool) != waiting_.size()) throw std::logic_error{"wrong number waiting"};
        return starts_;
    }

private:
    struct Running {
        SimTime end;
        JobId job;
    };

    [[nodiscard]] SimTime next_instant() const {
        SimTime next = SimTime::max();
        if (arrived_ < work_.jobs.size()) next = SimTime{Duration{work_.jobs[arrived_].arrival}};
        for (Running const& running : running_)
            next = std::min(next, running.end);
        return next;
    }

    bool end_jobs() {
        auto const ends = [&](Running const& running) { return running.end == now_; };
        std::vector<Running> over;
        std::ranges::copy_if(running_, std::back_inserter(over), ends);
        std::erase_if(running_, ends);
        for (Running const& running : over) {
            state_.release(state_.jobs[running.job]);
            discipline_.ended(running.job, now_, state_);
            state_.jobs.depart(running.job, now_, {});
        }
        return !over.empty();
    }

    bool enqueue_arrivals() {
        bool came = false;
        for (; arrived_ < work_.jobs.size(); ++arrived_) {
            if (SimTime{Duration{work_.jobs[arrived_].arrival}} != now_) break;
            JobId const id = state_.jobs.add(scenario_.listed_jobs[arrived_].job, now_);
            state::Job& job = state_.jobs[id];
            job.site = SiteId{0};
            job.pool = pool;
            job.what.runtime = job.work = Duration{-1};  // no discipline may look at the truth
            job.expected = job.what.estimate;
            state_.reserve(job);
            state_.jobs.become_ready(id, now_);
            waiting_.push_back(id);
            discipline_.enqueue(id, now_, state_);
            came = true;
        }
        return came;
    }

    void start_jobs() {
        while (true) {
            JobId const id = discipline_.next(pool, now_, state_);
            if (!id.valid()) return;
            auto const found = std::ranges::find(waiting_, id);
            if (found == waiting_.end()) throw std::logic_error{"a job was started that did not wait"};
            waiting_.erase(found);
            state::Job& job = state_.jobs[id];
            if (!state_.can_start(job)) throw std::logic_error{"a job was started that could not start"};
            state_.allocate(job, now_);
            state_.jobs.start(id, now_);
            discipline_.started(id, now_, state_);
            running_.push_back({now_ + Duration{work_.jobs[job.number].work}, id});
            starts_[job.number] = now_.time_since_epoch().count();
        }
    }

    scheduler::Discipline& discipline_;
    QueueWork const& work_;
    Scenario const& scenario_;
    state::State state_;
    SimTime now_;
    std::size_t arrived_{0};
    std::vector<JobId> waiting_;
    std::vector<Running> running_;
    Starts starts_;
};

}  // namespace

Starts play_through(scheduler::Discipline& discipline, QueueWork const& work, Scenario const& scenario,
                    Look const& look) {
    return Player{discipline, work, scenario}.play(look);
}

Starts play_by(QueueRule const& rule, QueueWork const& work) {
    Scenario const scenario = scenario_of(work);
    auto const discipline = scheduler::make_discipline(selection(rule), scenario);
    return play_through(*discipline, work, scenario);
}

}  // namespace meridian::testing
