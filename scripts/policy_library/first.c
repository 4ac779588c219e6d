/* The same in C: the first place with room. */
#include "meridian_policy.h"

int meridian_policy_init(meridian_hello const* hello, meridian_wishes* wishes, void** self) {
    (void)hello;
    *self = 0;
    wishes->version = MERIDIAN_POLICY_VERSION;
    wishes->sees = MERIDIAN_SEES_PLACES;
    return 0;
}

static meridian_decision decide_one(meridian_job const* job) {
    meridian_decision decision = {MERIDIAN_WAIT, 0, MERIDIAN_NO_POOL, 0, MERIDIAN_OUT_OF_SERVICE, 0};
    size_t i;
    if (job->place_count == 0) {
        decision.kind = MERIDIAN_REJECT;
        decision.why = MERIDIAN_NO_SITE_IN_REACH;
    }
    for (i = 0; i < job->place_count; ++i) {
        if (job->places[i].open) decision.why = MERIDIAN_FULL;
        if (!job->places[i].room) continue;
        decision.kind = MERIDIAN_PLACE;
        decision.site = job->places[i].site;
        decision.pool = job->places[i].pool;
        break;
    }
    return decision;
}

int meridian_policy_decide(void* self, meridian_question const* question, meridian_decision* decisions) {
    size_t i;
    (void)self;
    for (i = 0; i < question->job_count; ++i)
        decisions[i] = decide_one(&question->jobs[i]);
    return 0;
}

void meridian_policy_close(void* self) {
    (void)self;
}
