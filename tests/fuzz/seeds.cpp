// Writes what the fuzzer starts from into a folder: the shipped scenarios with their tables and includes,
// the good scenario of the unit tests, and every error of their tables.
// Usage: meridian_fuzz_seeds SCENARIOS DIR
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/reader_case.hpp"
#include "tests/unit/sim/scenario/bad_inputs.hpp"

namespace fs = std::filesystem;
using namespace meridian::testing;

namespace {

std::string content(fs::path const& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

class Seeds {
public:
    explicit Seeds(fs::path folder) : folder_{std::move(folder)} { fs::create_directories(folder_); }

    void add(ReaderCase const& one) {
        std::ofstream{folder_ / std::to_string(++count_), std::ios::binary} << one.text();
    }
    [[nodiscard]] int count() const { return count_; }

private:
    fs::path folder_;
    int count_{0};
};

// A scenario with all the files beside it that it names.
void add_shipped(Seeds& seeds, fs::path const& file) {
    ReaderCase one{{{"s.yaml", content(file)}}, {}};
    for (auto const& beside : fs::directory_iterator{file.parent_path()}) {
        auto const name = beside.path().filename().string();
        bool const other = beside.is_regular_file() && beside.path() != file;
        if (other && one.files.front().text.find(name) != std::string::npos)
            one.files.push_back({name, content(beside.path())});
    }
    seeds.add(one);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) return std::fputs("usage: meridian_fuzz_seeds SCENARIOS DIR\n", stderr), 2;
    Seeds seeds{argv[2]};
    for (auto const& entry : fs::recursive_directory_iterator{argv[1]}) {
        if (entry.path().extension() == ".yaml") add_shipped(seeds, entry.path());
    }
    std::string const good{good_scenario};
    seeds.add({{{"s.yaml", good}}, {"horizon=2 d", "sites.hub1.power_limit=5 MW"}});
    for (auto const& edit : good_edits())
        seeds.add({{{"s.yaml", good_but(edit.text, edit.instead)}}, {}});
    for (auto const& edit : bad_edits())
        seeds.add({{{"s.yaml", good_but(edit.text, edit.instead)}}, {}});
    for (auto const& two : bad_files()) {
        seeds.add(
            {{{"s.yaml", good_but(two.text, two.instead)}, {std::string{two.name}, std::string{two.content}}},
             {}});
    }
    for (auto const& one : bad_overrides())
        seeds.add({{{"s.yaml", good}}, {std::string{one.text}}});
    std::printf("%d seeds\n", seeds.count());
    return 0;
}
