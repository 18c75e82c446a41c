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

pcre2_match_context* match_context(uint32_t effort) {
    struct Made {
        pcre2_match_context* context = pcre2_match_context_create(nullptr);
        Made() { pcre2_set_heap_limit(context, RegexSearch::kHeapKibMax); }
        ~Made() { pcre2_match_context_free(context); }
    };
    thread_local Made const made;
    pcre2_set_match_limit(made.context, effort);
    pcre2_set_depth_limit(made.context, effort);
    return made.context;
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

bool is_limit(int outcome) {
    return outcome == PCRE2_ERROR_MATCHLIMIT || outcome == PCRE2_ERROR_DEPTHLIMIT ||
           outcome == PCRE2_ERROR_HEAPLIMIT || outcome == PCRE2_ERROR_NOMEMORY;
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
    int error = 0;
    PCRE2_SIZE at = 0;
    regex->code_ = pcre2_compile(bytes_of(translated), translated.size(), options, &error, &at,
                                 compile_context());
    if (!regex->code_)
        return Error(ErrorCode::kFeelBadPattern, {std::string(pattern), message_of(error)});
    pcre2_pattern_info(regex->code_, PCRE2_INFO_CAPTURECOUNT, &regex->groups_);
    regex->is_literal_ = flags.literal;
    regex->matches_nothing_ = RegexSearch(*regex, "").find(0) == RegexSearch::Outcome::kMatch;
    return std::shared_ptr<Regex const>(std::move(regex));
}

Regex::~Regex() {
    pcre2_code_free(code_);
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

// PCRE2 counts its steps anew at each start. A search therefore begins with a small limit for each,
// which all but few patterns stay below, and is repeated with larger ones; what it took is bounded
// by the starts that were tried times the limit, of which a part is counted.
RegexSearch::Outcome RegexSearch::find(size_t from) {
    constexpr uint64_t kTiers[] = {64, 2'000, 100'000, kEffortAtStartMax};
    constexpr uint64_t kEffortPerStep = 32;
    steps_ = 1;
    if (!is_valid_) return Outcome::kNone;
    auto const starts = text_.size() - from + 1;
    auto const effort_max = std::max<uint64_t>(kEffortMax / starts, kTiers[0]);
    for (auto const tier : kTiers) {
        auto const effort = std::min(tier, effort_max);
        auto const outcome =
            pcre2_match(regex_.code_, bytes_of(text_), text_.size(), from, PCRE2_NO_UTF_CHECK,
                        data_, match_context(static_cast<uint32_t>(effort)));
        bool const limited = is_limit(outcome);
        auto const tried = outcome > 0 ? group(0).begin - from + 1 : starts;
        steps_ += limited ? effort / kEffortPerStep : tried * effort / kEffortPerStep;
        if (outcome > 0) return Outcome::kMatch;
        if (!limited) return Outcome::kNone;
        if (effort == effort_max) break;
    }
    return Outcome::kGivenUp;
}

RegexSearch::Group RegexSearch::group(size_t number) const {
    auto const* offsets = pcre2_get_ovector_pointer(data_);
    if (number >= pcre2_get_ovector_count(data_)) return {};
    if (offsets[2 * number] == PCRE2_UNSET) return {};
    return {offsets[2 * number], offsets[2 * number + 1]};
}

}  // namespace agglo::feel
