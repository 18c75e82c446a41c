#pragma once
// Regex: a compiled regular expression of XPath 3.1, and searching with it within limits.
//
//   auto regex = TRY(Regex::of("[0-9]+", "i"));
//   RegexSearch search(*regex, text);
//   if (search.find(0) == RegexSearch::Outcome::kMatch) … search.group(0) …
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;

namespace agglo::feel {

class Regex {
public:
    /// Compiled ones that each thread keeps, by pattern and flags.
    static constexpr size_t kKeptMax = 256;

    /// Error: kFeelBadPattern.
    static Result<std::shared_ptr<Regex const>> of(std::string_view pattern,
                                                   std::string_view flags);

    uint32_t groups() const { return groups_; }
    /// Whether it matches a text of no characters: then `replace` and `split` have no meaning.
    bool matches_nothing() const { return matches_nothing_; }
    /// Flag q: replacements mean themselves too.
    bool is_literal() const { return is_literal_; }

    Regex(Regex const&) = delete;
    Regex& operator=(Regex const&) = delete;
    ~Regex();

private:
    friend class RegexSearch;
    Regex() = default;
    static Result<std::shared_ptr<Regex const>> compiled(std::string_view pattern,
                                                         std::string_view flags);

    pcre2_real_code_8* code_ = nullptr;
    pcre2_real_code_8* counted_ = nullptr;  ///< calls back before each item, to be stopped there
    size_t repetitions_ = 0;                ///< the most that one item must have
    bool refers_back_ = false;
    uint32_t groups_ = 0;
    bool matches_nothing_ = false;
    bool is_literal_ = false;
};

class RegexSearch {
public:
    /// Items tried and bytes passed over, beyond which a search is given up.
    static constexpr uint64_t kEffortMax = 50'000'000;
    static constexpr uint32_t kHeapKibMax = 64 * 1024;

    enum class Outcome { kMatch, kNone, kGivenUp };

    /// In bytes; of a group that took no part both are 0.
    struct Group {
        size_t begin = 0;
        size_t end = 0;
    };

    /// Both outlive the search.
    RegexSearch(Regex const& regex, std::string_view text);
    RegexSearch(RegexSearch const&) = delete;
    RegexSearch& operator=(RegexSearch const&) = delete;
    ~RegexSearch();

    /// The first match that begins at byte `from` or behind it.
    Outcome find(size_t from);
    /// Of the last match; 0 is all of it.
    Group group(size_t number) const;
    std::string_view text() const { return text_; }
    /// What the last find took, as Evaluation::take counts.
    uint64_t steps() const { return steps_; }

private:
    /// Without counting, as almost every search is soon over. Nothing when it is not.
    std::optional<Outcome> find_at_once(size_t from);
    Outcome find_counting(size_t from);

    Regex const& regex_;
    std::string_view text_;
    bool is_valid_;
    pcre2_real_match_data_8* data_;
    uint64_t steps_ = 0;
};

}  // namespace agglo::feel
