// Policies that are no part of the program.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/scenario/plugin_record.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/schema_of.hpp"
#include "sim/scenario/suggestion.hpp"

namespace meridian::scenario {
namespace {

SchemaJson json_of(Draft const& draft) {
    switch (draft.kind()) {
        case Draft::Kind::null:
            return nullptr;
        case Draft::Kind::scalar:
            return draft.quoted() ? SchemaJson(draft.text()) : typed_json(draft.text());
        case Draft::Kind::list: {
            SchemaJson all = SchemaJson::array();
            for (Draft const& item : draft.items())
                all.push_back(json_of(item));
            return all;
        }
        case Draft::Kind::map:
            break;
    }
    SchemaJson all = SchemaJson::object();
    for (auto const& entry : draft.entries())
        all[entry.key->text] = json_of(entry.value);
    return all;
}

bool check_carrier(PluginDraft const& in, Problems& problems) {
    if (in.written("command") == in.written("library")) {
        problems.add(in.location(), "a policy is either a 'command' or a 'library'",
                     "remove one of the two keys");
        return false;
    }
    if (in.written("command") && in.good("command") && in.command.empty()) {
        problems.add(in.location("command"), "the command is empty", "write 'command: [python3, mine.py]'");
        return false;
    }
    return true;
}

void check_fallback(PluginDraft const& in, std::span<ComponentDoc const> policies, Problems& problems) {
    if (in.on_fault.use.empty()) return;
    if (std::ranges::find(policies, in.on_fault.use, &ComponentDoc::name) != policies.end()) return;
    std::vector<std::string_view> names;
    for (ComponentDoc const& one : policies)
        names.push_back(one.name);
    problems.add(in.on_fault.location("use"), fmt::format("there is no policy '{}'", in.on_fault.use),
                 suggestion(in.on_fault.use, names, "write one of"));
}

void check_is_beside(ProgramDraft const& in, PluginFiles const& files, ScenarioBuilder const& b) {
    bool const is_reported = in.content.empty();  // its files are not there
    if (files.is_beside || b.allow_plugins || is_reported) return;
    b.problems.add(in.location(in.written("command") ? "command" : "library"),
                   fmt::format("'{}' does not lie beside the scenario", fmt::join(files.words, " ")),
                   "add --allow-plugins if you trust it, or put its file into the folder of the scenario");
}

// What all programs of the user's have.
PluginSource source_of(ProgramDraft const& in, PluginFiles const& files, ScenarioBuilder const& b) {
    check_is_beside(in, files, b);
    PluginSource source = in.value;
    source.command = files.words;
    source.content = in.content;
    if (in.parameters != nullptr) source.parameters = json_of(*in.parameters).dump();
    return source;
}

std::string name_of(ProgramDraft const& in, PluginFiles const& files) {
    return in.name.empty() ? files.name() : in.name;
}

}  // namespace

bool AnyMap::read(Draft const& draft, Value& value, Subject const& subject) const {
    if (!draft.is_map()) {
        subject.add_problem(draft, fmt::format("this is {}", words(draft.kind())),
                            fmt::format("write '{}: {}'", subject.key, example()));
        return false;
    }
    value = &draft;
    return true;
}

Selection build_plugin(Draft const& draft, std::span<ComponentDoc const> policies, ScenarioBuilder& b) {
    PluginDraft in;
    in.draft = &draft;
    RecordReader reader{draft, Subject{&b.problems, "policy", nullptr, "policy", 0}, &in};
    fields(reader, in);
    reader.finish();
    if (!check_carrier(in, b.problems)) return {};
    check_fallback(in, policies, b.problems);
    PluginFiles const files = plugin_files(draft);
    PluginSource source = source_of(in, files, b);
    if (in.written("library")) source.carrier = PluginSource::Carrier::library;
    source.on_fault = in.on_fault.use;
    Selection selection;
    selection.name = name_of(in, files);
    selection.display = {selection.name, selection.name};
    selection.plugin = std::make_shared<PluginSource const>(std::move(source));
    return selection;
}

Judge build_judge(Draft const& draft, std::string_view noun, ScenarioBuilder& b) {
    JudgeDraft in;
    in.draft = &draft;
    RecordReader reader{draft, Subject{&b.problems, noun, nullptr, noun, 0}, &in};
    fields(reader, in);
    reader.finish();
    if (!in.written("command") || in.command.empty()) {
        b.problems.add(in.location(), fmt::format("a {} of one's own is a program", noun),
                       "write '{command: [python3, mine.py]}'");
        return {};
    }
    PluginFiles const files = plugin_files(draft);
    return {name_of(in, files), in.weight, std::make_shared<PluginSource const>(source_of(in, files, b))};
}

}  // namespace meridian::scenario
