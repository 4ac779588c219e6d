#include "sim/study/sqlite_file.hpp"

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>

#include "sim/report/summary.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

namespace fs = std::filesystem;

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class Database {
public:
    // By the descriptor of its folder: SQLite opens files by name.
    explicit Database(system::NewFile const& file) : file_{file.folder().file(file.name())} {
        sqlite3* opened = nullptr;
        auto const path = fmt::format("/proc/self/fd/{}/{}", file.folder().descriptor(), file.name());
        int const answer = sqlite3_open(path.c_str(), &opened);
        database_.reset(opened);
        check(answer);
    }

    void run(std::string const& sql) {
        check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
    }

    using Statement = std::unique_ptr<sqlite3_stmt, Close>;
    [[nodiscard]] Statement prepare(std::string const& sql) {
        sqlite3_stmt* made = nullptr;
        check(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &made, nullptr));
        return Statement{made};
    }

    void add(Statement const& statement) {
        int const answer = sqlite3_step(statement.get());
        if (answer != SQLITE_DONE) check(answer);
        check(sqlite3_reset(statement.get()));
        check(sqlite3_clear_bindings(statement.get()));
    }

private:
    void check(int answer) const {
        if (answer == SQLITE_OK) return;
        throw system::SystemError{
            fmt::format("cannot write {}: {}", file_.string(), sqlite3_errmsg(database_.get()))};
    }

    fs::path file_;
    std::unique_ptr<sqlite3, Close> database_;
};

std::string identifier(std::string_view name) {
    std::string all{"\""};
    for (char const c : name)
        all += c == '"' ? std::string{"\"\""} : std::string{c};
    return all + "\"";
}

std::string places(std::size_t number) {
    std::string all{"?"};
    for (std::size_t i = 1; i < number; ++i)
        all += ",?";
    return all;
}

void bind_text(Database::Statement const& statement, int place, std::string const& text) {
    sqlite3_bind_text(statement.get(), place, text.c_str(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void add_points(Database& database, Results const& results) {
    Study const& study = results.study();
    std::string columns{"point INTEGER PRIMARY KEY"};
    for (Axis const& axis : study.axes)
        columns += ", " + identifier(axis.name) + " TEXT";
    database.run("CREATE TABLE points (" + columns + ", key TEXT)");
    auto const insert = database.prepare("INSERT INTO points VALUES (" + places(study.axes.size() + 2) + ")");
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        int place = 1;
        sqlite3_bind_int64(insert.get(), place++, static_cast<sqlite3_int64>(p));
        for (std::size_t a = 0; a < study.axes.size(); ++a)
            bind_text(insert, place++, study.level_name(study.points[p], a));
        bind_text(insert, place, results.key(p));
        database.add(insert);
    }
}

Database::Statement runs_table(Database& database) {
    auto const keys = report::summary_keys();
    std::string columns{"point INTEGER, run INTEGER"};
    for (report::SummaryKey const& key : keys)
        columns += ", " + identifier(key.name) + " REAL";
    database.run("CREATE TABLE runs (" + columns + ", PRIMARY KEY (point, run)) WITHOUT ROWID");
    return database.prepare("INSERT INTO runs VALUES (" + places(keys.size() + 2) + ")");
}

// Nobody looks at it before it is whole.
void begin(Database& database) {
    database.run("PRAGMA journal_mode = OFF");
    database.run("PRAGMA synchronous = OFF");
    database.run("BEGIN");
}

}  // namespace

class SqliteFile::Writing {
public:
    Writing(system::Folder const& folder, std::string name, Results const& results)
        : name_{std::move(name)}, file_{system::NewFile::beside(folder, name_)} {
        database_.emplace(file_);
        begin(*database_);
        add_points(*database_, results);
        insert_ = runs_table(*database_);
    }

    void add_run(std::size_t point, std::int64_t run, std::vector<double> const& figures) {
        int place = 1;
        sqlite3_bind_int64(insert_.get(), place++, static_cast<sqlite3_int64>(point));
        sqlite3_bind_int64(insert_.get(), place++, run);
        for (double const figure : figures) {
            if (!std::isnan(figure)) sqlite3_bind_double(insert_.get(), place, figure);
            ++place;
        }
        database_->add(insert_);
    }

    void publish() {
        insert_.reset();
        database_->run("COMMIT");
        database_.reset();
        file_.rename_to(name_);
    }

private:
    std::string name_;
    system::NewFile file_;
    std::optional<Database> database_;
    Database::Statement insert_;
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
