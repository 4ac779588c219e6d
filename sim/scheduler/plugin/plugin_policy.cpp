#include "sim/scheduler/plugin/plugin_policy.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "sim/scheduler/plugin/library_carrier.hpp"
#include "sim/scheduler/plugin/program_carrier.hpp"

namespace meridian::scheduler {
namespace {

using AnswerKind = PluginAnswer::Kind;

}  // namespace

PluginPolicy::PluginPolicy(Parts parts)
    : parts_{std::move(parts)},
      greeting_{[&] {
          try {
              return parts_.carrier->greet();
          } catch (CarrierFault const& fault) {
              throw PluginFault{words_of(fault.what())};
          }
      }()},
      writer_{greeting_.sees, parts_.source->knowledge} {}

PluginPolicy::~PluginPolicy() {
    if (!failure_) parts_.carrier->end();
}

void PluginPolicy::begin_once(View const& view) {
    if (std::exchange(has_begun_, true)) return;
    parts_.carrier->begin(view);
}

void PluginPolicy::decide(std::span<JobId const> asked, View const& view, Decisions& out) {
    if (!failure_) {
        try {
            begin_once(view);
            Reply const& reply = parts_.carrier->ask(writer_.ask(asked, view));
            take(reply, asked, view);
            out.took(reply.took);
        } catch (CarrierFault const& fault) {
            fail(fault.what(), view, asked);
        }
    }
    if (failure_) return parts_.fallback->decide(asked, view, out);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        if (std::holds_alternative<Placement>(decisions_[i])) writer_.follow(view.job(asked[i]).number);
        out.add(asked[i], decisions_[i]);
    }
}

// Its answers may come in any order.
void PluginPolicy::take(Reply const& reply, std::span<JobId const> asked, View const& view) {
    if (reply.wants_whole) writer_.show_whole();
    std::vector<std::pair<std::uint64_t, std::size_t>> rows;
    rows.reserve(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i)
        rows.emplace_back(view.job(asked[i]).number, i);
    std::ranges::sort(rows);
    std::vector<bool> is_answered(asked.size(), false);
    decisions_.resize(asked.size());
    for (PluginAnswer const& answer : reply.answers) {
        auto const row =
            std::ranges::lower_bound(rows, answer.number, {}, &std::pair<std::uint64_t, std::size_t>::first);
        if (row == rows.end() || row->first != answer.number)
            throw CarrierFault{
                fmt::format("it answered for job {}, which it was not asked for", answer.number)};
        if (is_answered[row->second])
            throw CarrierFault{fmt::format("it answered twice for job {}", answer.number)};
        is_answered[row->second] = true;
        decisions_[row->second] = decision_of(answer, view.job(asked[row->second]), view);
    }
    auto const missing = std::ranges::find(is_answered, false);
    if (missing == is_answered.end()) return;
    auto const at = static_cast<std::size_t>(missing - is_answered.begin());
    throw CarrierFault{fmt::format("it did not answer for job {}", view.job(asked[at]).number)};
}

Decision PluginPolicy::decision_of(PluginAnswer const& answer, state::Job const& job,
                                   View const& view) const {
    switch (answer.kind) {
        case AnswerKind::wait:
            return Wait{answer.why};
        case AnswerKind::reject:
            return Reject{answer.why};
        case AnswerKind::defer:
            if (answer.until > view.now()) return Defer{answer.until};
            throw CarrierFault{fmt::format("it deferred job {} until a time that is past", job.number)};
        case AnswerKind::place:
            break;
    }
    return place_of(answer, job, view);
}

Decision PluginPolicy::place_of(PluginAnswer const& answer, state::Job const& job, View const& view) const {
    Placement place{answer.site, answer.pool};
    if (!answer.pool.valid() && job.what.width.count() > 0) {
        auto found = view.room(job, answer.site);
        if (!found) found = view.queue(job, answer.site);
        if (!found) found = view.possible(job, answer.site);
        if (found) place = *found;
    }
    bool const reaches = view.latency(job.what.origin, place.site) != Duration::max();
    bool const runs = place.pool.valid() ? job.what.width.count() > 0 && view.could_run(job, place.pool)
                                         : job.what.width.count() == 0;
    if (reaches && runs && view.could_store(job, place.site)) return place;
    throw CarrierFault{fmt::format("it placed job {} at '{}', where it could never run", job.number,
                                   answer.pool.valid() ? view.scenario().pools[answer.pool].name
                                                       : view.scenario().sites[answer.site].name)};
}

void PluginPolicy::fail(std::string const& why, View const& view, std::span<JobId const> asked) {
    std::string const more = asked.size() > 1 ? fmt::format(" and {} more", asked.size() - 1) : "";
    std::string const whole =
        fmt::format("{}; it was asked for job {}{} at {} s", why, view.job(asked.front()).number, more,
                    in_seconds(view.now()).count());
    if (!parts_.fallback) throw PluginFault{words_of(whole)};
    parts_.carrier->end();
    failure_ = {parts_.name, whole, parts_.source->on_fault, view.now()};
}

std::string PluginPolicy::words_of(std::string const& why) const {
    return fault_words(fmt::format("policy '{}' failed", parts_.name), why, *parts_.source,
                       parts_.carrier->log(),
                       "mend it, raise its limits, or write 'on_fault: {use: nearest_user}' in the policy");
}

std::unique_ptr<Policy> make_plugin_policy(Selection const& selection, std::unique_ptr<Policy> fallback) {
    std::unique_ptr<Carrier> carrier;
    if (selection.plugin->carrier == PluginSource::Carrier::library)
        carrier = std::make_unique<LibraryCarrier>(*selection.plugin);
    else
        carrier = std::make_unique<ProgramCarrier>(*selection.plugin);
    return std::make_unique<PluginPolicy>(
        PluginPolicy::Parts{selection.name, selection.plugin, std::move(carrier), std::move(fallback)});
}

}  // namespace meridian::scheduler
