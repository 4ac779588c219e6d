// meridian schema --output
#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/report/output_schema.hpp"

namespace meridian::app {

void add_schema(CLI::App& app, int& exit_code) {
    CLI::App* command = app.add_subcommand("schema", "List what is written, key by key");
    command
        ->add_flag_callback(
            "--output", [] {}, "every key and column of a run's results, with its meaning")
        ->required();
    command->callback([&exit_code] {
        fmt::print("{}", report::output_schema());
        exit_code = fine;
    });
}

}  // namespace meridian::app
