#define PCRE2_CODE_UNIT_WIDTH 8
#include "feel/regex/regex.h"

#include <algorithm>
#include <pcre2.h>
#include <string>
#include <unordered_map>

#include "base/assert.h"
#include "base/text.h"
#include "feel/regex/translate.h"

namespace agglo::feel {

namespace {

/// Lines end with a line feed alone, whatever PCRE2 was built for.
pcre2_compile_context* compile_context() {
    struct Made {
        pcre2_compile_context* context = pcre2_compile_context_create(nullptr);
        Made() { pcre2_set_newline(context, PCRE2_NEWLINE_LF); }
        ~Made() { pcre2_compile_context_free(context); }
    };
    thread_local Made const made;
    return made.context;
}

/// Limits of one search, for pcre2_match.
class MatchContext {
public:
    MatchContext() : context_(pcre2_match_context_create(nullptr)) {
        AGGLO_ASSERT(context_);
        pcre2_set_heap_limit(context_, RegexSearch::kHeapKibMax);
    }
    MatchContext(MatchContext const&) = delete;
    MatchContext& operator=(MatchContext const&) = delete;
    ~MatchContext() { pcre2_match_context_free(context_); }

    pcre2_match_context* with(uint32_t steps_at_start_max, struct Effort* effort);

private:
    pcre2_match_context* context_;
};

/// Counts what a search does as PCRE2 comes by the items of the pattern.
struct Effort {
    uint64_t at_item;  ///< of each, for what it may do before the next
    uint64_t spent = 0;
    size_t last = 0;

