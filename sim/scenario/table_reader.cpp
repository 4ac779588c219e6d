#include "sim/scenario/table_reader.hpp"

#include "sim/scenario/table_rows.hpp"

namespace meridian::scenario {

bool is_bare_number(std::string_view text) {
    std::size_t at = 0;
    auto const digits = [&] {
        auto const begin = at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9')
            ++at;
        return at - begin;
    };
    auto const sign = [&] {
        if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    };
    sign();
    auto const whole = digits();
    std::size_t fraction = 0;
    if (at < text.size() && text[at] == '.') {
        ++at;
        fraction = digits();
    }
    if (whole + fraction == 0) return false;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        sign();
        if (digits() == 0) return false;
    }
    return at == text.size();
}

std::optional<Draft> read_table(SourceText const& source, Problems& problems) {
    RowReader reader{source.bytes()};
    TableBuilder builder{source.name(), problems};
    std::vector<Cell> cells;
    Draft rows = Draft::list(source.shared_location(0));
    auto const before = problems.count();
    bool const has_header = reader.next(cells);
    if (has_header && !builder.read_header(cells)) return std::nullopt;
    if (has_header) {
        while (reader.next(cells))
            builder.add_row(rows, cells);
    }
    if (reader.fault()) {
        problems.add(SourceLocation{*source.name(), reader.line(), reader.column()},
                     "the quotation marks of this cell do not match",
                     "put the whole cell between quotation marks and write a mark inside it twice");
        return std::nullopt;
    }
    if (rows.items().empty() && problems.count() == before) {
        problems.add(source.shared_location(0).location(), "the table has no rows",
                     "write the field names in the first row and one record in each row below");
        return std::nullopt;
    }
    return rows;
}

}  // namespace meridian::scenario
