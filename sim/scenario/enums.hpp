// The kinds of words that a key can have, and what they stand for in the models.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/subject.hpp"

namespace meridian::scenario {

// One of a few words; the value is its index, or the word itself.
struct Word {
    using Value = std::size_t;
    std::span<std::string_view const> words;
    [[nodiscard]] std::string example() const { return std::string{words.front()}; }
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
    bool read(Draft const& draft, std::string& value, Subject const& subject) const;
};

// A word that one may repeat, "valley x8 flat x16", until there are `count` of them.
struct Words {
    using Value = std::vector<std::size_t>;
    std::span<std::string_view const> words;
    std::size_t count;
    [[nodiscard]] std::string example() const;
    bool read(Draft const& draft, Value& value, Subject const& subject) const;
};

// A few words, each of which stands for a value of an enumeration:
//     Enum<Until>{{"first_token", Until::first_token}, {"last_token", Until::last_token}}
template <class E>
class Enum {
public:
    using Value = E;
    struct Choice {
        std::string_view word;
        E value;
    };
    constexpr Enum(std::initializer_list<Choice> choices) {
        for (Choice const& choice : choices) {
            words_[size_] = choice.word;
            values_[size_++] = choice.value;
        }
    }

    // Of a list that the models keep themselves.
    template <class Named>
    constexpr Enum(std::span<Named const> list, std::string_view Named::*word, E Named::*value) {
        for (Named const& one : list) {
            words_[size_] = one.*word;
            values_[size_++] = one.*value;
        }
    }

    [[nodiscard]] constexpr std::span<std::string_view const> words() const {
        return std::span{words_}.first(size_);
    }
    [[nodiscard]] constexpr std::span<E const> values() const { return std::span{values_}.first(size_); }
    // Nothing if there is no such word.
    [[nodiscard]] constexpr std::optional<E> value_of(std::string_view word) const {
        auto const at = std::ranges::find(words(), word);
        return at == words().end() ? std::nullopt
                                   : std::optional{values_[static_cast<std::size_t>(at - words().begin())]};
    }
    // Precondition: the value has a word.
    [[nodiscard]] constexpr std::string_view word_of(E value) const {
        return words_[static_cast<std::size_t>(std::ranges::find(values_, value) - values_.begin())];
    }

    [[nodiscard]] std::string example() const { return Word{words()}.example(); }
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        std::size_t index = 0;
        if (!Word{words()}.read(draft, index, subject)) return false;
        value = values_[index];
        return true;
    }

private:
    static constexpr std::size_t most = 8;
    std::array<std::string_view, most> words_{};
    std::array<E, most> values_{};
    std::size_t size_{0};
};

// A fixed number of words of an enumeration; a word may repeat. If the text cannot be read, the words before the
// fault count.
template <class E, std::size_t count>
struct EnumArray {
    using Value = std::array<E, count>;
    Enum<E> const& of;
    [[nodiscard]] std::string example() const { return Words{of.words(), count}.example(); }
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        std::vector<std::size_t> read;
        bool const good = Words{of.words(), count}.read(draft, read, subject);
        for (std::size_t i = 0; i < std::min(read.size(), count); ++i)
            value[i] = of.values()[read[i]];
        return good;
    }
};

inline constexpr std::array<std::string_view, 2> truth_words{"false", "true"};

struct Bool {
    using Value = bool;
    [[nodiscard]] std::string example() const { return Word{truth_words}.example(); }
    bool read(Draft const& draft, Value& value, Subject const& subject) const {
        std::size_t index = 0;
        if (!Word{truth_words}.read(draft, index, subject)) return false;
        value = index == 1;
        return true;
    }
};

}  // namespace meridian::scenario
