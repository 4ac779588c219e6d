#include "sim/report/terminal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/facts_tables.hpp"
#include "sim/report/run_warnings.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/report/table/terminal_table.hpp"

namespace meridian::report {
namespace {

constexpr std::size_t rows_shown = 16;

// What decides, in the order in which it is read.
constexpr std::array<std::string_view, 18> deciding_keys{"slo_attainment",
                                                         "request_slo_attainment",
                                                         "request_slo_attainment_least",
                                                         "net_cost_cny",
                                                         "cost_cny_total",
                                                         "cost_cny_per_active_accelerator_hour",
                                                         "value_lost_cny",
                                                         "wait_s_mean",
                                                         "wait_s_p95",
                                                         "request_delay_s_mean",
                                                         "allocation",
                                                         "utilisation",
                                                         "effective_training_time_ratio",
                                                         "energy_kwh_it",
                                                         "pue_mean",
                                                         "carbon_kg_location",
                                                         "carbon_kg_market",
                                                         "bytes_moved"};
constexpr std::array<std::string_view, 7> bill_keys{
    "cost_cny_energy",  "cost_cny_network",    "cost_cny_green", "cost_cny_carbon",
    "cost_cny_capital", "cost_cny_operations", "cost_cny_total"};

class RunText {
public:
    RunText(Facts const& facts, OutputStyle const& style, bool is_written)
        : f_{facts},
          style_{style},
          is_written_{is_written},
          names_{display_names(facts.names)},
          summary_{summary_table(facts)} {}

    [[nodiscard]] std::string text() const {
        return heading() + warnings() + headline() + load() + self_check() + rules() + bill() + classes() +
               services() + calendar() + sites();
    }

private:
    [[nodiscard]] std::string title(std::string_view words) const {
        return "\n" + emphasised(words, Emphasis::strong, style_) + "\n";
    }
    [[nodiscard]] std::string file(std::string_view name) const {
        return fmt::format("in {}{}", name, is_written_ ? "" : " with --out DIR");
    }
    [[nodiscard]] std::string table(ResultTable const& table, std::vector<std::string> columns,
                                    std::string_view in_file, std::vector<ResultRow const*> rows = {}) const {
        return terminal_table(
            {table, std::move(columns), std::move(rows), &names_, rows_shown, nullptr, file(in_file)},
            style_);
    }

    [[nodiscard]] std::string display_of(std::string_view kind, std::string const& id) const {
        return names_.of(kind, id).en;
    }

    [[nodiscard]] std::string heading() const {
        std::string policies;
        for (Selection const& policy : f_.scenario.policy)
            policies += (policies.empty() ? "" : ", then ") + display_of("policy", policy.name);
        std::string out;
        for (std::string const& line : broken_lines(f_.scenario.name, style_.columns))
            out += emphasised(line, Emphasis::strong, style_) + "\n";
        return out +
               paragraph(fmt::format("Policy: {}. Queue discipline: {}. Network model: {}. Seed {}, run {}.",
                                     policies, display_of("discipline", f_.scenario.discipline.name),
                                     display_of("network", f_.scenario.network.name), f_.scenario.seed,
                                     f_.scenario.run),
                         style_) +
               paragraph(fmt::format("Measured: {} to {} of simulated time.",
                                     human_duration(f_.scenario.warmup), human_duration(f_.scenario.horizon)),
                         style_);
    }

    [[nodiscard]] std::string warnings() const {
        std::string out;
        for (RunWarning const& one : run_warnings(f_)) {
            bool const is_warning = one.severity == Severity::warning;
            out += paragraph(one.text, style_, is_warning ? "WARNING: " : "Note: ", 2,
                             is_warning ? Emphasis::bad : Emphasis::strong);
            for (std::string const& reason : one.reasons)
                out += paragraph(reason, style_, "  ", 4);
        }
        return out.empty() ? out : "\n" + out;
    }

    void add_worst_service(ResultTable& chosen, ResultRow& row) const {
        ResultTable const services = service_totals(f_);
        auto const share = [&](ResultRow const& one) {
            return services.figure(one, "slo_attainment").value_or(2.0);
        };
        auto const worst = std::ranges::min_element(services.rows, {}, share);
        if (services.rows.size() < 2 || worst == services.rows.end()) return;
        chosen.columns.push_back(ResultColumn::of("worst_service"));
        row.push_back(services.cell(*worst, "service"));
    }

