// The `simgrid` transfer model: SimGrid's own flow-level network models. The outside witness, and the choice
// of people who want TCP effects. It lives in a module that is loaded when the model is asked for; see
// simgrid/.
//
// - CM02: max-min with weights 1/latency (Casanova, Marchal, "A network model for simulation of grid
//   application", LIP RR-2002-40).
// - LV08: CM02 fitted to TCP: 13.01 x latency, 0.97 x capacity, weights 1/(latency + 20537 B / capacity)
//   (Velho, Legrand, "Accuracy study and improvement of network simulation in the SimGrid framework",
//   SIMUTools 2009).
#include <array>
#include <filesystem>
#include <vector>

#include "sim/system/atomic_file.hpp"
#include "sim/system/installation.hpp"
#include "sim/system/module.hpp"
#include "sim/transfer/simgrid/interface.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::transfer {
namespace {

namespace fs = std::filesystem;

fs::path module_file() {
    if (auto const file = system::find_module(simgrid::module_name)) return *file;
    throw system::SystemError{
        "the transfer model 'simgrid' was not built: " +
        (system::module_folders().front() / simgrid::module_name).string() +
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

enum class SimgridRule : std::uint8_t { cm02, lv08 };
constexpr std::array<std::string_view, 2> simgrid_words{"CM02", "LV08"};

struct SimgridParameters : ParameterSet {
    Parameter<SimgridRule> model{
        *this,
        {"model", Dimension::count, "CM02", 0, simgrid_words.size() - 1,
         "CM02: max-min by 1/latency; LV08: fitted to TCP (13 x latency)", simgrid_words}};
    Parameter<Bytes> tcp_gamma{*this,
                               {"tcp_gamma", Dimension::bytes, "1 EB", 1, 9e18,
                                "TCP window; a flow has at most window / (2 x latency)"}};
};

// Throws SystemError if the module or SimGrid is missing, or if this process has used SimGrid before:
// it has one engine per process.
std::unique_ptr<TransferModel> make_simgrid(SimgridParameters const& parameters,
                                            TransferNetwork const& around) {
    std::string_view const model = simgrid_words[*parameters.model == SimgridRule::lv08 ? 1 : 0];
    return load({model, static_cast<double>(parameters.tcp_gamma->count())}, around);
}

}  // namespace

extern ModelComponent const simgrid_component;
ModelComponent const simgrid_component = ModelComponent::by<SimgridParameters, &make_simgrid>(
    {"simgrid", "SimGrid", "SimGrid"}, "SimGrid's CM02 and LV08, shared links: the outside witness");

}  // namespace meridian::transfer
