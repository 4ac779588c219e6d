#include "sim/scheduler/plugin/library_carrier.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace meridian::scheduler {
namespace {

static_assert(sizeof(long) == sizeof(std::int64_t), "meridian_policy.h says so");
static_assert(MERIDIAN_POLICY_VERSION == contract_version);

using AnswerKind = PluginAnswer::Kind;

// In the order of the C enumerations.
constexpr std::array reasons{Reason::sites_in_reach_are_full, Reason::no_site_in_reach, Reason::place_lost,
                             Reason::policy_choice};
constexpr std::array kinds{AnswerKind::place, AnswerKind::wait, AnswerKind::defer, AnswerKind::reject};

long ns(SimTime when) {
    return when.time_since_epoch().count();
}
unsigned index_of(PoolId pool) {
    return pool.valid() ? pool.index : MERIDIAN_NO_POOL;
}
int flag(bool value) {
    return value ? 1 : 0;
}

Greeting greeting_of(meridian_wishes const& wishes) {
    if (wishes.version != contract_version) {
        throw CarrierFault{fmt::format("it speaks version {} of the contract, and this program version {}",
                                       wishes.version, contract_version)};
    }
    if (wishes.period_ns < 0) throw CarrierFault{"its period_ns is below 0"};
    auto const sees = [&](unsigned what) { return (wishes.sees & what) != 0; };
    Greeting greeting;
    greeting.sees = {false, sees(MERIDIAN_SEES_STATE),
                     sees(MERIDIAN_SEES_PLACES) || sees(MERIDIAN_SEES_COSTS), sees(MERIDIAN_SEES_COSTS),
                     sees(MERIDIAN_SEES_EVENTS)};
    greeting.period = Duration{wishes.period_ns};
    greeting.batches = wishes.batches != 0;
    return greeting;
}

template <class Rows>
void take_names(Rows const& rows, std::vector<char const*>& names) {
    names.clear();
    for (auto const& row : rows)
        names.push_back(row.name.c_str());
}

}  // namespace

Greeting LibraryCarrier::greet() {
    decltype(&meridian_policy_init) init = nullptr;
    try {
        system::Module const module{source_.command.front()};
        init = module.function<decltype(meridian_policy_init)>("meridian_policy_init");
        decide_ = module.function<decltype(meridian_policy_decide)>("meridian_policy_decide");
        close_ = module.function<decltype(meridian_policy_close)>("meridian_policy_close");
    } catch (system::ModuleFault const& fault) {
        throw CarrierFault{fault.what()};
    }
    meridian_hello const hello{contract_version, flag(source_.knowledge == Knowledge::oracle),
                               source_.parameters.c_str()};
    meridian_wishes wishes{};
    if (int const code = init(&hello, &wishes, &self_); code != 0)
        throw CarrierFault{fmt::format("meridian_policy_init answered {}", code)};
    is_open_ = true;
    return greeting_of(wishes);
}

void LibraryCarrier::close() {
    if (is_open_) close_(self_);
    is_open_ = false;
}

void LibraryCarrier::begin(View const& view) {
    Scenario const& scenario = view.scenario();
    take_names(scenario.sites, site_names_);
    take_names(scenario.pools, pool_names_);
    take_names(scenario.classes, class_names_);
    take_names(scenario.regions, region_names_);
    site_of_pool_.clear();
    for (Pool const& pool : scenario.pools)
        site_of_pool_.push_back(pool.site.index);
    names_ = {site_names_.size(),   pool_names_.size(),   class_names_.size(),
              region_names_.size(), site_names_.data(),   pool_names_.data(),
              class_names_.data(),  region_names_.data(), site_of_pool_.data()};
}

Reply const& LibraryCarrier::ask(Question const& question) {
    show_state(question);
    show_events(question);
    show_jobs(question);
    decisions_.assign(jobs_.size(),
                      meridian_decision{MERIDIAN_WAIT, 0, MERIDIAN_NO_POOL, 0, MERIDIAN_OWN_RULE, 0});
    meridian_question const asked{
        question.number, ns(question.now), ns(question.sensed), flag(question.is_whole), &names_,
        pools_.data(),   pools_.size(),    sites_.data(),       sites_.size(),           events_.data(),
        events_.size(),  jobs_.data(),     jobs_.size()};
    if (int const code = decide_(self_, &asked, decisions_.data()); code != 0)
        throw CarrierFault{fmt::format("meridian_policy_decide answered {}", code)};
    reply_.answers.clear();
    reply_.took = {};
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
        reply_.answers.push_back(answer_of(decisions_[i], jobs_[i].number));
        reply_.took += Duration{std::max(0L, decisions_[i].took_ns)};
    }
    return reply_;
}

void LibraryCarrier::show_state(Question const& question) {
    pools_.clear();
    for (ShownPool const& one : question.pools)
        pools_.push_back({one.pool.index, flag(one.is_open), one.free, one.promised, one.serving, one.out});
    sites_.clear();
    for (ShownSite const& one : question.sites)
        sites_.push_back({one.site.index, flag(one.is_open), one.storage_left.value_or(-1)});
}

void LibraryCarrier::show_events(Question const& question) {
    events_.clear();
    for (JobEvent const& one : question.events) {
        events_.push_back(
            {static_cast<int>(one.kind), one.number, ns(one.at), one.wait.count(), one.turnaround.count()});
    }
}

void LibraryCarrier::show_jobs(Question const& question) {
    places_.clear();
    for (ShownJob const& shown : question.jobs) {
        for (ShownPlace const& one : shown.places) {
            places_.push_back({one.site.index, index_of(one.pool), flag(one.has_room), flag(one.is_open),
                               one.latency.count(), one.load, one.adds.energy_kwh, one.adds.energy_cny,
                               one.adds.network_cny, one.adds.carbon_kg});
        }
    }
    jobs_.clear();
    meridian_place const* next = places_.data();
    for (ShownJob const& shown : question.jobs) {
        state::Job const& job = *shown.job;
        jobs_.push_back({shown.number, job.what.workload_class.index, job.what.origin.index,
                         job.what.width.count(), ns(job.arrival), shown.estimate.count(),
                         shown.runtime ? shown.runtime->count() : -1, job.what.input.count(),
                         job.what.output.count(), next, shown.places.size()});
        next += shown.places.size();
    }
}

PluginAnswer LibraryCarrier::answer_of(meridian_decision const& decision, std::uint64_t number) const {
    auto const kind = static_cast<std::size_t>(decision.kind);
    auto const why = static_cast<std::size_t>(decision.why);
    if (kind >= kinds.size() || why >= reasons.size())
        throw CarrierFault{fmt::format("its decision on job {} is none that there is", number)};
    PluginAnswer answer{number, kinds[kind], {}, {}, SimTime{Duration{decision.until_ns}}, reasons[why]};
    if (answer.kind != AnswerKind::place) return answer;
    bool const has_pool = decision.pool != MERIDIAN_NO_POOL;
    if (decision.site >= names_.sites || (has_pool && decision.pool >= names_.pools) ||
        (has_pool && names_.site_of_pool[decision.pool] != decision.site))
        throw CarrierFault{fmt::format("it placed job {} at a place that there is not", number)};
    answer.site = SiteId{decision.site};
    if (has_pool) answer.pool = PoolId{decision.pool};
    return answer;
}

}  // namespace meridian::scheduler
