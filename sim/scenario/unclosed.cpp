#include "sim/scenario/unclosed.hpp"

#include <algorithm>
#include <vector>

namespace meridian::scenario {
namespace {

// Where the quoted text that opens at `open` is closed; npos if it is not.
std::size_t closing_quote(std::string_view yaml, std::size_t open) {
    char const quote = yaml[open];
    for (std::size_t i = open + 1; i < yaml.size(); ++i) {
        if (yaml[i] == '\\' && quote == '"') {
            ++i;
        } else if (yaml[i] == quote) {
            if (quote == '"' || i + 1 >= yaml.size() || yaml[i + 1] != quote) return i;
            ++i;
        }
    }
    return std::string_view::npos;
}

class Reader {
public:
    explicit Reader(std::string_view yaml) : yaml_{yaml} {}

    std::optional<Unclosed> read(std::size_t begin) {
        for (at_ = begin; at_ < yaml_.size(); ++at_) {
            if (auto const found = step()) return found;
        }
        if (open_.empty()) return std::nullopt;
        return open_.front();
    }

private:
    // Whether a value may begin here: in brackets behind any separator, elsewhere behind a key or a dash.
    [[nodiscard]] bool begins_value() const {
        if (at_ == 0) return true;
        if (!open_.empty())
            return std::string_view{" \t\n\r[{,:"}.find(yaml_[at_ - 1]) != std::string_view::npos;
        auto const before = yaml_.find_last_not_of(" \t", at_ - 1);
        if (before == std::string_view::npos || yaml_[before] == '\n') return true;
        return before + 1 < at_ && (yaml_[before] == ':' || yaml_[before] == '-');
    }

    std::optional<Unclosed> step() {
        char const c = yaml_[at_];
        if (c == '#' && (at_ == 0 || yaml_[at_ - 1] == ' ' || yaml_[at_ - 1] == '\n')) {
            at_ = std::min(yaml_.find('\n', at_), yaml_.size());
        } else if ((c == '"' || c == '\'') && begins_value()) {
            auto const close = closing_quote(yaml_, at_);
            if (close == std::string_view::npos) return Unclosed{at_, c};
            at_ = close;
        } else if ((c == '[' || c == '{') && begins_value()) {
            open_.push_back(Unclosed{at_, c});
        } else if ((c == ']' || c == '}') && !open_.empty()) {
            if (open_.back().mark != (c == ']' ? '[' : '{')) return open_.back();
            open_.pop_back();
        }
        return std::nullopt;
    }

    std::string_view yaml_;
    std::size_t at_{0};
    std::vector<Unclosed> open_;
};

}  // namespace

std::optional<Unclosed> find_unclosed(std::string_view yaml, std::size_t begin) {
    return Reader{yaml}.read(begin);
}

}  // namespace meridian::scenario
