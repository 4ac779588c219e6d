// meridian schema --output
#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/report/output_schema.hpp"

namespace meridian::app {

void add_schema(CLI::App& app, int& exit_code) {
    CLI::App* command = app.add_subcommand("schema", "List what is written, key by key");
    auto output = std::make_shared<bool>(false);
    command->add_flag("--output", *output, "every key of a run's results, with its meaning");
    command->callback([output, &exit_code] {
        if (!*output) {
            fmt::print(stderr, "schema: what is to be listed is not said\n  fix: add --output\n");
            exit_code = input_wrong;
            return;
        }
        fmt::print("{}", report::output_schema());
        exit_code = fine;
    });
}

}  // namespace meridian::app
