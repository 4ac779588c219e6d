// A folder of small files for one test, a scenario that is right, and ways to make it wrong.
#pragma once

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <unistd.h>

#include "sim/scenario/scenario_reader.hpp"

namespace meridian::testing {

class WrittenFiles {
public:
    WrittenFiles() {
        auto pattern = (std::filesystem::temp_directory_path() / "meridian-scenario-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
        path_ = pattern;
    }
    WrittenFiles(WrittenFiles const&) = delete;
    WrittenFiles& operator=(WrittenFiles const&) = delete;
    ~WrittenFiles() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path write(std::string_view name, std::string_view text) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream{path_ / name, std::ios::binary} << text;
        return path_ / name;
    }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    // A text without the folder before each file name.
    [[nodiscard]] std::string shortened(std::string text) const {
        auto const prefix = path_.string() + "/";
        for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
            text.erase(at, prefix.size());
        }
        return text;
    }

private:
    std::filesystem::path path_;
};

// Line 1 is `meridian: 1`.
inline constexpr std::string_view good_scenario =
    "meridian: 1\n"
    "name: base\n"
    "start: 2025-01-06T00:00:00+08:00\n"
    "horizon: 1 d\n"
    "accelerators:\n"  // line 5
    "  - {name: card, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {training: 0.4},\n"
    "     idle_power: 100 W, busy_power: 500 W}\n"
    "tariffs: [{name: flat, price: 0.6 CNY/kWh}]\n"
    "grids: [{name: coal, carbon: 0.6 kg/kWh}]\n"
    "coolings: [{name: hall}]\n"  // line 10
    "nodes:\n"
    "  - {name: beijing, latitude: 39.9, longitude: 116.4}\n"
    "  - {name: tianjin, latitude: 39.1, longitude: 117.2}\n"
    "links:\n"
    "  - {a: beijing, b: tianjin, capacity: 400 Gbit/s, length: 148 km}\n"  // line 15
    "sites:\n"
    "  - {name: hub1, node: beijing, tariff: flat, grid: coal, cooling: hall}\n"
    "pools:\n"
    "  - {site: hub1, accelerator: card, servers: 2, width: 8}\n"
    "regions:\n"  // line 20
    "  - {name: Tianjin, node: tianjin, masses: {gdp: 16737}}\n"
    "classes:\n"
    "  - {name: batch, kind: training, arrivals: {rate: 10 /h, by: gdp}, runtime: 2 h}\n";

// The good scenario with one text in place of another, which must stand in it.
inline std::string good_but(std::string_view text, std::string_view instead) {
    std::string changed{good_scenario};
    auto const at = changed.find(text);
    if (at == std::string::npos)
        throw std::invalid_argument{"not in the good scenario: " + std::string{text}};
    return changed.replace(at, text.size(), instead);
}

inline Vocabulary vocabulary() {
    static constexpr std::array<std::string_view, 2> measures{"delay", "length"};
    static constexpr std::array of_nearest{
        ParameterDoc{"reach", Dimension::duration, "", 0.0, 1e9, "the farthest that a job goes"},
        ParameterDoc{"spare", Dimension::fraction, "10 %", 0.0, 1.0, "what is kept free"},
        ParameterDoc{"by", Dimension::number, "delay", 0.0, 1.0, "what near means", measures}};
    static constexpr std::array policies{ComponentDoc{"nearest_user", "the nearest site", of_nearest},
                                         ComponentDoc{"random", "any site", {}}};
    static constexpr std::array disciplines{ComponentDoc{"fcfs", "in the order of arrival", {}}};
    static constexpr std::array networks{ComponentDoc{"delay", "no sharing", {}},
                                         ComponentDoc{"fluid", "links are shared", {}}};
    static constexpr std::array service_policies{ComponentDoc{"home", "the nearest site", {}}};
    return {policies, disciplines, networks, service_policies};
}

inline scenario::Reading read(std::filesystem::path const& file, scenario::ReadOptions const& options = {}) {
    return scenario::read_scenario(file, options, vocabulary());
}

// Reads with overrides as behind --set.
inline scenario::Reading read_set(std::filesystem::path const& file, std::vector<std::string> const& texts) {
    scenario::ReadOptions options;
    for (auto const& text : texts)
        options.overrides.push_back({"--set #" + std::to_string(options.overrides.size() + 1), text});
    return read(file, options);
}

}  // namespace meridian::testing
