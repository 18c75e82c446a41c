#include "feel/regex/translate.h"

#include <vector>

#include "feel/regex/class_expression.h"
#include "feel/regex/escape.h"
#include "feel/syntax/name_text.h"

namespace agglo::feel {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Flag x: white space outside of class expressions is taken out before anything is read.
std::string without_space(std::string_view pattern) {
    std::string out;
    int depth = 0;
    for (size_t i = 0; i < pattern.size(); ++i) {
        char const c = pattern[i];
        if (depth == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
        out += c;
        if (c == '\\' && i + 1 < pattern.size() && pattern[i + 1] > ' ') out += pattern[++i];
        if (c == '[') ++depth;
        if (c == ']' && depth > 0) --depth;
    }
    return out;
}

std::string all_literal(std::string_view pattern) {
    std::string out;
    for (size_t at = 0; at < pattern.size();) {
        auto const point = code_point_at(pattern, at);
        out += literal_of(point.value);
        at += point.bytes;
    }
    return out;
}

class Translator {
public:
    Translator(std::string_view pattern, PatternFlags flags) : pattern_(pattern), flags_(flags) {}

    Result<std::string> whole() {
        auto translated = TRY(expression(0));
        if (at_ < pattern_.size()) return wrong(")");
        return translated;
    }

private:
    Result<std::string> expression(int depth) {
        if (depth > kPatternDepthMax) return wrong("(");
        std::string out;
        while (at_ < pattern_.size() && pattern_[at_] != ')') {
            if (pattern_[at_] == '|') {
                out += pattern_[at_++];
                continue;
            }
            out += TRY(atom(depth));
            out += TRY(quantifier());
        }
        return out;
    }

    Result<std::string> atom(int depth) {
        switch (char const c = pattern_[at_]) {
            case '(': return group(depth);
            case '[': return translate_class(pattern_, at_);
            case '\\': return escape();
            case '.': return ++at_, flags_.dot_all ? "(?s:.)" : R"([^\x{a}\x{d}])";
            case '^': return ++at_, flags_.multi_line ? "(?m:^)" : R"((?:\A))";
            case '$': return ++at_, flags_.multi_line ? "(?m:$)" : R"((?:\z))";
            case '*':
            case '+':
            case '?':
            case '{':
            case '}':
            case ']': return wrong(std::string(1, c));
            default: break;
        }
        auto const point = code_point_at(pattern_, at_);
        at_ += point.bytes;
        return literal_of(point.value);
    }

    Result<std::string> group(int depth) {
        ++at_;
        bool const captures = !pattern_.substr(at_).starts_with("?:");
        size_t const number = closed_.size();
        if (captures)
            closed_.push_back(false);
        else
            at_ += 2;
        auto const inside = TRY(expression(depth + 1));
        if (at_ >= pattern_.size()) return wrong("(");
        ++at_;
        if (captures) closed_[number] = true;
        return (captures ? "(" : "(?:") + inside + ")";
    }

    Result<std::string> escape() {
        if (auto set = escaped_set(pattern_.substr(at_))) {
            at_ += set->bytes;
            return "[" + set->text + "]";
        }
        char const letter = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
        if (is_digit(letter)) return back_reference();
        auto const meant = escaped_character(letter);
        if (!meant) return wrong(std::string(pattern_.substr(at_, 2)));
        at_ += 2;
        return literal_of(static_cast<char32_t>(*meant));
    }

    /// As many digits as there are groups opened before; the group is closed before.
    Result<std::string> back_reference() {
        auto const begin = at_++;
        auto number = static_cast<size_t>(pattern_[at_++] - '0');
        while (at_ < pattern_.size() && is_digit(pattern_[at_])) {
            auto const longer = number * 10 + static_cast<size_t>(pattern_[at_] - '0');
            if (longer > closed_.size()) break;
            number = longer;
            ++at_;
        }
        if (number == 0 || number > closed_.size() || !closed_[number - 1])
            return wrong(std::string(pattern_.substr(begin, at_ - begin)));
        return "\\g{" + std::to_string(number) + "}";
    }

    Result<std::string> quantifier() {
        if (at_ >= pattern_.size()) return "";
        std::string out;
        char const c = pattern_[at_];
        if (c == '*' || c == '+' || c == '?') {
            out = c;
            ++at_;
        } else if (c == '{') {
            out = TRY(repetitions());
        } else {
            return "";
        }
        if (at_ < pattern_.size() && pattern_[at_] == '?') {
            ++at_;
            out += '?';
        }
        return out;
    }

    /// {n}, {n,}, {n,m}
    Result<std::string> repetitions() {
        auto const begin = at_++;
        auto const low = count();
        auto high = low;
        bool endless = false;
        if (at_ < pattern_.size() && pattern_[at_] == ',') {
            ++at_;
            endless = at_ < pattern_.size() && pattern_[at_] == '}';
            if (!endless) high = count();
        }
        bool const closes = at_ < pattern_.size() && pattern_[at_] == '}';
        if (!closes || low < 0 || high < low || high > kRepetitionsMax)
            return wrong(std::string(pattern_.substr(begin, at_ - begin + 1)));
        ++at_;
        if (endless) return "{" + std::to_string(low) + ",}";
        return "{" + std::to_string(low) + "," + std::to_string(high) + "}";
    }

    /// -1 when there is none; more than kRepetitionsMax when there are too many digits.
    int count() {
        int number = -1;
        for (; at_ < pattern_.size() && is_digit(pattern_[at_]); ++at_)
            if (number <= kRepetitionsMax)
                number = (number < 0 ? 0 : number) * 10 + (pattern_[at_] - '0');
        return number;
    }

    Error wrong(std::string what) const {
        return Error(ErrorCode::kFeelBadPattern, {std::string(pattern_), std::move(what)});
    }

    std::string_view pattern_;
    PatternFlags flags_;
    size_t at_ = 0;
    std::vector<bool> closed_;  ///< of each capturing group, whether its end was seen
};

}  // namespace

Result<std::string> translate_pattern(std::string_view pattern, PatternFlags flags) {
    if (pattern.size() > kPatternBytesMax)
        return Error(ErrorCode::kFeelBadPattern, {std::string(pattern.substr(0, 20)) + "…",
                                                  "> " + std::to_string(kPatternBytesMax)});
    if (flags.literal) return all_literal(pattern);
    if (!flags.spaced) return Translator(pattern, flags).whole();
    return Translator(without_space(pattern), flags).whole();
}

}  // namespace agglo::feel
