#include "sim/document/loss_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "models/units/split.hpp"
#include "sim/report/table/csv.hpp"

namespace meridian::document {
namespace {

using std::string;

constexpr double confidence = 0.95;
constexpr double long_run_h = 15.0 * 24.0;  // of a longer run the course is shown about the loss
constexpr std::string_view ending = ".csv";

std::string_view without_spaces(std::string_view name) {
    while (name.starts_with(' '))
        name.remove_prefix(1);
    return name;
}

// Assets of the runs shown, by layout.
class AssetFinder {
public:
    explicit AssetFinder(Tables const& tables)
        : sites_{find_table(tables, "sites")}, links_{find_table(tables, "links")} {
        ResultTable const* const nodes = find_table(tables, "nodes");
        if (nodes == nullptr) return;
        for (ResultRow const& row : nodes->rows)
            province_of_[nodes->text(row, "node")] = nodes->text(row, "province");
    }

    // Visits kinds and names of what is lost with it.
    template <class Visit>
    void visit(string const& alternative, std::string_view kind, string const& lost, Visit const& visit) {
        if (kind == "site" || kind == "link") return visit(kind, lost);
        if (kind == "pool") {
            auto const slash = lost.find('/');
            if (slash != string::npos) visit("site", lost.substr(0, slash));
            return;
        }
        each_of(sites_, alternative, [&](ResultRow const& row) {
            if (province_of_[sites_->text(row, "node")] == lost) visit("site", sites_->text(row, "site"));
        });
        each_of(links_, alternative, [&](ResultRow const& row) {
            bool const ends_there =
                province_of_[links_->text(row, "a")] == lost || province_of_[links_->text(row, "b")] == lost;
            if (ends_there) visit("link", links_->text(row, "link"));
        });
    }

private:
    template <class Visit>
    static void each_of(ResultTable const* table, string const& alternative, Visit const& visit) {
        if (table == nullptr) return;
        for (ResultRow const& row : table->rows) {
            if (table->text(row, "alternative") == alternative) visit(row);
        }
    }

