// meridian schema --output
#include <cstdio>

#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/report/output_schema.hpp"

namespace meridian::app {

int schema(bool output) {
    if (!output) {
        fmt::print(stderr, "schema: what is to be listed is not said\n  fix: add --output\n");
        return input_wrong;
    }
    fmt::print("{}", report::output_schema());
    return fine;
}

}  // namespace meridian::app
