#include "sim/app/compare_text.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "sim/document/sections.hpp"
#include "sim/document/view_rows.hpp"
#include "sim/report/table/cell_words.hpp"
#include "sim/report/table/terminal_table.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/trade_offs.hpp"

namespace meridian::app {
namespace {

using document::Document;
using document::DocumentView;
using document::StudyMaterial;
using report::Emphasis;
using report::OutputStyle;
using report::ResultCell;
using report::ResultColumn;
using report::ResultRow;
using report::ResultTable;

constexpr std::size_t most_layouts = 30;
constexpr std::size_t most_rows = 10;  // of a further table

// What a board asks for of each layout.
constexpr std::array<std::string_view, 6> board_keys{
    "cost_cny_per_year",           "slo_attainment", "request_slo_attainment_least", "upfront_cny",
    "carbon_kg_location_per_year", "utilisation"};

// Views of the report that a terminal shows too, by their tables, in this order; with the columns that decide. No columns:
// those of the report.
struct ShownView {
    std::string_view table;
    std::vector<std::string> columns{};
    bool is_of_several{true};  // it says nothing of a single layout
};
std::vector<ShownView> const& shown_views() {
    static std::vector<ShownView> const all{
        {"certainty",
         {"alternative", "grade", "futures_better", "futures", "better_share", "input", "break_even_value",
          "assumed", "unit", "input_grade", "worst_future"}},
        {"input_interval",
         {"alternative", "difference", "seed_low", "seed_high", "input_low", "input_high", "better_share",
          "sample"}},
        {"break_even",
         {"alternative", "input", "break_even_value", "unit", "not_significant_from", "not_significant_to",
          "less_at_low", "grade"}},
        {"why", {"part", "outcome", "obstacle", "difference", "difference_low", "difference_high"}},
        {"value_ranges", {"scale", "alternative", "from", "from_low", "from_high", "to", "response"}},
        {"served_demand",
         {"alternative", "unserved_share", "cost_cny_total", "on_front", "comparable", "ruled_out"}},
        {"pareto"},
        {"runners_up",
         {"criterion", "alternative", "cny_per_year", "slo_attainment", "tonnes_avoided_per_year",
          "cny_per_tonne", "response"}},
        {"policy_value",
         {"alternative", "best_response", "difference", "difference_low", "difference_high", "verdict"},
         false},
        {"response_trades",
         {"alternative", "response", "other_response", "gain_share", "figure", "value", "value_of_other",
          "reason"},
         false},
        {"regret", {"alternative", "regret", "ruled_out"}},
        {"selection",
         {"future", "alternative", "response", "decided", "finding", "probability", "procedure", "runs",
          "runs_if_equal", "likely_missing"}},
        {"selection_steps", {"alternative", "response", "status", "runs", "finding", "behind"}},
        {"site_values",
         {"rank", "site", "worth_cny_per_year", "worth_cny_per_year_low", "worth_cny_per_year_high",
          "verdict", "value_kept_cny_per_year", "site_cost_cny_per_year"},
         false},
        {"next_accelerators",
         {"rank", "site", "worth_cny_per_year", "worth_cny_per_year_low", "worth_cny_per_year_high",
          "verdict", "worth_cny_per_accelerator_year", "accelerators", "model", "value_gained_cny_per_year",
          "added_cost_cny_per_year"},
         false},
        {"loss_summary",
         {"alternative", "cases", "worst_case", "worst_value_lost_cny", "mean_value_lost_cny",
          "least_slo_attainment_during_loss", "least_attaining_case", "cases_failing", "cases_breaking",
          "breaking_cases"},
         false},
        {"losses",
         {"rank", "case", "value_lost_cny", "value_lost_cny_low", "value_lost_cny_high",
          "slo_attainment_during_loss", "slo_attainment_after_loss", "time_to_recover_s", "takes_over",
          "first_bottleneck", "rules_broken"},
         false},
        {"variance_shares",
         {"input", "total", "total_low", "total_high", "first", "first_low", "first_high"}},
        {"effects", {"input", "absolute", "absolute_low", "absolute_high", "spread"}},
        {"emulator", {"input", "total", "first", "held_back_r_squared", "held_back_error"}}};
    return all;
}

class CompareText {
public:
    CompareText(StudyMaterial const& study, OutputStyle const& style)
        : study_{study},
          style_{style},
          document_{document::make_document({{}, study, {}, {}, {}, {}, {}, {}})} {
        wanted_ = study_.metrics.front();
    }

