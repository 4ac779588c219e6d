#include "sim/study/sqlite_file.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "sim/report/summary.hpp"
#include "sim/study/sqlite_database.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

void add_points(SqliteDatabase& database, Results const& results) {
    Study const& study = results.study();
    std::string columns{"point INTEGER PRIMARY KEY"};
    for (Axis const& axis : study.axes)
        columns += ", " + sqlite_identifier(axis.name) + " TEXT";
    database.run("CREATE TABLE points (" + columns + ", key TEXT)");
    auto insert =
        database.prepare("INSERT INTO points VALUES (" + sqlite_parameters(study.axes.size() + 2) + ")");
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        int place = 1;
        insert.bind(place++, static_cast<std::int64_t>(p));
        for (std::size_t a = 0; a < study.axes.size(); ++a)
            insert.bind(place++, study.level_name(study.points[p], a));
        insert.bind(place, results.key(p));
        insert.add();
    }
}

SqliteDatabase::Statement runs_table(SqliteDatabase& database) {
    auto const keys = report::summary_keys();
    std::string columns{"point INTEGER, run INTEGER"};
    for (report::SummaryKey const& key : keys)
        columns += ", " + sqlite_identifier(key.name) + " REAL";
    database.run("CREATE TABLE runs (" + columns + ", PRIMARY KEY (point, run)) WITHOUT ROWID");
    return database.prepare("INSERT INTO runs VALUES (" + sqlite_parameters(keys.size() + 2) + ")");
}

}  // namespace

class SqliteFile::Writing {
public:
    Writing(system::Folder const& folder, std::string name, Results const& results)
        : name_{std::move(name)}, file_{system::NewFile::beside(folder, name_)} {
        database_.emplace(file_);
        add_points(*database_, results);
        insert_.emplace(runs_table(*database_));
    }

    void add_run(std::size_t point, std::int64_t run, std::vector<double> const& figures) {
        int place = 1;
        insert_->bind(place++, static_cast<std::int64_t>(point));
        insert_->bind(place++, run);
        for (double const figure : figures) {
            if (!std::isnan(figure)) insert_->bind(place, figure);
            ++place;
        }
        insert_->add();
    }

    void publish() {
        insert_.reset();
        database_->close();
        file_.rename_to(name_);
    }

private:
    std::string name_;
    system::NewFile file_;
    std::optional<SqliteDatabase> database_;
    std::optional<SqliteDatabase::Statement> insert_;
};

SqliteFile::SqliteFile(system::Folder const& folder, std::string name, Results const& results)
    : writing_{std::make_unique<Writing>(folder, std::move(name), results)} {}

SqliteFile::~SqliteFile() = default;

void SqliteFile::add_run(std::size_t point, std::int64_t run, std::vector<double> const& figures) {
    writing_->add_run(point, run, figures);
}

void SqliteFile::publish() {
    writing_->publish();
}

}  // namespace meridian::study
