/* A scheduling policy for Meridian as a shared library, in C (C89) or C++.
 *
 * The library defines three functions, meridian_policy_init, _decide and _close, and is named in a scenario:
 *     policy: {library: mine.so, parameters: {reach_ms: 20}}
 * Times are nanoseconds since the start of the run, widths thousandths of an accelerator. `long` has 64 bits wherever
 * Meridian runs. Sites, pools, classes and regions are numbers from 0; their names are those of meridian_names. What a
 * pointer leads to lives until the call returns. No exception may leave a function. */
#ifndef MERIDIAN_POLICY_H
#define MERIDIAN_POLICY_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of everything below. A library of another one is refused. */
#define MERIDIAN_POLICY_VERSION 1

#define MERIDIAN_NO_POOL 0xffffffffU /* of a job without accelerators */

/* What a policy may see, beside jobs and instants: any of these, added. */
enum { MERIDIAN_SEES_STATE = 1, MERIDIAN_SEES_PLACES = 2, MERIDIAN_SEES_COSTS = 4, MERIDIAN_SEES_EVENTS = 8 };

enum meridian_event_kind { MERIDIAN_STARTED, MERIDIAN_FINISHED, MERIDIAN_LOST };
enum meridian_decision_kind { MERIDIAN_PLACE, MERIDIAN_WAIT, MERIDIAN_DEFER, MERIDIAN_REJECT };
enum meridian_reason { MERIDIAN_FULL, MERIDIAN_NO_SITE_IN_REACH, MERIDIAN_OUT_OF_SERVICE, MERIDIAN_OWN_RULE };

/* What Meridian says as it opens the library. */
typedef struct meridian_hello {
    int version;            /* of the contract that Meridian speaks */
    int oracle;             /* 1: jobs have their true run times */
    const char* parameters; /* of the scenario, as a JSON object */
} meridian_hello;

/* What the policy says of itself; all zero before. */
typedef struct meridian_wishes {
    int version;    /* MERIDIAN_POLICY_VERSION */
    unsigned sees;  /* MERIDIAN_SEES_..., added */
    long period_ns; /* 0: asked as jobs arrive and room is freed; else at its multiples, for all jobs that wait */
    int batches;    /* 1: without a period, asked for all jobs that wait at once */
} meridian_wishes;

typedef struct meridian_names {
    size_t sites, pools, classes, regions;
    const char* const* site;
    const char* const* pool;
    const char* const* class_name;
    const char* const* region;
    const unsigned* site_of_pool;
} meridian_names;

typedef struct meridian_pool {
    unsigned pool;
    int open; /* 0: lost, or closed for planned work */
    long free, promised, serving, out;
} meridian_pool;

typedef struct meridian_site {
    unsigned site;
    int open;
    long storage_left; /* bytes; -1: without end */
} meridian_site;

/* Of a job that the policy has placed. */
typedef struct meridian_event {
    int kind; /* enum meridian_event_kind */
    unsigned long job;
    long at_ns;
    long wait_ns;       /* started: from its arrival */
    long turnaround_ns; /* finished: from its arrival to its last output byte */
} meridian_event;

/* A place that could ever run the job. */
typedef struct meridian_place {
    unsigned site, pool;
    int room;        /* it could start now */
    int open;        /* in service */
    long latency_ns; /* one way, from the job's users */
    double load;     /* share of the pool that is held or promised */
    double energy_kwh, energy_cny, network_cny, carbon_kg; /* that it would add, if costs are seen */
} meridian_place;

typedef struct meridian_job {
    unsigned long number; /* its identity */
    unsigned class_index, region;
    long width;
    long arrived_ns;
    long estimate_ns; /* the user's estimate of its work on the reference accelerator */
    long runtime_ns;  /* the truth, for an oracle; else -1 */
    long input_bytes, output_bytes;
    const meridian_place* places; /* the nearest first, if places are seen */
    size_t place_count;
} meridian_job;

typedef struct meridian_question {
    unsigned long number; /* from 1 */
    long now_ns;
    long sensed_ns; /* when pools and sites were as they are shown */
    int whole;      /* all pools and sites are listed, not only those that differ from what was shown before */
    const meridian_names* names;
    const meridian_pool* pools;
    size_t pool_count;
    const meridian_site* sites;
    size_t site_count;
    const meridian_event* events;
    size_t event_count;
    const meridian_job* jobs;
    size_t job_count;
} meridian_question;

typedef struct meridian_decision {
    int kind;      /* enum meridian_decision_kind */
    unsigned site; /* PLACE */
    unsigned pool; /* PLACE; MERIDIAN_NO_POOL: the site's first with room, else a queue there */
    long until_ns; /* DEFER */
    int why;       /* enum meridian_reason: WAIT, REJECT */
    long took_ns;  /* for `decision_time_from: declared`: that deciding on this job takes */
} meridian_decision;

/* Once a run. Leaves in *self what the other functions get. 0: well. */
int meridian_policy_init(const meridian_hello* hello, meridian_wishes* wishes, void** self);
/* Fills one decision for each job of the question, in its order. 0: well. */
int meridian_policy_decide(void* self, const meridian_question* question, meridian_decision* decisions);
/* Once a run, at its end. */
void meridian_policy_close(void* self);

#ifdef __cplusplus
}
#endif

#endif