    [[nodiscard]] std::string text() const {
        std::string out = report::emphasised(document_.title.en, Emphasis::strong, style_) + "\n\n";
        return out + answers() + layouts() + futures() + rules() + views();
    }

private:
    [[nodiscard]] std::string title(std::string const& words) const {
        std::string out{"\n"};
        for (std::string const& line : report::broken_lines(words, style_.columns))
            out += report::emphasised(line, Emphasis::strong, style_) + "\n";
        return out;
    }

    [[nodiscard]] std::string name_of(std::string_view kind, std::string const& id) const {
        if (document_.names.knows(kind, id)) return document_.names.of(kind, id).en;
        return report::words_of_cell(id).value_or(report::Bilingual::same(id)).en;
    }

    // One sentence a question.
    [[nodiscard]] std::string answers() const {
        std::string out;
        for (document::Section const& section : document_.sections) {
            for (document::Block const& block : section.blocks) {
                auto const* const sentence = std::get_if<document::Sentence>(&block);
                if (sentence == nullptr || sentence->lead.empty()) continue;
                bool const is_verdict = sentence->tone == document::Tone::verdict;
                out += report::paragraph(sentence->text.en, style_, sentence->lead.en + ": ", 2,
                                         is_verdict ? Emphasis::good : Emphasis::strong);
            }
        }
        return out;
    }

    // The rows by the metric that decides, of one future or of all.
    [[nodiscard]] std::vector<ResultRow const*> compared(std::string const& future) const {
        std::vector<ResultRow const*> rows;
        ResultTable const& table = *document_.table("comparison");
        for (ResultRow const& row : table.rows) {
            if (table.text(row, "metric") == wanted_.key && table.text(row, "future") == future)
                rows.push_back(&row);
        }
        return rows;
    }

    // How an alternative with a response stands by the rules, from the best; nothing in a study without rules.
    [[nodiscard]] std::string standing(std::string const& future, std::string const& alternative) const {
        ResultTable const* const rules = document_.table("rules");
        if (rules == nullptr) return {};
        std::string worst{"passes"};
        for (ResultRow const& row : rules->rows) {
            bool const is_of = rules->text(row, "future") == future &&
                               rules->text(row, "alternative") == alternative &&
                               rules->text(row, "status") == "in_force";
            if (!is_of) continue;
            std::string const& finding = rules->text(row, "finding");
            if (finding == "fails" || (finding == "open" && worst != "fails")) worst = finding;
        }
        return worst;
    }

    [[nodiscard]] ResultCell board_cell(std::string const& alternative, std::string_view column) const {
        ResultTable const* const board = document_.table("board");
        if (board == nullptr) return {};
        for (ResultRow const& row : board->rows) {
            if (board->text(row, "alternative") == alternative) return board->cell(row, column);
        }
        return {};
    }

    // The layouts of the baseline's future: those that stand best by the rules first, then by the metric.
    [[nodiscard]] ResultTable layout_table() const {
        ResultTable const& comparison = *document_.table("comparison");
        ResultTable table{"layouts",
                          {"rank", "alternative", "mean", "difference", "difference_low", "difference_high",
                           "verdict", "finding", "response", "metric"}};
        table.columns[*table.column("mean")].head = report::words_of(wanted_.key);
        table.columns[*table.column("finding")].head = {"rules in force", "现行规则"};
        std::size_t const own = table.columns.size();
        for (std::string_view const key : board_keys)
            table.columns.push_back(ResultColumn::of(key));
        for (ResultRow const* const row : compared(study_.baseline_future)) {
            std::string const& name = comparison.text(*row, "alternative");
            ResultRow& cells = table.rows.emplace_back();
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                std::string const& key = table.columns[i].key;
                cells.push_back(i < own ? comparison.cell(*row, key) : board_cell(name, key));
            }
            cells[*table.column("finding")] = standing(study_.baseline_future, name);
        }
        rank(table);
        return table;
    }

