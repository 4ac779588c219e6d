// The content of input files before it is interpreted: a tree of texts with the location of each.
//
// It is not the tree of the YAML library, because numbers are quoted and emitted as they were written, and because a
// location counts code points and names its file.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace meridian::scenario {

// A location in a file as an editor shows it: line and column from 1, columns in code points. Line 0 is the
// file as a whole, or an option of the command line.
struct SourceLocation {
    std::string file;
    int line{1};
    int column{1};

    friend auto operator<=>(SourceLocation const&, SourceLocation const&) = default;
};

// A location that shares the name of its file with all others of the same file: there are millions of them.
struct SharedLocation {
    std::shared_ptr<std::string const> file;
    int line{1};
    int column{1};

    [[nodiscard]] SourceLocation location() const {
        return SourceLocation{file ? *file : std::string{}, line, column};
    }
};

class Draft {
public:
    enum class Kind : std::uint8_t { null, scalar, list, map };

    struct Key {
        std::string text;
        SharedLocation shared_location;

        [[nodiscard]] SourceLocation location() const { return shared_location.location(); }
    };
    struct Entry;
    using List = std::vector<Draft>;
    using Map = std::vector<Entry>;  // in the order written; keys differ

    Draft() = default;  // null, nowhere
    // Not the compiler's: that of std::variant (GCC 12) frees twice where memory runs out on the way.
    Draft(Draft const& from);
    Draft& operator=(Draft const& from);
    Draft(Draft&&) noexcept = default;
    Draft& operator=(Draft&&) noexcept = default;
    ~Draft() = default;
    static Draft null(SharedLocation shared_location);
    static Draft scalar(SharedLocation shared_location, std::string text, bool quoted = false);
    static Draft list(SharedLocation shared_location);
    static Draft map(SharedLocation shared_location);

    [[nodiscard]] Kind kind() const { return static_cast<Kind>(content_.index()); }
    [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
    [[nodiscard]] bool is_scalar() const { return kind() == Kind::scalar; }
    [[nodiscard]] bool is_list() const { return kind() == Kind::list; }
    [[nodiscard]] bool is_map() const { return kind() == Kind::map; }
    [[nodiscard]] bool quoted() const { return quoted_; }

    // Preconditions: the kind is the one asked for.
    [[nodiscard]] std::string const& text() const { return std::get<std::string>(content_); }
    [[nodiscard]] List const& items() const { return std::get<List>(content_); }
    [[nodiscard]] List& items() { return std::get<List>(content_); }
    [[nodiscard]] Map const& entries() const { return std::get<Map>(content_); }
    [[nodiscard]] Map& entries() { return std::get<Map>(content_); }

    // The value of a key; nullptr if there is none or this is not a map.
    [[nodiscard]] Draft const* find(std::string_view key) const;
    [[nodiscard]] Draft* find(std::string_view key);
    [[nodiscard]] Entry const* entry(std::string_view key) const;
    // Adds or replaces. Precondition: a map.
    void set(Key key, Draft value);
    void erase(std::string_view key);

    [[nodiscard]] SharedLocation const& shared_location() const { return shared_location_; }
    [[nodiscard]] SourceLocation location() const { return shared_location_.location(); }

    // A cell of a table whose column has a unit in the header. A number without a unit takes that unit; any other
    // text stays as it is.
    void set_header(int line, int column, bool takes_unit) {
        header_line_ = line;
        header_column_ = column;
        takes_header_unit_ = takes_unit;
    }
    [[nodiscard]] bool has_header_unit() const { return takes_header_unit_; }
    [[nodiscard]] bool below_unit() const { return header_line_ > 0; }
    [[nodiscard]] SourceLocation header_location() const {
        return SharedLocation{shared_location_.file, header_line_, header_column_}.location();
    }

private:
    using Content = std::variant<std::monostate, std::string, List, Map>;  // in the order of Kind

    Draft(SharedLocation shared_location, Content content);

    Content content_;
    SharedLocation shared_location_;
    int header_line_{0};
    int header_column_{0};
    bool quoted_{false};
    bool takes_header_unit_{false};
};

struct Draft::Entry {
    std::shared_ptr<Key const> key;  // shared by all rows of a table
    Draft value;
};

// Defined here because they need Entry to be complete.
inline Draft::Draft(SharedLocation shared_location, Content content)
    : content_{std::move(content)}, shared_location_{std::move(shared_location)} {}
inline Draft& Draft::operator=(Draft const& from) {
    Draft copy{from};
    *this = std::move(copy);
    return *this;
}
inline Draft Draft::null(SharedLocation shared_location) {
    return Draft{std::move(shared_location), Content{}};
}
inline Draft Draft::scalar(SharedLocation shared_location, std::string text, bool quoted) {
    Draft draft{std::move(shared_location), Content{std::move(text)}};
    draft.quoted_ = quoted;
    return draft;
}
inline Draft Draft::list(SharedLocation shared_location) {
    return Draft{std::move(shared_location), Content{List{}}};
}
inline Draft Draft::map(SharedLocation shared_location) {
    return Draft{std::move(shared_location), Content{Map{}}};
}

// How a message names a kind of value: "a list", "a map", "a value", "nothing".
[[nodiscard]] std::string_view words(Draft::Kind kind);

}  // namespace meridian::scenario
