#include "sim/scenario/yaml_reader.hpp"

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <utility>

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/emitterstyle.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "sim/scenario/unclosed.hpp"
#include "sim/scenario/yaml_fault.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::scenario {
namespace {

// An error after which nothing sensible can follow.
struct Abandoned {
    Problem problem;
};

// So few that comparing each with each costs less than a set of them: there are many small maps.
constexpr std::size_t few_keys = 16;

bool repeats_a_key(Draft::Map const& entries) {
    for (auto later = entries.begin(); later != entries.end(); ++later) {
        auto const is_same = [&](Draft::Entry const& e) { return e.key->text == later->key->text; };
        if (std::any_of(entries.begin(), later, is_same)) return true;
    }
    return false;
}

// A tag that somebody wrote: the library itself gives "?" to plain values and "!" to quoted ones.
bool is_written_tag(std::string const& tag) {
    return !tag.empty() && tag != "?" && tag != "!";
}

class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(SourceText const& source, Problems& problems) : source_{source}, problems_{problems} {}

    [[nodiscard]] bool has_root() const { return !root_.is_null(); }
    [[nodiscard]] Draft take_root() { return std::move(root_); }
    [[nodiscard]] std::optional<std::size_t> last_quoted() const { return last_quoted_; }

    void OnDocumentStart(YAML::Mark const& mark) override {
        if (documents_++ == 0) return;
        abandon(shared_location(mark), "a second document starts here",
                "keep one document in the file: remove the '---' or '...' line, or mend the indentation");
    }
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        if (wants_key())
            abandon(shared_location(mark), "an empty key", "write the key's name before the colon");
        // The library's mark of a missing value is that of the next token, maybe lines below.
        auto const* const key = stack_.empty() ? nullptr : stack_.back().key.get();
        finish(Draft::null(key == nullptr ? shared_location(mark) : key->shared_location), anchor, 1);
    }

    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& value) override {
        system::checkpoint();
        refuse_tag(mark, tag);
        bool const quoted = tag == "!";
        if (quoted) last_quoted_ = byte(mark);
        if (wants_key()) {
            if (anchor != 0) remember(anchor, Draft::scalar(shared_location(mark), value, quoted), 1);
            take_key(Draft::Key{value, shared_location(mark)}, quoted);
            return;
        }
        finish(Draft::scalar(shared_location(mark), value, quoted), anchor, 1);
    }

    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        auto const encloses = [&](Frame const& frame) { return frame.anchor == anchor; };
        if (std::ranges::any_of(stack_, encloses)) {
            abandon(shared_location(mark), "this alias stands inside the value that it repeats",
                    "write the value out, or let the alias name another anchor");
        }
        auto const& anchored = anchors_.at(anchor);
        if (wants_key()) abandon(shared_location(mark), "an alias as a key", "write the key's name out");
        aliased_ += anchored.values;
        if (aliased_ > most_aliased) {
            abandon(shared_location(mark), fmt::format("aliases repeat more than {} values", most_aliased),
                    "use a table or an included file for bulk data");
        }
        if (stack_.size() + anchored.levels > deepest) too_deep(mark);
        add(anchored.value, anchored.values, anchored.levels);
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override {
        open(mark, tag, anchor, Draft::list(shared_location(mark)));
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override {
        open(mark, tag, anchor, Draft::map(shared_location(mark)));
    }
    void OnMapEnd() override {
        drop_repeated_keys(stack_.back().node);
        close();
    }

private:
    struct Frame {
        Draft node;
        YAML::anchor_t anchor{0};
        std::shared_ptr<Draft::Key const> key;  // read, and waiting for its value
        std::size_t values{1};
        std::size_t levels{1};
    };
    struct Anchored {
        Draft value;
        std::size_t values{1};
        std::size_t levels{0};
    };

    [[nodiscard]] SharedLocation shared_location(YAML::Mark const& mark) const {
        return source_.shared_location(static_cast<std::size_t>(mark.line),
                                       static_cast<std::size_t>(mark.column));
    }
    [[nodiscard]] std::size_t byte(YAML::Mark const& mark) const {
        return source_.byte_at(static_cast<std::size_t>(mark.line), static_cast<std::size_t>(mark.column));
    }
    [[noreturn]] void abandon(SharedLocation const& where, std::string wrong, std::string fix) {
        throw Abandoned{{where.location(), std::move(wrong), std::move(fix)}};
    }
    [[noreturn]] void too_deep(YAML::Mark const& mark) {
        abandon(shared_location(mark),
                fmt::format("lists and maps stand more than {} deep in one another", deepest),
                "a scenario needs fewer than ten levels; check the brackets");
    }
    [[nodiscard]] bool wants_key() const {
        return !stack_.empty() && stack_.back().node.is_map() && stack_.back().key == nullptr;
    }
    void refuse_tag(YAML::Mark const& mark, std::string const& tag) {
        if (!is_written_tag(tag)) return;
        constexpr std::string_view standard = "tag:yaml.org,2002:";
        auto const shown = tag.starts_with(standard) ? "!!" + tag.substr(standard.size()) : tag;
        abandon(shared_location(mark), fmt::format("the tag '{}' is not used here", shown),
                "remove the tag; the key decides how its value is read");
    }
    void take_key(Draft::Key key, bool quoted) {
        if (key.text == "<<" && !quoted) {
            abandon(key.shared_location, "merge keys (<<) are not supported",
                    "write the keys out, or put them into a file of their own and 'include' it");
        }
        if (key.text.empty())
            abandon(key.shared_location, "an empty key", "write the key's name before the colon");
        stack_.back().key = std::make_shared<Draft::Key const>(std::move(key));
    }
    void open(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor, Draft node) {
        refuse_tag(mark, tag);
        if (wants_key()) {
            abandon(shared_location(mark), fmt::format("{} as a key", words(node.kind())),
                    "a key is one plain word followed by a colon");
        }
        if (stack_.size() >= deepest) too_deep(mark);
        stack_.push_back(Frame{std::move(node), anchor, nullptr, 1, 1});
    }
    void close() {
        Frame frame = std::move(stack_.back());
        stack_.pop_back();
        if (frame.anchor != 0) remember(frame.anchor, frame.node, frame.values, frame.levels);
        add(std::move(frame.node), frame.values, frame.levels);
    }
    void finish(Draft value, YAML::anchor_t anchor, std::size_t values) {
        if (anchor != 0) remember(anchor, value, values);
        add(std::move(value), values, 0);
    }
    void remember(YAML::anchor_t anchor, Draft value, std::size_t values, std::size_t levels = 0) {
        anchors_[anchor] = Anchored{std::move(value), values, levels};
    }
    void add(Draft value, std::size_t values, std::size_t levels) {
        if (stack_.empty()) {
            root_ = std::move(value);
            return;
        }
        auto& frame = stack_.back();
        frame.values += values;
        frame.levels = std::max(frame.levels, levels + 1);
        if (frame.node.is_list()) {
            frame.node.items().push_back(std::move(value));
            return;
        }
        frame.node.entries().push_back(Draft::Entry{std::move(frame.key), std::move(value)});
        frame.key = nullptr;
    }
    // Reports keys that a map has twice, and keeps the first of each.
    void drop_repeated_keys(Draft& map) {
        auto& entries = map.entries();
        if (entries.size() <= few_keys && !repeats_a_key(entries)) return;
        std::map<std::string_view, SharedLocation> seen;
        std::erase_if(entries, [&](Draft::Entry const& entry) {
            auto const [first, is_new] = seen.emplace(entry.key->text, entry.key->shared_location);
            if (is_new) return false;
            problems_.add(
                entry.key->location(),
                fmt::format("duplicate key '{}' (first in line {})", entry.key->text, first->second.line),
                "remove one of the two");
            return true;
        });
    }

    SourceText const& source_;
    Problems& problems_;
    Draft root_;
    std::vector<Frame> stack_;
    std::map<YAML::anchor_t, Anchored> anchors_;
    std::size_t aliased_{0};
    std::optional<std::size_t> last_quoted_;
    int documents_{0};
};

