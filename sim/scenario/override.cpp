#include "sim/scenario/override.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "sim/scenario/layering.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/scenario/yaml_reader.hpp"

namespace meridian::scenario {
namespace {

constexpr std::string_view form = "write it as path=value, such as 'sites.hub1.power_limit=5 MW'";

// A record of a list, and how much of the path names it.
struct FoundRecord {
    std::size_t index, length;
};

// That a path begins with, by its name or its number. Names may contain dots: the longest one that fits is meant.
std::optional<FoundRecord> find_record(std::string_view key, Draft const& list, std::string_view path) {
    std::optional<FoundRecord> found;
    for (std::size_t i = 0; i < list.items().size(); ++i) {
        auto const own = record_name(key, list.items()[i]);
        if (own.empty()) continue;
        bool const fits = path.starts_with(own) && (path.size() == own.size() || path[own.size()] == '.');
        if (fits && own.size() > (found ? found->length : 0)) found = FoundRecord{i, own.size()};
    }
    if (found) return found;
    std::size_t number = 0;
    auto const length = std::min(path.find('.'), path.size());
    auto const read = std::from_chars(path.data(), path.data() + length, number);
    bool const whole = read.ec == std::errc{} && read.ptr == path.data() + length;
    return whole && number < list.items().size() ? std::optional{FoundRecord{number, length}} : std::nullopt;
}

class Setter {
public:
    Setter(Override const& override_, Problems& problems)
        : source_{override_.option, override_.text, override_.is_set() ? std::optional{0} : std::nullopt},
          text_{source_.bytes()},
          is_set_{override_.is_set()},
          problems_{problems} {}

    void apply(Draft& root) {
        if (!check_characters(source_, problems_)) return;
        equals_ = text_.find('=');
        if (equals_ == std::string_view::npos || equals_ == 0) {
            add_problem(0, fmt::format("'{}' is not path=value", text_), std::string{form});
            return;
        }
        auto value = read_value();
        if (!value) return;
        auto const path = text_.substr(0, equals_);
        if (path == "include" || path.starts_with("include.")) {
            add_problem(0, "an include cannot be set", "write the include into a file of its own");
            return;
        }
        if (std::ranges::count(path, '.') >= static_cast<std::ptrdiff_t>(deepest)) {
            add_problem(0, fmt::format("the path has more than {} parts", deepest), std::string{form});
            return;
        }
        set(root, 0, std::move(*value));
    }

private:
    void add_problem(std::size_t byte, std::string wrong, std::string fix) {
        problems_.add(source_.shared_location(byte).location(), std::move(wrong), std::move(fix));
    }

    std::optional<Draft> read_value() {
        auto const text = text_.substr(equals_ + 1);
        if (text.find_first_not_of(" \t\n\r") == std::string_view::npos) {
            if (is_set_) {
                add_problem(text_.size(), "there is no value behind '='", std::string{form});
            } else {
                add_problem(0, "the value is empty", "write a value behind the option, or leave it out");
            }
            return std::nullopt;
        }
        if (text == "~" || text == "null") return Draft::null(source_.shared_location(equals_ + 1));
        auto const offset = code_points(text_.substr(0, equals_ + 1));
        SourceText const value{*source_.name(), std::string{text},
                               is_set_ ? std::optional{offset} : std::nullopt};
        return read_yaml(value, problems_);
    }

    // The next part of the path from `begin` on, up to the dot or the end.
    [[nodiscard]] std::size_t part_end(std::size_t begin) const {
        return std::min(text_.find('.', begin), equals_);
    }

    void set(Draft& at, std::size_t begin, Draft value) {
        if (at.is_list()) return set_in_list(at, begin, std::move(value));
        if (!at.is_map()) {
            add_problem(begin,
                        fmt::format("'{}' has no keys below it", text_.substr(0, begin > 0 ? begin - 1 : 0)),
                        "set the whole value, such as 'runtime={lognormal: {median: 2 h, sigma: 1}}'");
            return;
        }
        auto const end = part_end(begin);
        auto const key = std::string{text_.substr(begin, end - begin)};
        if (key.empty()) {
            add_problem(begin, "the path has an empty part", std::string{form});
            return;
        }
        if (end == equals_) {
            if (value.is_null()) return at.erase(key);
            at.set(Draft::Key{key, source_.shared_location(begin)}, std::move(value));
            return;
        }
        auto* inner = at.find(key);
        if (inner == nullptr || inner->is_null()) {
            at.set(Draft::Key{key, source_.shared_location(begin)},
                   Draft::map(source_.shared_location(begin)));
            inner = at.find(key);
        }
        bool const component = begin == 0 && (key == "policy" || key == "discipline" || key == "network");
        if (component && inner->is_scalar()) {  // `policy: random` is short for `policy: {name: random}`
            auto whole = Draft::map(inner->shared_location());
            whole.set(Draft::Key{"name", inner->shared_location()}, std::move(*inner));
            *inner = std::move(whole);
        }
        set(*inner, end + 1, std::move(value));
    }

    void set_in_list(Draft& list, std::size_t begin, Draft value) {
        auto const key = text_.substr(0, begin > 0 ? begin - 1 : 0);
        auto const found = find_record(key, list, text_.substr(begin, equals_ - begin));
        if (!found) {
            std::vector<std::string> names;
            for (auto const& item : list.items()) {
                auto name = record_name(key, item);
                if (!name.empty()) names.push_back(std::move(name));
            }
            auto const part = text_.substr(begin, part_end(begin) - begin);
            auto const size = list.items().size();
            auto const or_name = names.empty() ? "" : " or a name";
            add_problem(begin, fmt::format("there is no record '{}' here", part),
                        size == 0
                            ? "the list is empty: write its records into a file"
                            : record_suggestion(key, part, names,
                                                fmt::format("write a number below {}{}", size, or_name)));
            return;
        }
        Draft& record = list.items()[found->index];
        std::size_t const end = begin + found->length;
        if (end == equals_) {
            record = std::move(value);
            return;
        }
        set(record, end + 1, std::move(value));
    }

    SourceText source_;
    std::string_view text_;
    bool is_set_;
    Problems& problems_;
    std::size_t equals_{0};
};

}  // namespace

void apply_overrides(Draft& root, std::vector<Override> const& overrides, Problems& problems) {
    for (auto const& one : overrides)
        Setter{one, problems}.apply(root);
}

Draft const* find_value(Draft const& root, std::string_view path) {
    Draft const* at = &root;
    std::string_view key;
    while (at != nullptr && !path.empty()) {
        std::size_t length = std::min(path.find('.'), path.size());
        if (at->is_list()) {
            auto const found = find_record(key, *at, path);
            if (!found) return nullptr;
            at = &at->items()[found->index];
            length = found->length;
        } else {
            key = path.substr(0, length);
            at = at->find(key);
        }
        path.remove_prefix(std::min(length + 1, path.size()));
    }
    return at;
}

}  // namespace meridian::scenario