    // The layouts by the metric, and what each costs and serves.
    [[nodiscard]] std::string layouts() const {
        ResultTable const table = layout_table();
        ResultRow const* best = nullptr;
        for (ResultRow const& row : table.rows) {
            if (table.text(row, "alternative") == study_.best && is_answered()) best = &row;
        }
        std::string out = title(fmt::format(
            "Layouts by {}, the {} first; differences from {}{}", report::words_of(wanted_.key).en,
            wanted_.more_is_better ? "highest" : "lowest", name_of("layout", study_.baseline), of_future()));
        out += report::terminal_table({table,
                                       {"rank", "alternative", "mean", "verdict", "finding", "difference",
                                        "difference_low", "difference_high", "response"},
                                       {},
                                       &document_.names,
                                       most_layouts,
                                       best,
                                       "in comparison.csv"},
                                      style_);
        if (best != nullptr) out += "* the best" + std::string{rules_words()} + "\n";
        out += report::paragraph(fmt::format("Better or worse: with {:.3g} % over all layouts together.",
                                             100.0 * study_.confidence),
                                 style_);
        std::vector<std::string> columns{"alternative"};
        columns.insert(columns.end(), board_keys.begin(), board_keys.end());
        return out + title("What each layout costs and how it serves, in the same order") +
               report::terminal_table(
                   {table, std::move(columns), {}, &document_.names, most_layouts, best, "in kpis.csv"},
                   style_);
    }

    [[nodiscard]] std::string_view rules_words() const {
        if (document_.table("rules") == nullptr) return "";
        return standing(study_.baseline_future, study_.best) == "passes"
                   ? " of those that pass all rules in force"
                   : " by the rules, which it does not pass";
    }

    // A best layout is named: bills of the same demand are compared.
    [[nodiscard]] bool is_answered() const {
        ResultTable const* const served = document_.table("served_demand");
        if (served == nullptr) return true;
        return std::ranges::none_of(served->rows, [&](ResultRow const& row) {
            return served->text(row, "future") == study_.baseline_future &&
                   served->text(row, "comparable") == "no" && served->cell(row, "ruled_out").empty();
        });
    }

    void rank(ResultTable& table) const {
        constexpr std::array<std::string_view, 4> order{"", "passes", "open", "fails"};
        auto const key = [&](ResultRow const& row) {
            auto const stands = std::ranges::find(order, table.text(row, "finding")) - order.begin();
            double const mean = table.figure(row, "mean").value_or(0.0);
            return std::tuple{stands, table.cell(row, "mean").empty(), wanted_.more_is_better ? -mean : mean};
        };
        std::ranges::stable_sort(table.rows, {}, key);
        std::size_t number = 0;
        for (ResultRow& row : table.rows)
            row[*table.column("rank")] = ++number;
    }

    [[nodiscard]] std::string of_future() const {
        if (study_.all_futures < 2) return {};
        return fmt::format("; future {}", name_of("future", study_.baseline_future));
    }

    // The best layout of each future, and of their mean.
    [[nodiscard]] std::string futures() const {
        ResultTable const* const against = document_.table("against_best");
        if (against == nullptr || study_.all_futures < 2) return {};
        ResultTable const& comparison = *document_.table("comparison");
        ResultTable table{"futures",
                          {"future", "alternative", "response", "mean", "difference", "difference_low",
                           "difference_high", "verdict", "metric"}};
        table.columns[1].head = {"best layout", "最优布局"};
        table.columns[*table.column("mean")].head = report::words_of(wanted_.key);
        for (ResultRow const& row : against->rows) {
            if (against->text(row, "verdict") != study::words(study::Verdict::is_baseline)) continue;
            for (ResultRow const* const own : compared(against->text(row, "future"))) {
                if (comparison.text(*own, "alternative") != against->text(row, "alternative")) continue;
                ResultRow& cells = table.rows.emplace_back();
                for (ResultColumn const& column : table.columns)
                    cells.push_back(comparison.cell(*own, column.key));
            }
        }
        if (table.rows.size() < 2) return {};
        auto const baseline = name_of("layout", study_.baseline);
        return title(fmt::format("The best layout of each future; differences from {}", baseline)) +
               report::terminal_table({table,
                                       {"future", "alternative", "mean", "difference", "difference_low",
                                        "difference_high", "verdict", "response"},
                                       {},
                                       &document_.names,
                                       most_layouts,
                                       nullptr,
                                       "in against_best.csv"},
                                      style_);
    }

