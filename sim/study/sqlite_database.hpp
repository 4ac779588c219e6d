// An SQLite database that is being made: whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "sim/system/atomic_file.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace meridian::study {

// A name in double quotation marks.
[[nodiscard]] std::string sqlite_identifier(std::string_view name);
// "?,?,?"
[[nodiscard]] std::string sqlite_parameters(std::size_t number);

// Everything between the constructor and close() is one transaction, without a journal: nobody looks at the file before
// it is renamed. All functions throw SystemError, which names the file.
class SqliteDatabase {
public:
    // `application`: the application id in the file's header.
    explicit SqliteDatabase(system::NewFile const& file, std::int32_t application = 0);
    ~SqliteDatabase();
    SqliteDatabase(SqliteDatabase const&) = delete;
    SqliteDatabase& operator=(SqliteDatabase const&) = delete;

    void run(std::string const& sql);

    // An insertion of one row after the other. Gone before its database.
    class Statement {
    public:
        // Parameters count from 1. One that is not bound is NULL. A text is not copied: it lives until add().
        void bind(int parameter, std::int64_t count);
        void bind(int parameter, double figure);
        void bind(int parameter, std::string const& text);
        void add();  // and unbinds all parameters

    private:
        friend class SqliteDatabase;
        struct Finalize {
            void operator()(sqlite3_stmt* statement) const;
        };
        Statement(SqliteDatabase const& database, sqlite3_stmt* statement)
            : database_{&database}, statement_{statement} {}

        SqliteDatabase const* database_;
        std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    };
    [[nodiscard]] Statement prepare(std::string const& sql);

    // Commits. Nothing may be called afterwards.
    void close();

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    void check(int answer) const;

    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace meridian::study
