// Sections on service, capacity and the network.
#include <string>
#include <utility>

#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

Bilingual const no_run{"Not known: no run is kept whole.", "未知：没有保留完整运行。"};

}  // namespace

void write_service(SectionWriter& out, SectionFacts const& /*facts*/) {
    out.view({"classes_in_time",
              "bars",
              "classes",
              {"SLO attainment of jobs, by class", "各类作业的服务目标达成率"},
              {"Done, to the last byte of output, within the class's objective.",
               "至最后一个输出字节，在该类目标时限内完成的比例。"},
              {"class", "jobs_arrived", "jobs_completed", "jobs_rejected", "jobs_unfinished",
               "slo_attainment", "wait_s_mean", "wait_s_p95", "turnaround_s_p95"},
              {},
              {"alternative"},
              {{"category", "class"}, {"values", "slo_attainment"}, {"horizontal", "yes"}}},
             no_run);
    out.view({"services_by_region",
              "heat",
              "services",
              {"SLO attainment of requests, by service and region", "各地区请求的服务目标达成率"},
              {"Dark: served; light: not. Rejected requests count as beyond the SLO.",
               "深色为达成，浅色为未达成；被拒请求计为未达成服务目标。"},
              {},
              {},
              {"alternative"},
              {{"x", "region"}, {"y", "service"}, {"value", "slo_attainment"}, {"share", "yes"}}},
             {"There are no services of requests in this scenario.", "场景中没有在线服务。"});
    out.view({"jobs_by_region",
              "heat",
              "demand",
              {"SLO attainment of jobs, by class and region", "各地区作业的服务目标达成率"},
              {"Of the measured jobs that arrived from the region.", "占该地区到达作业的比例。"},
              {},
              {},
              {"alternative"},
              {{"x", "region"}, {"y", "class"}, {"value", "slo_attainment"}, {"share", "yes"}}},
             no_run);
    for (auto const& [of, title] :
         {std::pair<std::string, Bilingual>{"jobs", {"Latency circles of jobs", "时延圈：作业"}},
          std::pair<std::string, Bilingual>{"requests", {"Latency circles of requests", "时延圈：请求"}}}) {
        out.view({"latency_circles_" + of,
                  "grouped",
                  "latency_circles",
                  title,
                  {"Share of users within so many milliseconds of the site that serves them, one way and "
                   "there and back: the same rule reads differently.",
                   "用户到其服务智算中心的时延在若干毫秒内的比例，单程与往返并列：同一规则两种读法。"},
                  {},
                  {{"of", of}},
                  {"alternative"},
                  {{"category", "within"}, {"series", "way"}, {"value", "share"}, {"stack", "no"}}},
                 no_run);
    }
    out.view({"waits",
              "bars",
              "classes",
              {"Where jobs wait", "等待发生在哪里"},
              {"Mean wait from arrival to start of work, in its parts: at the brain, for input and storage, "
               "in the pool's queue.",
               "从到达至开工的平均等待：在大脑、等待数据与存储、在资源池队列。"},
              {"class", "brain_wait_s_mean", "stage_s_mean", "queue_s_mean", "wait_s_mean", "wait_s_p50",
               "wait_s_p95", "wait_s_p99"},
              {},
              {"alternative"},
              {{"category", "class"},
               {"values", "brain_wait_s_mean,stage_s_mean,queue_s_mean"},
               {"stack", "yes"},
               {"horizontal", "yes"}}},
             no_run);
    out.view({"waiting_over_time",
              "lines",
              "over_time",
              {"Jobs waiting over time", "等待作业数随时间变化"},
              {"At the brain, and committed to a pool and not yet started.",
               "在大脑等待的，与已提交资源池尚未开工的。"},
              {"time", "jobs_at_brain", "jobs_queued", "jobs_running", "jobs_arrived"},
              {},
              {"alternative"},
              {{"x", "time"}, {"time", "yes"}, {"values", "jobs_at_brain,jobs_queued"}}},
             no_run);
    out.view(
        {"gangs",
         "bars",
         "gangs",
         {"Gangs that fit", "可容纳整组作业的智算中心"},
         {"Sites that could hold a job of the calendar if they were empty. None: it is rejected; one: it "
          "waits for that one.",
          "若为空可容纳该训练作业的智算中心数：0 则拒绝，1 则只能等它。"},
         {},
         {},
         {"alternative"},
         {{"category", "gang"}, {"values", "sites_that_fit"}, {"horizontal", "yes"}}},
        {"There is no calendar of long jobs in this scenario.", "场景中没有长作业日历。"});
    out.view({"rejections",
              "bars",
              "rejections",
              {"Why jobs were rejected", "作业被拒原因"},
              {},
              {},
              {},
              {"alternative"},
              {{"category", "reason"}, {"values", "jobs"}, {"horizontal", "yes"}}},
             {"No job was rejected.", "没有作业被拒。"}, Tone::note);
}

