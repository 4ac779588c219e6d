#include "sim/study/sqlite_database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace meridian::study {

std::string sqlite_identifier(std::string_view name) {
    std::string all{"\""};
    for (char const c : name)
        all += c == '"' ? std::string{"\"\""} : std::string{c};
    return all + "\"";
}

std::string sqlite_parameters(std::size_t number) {
    std::string all{"?"};
    for (std::size_t i = 1; i < number; ++i)
        all += ",?";
    return all;
}

void SqliteDatabase::Close::operator()(sqlite3* database) const {
    sqlite3_close(database);
}

void SqliteDatabase::Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

// By the descriptor of its folder: SQLite opens files by name.
SqliteDatabase::SqliteDatabase(system::NewFile const& file, std::int32_t application)
    : file_{file.folder().file(file.name())} {
    sqlite3* opened = nullptr;
    auto const path = fmt::format("/proc/self/fd/{}/{}", file.folder().descriptor(), file.name());
    int const answer = sqlite3_open(path.c_str(), &opened);
    database_.reset(opened);
    check(answer);
    if (application != 0) run(fmt::format("PRAGMA application_id = {}", application));
    run("PRAGMA journal_mode = OFF");
    run("PRAGMA synchronous = OFF");
    run("BEGIN");
}

SqliteDatabase::~SqliteDatabase() = default;

void SqliteDatabase::run(std::string const& sql) {
    check(sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

SqliteDatabase::Statement SqliteDatabase::prepare(std::string const& sql) {
    sqlite3_stmt* made = nullptr;
    check(sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &made, nullptr));
    return {*this, made};
}

void SqliteDatabase::Statement::bind(int parameter, std::int64_t count) {
    database_->check(sqlite3_bind_int64(statement_.get(), parameter, count));
}

void SqliteDatabase::Statement::bind(int parameter, double figure) {
    database_->check(sqlite3_bind_double(statement_.get(), parameter, figure));
}

void SqliteDatabase::Statement::bind(int parameter, std::string const& text) {
    database_->check(sqlite3_bind_text(statement_.get(), parameter, text.c_str(),
                                       static_cast<int>(text.size()), SQLITE_STATIC));
}

void SqliteDatabase::Statement::add() {
    int const answer = sqlite3_step(statement_.get());
    if (answer != SQLITE_DONE) database_->check(answer);
    database_->check(sqlite3_reset(statement_.get()));
    database_->check(sqlite3_clear_bindings(statement_.get()));
}

void SqliteDatabase::close() {
    run("COMMIT");
    database_.reset();
}

void SqliteDatabase::check(int answer) const {
    if (answer == SQLITE_OK) return;
    throw system::SystemError{
        fmt::format("cannot write {}: {}", file_.string(), sqlite3_errmsg(database_.get()))};
}

}  // namespace meridian::study
