#include <filesystem>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

TEST_CASE("all that the program prints goes through sim/system/console.hpp", "[console]") {
    std::filesystem::path const top{meridian::testing::source_folder};
    std::regex const other{
        R"(fmt::print\(|\b(fputs|puts|putchar|v?f?printf|perror)\(|std::(cout|cerr|clog)\b|\bstd(out|err)\b)"};
    std::vector<std::string> found;
    for (std::string const part : {"models", "sim"}) {
        for (auto const& entry : std::filesystem::recursive_directory_iterator{top / part}) {
            auto const& file = entry.path();
            if (file.extension() != ".hpp" && file.extension() != ".cpp") continue;
            if (file.filename() == "console.cpp") continue;
            std::ifstream source{file};
            for (std::string line; std::getline(source, line);) {
                if (std::regex_search(line, other)) found.push_back(file.filename().string() + ": " + line);
            }
        }
    }
    CHECK(found == std::vector<std::string>{});
}