    [[nodiscard]] std::string figures(std::span<std::string_view const> keys) const {
        ResultTable chosen{"headline", {}};
        ResultRow row;
        for (std::string_view const key : keys) {
            ResultCell const& cell = summary_.cell(summary_.rows.front(), key);
            bool const is_idle = !(cell.figure().value_or(0.0) != 0.0) && key == "bytes_moved";
            if (cell.empty() || is_idle) continue;
            chosen.columns.push_back(ResultColumn::of(key));
            row.push_back(cell);
            if (key == "slo_attainment") chosen.columns.back().head.en += ", jobs";
            if (key == "request_slo_attainment_least") add_worst_service(chosen, row);
        }
        return terminal_figures(chosen, row, style_, &names_);
    }

    [[nodiscard]] std::string headline() const { return title("Headline figures") + figures(deciding_keys); }

    [[nodiscard]] std::string cell(ResultTable const& table, ResultRow const& row,
                                   std::string_view column) const {
        return cell_for_people(table, row, *table.column(column), Language::en, &names_);
    }

    // The verdict on load, and the sites that do not keep up. Nothing without a verdict.
    [[nodiscard]] std::string load() const {
        ResultTable const all = result_table("load.csv", f_);
        ResultRow const& network = all.rows.front();
        std::string const& verdict = all.text(network, "load_verdict");
        if (verdict.empty()) return {};
        std::string const sure = cell(all, network, "load_confidence");
        std::string out = verdict == "overloaded"
                              ? fmt::format("overloaded, {} accelerators short ({} sure)",
                                            cell(all, network, "accelerators_short"), sure)
                              : fmt::format("{} ({} sure that unserved work does not grow)", verdict, sure);
        for (std::string_view const worse : {"overloaded", "backlogged"}) {
            std::string sites;
            for (std::size_t i = 1; i < all.rows.size(); ++i) {
                if (all.text(all.rows[i], "load_verdict") == worse)
                    sites += (sites.empty() ? "" : ", ") + cell(all, all.rows[i], "site");
            }
            if (!sites.empty()) out += fmt::format("; {} at: {}", worse, sites);
        }
        return "\n" + paragraph(out, style_, "Load: ", 2,
                                verdict == "overloaded" ? Emphasis::bad : Emphasis::strong);
    }

    // The bill by its parts; nothing where electricity is all of it.
    [[nodiscard]] std::string bill() const {
        std::vector<std::string_view> keys;
        for (std::string_view const key : bill_keys) {
            if (summary_.figure(summary_.rows.front(), key).value_or(0.0) != 0.0) keys.push_back(key);
        }
        std::string const note =
            f_.owning
                ? ""
                : paragraph("Capital and operations are left out of the cost: prices are missing.", style_);
        if (keys.size() <= 2) return note.empty() ? note : "\n" + note;
        return title("Cost of the measured window, by kind") + figures(keys) + note;
    }

    [[nodiscard]] std::string self_check() const {
        auto const& audit = f_.ledger.audit;
        auto const passed = std::ranges::count_if(audit, &observe::AuditRow::holds);
        if (passed == static_cast<std::ptrdiff_t>(audit.size()))
            return "\n" + emphasised("Self-check passed", Emphasis::good, style_) +
                   fmt::format(" ({} of {} conservation checks)\n", passed, audit.size());
        std::string out = "\n" + emphasised("SELF-CHECK FAILED", Emphasis::bad, style_) +
                          fmt::format(" ({} of {} conservation checks passed): do not use these results\n",
                                      passed, audit.size());
        for (observe::AuditRow const& row : audit) {
            if (row.holds()) continue;
            out += fmt::format("  {} = {} (allowed {})\n    {}\n", row.law.key, format_number(row.residual),
                               format_number(row.law.allowed), row.law.law);
            if (row.law.key != law_of_figures.key) continue;
            for (std::string const& name : figures_out_of_range(f_))
                out += fmt::format("    {}\n", name);
        }
        return out;
    }

    // How many pass, and those that do not.
    [[nodiscard]] std::string rules() const {
        if (f_.rules.empty()) return {};
        ResultTable const all = result_table("rules.csv", f_);
        std::vector<ResultRow const*> broken;
        std::size_t passed = 0;
        std::size_t idle = 0;
        for (std::size_t i = 0; i < f_.rules.size(); ++i) {
            bool const passes = all.text(all.rows[i], "result") == "pass";
            if (passes) ++passed;
            if (!f_.rules[i].applies) ++idle;
            if (!passes && f_.rules[i].applies) broken.push_back(&all.rows[i]);
        }
        std::string const apart = idle > 0 ? fmt::format(", {} not applicable", idle) : "";
        std::string head = title(fmt::format("Rules: {} of {} pass{}", passed, f_.rules.size(), apart));
        if (broken.empty()) return head;
        return head + table(all,
                            {"rule", "result", "value", "bound", "limit", "margin", "worst", "why", "status",
                             "measure"},
                            "rules.csv", std::move(broken));
    }

