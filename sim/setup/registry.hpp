// The implementations of one seam (policies, disciplines, service policies, transfer models) that a scenario
// may name. A new one is one file, which defines a Component, and one line in CMakeLists.txt.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/setup/parameters.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

// The identifier that scenarios write, and the display names in English and Chinese.
struct ComponentName {
    std::string_view id, en, zh;
};

// How one implementation is documented and made.
template <class Interface, class Context>
struct Component {
    ComponentName name;
    std::string_view summary;  // one line: the rule
    std::string_view source;   // where the rule was published, or what it is a plain form of
    std::span<ParameterDoc const> (*parameters)();
    std::unique_ptr<Interface> (*make)(ParameterValues const&, Context const&);

    // Of a set of parameters and a function (Parameters const&, Context const&).
    template <class Parameters, auto maker>
    [[nodiscard]] static constexpr Component by(ComponentName name, std::string_view summary,
                                                std::string_view source = {}) {
        return {name, summary, source,
                []() -> std::span<ParameterDoc const> {
                    static Parameters const documented;
                    return documented.docs();
                },
                [](ParameterValues const& values, Context const& context) {
                    Parameters parameters;
                    parameters.read(values);
                    return std::unique_ptr<Interface>{maker(parameters, context)};
                }};
    }
    // Of a class with a type Parameters and a constructor (Parameters const&, Context const&).
    template <class Made>
    [[nodiscard]] static constexpr Component of(ComponentName name, std::string_view summary,
                                                std::string_view source = {}) {
        return by<typename Made::Parameters, &construct<Made>>(name, summary, source);
    }

private:
    template <class Made>
    static std::unique_ptr<Interface> construct(typename Made::Parameters const& parameters,
                                                Context const& context) {
        return std::make_unique<Made>(parameters, context);
    }
};

template <class Interface, class Context>
class Registry {
public:
    using Entry = Component<Interface, Context>;

    // `noun`: what an entry is, for messages. The entries outlive the registry.
    template <std::size_t count>
    Registry(std::string_view noun, std::array<Component<Interface, Context> const*, count> const& entries)
        : noun_{noun}, entries_{entries.begin(), entries.end()} {
        for (Entry const* entry : entries_)
            docs_.push_back({entry->name.id, entry->summary, entry->parameters(), entry->source,
                             entry->name.en, entry->name.zh});
    }
    [[nodiscard]] std::span<ComponentDoc const> docs() const { return docs_; }
    // Parameters that the selection does not give have their defaults. Requires that it names one of docs(),
    // its parameters checked against it.
    [[nodiscard]] std::unique_ptr<Interface> make(Selection const& selection, Context const& context) const {
        for (Entry const* entry : entries_) {
            if (entry->name.id == selection.name) return entry->make(selection.parameters, context);
        }
        throw std::logic_error{std::string{noun_} + " '" + selection.name + "' is not in the table"};
    }

private:
    std::string_view noun_;
    std::vector<Entry const*> entries_;
    std::vector<ComponentDoc> docs_;
};

}  // namespace meridian
