#include "sim/app/json_output.hpp"

#include <nlohmann/json.hpp>

#include "sim/system/console.hpp"

namespace meridian::app {

using Json = nlohmann::ordered_json;

void print_json(Json const& value) {
    console::write(value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Json problems_json(std::vector<scenario::Problem> const& problems) {
    Json list = Json::array();
    for (scenario::Problem const& one : problems)
        list.push_back({{"file", one.where.file},
                        {"line", one.where.line},
                        {"column", one.where.column},
                        {"wrong", one.wrong},
                        {"fix", one.fix}});
    return list;
}

}  // namespace meridian::app
