// One document, five formats: which parts and how many rows each of them has.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/e2e/small_sweep.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_reader.hpp"

namespace meridian::testing {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t most_rows = 40;  // of a table in Markdown
constexpr int not_installed = 77;

struct Part {
    std::string section, id, heading, table;
    bool folded{false};
    std::size_t rows{0};  // with every pick at its first value

    friend bool operator==(Part const&, Part const&) = default;
};

std::string without_marks(std::string text) {
    std::erase(text, '\\');
    return text;
}

bool shows(OrderedJson const& document, OrderedJson const& view, OrderedJson const& table,
           OrderedJson const& row) {
    auto const holds = [&](std::string const& column, std::string const& value) {
        OrderedJson const& columns = table["columns"];
        for (std::size_t at = 0; at < columns.size(); ++at) {
            if (columns[at]["key"] == column) return row.at(at) == OrderedJson(value);
        }
        return false;
    };
    for (OrderedJson const& condition : view["where"]) {
        if (!holds(condition[0], condition[1])) return false;
    }
    for (OrderedJson const& column : view["picks"]) {
        for (OrderedJson const& pick : document["picks"]) {
            if (pick["column"] == column && !holds(column, pick["first"])) return false;
        }
    }
    return true;
}

std::vector<Part> parts_of(OrderedJson const& document) {
    std::vector<Part> parts;
    for (OrderedJson const& section : document["sections"]) {
        for (OrderedJson const& block : section["blocks"]) {
            if (block["kind"] != "view") continue;
            OrderedJson const& table = document["tables"].at(block["table"].get<std::string>());
            OrderedJson const& heading = block.contains("finding") ? block["finding"] : block["title"];
            Part part{section["title"]["en"], block["id"], heading["en"], block["table"], block["folded"]};
            part.rows = static_cast<std::size_t>(std::ranges::count_if(
                table["rows"], [&](OrderedJson const& row) { return shows(document, block, table, row); }));
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

// The last command names the format that was asked for.
OrderedJson without_commands(OrderedJson sections) {
    for (OrderedJson& section : sections) {
        OrderedJson kept = OrderedJson::array();
        for (OrderedJson const& block : section["blocks"]) {
            if (block.value("tone", "") != "command") kept.push_back(block);
        }
        section["blocks"] = std::move(kept);
    }
    return sections;
}

OrderedJson document_in_page(std::string const& page) {
    std::string_view const begin = R"(<script type="application/json" id="document">)";
    auto const from = page.find(begin) + begin.size();
    return OrderedJson::parse(page.substr(from, page.find("</script>", from) - from));
}

// Section, heading and rows of every table under a heading.
struct MarkdownPart {
    std::string section, heading;
    std::size_t rows{0};
};
std::vector<MarkdownPart> parts_of_markdown(std::string const& text) {
    std::vector<MarkdownPart> parts;
    std::string section;
    bool open = false;  // the heading's own table may begin or go on
    for (std::string const& line : lines_of(text)) {
        bool const is_row = line.starts_with("| ");
        if (line.starts_with("## ")) section = without_marks(line.substr(3));
        if (line.starts_with("### ")) parts.push_back({section, without_marks(line.substr(4)), 0});
        if (line.starts_with("#")) open = line.starts_with("### ");
        if (is_row && open && !line.starts_with("| ---")) ++parts.back().rows;
        if (!is_row && open && !parts.empty() && parts.back().rows > 0) open = false;
    }
    for (MarkdownPart& part : parts)
        part.rows -= part.rows > 0 ? 1 : 0;  // the line of heads
    return parts;
}

std::string reported(SmallStudy const& files, std::string const& name, Words const& more) {
    std::string const out = files.file(name);
    CommandResult const answer = run_meridian(joined({"report", files.file("r"), "--out", out}, more));
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    return read_file(out);
}

void check_markdown(std::vector<Part> const& parts, std::string const& text, bool full) {
    auto const found = parts_of_markdown(text);
    std::vector<Part> expected;
    for (Part const& part : parts) {
        if (full || !part.folded) expected.push_back(part);
    }
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        INFO(expected[i].id);
        CHECK(found[i].section == expected[i].section);
        CHECK(found[i].heading == without_marks(expected[i].heading));
        CHECK(found[i].rows == std::min(expected[i].rows, most_rows));
    }
}

}  // namespace

TEST_CASE("page, Markdown, CSV, workbook and JSON have the same parts and rows") {
    SmallStudy const files;
    REQUIRE(sweep(files, "r").exit_code == 0);
    OrderedJson const document = OrderedJson::parse(reported(files, "report.json", {"--format", "json"}));
    auto const parts = parts_of(document);
    REQUIRE(std::ranges::count(parts, true, &Part::folded) > 5);
    REQUIRE(std::ranges::count(parts, false, &Part::folded) > 5);

    // The page leaves out tables that no view reads, and packs long columns; its rows are all there.
    OrderedJson const page = document_in_page(reported(files, "report.html", {}));
    CHECK(without_commands(page["sections"]) == without_commands(document["sections"]));
    for (Part const& part : parts) {
        INFO(part.table);
        CHECK(page["tables"].at(part.table)["rows"].size() == document["tables"][part.table]["rows"].size());
    }

    check_markdown(parts, reported(files, "full.md", {"--format", "md", "--full"}), true);
    std::string const brief = reported(files, "brief.md", {"--format", "md"});
    check_markdown(parts, brief, false);
    CHECK_THAT(brief, Catch::Contains("With `--full` also: "));

    REQUIRE(run_meridian({"report", files.file("r"), "--format", "csv", "--out", files.file("tables")})
                .exit_code == 0);
    auto const index = csv_records(read_file(files.file("tables/tables.csv")));
    REQUIRE(index.size() == document["tables"].size());
    for (auto const& row : index) {
        INFO(row.at("table"));
        OrderedJson const& rows = document["tables"].at(row.at("table"))["rows"];
        CHECK(row.at("rows") == std::to_string(rows.size()));
        CHECK(csv_records(read_file(files.file("tables/" + row.at("file")))).size() == rows.size());
    }

    reported(files, "report.xlsx", {"--format", "xlsx"});
    auto const answer = run_program("/usr/bin/python3",
                                    {source("tests/support/read_workbook.py"), files.file("report.xlsx")});
    if (answer.exit_code == not_installed) {
        WARN("the workbook is not compared, scripts/setup installs what is missing: " << answer.out);
        return;
    }
    OrderedJson const workbook = OrderedJson::parse(answer.out);
    REQUIRE(workbook["sheets"].size() == document["tables"].size() + 1);  // the first is the board
    std::size_t at = 0;
    for (auto const& [name, table] : document["tables"].items()) {
        INFO(name);
        // "A1:F11": the heads and ten rows; of a table without rows one line that is empty.
        std::string const filter = workbook["sheets"][++at]["filter"];
        auto const last = filter.find_last_not_of("0123456789") + 1;
        CHECK(std::stoul(filter.substr(last)) - 1 == std::max<std::size_t>(table["rows"].size(), 1));
    }
}

TEST_CASE("a full report is asked for where a format leaves views out") {
    SmallStudy const files;
    REQUIRE(sweep(files, "r").exit_code == 0);
    CommandResult const answer = run_meridian({"report", files.file("r"), "--format", "json", "--full"});
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.err, Catch::Contains("leaves nothing out") && Catch::Contains("fix:"));
}

}  // namespace meridian::testing
