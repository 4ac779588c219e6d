// Sections on energy, carbon and money, and on what could change the answer.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

Bilingual const no_run{"Not known: no run is kept whole.", "未知：没有保留完整运行。"};

void write_sensitivity(SectionWriter& out, SectionFacts const& facts) {
    auto const tornados = names_of(out, facts, "tornado");
    if (tornados.empty())
        out.say(Tone::missing,
                {"Which inputs move the verdict: the study declares no 'inputs' with a 'sensitivity'.",
                 "哪些输入影响结论：研究未声明 'inputs' 与 'sensitivity'。"});
    for (std::string const& name : tornados) {
        TextTable const& tornado = *out.table(name);
        std::vector<std::string> against;
        for (Cells const& row : tornado.rows) {
            if (against.empty() || against.back() != tornado.cell(row, "alternative"))
                against.push_back(tornado.cell(row, "alternative"));
        }
        for (std::string const& alternative : against)
            out.view({name + "_" + alternative,
                      "tornado",
                      name,
                      {"How far each input moves " + alternative + " against the baseline",
                       "各输入对 " + alternative + " 与基准之差的影响"},
                      {"The difference at both ends of each input, all else as given. A bar that crosses "
                       "zero can turn the verdict.",
                       "其他不变时，输入取两端值的差；跨过零线的输入可能改变结论。"},
                      {},
                      {{"alternative", alternative}},
                      {},
                      {{"category", "input"}, {"from", "difference_at_low"}, {"to", "difference_at_high"}}},
                     {});
    }
    for (std::string const& name : names_of(out, facts, "break_even"))
        out.view({name,
                  "",
                  name,
                  {"Break-even values", "临界值"},
                  {"The value of an input at which the order of the two layouts changes, with the span in "
                   "which no difference is significant; empty: not within its range.",
                   "两个布局次序互换时的输入值及差异不显著的范围；空白表示范围内不会互换。"},
                  {},
                  {},
                  {},
                  {}},
                 {});
    for (std::string const& name : names_of(out, facts, "inputs"))
        out.view({name, "", name, {"Uncertain inputs", "不确定输入"}, {}, {}, {}, {}, {}}, {});
}

// Of large studies.
void say_left_out(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) return;
    StudyMaterial const& study = *facts.study;
    TextTable const* const comparison = out.table("comparison");
    std::set<std::string_view> listed;
    if (comparison != nullptr) {
        for (Cells const& row : comparison->rows)
            listed.insert(comparison->cell(row, "future"));
    }
    listed.erase("(all futures)");
    if (!listed.empty() && listed.size() < study.all_futures)
        out.say(Tone::note,
                {fmt::format(
                     "Of {} futures the tables list {}. Means over futures and largest regrets are of all "
                     "of them.",
                     study.all_futures, listed.size()),
                 fmt::format("共 {} 个情景，各表只列 {} 个；情景平均与最大遗憾值按全部情景计算。",
                             study.all_futures, listed.size())});
    TextTable const* const points = out.table("points");
    if (points != nullptr && points->rows.size() < study.points)
        out.say(
            Tone::note,
            {fmt::format("Of {} points the first {} stand here; all are in points.csv and results.sqlite.",
                         study.points, points->rows.size()),
             fmt::format("共 {} 个仿真点，此处只列前 {} 个；全部见 points.csv 与 results.sqlite。",
                         study.points, points->rows.size())});
}

}  // namespace

void write_money(SectionWriter& out, SectionFacts const& facts) {
    write_value(out, facts);
    write_site_values(out, facts);
    out.view({"bill",
              "bars",
              "layouts",
              {"The bill of the measured window, by kind", "统计期内成本构成"},
              {},
              {"alternative", "cost_cny_capital", "cost_cny_operations", "cost_cny_energy",
               "cost_cny_network", "cost_cny_green", "cost_cny_carbon", "cost_cny_total"},
              {},
              {"future"},
              {{"category", "alternative"},
               {"values",
                "cost_cny_capital,cost_cny_operations,cost_cny_energy,cost_cny_network,cost_cny_green,cost_"
                "cny_carbon"},
               {"stack", "yes"},
               {"horizontal", "yes"}}},
             no_run);
    out.view(
        {"bill_by_site",
         "bars",
         "sites",
         {"By site", "按智算中心"},
         {},
         {"site", "tier", "cost_cny_capital", "cost_cny_operations", "cost_cny_energy", "cny_per_kwh_mean",
          "energy_kwh_it", "energy_kwh_overhead", "pue_mean", "carbon_kg_location", "carbon_kg_market"},
         {},
         {"alternative"},
         {{"category", "site"},
          {"values", "cost_cny_capital,cost_cny_operations,cost_cny_energy"},
          {"stack", "yes"},
          {"horizontal", "yes"}}},
        no_run);
    out.view({"energy_by_class",
              "bars",
              "classes",
              {"Electricity by class of work", "各类作业的电费"},
              {"Busy above idle, with its overhead; what stands idle belongs to no class.",
               "忙时高于空闲的部分及其附加能耗；空闲能耗不计入任何类别。"},
              {"class", "energy_kwh_it", "cost_cny_energy", "carbon_kg_location", "accelerator_hours_held"},
              {},
              {"alternative"},
              {{"category", "class"}, {"values", "cost_cny_energy"}, {"horizontal", "yes"}}},
             no_run);
    out.view({"power_over_time",
              "lines",
              "over_time",
              {"Power over time", "功率随时间变化"},
              {"Of the accelerators, and of the whole facilities.", "IT 功率与设施总功率。"},
              {"time", "it_kw", "facility_kw"},
              {},
              {"alternative"},
              {{"x", "time"}, {"time", "yes"}, {"values", "it_kw,facility_kw"}}},
             no_run);
    out.view({"carbon",
              "bars",
              "layouts",
              {"Carbon, location-based and market-based", "碳排放：基于位置与基于市场"},
              {"By the grids' factors, and after green contracts and certificates.",
               "按电网因子，及计入绿电合同与证书之后。"},
              {"alternative", "carbon_kg_location", "carbon_kg_market", "green_cny_per_tonne_avoided"},
              {},
              {"future"},
              {{"category", "alternative"},
               {"values", "carbon_kg_location,carbon_kg_market"},
               {"horizontal", "yes"}}},
             no_run);
    out.view({"abatement",
              "",
              "abatement",
              {"What a tonne of carbon avoided costs", "每吨减排成本"},
              {"By siting: total cost and location-based carbon against the baseline, in the window. By "
               "contract: premium of green energy over the market-based carbon that it takes off. "
               "Certificates are "
               "contracts here: a share and a premium.",
               "选址：与基准相比的总成本与基于位置的碳排放之差（统计期内）。合同：绿电溢价与其基于市场的减排"
               "量之比。证书"
               "在此与合同同一机制。"},
              {},
              {},
              {"future"},
              {}},
             {"Cost of carbon avoided: it takes at least two layouts, or a green contract.",
              "减排成本：至少需要两个布局，或有绿电合同。"});
}