    [[nodiscard]] bool is_of_calendar(ClassId c) const {
        return std::ranges::any_of(f_.scenario.listed_jobs, [&](ListedJob const& listed) {
            return listed.job.calendar.valid() && listed.job.workload_class == c;
        });
    }

    // With a row of all classes if there are several.
    [[nodiscard]] std::string classes() const {
        ResultTable all = result_table("classes.csv", f_);
        std::vector<ResultRow const*> rows;
        if (f_.ledger.classes.size() > 1) {
            ResultRow& sums = all.rows.emplace_back();
            for (ResultColumn const& column : all.columns)
                sums.push_back(summary_.cell(summary_.rows.front(), column.key));
            sums[*all.column("class")] = "all classes";
        }
        for (ClassId const c : f_.ledger.classes.keys()) {
            if (f_.ledger.classes[c].arrived > 0 || !is_of_calendar(c)) rows.push_back(&all.rows[c.index]);
        }
        if (rows.empty()) return {};
        if (all.rows.size() > f_.ledger.classes.size()) rows.push_back(&all.rows.back());
        return title("Jobs by class") + table(all,
                                              {"class", "slo_attainment", "jobs_arrived", "jobs_rejected",
                                               "wait_s_mean", "wait_s_p95", "jobs_completed", "wait_s_p99"},
                                              "classes.csv", std::move(rows));
    }

    [[nodiscard]] std::string services() const {
        ResultTable all = service_totals(f_);
        if (all.empty()) return {};
        // Expected numbers of requests are no whole ones; people count whole ones.
        for (std::string_view const key : {"requests", "rejected", "late"}) {
            std::size_t const at = *all.column(key);
            for (ResultRow& row : all.rows) {
                if (auto const figure = row[at].figure()) row[at] = std::round(*figure);
            }
        }
        return title("Requests by service") +
               table(all,
                     {"service", "slo_attainment", "requests", "rejected", "late", "delay_s_mean", "worst_1",
                      "worst_1_share", "one_way_s_mean"},
                     "services.csv");
    }

    [[nodiscard]] std::string calendar() const {
        ResultTable const all = result_table("calendar.csv", f_);
        if (all.empty()) return {};
        std::vector<ResultRow const*> rows;
        for (ResultRow const& row : all.rows)
            rows.push_back(&row);
        std::ranges::stable_sort(rows, std::ranges::greater{}, [&](ResultRow const* row) {
            return all.figure(*row, "accelerators").value_or(0.0);
        });
        std::string out =
            title("Planned jobs, the widest first") +
            table(all,
                  {"job", "accelerators", "site", "state", "done_share", "effective_training_time_ratio",
                   "interruptions", "sites_that_fit", "rejected_because"},
                  "calendar.csv", std::move(rows));
        if (f_.planned.late > 0)
            out += fmt::format("{} of {} did not start within their start windows\n", f_.planned.late,
                               f_.scenario.calendar.size());
        return out;
    }

    [[nodiscard]] std::string sites() const {
        ResultTable const all = result_table("sites.csv", f_);
        std::vector<ResultRow const*> rows;
        for (ResultRow const& row : all.rows)
            rows.push_back(&row);
        std::ranges::stable_sort(rows, std::ranges::greater{}, [&](ResultRow const* row) {
            return all.figure(*row, "accelerator_hours_held").value_or(0.0);
        });
        return title("Sites, the most used first") +
               table(all,
                     {"site", "tier", "accelerators", "allocation", "jobs_placed", "cost_cny_energy",
                      "energy_kwh_it", "pue_mean", "cost_cny_total", "carbon_kg_location"},
                     "sites.csv", std::move(rows));
    }

    Facts const& f_;
    OutputStyle const& style_;
    bool is_written_;
    DisplayNames names_;
    ResultTable summary_;
};

}  // namespace

std::span<std::string_view const> headline_keys() {
    return deciding_keys;
}

std::string terminal_text(Facts const& facts, OutputStyle const& style, bool is_written) {
    return RunText{facts, style, is_written}.text();
}

}  // namespace meridian::report