    ResultTable const* sites_;
    ResultTable const* links_;
    std::map<string, string> province_of_;  // a node
};

// In hours from the start of the run.
struct ShownHours {
    double from{0.0}, until{0.0};
};
ShownHours shown_hours(ResultTable const& course, double begin_h, double end_h) {
    double const last_h =
        course.rows.empty() ? 0.0 : course.figure(course.rows.back(), "begin_h").value_or(0.0);
    if (last_h <= long_run_h) return {0.0, last_h};
    double const length_h = std::max(end_h - begin_h, 24.0);
    return {begin_h - length_h, end_h + 3.0 * length_h};
}

// The first bin that begins at the hour or later; empty: none.
string time_at(ResultTable const& course, double hour) {
    for (ResultRow const& row : course.rows) {
        if (course.figure(row, "begin_h").value_or(0.0) >= hour)
            return course.text(row, "bin_start").substr(0, 16);
    }
    return course.rows.empty() ? string{} : course.text(course.rows.back(), "bin_start").substr(0, 16);
}

string most_frequent(std::vector<string> const& texts) {
    string most;
    std::ptrdiff_t times = 0;
    for (string const& text : texts) {
        auto const count = std::ranges::count(texts, text);
        if (count > times) {
            most = text;
            times = count;
        }
    }
    return most;
}

ResultRow headroom_row(string const& alternative, ResultTable const& runs) {
    std::map<std::string_view, std::vector<double>> figures;
    std::map<std::string_view, std::vector<string>> bounds;
    constexpr std::array<std::string_view, 3> keys{"addition_share", "addition_accelerators", "load_factor"};
    constexpr std::array<std::string_view, 2> bound_keys{"addition_bound_by", "load_bound_by"};
    std::int64_t too_little = 0;
    for (ResultRow const& row : runs.rows) {
        if (!runs.figure(row, "addition_share")) ++too_little;
        for (std::string_view const key : keys) {
            if (auto const x = runs.figure(row, key)) figures[key].push_back(*x);
        }
        for (std::string_view const key : bound_keys)
            bounds[key].push_back(runs.text(row, key));
    }
    ResultRow const& first = runs.rows.front();
    ResultRow out{alternative,
                  runs.cell(first, "each"),
                  runs.cell(first, "at_s"),
                  runs.cell(first, "for_s"),
                  static_cast<std::int64_t>(runs.rows.size()),
                  too_little};
    for (std::string_view const key : keys) {
        auto const mean = estimate_mean(figures[key], confidence);
        bool const any = mean.count > 0;
        out.emplace_back(any ? ResultCell{mean.mean} : ResultCell{});
        out.emplace_back(mean.interval ? ResultCell{std::max(0.0, mean.interval->low)} : ResultCell{});
        out.emplace_back(mean.interval ? ResultCell{mean.interval->high} : ResultCell{});
    }
    for (std::string_view const key : bound_keys) {
        string bound = most_frequent(bounds[key]);
        constexpr std::string_view event = "loss of ";
        out.emplace_back(bound.starts_with(event) ? bound.substr(event.size()) : bound);
    }
    return out;
}

}  // namespace

void name_losses(Tables& tables) {
    auto const losses = std::ranges::find(tables, "losses", &ResultTable::name);
    if (losses == tables.end()) return;
    for (ResultColumn& column : losses->columns) {
        if (column.key == "value_lost_cny_low") column.head = {"the same, low end", "失效造成的价值损失下限"};
        if (column.key == "value_lost_cny_high")
            column.head = {"the same, high end", "失效造成的价值损失上限"};
        if (column.key == "value_lost_cny") column.head = {"value lost by the loss", "失效造成的价值损失"};
        if (column.key == "accelerator_hours_lost") column.head = {"work lost by the loss", "失效损失的卡时"};
        if (column.key == "jobs_lost") column.head = {"jobs lost by the loss", "失效损失的作业数"};
    }
}

ResultTable loss_assets(Tables const& tables) {
    ResultTable all{"loss_assets", {"axis", "alternative", "case", "asset_kind", "asset"}};
    ResultTable const* const losses = find_table(tables, "losses");
    if (losses == nullptr) return all;
    AssetFinder finder{tables};
    std::set<ResultRow> known;  // a case stands once for each future
    for (ResultRow const& row : losses->rows) {
        string const& alternative = losses->text(row, "alternative");
        for (std::string_view const name : split(losses->text(row, "lost_assets"), ',')) {
            finder.visit(alternative, losses->text(row, "kind"), string{without_spaces(name)},
                         [&](std::string_view kind, string const& asset) {
                             ResultRow one{losses->text(row, "axis"), alternative, losses->text(row, "case"),
                                           string{kind}, asset};
                             if (known.insert(one).second) all.rows.push_back(std::move(one));
                         });
        }
    }
    return all;
}

ResultTable empty_loss_course() {
    return {"loss_course",
            {"alternative", "case", "time", "slo_attainment_with_loss", "slo_attainment_without_loss",
             "loss_begin", "loss_end"}};
}

void add_loss_course(ResultTable& course, string const& alternative, string const& loss_case,
                     ResultTable const& with_loss, ResultTable const& without_loss,
                     ResultTable const& losses) {
    auto const lost = std::ranges::find_if(losses.rows, [&](ResultRow const& row) {
        return losses.text(row, "alternative") == alternative && losses.text(row, "case") == loss_case;
    });
    if (lost == losses.rows.end()) return;
    double const begin_h = losses.figure(*lost, "at_s").value_or(0.0) / 3600.0;
    double const end_h = begin_h + losses.figure(*lost, "for_s").value_or(0.0) / 3600.0;
    ShownHours const shown = shown_hours(without_loss, begin_h, end_h);
    std::map<string, ResultCell> with;  // by bin
    for (ResultRow const& row : with_loss.rows)
        with[with_loss.text(row, "bin_start")] = with_loss.cell(row, "slo_attainment_by_work");
    string const begin = time_at(without_loss, begin_h);
    string const end = time_at(without_loss, end_h);
    for (ResultRow const& row : without_loss.rows) {
        double const hour = without_loss.figure(row, "begin_h").value_or(0.0);
        if (hour < shown.from || hour > shown.until) continue;
        string const& bin = without_loss.text(row, "bin_start");
        ResultCell const& without = without_loss.cell(row, "slo_attainment_by_work");
        auto const found = with.find(bin);
        ResultCell const own = found == with.end() ? ResultCell{} : found->second;
        if (own.empty() && without.empty()) continue;
        course.rows.push_back({alternative, loss_case, bin.substr(0, 16), own, without, begin, end});
    }
}

void keep_bins_with_work(ResultTable& slo_course) {
    std::erase_if(slo_course.rows, [&](ResultRow const& row) {
        return slo_course.cell(row, "slo_attainment_by_work").empty();
    });
}

std::optional<ResultTable> headroom_by_layout(system::Folder const& study) {
    auto const folder = study.find_folder("headroom");
    if (!folder) return std::nullopt;
    ResultTable all{"headroom_by_layout", {"alternative", "each", "at_s", "for_s", "runs", "runs_short"}};
    for (char const* const key : {"addition_share", "addition_accelerators", "load_factor"}) {
        for (char const* const end : {"", "_low", "_high"})
            all.columns.push_back(ResultColumn::of(string{key} + end));
    }
    for (char const* const key : {"addition_bound_by", "load_bound_by"})
        all.columns.push_back(ResultColumn::of(key));
    for (system::FolderEntry const& entry : folder->entries()) {
        if (entry.kind != system::EntryKind::file || !entry.name.ends_with(ending)) continue;
        auto const text = folder->text(entry.name);
        ResultTable const runs = report::parse_table(text.value_or(""), folder->file(entry.name));
        if (runs.empty() || !runs.column("load_factor")) continue;
        all.rows.push_back(headroom_row(entry.name.substr(0, entry.name.size() - ending.size()), runs));
    }
    return all.empty() ? std::nullopt : std::optional{std::move(all)};
}

}  // namespace meridian::document
