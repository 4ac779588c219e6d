#include "sim/app/version_text.hpp"

#include <array>
#include <string_view>

#include <CLI/Version.hpp>
#include <Eigen/Core>
#include <boost/version.hpp>
#include <csv.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>
#include <utf8proc.h>
#include <xlsxwriter.h>
#include <xxhash.h>
#include <zip.h>

#include "sim/report/build_facts.hpp"
#include "sim/report/manifest.hpp"
#include "sim/system/installation.hpp"
#include "sim/system/module.hpp"
#include "sim/system/mpi/interface.hpp"
#include "sim/transfer/simgrid/interface.hpp"

namespace meridian::app {
namespace {

using nlohmann::ordered_json;

std::string dotted(int major, int minor, int patch) {
    return fmt::format("{}.{}.{}", major, minor, patch);
}

// Of a number such as 100002 for 10.0.2, with this many times per part.
std::string dotted(unsigned long number, unsigned long times) {
    return fmt::format("{}.{}.{}", number / (times * times), number / times % times, number % times);
}

ordered_json libraries() {
    return {{"Boost", dotted(BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100)},
            {"CLI11", CLI11_VERSION},
            {"Eigen", dotted(EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
            {"fmt", dotted(FMT_VERSION, 100)},
            {"libcsv", dotted(CSV_MAJOR, CSV_MINOR, CSV_RELEASE)},
            {"libxlsxwriter", ::lxw_version()},
            {"libzip", ::zip_libzip_version()},
            {"nlohmann JSON",
             dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH)},
            {"SQLite", ::sqlite3_libversion()},
            {"utf8proc", ::utf8proc_version()},
            {"xxHash", dotted(XXH_versionNumber(), 100)},
            {"yaml-cpp", report::build_facts::yaml_cpp}};
}

std::string simgrid_version(system::Module const& module) {
    std::array<int, 3> parts{};
    module.function<void(int*, int*, int*)>("sg_version_get")(parts.data(), &parts[1], &parts[2]);
    return dotted(parts[0], parts[1], parts[2]);
}

// Its first words: "Open MPI v4.1.4".
std::string mpi_version(system::Module const& module) {
    std::array<char, 8192> text{};  // MPI_MAX_LIBRARY_VERSION_STRING is 256 to 8192
    int length = 0;
    module.function<int(char*, int*)>("MPI_Get_library_version")(text.data(), &length);
    std::string_view const all{text.data()};
    return std::string{all.substr(0, all.find_first_of(",\n"))};
}

// A module's functions are found in what it links, too.
ordered_json module_facts(std::string_view name, std::string (*version)(system::Module const&)) {
    auto const file = system::find_module(name);
    if (!file) return nullptr;
    try {
        return {{"file", file->string()}, {"version", version(system::Module{*file})}};
    } catch (system::ModuleFault const& fault) {
        return {{"file", file->string()}, {"problem", fault.what()}};
    }
}

}  // namespace

std::string version_json() {
#ifdef MERIDIAN_SLOW_CHECKS
    constexpr bool has_slow_checks = true;
#else
    constexpr bool has_slow_checks = false;
#endif
    namespace facts = report::build_facts;
    auto const shared = system::shared_folder();
    ordered_json const all{
        {"program", "Meridian"},
        {"version", report::version()},
        {"commit", report::commit()},
        {"results_version", report::results_version},
        {"build",
         {{"type", facts::build_type}, {"compiler", facts::compiler}, {"slow_checks", has_slow_checks}}},
        {"libraries", libraries()},
        {"modules",
         {{"SimGrid", module_facts(transfer::simgrid::module_name, &simgrid_version)},
          {"MPI", module_facts(system::mpi::module_name, &mpi_version)}}},
        {"shared_folder", shared ? ordered_json(shared->string()) : ordered_json(nullptr)}};
    return all.dump(2, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace meridian::app