    static int count(pcre2_callout_block* block, void* counter) {
        auto& effort = *static_cast<Effort*>(counter);
        auto const at = block->current_position;
        effort.spent += effort.at_item + (at > effort.last ? at - effort.last : effort.last - at);
        effort.last = at;
        return effort.spent > RegexSearch::kEffortMax ? PCRE2_ERROR_CALLOUT : 0;
    }
};

pcre2_match_context* MatchContext::with(uint32_t steps_at_start_max, Effort* effort) {
    pcre2_set_match_limit(context_, steps_at_start_max);
    pcre2_set_callout(context_, effort ? &Effort::count : nullptr, effort);
    return context_;
}

MatchContext& match_context() {
    thread_local MatchContext context;
    return context;
}

PCRE2_SPTR bytes_of(std::string_view text) {
    static constexpr char kNone[] = "";
    return reinterpret_cast<PCRE2_SPTR>(text.empty() ? kNone : text.data());
}

std::string message_of(int error) {
    unsigned char message[128] = "";
    pcre2_get_error_message(error, message, sizeof message);
    return reinterpret_cast<char const*>(message);
}

/// The largest least count of a quantifier: only in quantifiers stands a comma after digits.
size_t most_repetitions(std::string_view translated) {
    size_t most = 0;
    for (size_t at = translated.find('{'); at < translated.size();
         at = translated.find('{', at + 1)) {
        size_t count = 0;
        auto end = at + 1;
        for (; end < translated.size() && translated[end] >= '0' && translated[end] <= '9'; ++end)
            count = count * 10 + static_cast<size_t>(translated[end] - '0');
        if (end < translated.size() && translated[end] == ',') most = std::max(most, count);
    }
    return most;
}

}  // namespace

Result<std::shared_ptr<Regex const>> Regex::compiled(std::string_view pattern,
                                                     std::string_view letters) {
    auto const flags = TRY(read_flags(letters));
    if (!is_utf8(pattern)) return Error(ErrorCode::kFeelBadPattern, {"", "UTF-8"});
    auto const translated = TRY(translate_pattern(pattern, flags));
    std::shared_ptr<Regex> regex(new Regex);
    uint32_t const options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_UNSET_BACKREF |
                             PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_UTF_CHECK |
                             (flags.ignore_case ? PCRE2_CASELESS : 0);
    for (auto** code : {&regex->code_, &regex->counted_}) {
        int error = 0;
        PCRE2_SIZE at = 0;
        *code = pcre2_compile(bytes_of(translated), translated.size(),
                              options | (code == &regex->counted_ ? PCRE2_AUTO_CALLOUT : 0), &error,
                              &at, compile_context());
        if (!*code)
            return Error(ErrorCode::kFeelBadPattern, {std::string(pattern), message_of(error)});
    }
    regex->repetitions_ = most_repetitions(translated);
    regex->refers_back_ = translated.find("\\g{") != std::string::npos;
    pcre2_pattern_info(regex->code_, PCRE2_INFO_CAPTURECOUNT, &regex->groups_);
    regex->is_literal_ = flags.literal;
    regex->matches_nothing_ = RegexSearch(*regex, "").find(0) == RegexSearch::Outcome::kMatch;
    return std::shared_ptr<Regex const>(std::move(regex));
}

Regex::~Regex() {
    pcre2_code_free(code_);
    pcre2_code_free(counted_);
}

Result<std::shared_ptr<Regex const>> Regex::of(std::string_view pattern, std::string_view flags) {
    thread_local std::unordered_map<std::string, std::shared_ptr<Regex const>> kept;
    auto key = std::string(flags) + '/' + std::string(pattern);
    if (auto const found = kept.find(key); found != kept.end()) return found->second;
    auto regex = TRY(compiled(pattern, flags));
    if (kept.size() >= kKeptMax) kept.clear();
    kept.emplace(std::move(key), regex);
    return regex;
}

RegexSearch::RegexSearch(Regex const& regex, std::string_view text)
    : regex_(regex),
      text_(text),
      is_valid_(is_utf8(text)),
      data_(pcre2_match_data_create_from_pattern(regex.code_, nullptr)) {
    AGGLO_ASSERT(data_);
}

RegexSearch::~RegexSearch() {
    pcre2_match_data_free(data_);
}

RegexSearch::Outcome RegexSearch::find(size_t from) {
    steps_ = 1;
    if (!is_valid_) return Outcome::kNone;
    if (auto const outcome = find_at_once(from)) return *outcome;
    return find_counting(from);
}

// PCRE2 counts its steps anew at each start, and takes `a*` for one: only of a short text does a
// limit of steps bound the work.
std::optional<RegexSearch::Outcome> RegexSearch::find_at_once(size_t from) {
    constexpr size_t kStartsMax = 256;
    constexpr uint32_t kStepsAtStartMax = 64;
    auto const starts = text_.size() - from + 1;
    if (starts > kStartsMax || regex_.repetitions_ > kStartsMax) return std::nullopt;
    auto const outcome =
        pcre2_match(regex_.code_, bytes_of(text_), text_.size(), from, PCRE2_NO_UTF_CHECK, data_,
                    match_context().with(kStepsAtStartMax, nullptr));
    if (outcome > 0) steps_ += group(0).end - from;
    if (outcome > 0) return Outcome::kMatch;
    steps_ += starts;
    return outcome == PCRE2_ERROR_NOMATCH ? std::optional(Outcome::kNone) : std::nullopt;
}

RegexSearch::Outcome RegexSearch::find_counting(size_t from) {
    constexpr uint64_t kEffortPerStep = 8;
    constexpr uint32_t kStepsMax = 1'000'000'000;
    // Nothing is heard of what an item that fails has passed over.
    auto const unheard = regex_.refers_back_ ? text_.size() : regex_.repetitions_;
    Effort effort{.at_item = 1 + unheard / 8, .last = from};
    auto const outcome =
        pcre2_match(regex_.counted_, bytes_of(text_), text_.size(), from, PCRE2_NO_UTF_CHECK, data_,
                    match_context().with(kStepsMax, &effort));
    steps_ += effort.spent / kEffortPerStep;
    if (outcome > 0) return Outcome::kMatch;
    return outcome == PCRE2_ERROR_NOMATCH ? Outcome::kNone : Outcome::kGivenUp;
}

RegexSearch::Group RegexSearch::group(size_t number) const {
    auto const* offsets = pcre2_get_ovector_pointer(data_);
    if (number >= pcre2_get_ovector_count(data_)) return {};
    if (offsets[2 * number] == PCRE2_UNSET) return {};
    return {offsets[2 * number], offsets[2 * number + 1]};
}

}  // namespace agglo::feel