    // What is not passed in the baseline's future, rule by rule.
    [[nodiscard]] std::string rules() const {
        ResultTable const* const all = document_.table("rules");
        if (all == nullptr) return {};
        std::vector<ResultRow const*> rows;
        for (ResultRow const& row : all->rows) {
            std::string const& finding = all->text(row, "finding");
            bool const stops = finding == "fails" || finding == "open";
            if (stops && all->text(row, "future") == study_.baseline_future &&
                all->text(row, "status") == "in_force")
                rows.push_back(&row);
        }
        if (rows.empty()) return title("Every layout passes every rule in force");
        std::vector<std::string> columns{"alternative", "rule",   "finding",     "value", "bound",
                                         "limit",       "margin", "runs_passed", "runs",  "measure"};
        bool const over_losses =
            std::ranges::any_of(rows, [&](ResultRow const* row) { return !all->text(*row, "case").empty(); });
        if (over_losses) columns.insert(columns.begin() + 2, "case");
        return title("Rules in force that layouts do not pass" + of_future()) +
               report::terminal_table({*all, std::move(columns), std::move(rows), &document_.names,
                                       most_layouts, nullptr, "in rules.csv"},
                                      style_);
    }

    [[nodiscard]] std::string views() const {
        std::string out;
        for (ShownView const& shown : shown_views()) {
            if (shown.is_of_several && study_.alternatives.size() < 2) continue;
            for (document::Section const& section : document_.sections) {
                for (document::Block const& block : section.blocks) {
                    auto const* const view = std::get_if<DocumentView>(&block);
                    if (view == nullptr || view->chart == "loss_map") continue;  // of the same rows
                    if (view->table == shown.table) out += view_text(*view, shown);
                }
            }
        }
        return out;
    }

    // Parts of a difference are money, and of regrets the worst decides.
    void choose_rows(document::ViewRows& part) const {
        ResultTable const& table = *part.table;
        if (table.name == "why")
            std::erase_if(part.rows,
                          [&](ResultRow const* row) { return table.text(*row, "kind") == "volume"; });
        if (table.name == "regret")
            std::erase_if(part.rows, [&](ResultRow const* row) {
                return table.text(*row, "future") != study::worst_future;
            });
        bool const has_one_future = study_.all_futures < 2;
        if (table.name == "regret" && has_one_future) part.rows.clear();
    }

    [[nodiscard]] std::string view_text(DocumentView const& view, ShownView const& shown) const {
        document::ViewRows part = document::view_rows(document_, view);
        choose_rows(part);
        if (part.rows.empty()) return {};
        std::vector<std::string> columns = shown.columns;
        for (std::size_t const at : part.columns) {
            if (shown.columns.empty()) columns.push_back(part.table->columns[at].key);
        }
        if (view.table == "pareto") {
            columns = {"alternative", "dominated_by", "ruled_out"};
            for (document::StudyMetric const& metric : study_.metrics)
                columns.push_back(metric.key);
        }
        std::string of;
        for (std::string const& column : view.picks) {
            if (auto const* const pick = document_.pick(column))
                of += fmt::format("{}{}{}", of.empty() ? " (" : ", ", column == "future" ? "future " : "",
                                  name_of(report::entity_kind_of(column), pick->first));
        }
        auto const& words = view.finding.empty() ? view.title : view.finding;
        return title(words.en + of + (of.empty() ? "" : ")")) +
               report::terminal_table({*part.table, std::move(columns), std::move(part.rows),
                                       &document_.names, most_rows, nullptr, "in " + view.table + ".csv"},
                                      style_);
    }

    StudyMaterial const& study_;
    OutputStyle const& style_;
    Document document_;
    document::StudyMetric wanted_;  // the metric that decides
};

}  // namespace

std::string compare_text(StudyMaterial material, OutputStyle const& style) {
    return CompareText{material, style}.text();
}

}  // namespace meridian::app