void write_capacity(SectionWriter& out, SectionFacts const& /*facts*/) {
    out.say(Tone::note, {"Three rates: power subscription (power of the accelerators, of the sites' "
                         "limits), allocation (accelerators held) and utilisation (accelerators active on "
                         "work that is kept).",
                         "三个口径：功率装载率（加速卡功率占智算中心上限）、分配率（被占用的卡时"
                         "）、有效利用率（做有效工作的卡时）。"});
    out.view({"use",
              "bars",
              "layouts",
              {"Power subscription, allocation, utilisation", "功率装载率、分配率、有效利用率"},
              {},
              {"alternative", "power_subscription", "allocation", "utilisation"},
              {},
              {"future"},
              {{"category", "alternative"}, {"values", "power_subscription,allocation,utilisation"}}},
             no_run);
    out.view({"heat_sites",
              "heat",
              "hourly_profile",
              {"Load of each site, hour by hour", "各智算中心逐时负载"},
              {"Share of accelerators held, mean over the days of the run.",
               "被占用加速卡的比例，为运行各日平均。"},
              {"site", "hour", "hours", "allocation", "jobs_queued"},
              {},
              {"alternative"},
              {{"x", "hour"}, {"y", "site"}, {"value", "allocation"}, {"share", "yes"}}},
             no_run);
    out.view({"lending",
              "lines",
              "network_hours",
              {"The same halls by day and by night", "昼夜复用"},
              {"Accelerators held by services and by jobs in the mean day or week: what services leave at "
               "night, jobs take.",
               "平均日（周）内服务与作业占用的加速卡：夜间服务让出的由作业使用。"},
              {"hour", "hours", "accelerators_serving", "accelerators_on_jobs", "accelerators_free",
               "jobs_queued", "facility_kw"},
              {},
              {"alternative"},
              {{"x", "hour"},
               {"values", "accelerators_serving,accelerators_on_jobs,accelerators_free"},
               {"area", "yes"},
               {"stack", "yes"}}},
             no_run);
    out.view({"bottlenecks",
              "",
              "bottlenecks",
              {"Bottlenecks, by unserved demand", "瓶颈（按未满足需求）"},
              {"Ranked within each unit.", "在各自单位内排名。"},
              {},
              {},
              {"alternative"},
              {}},
             {"Nothing was rejected, late, interrupted or queued.", "没有拒绝、迟到、中断或排队。"},
             Tone::note);
    out.view({"headroom",
              "bars",
              "resources",
              {"Headroom in compute at the end of the measured window", "统计期末的算力余量"},
              {},
              {"site_or_link", "unit", "stock", "used", "headroom", "binding_limit"},
              {{"resource", "compute"}},
              {"alternative"},
              {{"category", "site_or_link"},
               {"values", "used,headroom"},
               {"stack", "yes"},
               {"horizontal", "yes"}}},
             no_run);
}

void write_network(SectionWriter& out, SectionFacts const& /*facts*/) {
    out.view({"links",
              "bars",
              "links",
              {"Use of the links", "链路利用率"},
              {"Of the capacity that this work may use, mean over the measured window, each direction.",
               "占本业务可用容量的比例，统计期均值，分方向。"},
              {"link", "a", "b", "usable_gbps", "use_mean_a_to_b", "use_mean_b_to_a", "bytes_a_to_b",
               "bytes_b_to_a", "outage_h", "energy_kwh", "cost_cny"},
              {},
              {"alternative"},
              {{"category", "link"},
               {"values", "use_mean_a_to_b,use_mean_b_to_a"},
               {"horizontal", "yes"},
               {"top", "20"}}},
             {"There are no links in this scenario, or no run is kept whole.",
              "场景没有链路，或没有保留完整运行。"});
    out.view(
        {"moved",
         "bars",
         "moved",
         {"What was moved, by class, and what it pays for power", "各类作业的数据搬移量与所付电价"},
         {"Bytes per accelerator-hour decide whether work may go where power is cheap; the price is of the "
          "electricity that the class used.",
          "每卡时的数据量决定作业能否去电价低的地方；电价为该类实际用电均价。"},
         {},
         {},
         {"alternative"},
         {{"category", "class"}, {"values", "bytes_moved"}, {"horizontal", "yes"}}},
        no_run);
}

}  // namespace meridian::report
