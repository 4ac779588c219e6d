// meridian schema [--study | --reference | --output | --policy]

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/policy_schema.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/output_schema.hpp"
#include "sim/scenario/json_schema.hpp"
#include "sim/scenario/reference_page.hpp"
#include "sim/study/study_keys.hpp"
#include "sim/study/study_tables.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {

ExitCode schema(SchemaArguments const& given) {
    auto const text = given.output      ? report::output_schema() + study::study_output_schema()
                      : given.study     ? study::study_schema(vocabulary())
                      : given.policy    ? std::string{policy_schema}
                      : given.reference ? scenario::reference_page(vocabulary())
                                        : scenario::json_schema(vocabulary());
    console::write(text);
    return ExitCode::success;
}

}  // namespace meridian::app
