#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sim/document/run_tables.hpp"

namespace meridian::document {
namespace {

constexpr std::string_view network = "all";
constexpr std::size_t days_by_bin = 15;  // of these or fewer a report shows every bin

int whole(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

// "2025-07-01T08:00:00+08:00"
struct LocalTime {
    explicit LocalTime(std::string_view iso)
        : date{iso.substr(0, 10)},
          hour{whole(iso.substr(11, 2))},
          weekday{weekday_of(whole(iso.substr(0, 4)), whole(iso.substr(5, 2)), whole(iso.substr(8, 2)))} {}

    // 0: Monday
    static int weekday_of(int year, int month, int day) {
        std::chrono::weekday const w{
            std::chrono::sys_days{std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} /
                                  std::chrono::day{static_cast<unsigned>(day)}}};
        return static_cast<int>(w.iso_encoding()) - 1;
    }

    std::string date;
    int hour, weekday;
};

// Means of some columns over rows that belong together.
struct Means {
    std::vector<double> sums;
    double count{0.0};

    void add(std::vector<double> const& values) {
        if (sums.empty()) sums.resize(values.size());
        for (std::size_t i = 0; i < values.size(); ++i)
            sums[i] += values[i];
        count += 1.0;
    }
    [[nodiscard]] double mean(std::size_t i) const { return sums[i] / count; }
};

// Four significant digits: what a picture of an hour can show.
double rounded(double x) {
    return std::stod(fmt::format("{:.3e}", x));
}

std::set<std::string> dates_of(ResultTable const& timeseries) {
    std::set<std::string> dates;
    for (ResultRow const& row : timeseries.rows)
        dates.insert(LocalTime{timeseries.text(row, "bin_start")}.date);
    return dates;
}

std::vector<double> figures(ResultTable const& table, ResultRow const& row,
                            std::span<std::string_view const> columns) {
    std::vector<double> values;
    for (std::string_view const column : columns)
        values.push_back(table.figure(row, column).value_or(0.0));
    return values;
}

// Means of the columns by place and hour of the day or the week.
struct Hours {
    std::map<std::pair<std::string, int>, Means> means;
    std::string of;                              // "day" or "week"
    std::map<std::string, double> accelerators;  // by place
};

Hours hours_of(ResultTable const& timeseries, ResultTable const& sites,
               std::span<std::string_view const> columns) {
    Hours hours;
    bool const by_week = dates_of(timeseries).size() >= 7;
    hours.of = by_week ? "week" : "day";
    for (ResultRow const& row : sites.rows) {
        double const here = sites.figure(row, "accelerators").value_or(0.0);
        hours.accelerators[sites.text(row, "site")] = here;
        hours.accelerators[std::string{network}] += here;
    }
    for (ResultRow const& row : timeseries.rows) {
        LocalTime const when{timeseries.text(row, "bin_start")};
        int const hour = by_week ? 24 * when.weekday + when.hour : when.hour;
        hours.means[{timeseries.text(row, "site"), hour}].add(figures(timeseries, row, columns));
    }
    return hours;
}

}  // namespace

ResultTable hourly_profile(ResultTable const& timeseries, ResultTable const& sites) {
    constexpr std::array<std::string_view, 2> columns{"accelerators_busy", "jobs_queued"};
    Hours const hours = hours_of(timeseries, sites, columns);
    ResultTable table{"hourly_profile", {"site", "hour", "hours", "allocation", "jobs_queued"}};
    for (auto const& [key, mean] : hours.means) {
        auto const& [site, hour] = key;
        auto const there = hours.accelerators.find(site);
        bool const any = there != hours.accelerators.end() && there->second > 0.0;
        table.rows.push_back({site, hour, hours.of,
                              any ? ResultCell{rounded(mean.mean(0) / there->second)} : ResultCell{},
                              rounded(mean.mean(1))});
    }
    return table;
}

ResultTable network_hours(ResultTable const& timeseries, ResultTable const& sites) {
    constexpr std::array<std::string_view, 4> columns{"accelerators_busy", "accelerators_serving",
                                                      "jobs_queued", "facility_kw"};
    Hours const hours = hours_of(timeseries, sites, columns);
    ResultTable table{"network_hours",
                      {"hour", "hours", "accelerators_serving", "accelerators_on_jobs", "accelerators_free",
                       "jobs_queued", "facility_kw"}};
    for (auto const& [key, mean] : hours.means) {
        if (key.first != network) continue;
        double const busy = mean.mean(0);
        double const serving = mean.mean(1);
        table.rows.push_back({key.second, hours.of, rounded(serving), rounded(busy - serving),
                              rounded(hours.accelerators.at(key.first) - busy), rounded(mean.mean(2)),
                              rounded(mean.mean(3))});
    }
    return table;
}

ResultTable over_time(ResultTable const& timeseries) {
    constexpr std::array<std::string_view, 8> columns{
        "accelerators_busy", "accelerators_serving", "jobs_running", "jobs_queued",
        "jobs_at_brain",     "jobs_arrived",         "it_kw",        "facility_kw"};
    bool const by_day = dates_of(timeseries).size() > days_by_bin;
    std::map<std::string, Means> means;  // by time, which sorts as text
    for (ResultRow const& row : timeseries.rows) {
        if (timeseries.text(row, "site") != network) continue;
        std::string const& begin = timeseries.text(row, "bin_start");
        means[begin.substr(0, by_day ? 10 : 16)].add(figures(timeseries, row, columns));
    }
    ResultTable table{"over_time", {"time", "step"}};
    for (std::string_view const column : columns)
        table.columns.push_back(ResultColumn::of(column));
    table.columns.push_back(ResultColumn::of("accelerators_on_jobs"));
    for (auto const& [time, mean] : means) {
        ResultRow row{time, by_day ? "day" : "bin"};
        for (std::size_t i = 0; i < columns.size(); ++i)
            row.push_back(rounded(mean.mean(i)));
        row.push_back(rounded(mean.mean(0) - mean.mean(1)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

ResultTable peaks(ResultTable const& timeseries) {
    double it = 0.0;
    double facility = 0.0;
    for (ResultRow const& row : timeseries.rows) {
        if (timeseries.text(row, "site") != network) continue;
        it = std::max(it, timeseries.figure(row, "it_kw").value_or(0.0));
        facility = std::max(facility, timeseries.figure(row, "facility_kw").value_or(0.0));
    }
    ResultTable table{"peaks", {"facility_kw_peak", "it_kw_peak"}};
    table.rows.push_back({facility, it});
    return table;
}

}  // namespace meridian::document