Bilingual reading_of_regret(SectionWriter const& out) {
    if (out.table("rules") == nullptr)
        return {
            "How much worse the first figure is than that of the layout that is best in the future; "
            "(worst): the largest.",
            "首要指标与该情景最优布局之差；(worst) 为最大者。"};
    return {
        "How much worse the first figure is than that of the layout that is best in the future by the "
        "rules; (worst): the largest. What the rules rule out sets no regret; below zero it would be "
        "better.",
        "首要指标与该情景按规则最优布局之差；(worst) "
        "为最大者。被规则排除的布局不作为比较对象；其值为负表示若获允许则更优。"};
}

void write_risk(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) {
        out.say(Tone::missing, {"Sensitivity and regret need a study.", "敏感性与遗憾值需要研究（study）。"});
    } else {
        write_selections(out);
        write_sensitivity(out, facts);
        write_effects(out, facts);
        out.view({"regret",
                  "grouped",
                  "regret",
                  {"Regret over futures", "各情景遗憾值"},
                  reading_of_regret(out),
                  {},
                  {},
                  {},
                  {{"category", "alternative"}, {"series", "future"}, {"value", "regret"}, {"stack", "no"}}},
                 {"Regret over futures: the study has one future.", "遗憾值：研究只有一个情景。"});
        out.view({"failures",
                  "",
                  "failures",
                  {"Runs that failed", "失败的运行"},
                  {"With the command that repeats each alone.", "附单独重现的命令。"},
                  {},
                  {},
                  {},
                  {}},
                 {"Every run ended well.", "所有运行均正常结束。"}, Tone::note);
    }
    out.view({"calendar",
              "",
              "calendar",
              {"Long jobs: interruptions and effective time", "长作业：中断与有效时间"},
              {"Effective time: hours of work that stays, of those held.",
               "有效时间：保留下来的工作时长占占用时长的比例。"},
              {"job", "class", "origin", "accelerators", "sites_that_fit", "site", "state",
               "rejected_because", "done_share", "effective_training_time_ratio", "interruptions"},
              {},
              {"alternative"},
              {}},
             {"There is no calendar of long jobs in this scenario.", "场景中没有长作业日历。"});
    out.say(Tone::missing, {"Loss of the largest site: no failure of a whole site is simulated yet.",
                            "最大智算中心失效：尚未模拟整站失效。"});
}

void write_evidence(SectionWriter& out, SectionFacts const& facts) {
    out.view({"audit",
              "",
              "audit",
              {"Conservation checks", "守恒校验"},
              {"Conservation laws, recounted in the runs shown. A run that breaks one of them does not enter "
               "a study.",
               "守恒定律在所示运行中的核对；违反任何一条的运行不进入研究。"},
              {},
              {},
              {"alternative"},
              {}},
             {"The checks are in summary.json of each run.", "核对结果见各运行的 summary.json。"});
    out.view({"assumptions",
              "",
              "assumptions",
              {"Assumptions, the weak ones first", "假设与出处（弱者在前）"},
              {"K: not verified. M: a modelling choice. C: weak. D: derived. B: press. A: official.",
               "K：未核实；M：建模假设；C：弱来源；D：推导；B：新闻；A：官方。"},
              {},
              {},
              {"alternative"},
              {}},
             {"The scenario names no sources.", "场景未标明出处。"});
    out.view({"absent",
              "",
              "absent",
              {"Figures that there are not", "没有的指标"},
              {},
              {},
              {},
              {"alternative"},
              {}},
             {"Every figure is there.", "所有指标齐全。"}, Tone::note);
    out.view(
        {"facts", "", "facts", {"Versions, seeds, replications", "版本、种子与重复次数"}, {}, {}, {}, {}, {}},
        {});
    say_left_out(out, facts);
    if (facts.study != nullptr)
        out.view({"run_facts",
                  "",
                  "run_facts",
                  {"The run that is shown of each layout", "各布局所示运行"},
                  {"Its window begins after the warm-up.", "统计期在预热之后开始。"},
                  {},
                  {},
                  {"alternative"},
                  {}},
                 no_run);
    out.say(Tone::plain, {"This report is made again by:", "重新生成本报告："});
    for (std::string const& command : *facts.commands)
        out.say(Tone::command, Bilingual::same(command));
}

}  // namespace meridian::report
