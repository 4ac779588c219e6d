#include "sim/study/study_keys.hpp"

#include "sim/scenario/schema_writer.hpp"
#include "sim/study/study_input.hpp"

namespace meridian::study {

std::vector<scenario::KeyDoc> study_keys() {
    std::vector<scenario::KeyDoc> all;
    scenario::KeyCollector collector{"study", all};
    StudyInput input;
    fields(collector, input);
    return all;
}

std::string study_schema(Vocabulary const& vocabulary) {
    scenario::SchemaWriter writer{scenario::ListForms::plain};
    StudyInput input;
    fields(writer, input);
    scenario::SchemaJson schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                                {"title", "A Meridian study"}};
    schema.update(writer.take());
    schema["definitions"] = scenario::schema_definitions(vocabulary);
    return schema.dump(1) + "\n";
}

}  // namespace meridian::study
