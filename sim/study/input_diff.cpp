#include "sim/study/input_diff.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/scenario/scenario_reader.hpp"

namespace meridian::study {
namespace {

using scenario::Draft;

std::string joined(std::string const& path, std::string_view part) {
    return path.empty() ? std::string{part} : path + "." + std::string{part};
}

// The records of a list by what identifies them: their names, or of pools and the like their numbers.
std::vector<std::pair<std::string, Draft const*>> parts_of(Draft const& list, bool named) {
    std::vector<std::pair<std::string, Draft const*>> parts;
    for (Draft const& item : list.items())
        parts.emplace_back(named ? item.find("name")->text() : std::to_string(parts.size()), &item);
    return parts;
}

bool all_named(Draft const& list) {
    return std::ranges::all_of(list.items(), [](Draft const& item) {
        Draft const* const name = item.find("name");
        return name != nullptr && name->is_scalar();
    });
}

bool of_records(Draft const& list) {
    return std::ranges::any_of(list.items(), [](Draft const& item) { return item.is_map(); });
}

class Differ {
public:
    void compare(std::string const& path, Draft const& a, Draft const& b) {
        if (a.is_map() && b.is_map()) return compare_parts(path, entries_of(a), entries_of(b));
        bool const lists = a.is_list() && b.is_list() && (of_records(a) || of_records(b));
        if (lists) {
            bool const named = all_named(a) && all_named(b);
            return compare_parts(path, parts_of(a, named), parts_of(b, named));
        }
        auto left = scenario::value_text(a);
        auto right = scenario::value_text(b);
        if (left != right) found_.push_back({path, std::move(left), std::move(right)});
    }

    [[nodiscard]] std::vector<InputDifference> take() { return std::move(found_); }

private:
    using Parts = std::vector<std::pair<std::string, Draft const*>>;

    static Parts entries_of(Draft const& map) {
        Parts parts;
        for (auto const& entry : map.entries())
            parts.emplace_back(entry.key->text, &entry.value);
        return parts;
    }

    void compare_parts(std::string const& path, Parts const& a, Parts const& b) {
        std::map<std::string_view, Draft const*> others;
        for (auto const& [name, value] : b)
            others.emplace(name, value);
        std::map<std::string_view, bool> seen;
        for (auto const& [name, value] : a) {
            auto const other = others.find(name);
            seen[name] = true;
            if (other == others.end()) {
                found_.push_back({joined(path, name), scenario::value_text(*value), {}});
            } else {
                compare(joined(path, name), *value, *other->second);
            }
        }
        for (auto const& [name, value] : b) {
            if (!seen.contains(name))
                found_.push_back({joined(path, name), {}, scenario::value_text(*value)});
        }
    }

    std::vector<InputDifference> found_;
};

}  // namespace

std::vector<InputDifference> input_differences(Draft const& a, Draft const& b) {
    Differ differ;
    differ.compare({}, a, b);
    return differ.take();
}

}  // namespace meridian::study
