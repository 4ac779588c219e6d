#include "sim/service/demand_events.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "models/units/exact_math.hpp"

namespace meridian::service {
namespace {

constexpr std::uint64_t event_stream = engine::name_hash("demand event");

bool concerns(auto const& ids, auto id) {
    return ids.empty() || std::ranges::find(ids, id) != ids.end();
}

Duration overlap(Duration begin, Duration end, Duration from, Duration to) {
    return std::max(std::min(end, to) - std::max(begin, from), Duration{0});
}

}  // namespace

DemandEvents::DemandEvents(Scenario const& scenario)
    : scenario_{scenario},
      random_{scenario.seed, scenario.run},
      factors_{scenario.services.size(), scenario.regions.size(), 1.0} {
    for (DemandEvent const& event : scenario.demand_events) {
        Course course;
        course.entity = engine::name_hash(event.key);
        if (event.start) {
            course.begin = *event.start;
            course.end = *event.start + event.duration;
            course.next = Duration::max();
        } else {
            course.next = -event.duration;  // those that began before may last still
            draw(event, course);
            advance(event, course);
        }
        courses_.push_back(course);
    }
    std::set<std::uint64_t> entities;
    for (Course const& course : courses_) {
        if (!entities.insert(course.entity).second)
            throw std::runtime_error{"the hashes of two demand events collide: give one of them another key"};
    }
}

void DemandEvents::draw(DemandEvent const& event, Course& course) const {
    auto const bits = random_.block(event_stream, course.entity, course.draws++)[0];
    double const gap_s = -in_seconds(*event.every).count() * exact_log(engine::unit_interval(bits));
    course.next = std::min(course.next, longest_duration) + rounded_up(Seconds{gap_s});
}

// The next time that it is there, as one with those that begin before its end.
void DemandEvents::advance(DemandEvent const& event, Course& course) const {
    course.begin = course.next;
    if (course.begin > longest_duration) return;  // never again
    do {
        course.end = std::min(course.next, longest_duration) + event.duration;
        draw(event, course);
    } while (course.next <= course.end);
}

void DemandEvents::move_to(SimTime from, SimTime to) {
    Duration const begin = from.time_since_epoch();
    Duration const end = to.time_since_epoch();
    if (!is_one_) factors_.assign(scenario_.services.size(), scenario_.regions.size(), 1.0);
    is_one_ = true;
    for (std::size_t i = 0; i < courses_.size(); ++i) {
        DemandEvent const& event = scenario_.demand_events[i];
        Course& course = courses_[i];
        Duration lasts{0};
        while (course.begin < end) {
            lasts += overlap(course.begin, course.end, begin, end);
            if (course.end > end || !event.every) break;
            advance(event, course);
        }
        if (lasts == Duration{0}) continue;
        multiply(event,
                 1.0 + (event.factor - 1.0) * (in_seconds(lasts).count() / in_seconds(end - begin).count()));
    }
}

void DemandEvents::multiply(DemandEvent const& event, double factor) {
    is_one_ = false;
    for (ServiceId const v : scenario_.services.keys()) {
        if (!concerns(event.services, v)) continue;
        for (RegionId const r : scenario_.regions.keys()) {
            if (concerns(event.regions, r)) factors_(v, r) *= factor;
        }
    }
}

}  // namespace meridian::service
