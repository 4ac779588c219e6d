// A policy in C++: derive from meridian_policy::LibraryPolicy, write decide_one() or decide(), and end the file with
//     MERIDIAN_POLICY(Mine)
// It has a constructor of (meridian_hello const&, meridian_wishes&). What it throws is a fault of the policy.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>

#include "meridian_policy.h"

namespace meridian_policy {

[[nodiscard]] inline meridian_decision place(meridian_place const& at) {
    return {MERIDIAN_PLACE, at.site, at.pool, 0, MERIDIAN_OWN_RULE, 0};
}
[[nodiscard]] inline meridian_decision wait(meridian_reason why) {
    return {MERIDIAN_WAIT, 0, MERIDIAN_NO_POOL, 0, why, 0};
}
[[nodiscard]] inline meridian_decision reject(meridian_reason why) {
    return {MERIDIAN_REJECT, 0, MERIDIAN_NO_POOL, 0, why, 0};
}
[[nodiscard]] inline meridian_decision defer(long until_ns) {
    return {MERIDIAN_DEFER, 0, MERIDIAN_NO_POOL, until_ns, MERIDIAN_OWN_RULE, 0};
}
// Of a job for which no place was chosen: it waits, or is rejected if no place could ever run it.
[[nodiscard]] inline meridian_decision none(meridian_job const& job) {
    if (job.place_count == 0) return reject(MERIDIAN_NO_SITE_IN_REACH);
    for (std::size_t i = 0; i < job.place_count; ++i) {
        if (job.places[i].open != 0) return wait(MERIDIAN_FULL);
    }
    return wait(MERIDIAN_OUT_OF_SERVICE);
}

class LibraryPolicy {
public:
    virtual ~LibraryPolicy() = default;
    virtual void decide(meridian_question const& question, meridian_decision* decisions) {
        for (std::size_t i = 0; i < question.job_count; ++i)
            decisions[i] = decide_one(question.jobs[i], question);
    }

private:
    [[nodiscard]] virtual meridian_decision decide_one(meridian_job const& job, meridian_question const&) {
        return none(job);
    }
};

}  // namespace meridian_policy

#define MERIDIAN_POLICY(Type)                                                                                \
    extern "C" int meridian_policy_init(meridian_hello const* hello, meridian_wishes* wishes, void** self) { \
        try {                                                                                                \
            wishes->version = MERIDIAN_POLICY_VERSION;                                                       \
            *self = static_cast<meridian_policy::LibraryPolicy*>(                                            \
                std::make_unique<Type>(*hello, *wishes).release());                                          \
            return 0;                                                                                        \
        } catch (...) {                                                                                      \
            return 1;                                                                                        \
        }                                                                                                    \
    }                                                                                                        \
    extern "C" int meridian_policy_decide(void* self, meridian_question const* question,                     \
                                          meridian_decision* out) {                                          \
        try {                                                                                                \
            static_cast<meridian_policy::LibraryPolicy*>(self)->decide(*question, out);                      \
            return 0;                                                                                        \
        } catch (...) {                                                                                      \
            return 1;                                                                                        \
        }                                                                                                    \
    }                                                                                                        \
    extern "C" void meridian_policy_close(void* self) {                                                      \
        delete static_cast<meridian_policy::LibraryPolicy*>(self);                                           \
    }