Problem unclosed_problem(SourceText const& source, Unclosed const& unclosed) {
    bool const is_quote = unclosed.mark == '"' || unclosed.mark == '\'';
    auto const* const what = is_quote ? "quoted text" : unclosed.mark == '[' ? "list" : "map";
    auto const* const fix = is_quote               ? "put the closing quotation mark"
                            : unclosed.mark == '[' ? "put the closing bracket ']'"
                                                   : "put the closing brace '}'";
    return {source.shared_location(unclosed.at).location(), fmt::format("this {} is not closed", what), fix};
}

// Adds why the text does not parse: what is not closed rather than what follows from it.
void add_parse_problem(Problem problem, SourceText const& source, Problems& problems) {
    auto const unclosed = find_unclosed(source.bytes());
    problems.add(unclosed ? unclosed_problem(source, *unclosed) : std::move(problem));
}

// Whether the last quoted text of a file that did parse goes on to the end of the file.
std::optional<Unclosed> swallowing_quote(SourceText const& source, std::optional<std::size_t> last_quoted) {
    if (!last_quoted || *last_quoted >= source.bytes().size()) return std::nullopt;
    auto const first = source.bytes()[*last_quoted];
    if (first == '|' || first == '>') return std::nullopt;
    auto const unclosed = find_unclosed(source.bytes().substr(*last_quoted));
    if (!unclosed || (unclosed->mark != '"' && unclosed->mark != '\'')) return std::nullopt;
    return Unclosed{unclosed->at + *last_quoted, unclosed->mark};
}

}  // namespace

std::optional<Draft> read_yaml(SourceText const& source, Problems& problems) {
    TreeBuilder builder{source, problems};
    std::istringstream in{std::string{source.bytes()}};
    try {
        YAML::Parser parser{in};
        while (parser.HandleNextDocument(builder)) {}
    } catch (Abandoned const& abandoned) {
        add_parse_problem(abandoned.problem, source, problems);
        return std::nullopt;
    } catch (YAML::Exception const& exception) {
        add_parse_problem(yaml_problem(exception, source), source, problems);
        return std::nullopt;
    }
    if (auto const quote = swallowing_quote(source, builder.last_quoted())) {
        problems.add(unclosed_problem(source, *quote));
        return std::nullopt;
    }
    if (!builder.has_root()) {
        problems.add(source.shared_location(0).location(), "the file holds nothing",
                     "write the keys of a scenario, 'meridian: 1' first");
        return std::nullopt;
    }
    return builder.take_root();
}

}  // namespace meridian::scenario
