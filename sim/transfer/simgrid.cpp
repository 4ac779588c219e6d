#include "sim/transfer/simgrid.hpp"

#include <filesystem>
#include <vector>

#include "sim/system/atomic_file.hpp"
#include "sim/system/module.hpp"
#include "sim/transfer/simgrid/interface.hpp"

namespace meridian::transfer {
namespace {

namespace fs = std::filesystem;

// Beside the program, as installed and built; the tests run from a folder of their own in the build tree.
fs::path module_file() {
    fs::path const here = system::program_folder();
    for (fs::path const& folder : {here, here / ".." / "sim"}) {
        if (fs::exists(folder / simgrid::module_name)) return folder / simgrid::module_name;
    }
    throw system::SystemError{
        "the transfer model 'simgrid' was not built: " + (here / simgrid::module_name).string() +
        " is not there\n  fix: install the package libsimgrid-dev (scripts/setup does) and build Meridian "
        "again,"
        " or choose another `network:`"};
}

std::unique_ptr<TransferModel> load(simgrid::Settings const& settings, TransferNetwork around) {
    fs::path const file = module_file();
    try {
        system::Module const module{file};
        if (module.function<simgrid::Version>(simgrid::version_name)() != simgrid::version) {
            throw system::ModuleFault{"it was built with another version of Meridian"};
        }
        return std::unique_ptr<TransferModel>{
            module.function<simgrid::Make>(simgrid::make_name)(settings, around)};
    } catch (system::ModuleFault const& fault) {
        throw system::SystemError{"the transfer model 'simgrid' cannot be loaded from " + file.string() +
                                  ": " + fault.what() +
                                  "\n  fix: install the package libsimgrid3.32, or build Meridian again"};
    }
}

}  // namespace

std::unique_ptr<TransferModel> make_simgrid(Selection const& selection, TransferNetwork around) {
    auto const word = static_cast<std::size_t>(selection.parameters.at("model"));
    return load({simgrid_words.at(word), selection.parameters.at("tcp_gamma")}, around);
}

}  // namespace meridian::transfer
