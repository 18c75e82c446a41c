#include "feel/syntax/cursor.h"

#include <algorithm>

#include "base/text.h"
#include "feel/syntax/name_text.h"

namespace agglo::feel {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Bytes of digits from `at` on.
size_t digits(std::string_view text, size_t at) {
    size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - at;
}

/// The value of `count` hexadecimal digits at `at`; nothing if there are fewer.
std::optional<char32_t> hexadecimal(std::string_view text, size_t at, size_t count) {
    if (at + count > text.size()) return std::nullopt;
    char32_t value = 0;
    for (size_t i = at; i < at + count; ++i) {
        char const c = text[i];
        bool const upper = c >= 'A' && c <= 'F';
        bool const lower = c >= 'a' && c <= 'f';
        if (!is_digit(c) && !upper && !lower) return std::nullopt;
        value = value * 16 + static_cast<char32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

bool is_low_surrogate(char32_t c) {
    return c >= 0xDC00 && c <= 0xDFFF;
}
bool is_high_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDBFF;
}

/// What is found at a place, short enough to be shown.
std::string shown(std::string_view text, size_t at) {
    if (at >= text.size()) return "结尾 (the end)";
    size_t end = at;
    for (size_t n = 0; n < 12 && end < text.size(); ++n) {
        auto const c = code_point_at(text, end);
        if (n > 0 && (is_space(c.value) || !continues_name(c.value))) break;
        end += c.bytes;
    }
    return std::string(text.substr(at, end - at));
}

}  // namespace

bool Cursor::skip_comment() {
    if (sees("//")) {
        auto const end = text_.find_first_of("\n\r", at_);
        at_ = end == std::string_view::npos ? text_.size() : end;
        return true;
    }
    if (!sees("/*")) return false;
    auto const end = text_.find("*/", at_ + 2);
    if (end == std::string_view::npos) return false;
    at_ = end + 2;
    return true;
}

void Cursor::skip() {
    while (at_ < text_.size()) {
        auto const c = code_point_at(text_, at_);
        if (is_space(c.value))
            at_ += c.bytes;
        else if (c.value != '/' || !skip_comment())
            return;
    }
}

bool Cursor::take(std::string_view symbol) {
    if (!sees(symbol)) return false;
    char const next = at_ + symbol.size() < text_.size() ? text_[at_ + symbol.size()] : ' ';
    bool const longer = (symbol == "*" && next == '*') || (symbol == "." && next == '.') ||
                        ((symbol == "<" || symbol == ">" || symbol == "!") && next == '=');
    if (longer) return false;
    advance(symbol.size());
    return true;
}

bool Cursor::sees_word(std::string_view word) const {
    return !done() && text_[at_] == word.front() && match_name(text_, at_, word).has_value();
}

bool Cursor::take_word(std::string_view word) {
    if (!sees_word(word)) return false;
    advance(*match_name(text_, at_, word));
    return true;
}

bool Cursor::sees_number() const {
    if (done()) return false;
    if (is_digit(text_[at_])) return true;
    return text_[at_] == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
}

Result<Value> Cursor::number() {
    size_t end = at_ + digits(text_, at_);
    if (end < text_.size() && text_[end] == '.' && digits(text_, end + 1) > 0)
        end += 1 + digits(text_, end + 1);
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
        bool const sign =
            end + 1 < text_.size() && (text_[end + 1] == '-' || text_[end + 1] == '+');
        size_t const power = digits(text_, end + 1 + sign);
        if (power > 0) end += 1 + sign + power;
    }
    if (end < text_.size() && continues_name(code_point_at(text_, end).value))
        return fail_at(end, {"数字的结尾", "the end of the number"});
    auto const number = Number::parse(text_.substr(at_, end - at_));
    if (!number) return fail({"34 位以内的数", "a number within range"});
    advance(end - at_);
    return Value(*number);
}

Result<void> Cursor::escape(std::string& out) {
    char const c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    static constexpr std::string_view kLetters = "ntrbf\"'\\";
    static constexpr std::string_view kMeanings = "\n\t\r\b\f\"'\\";
    if (auto const i = kLetters.find(c); c != '\0' && i != std::string_view::npos) {
        out += kMeanings[i];
        at_ += 2;
        return {};
    }
    size_t const count = c == 'u' ? 4 : c == 'U' ? 6 : 0;
    if (count == 0) {  // such as \d of a regular expression: stands for itself
        out += '\\';
        ++at_;
        return {};
    }
    auto value = hexadecimal(text_, at_ + 2, count);
    if (!value) return fail({"\\u 后的十六进制数字", "hexadecimal digits after \\u"});
    size_t const start = at_;
    at_ += 2 + count;
    if (is_high_surrogate(*value) && sees("\\u")) {
        auto const low = hexadecimal(text_, at_ + 2, 4);
        if (low && is_low_surrogate(*low)) {
            value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
            at_ += 6;
        }
    }
    if (*value > 0x10FFFF || is_high_surrogate(*value) || is_low_surrogate(*value))
        return fail_at(start, {"一个 Unicode 字符", "a Unicode character"});
    append_utf8(out, *value);
    return {};
}

Result<std::string> Cursor::string() {
    auto const start = at_;
    std::string out;
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') {
        if (text_[at_] == '\\')
            TRY(escape(out));
        else
            out += text_[at_++];
    }
    if (at_ >= text_.size()) return fail_at(start, {"以 \" 结束的文本", "a text ended by a quote"});
    advance(1);
    return out;
}

std::string Cursor::words(bool joined) {
    static constexpr std::string_view kJoints = ".+-/*'";
    auto const start = at_;
    auto last = start;
    while (!done()) {
        auto const c = code_point_at(text_, at_);
        if (joined && last > start && c.value < 0x80 &&
            kJoints.find(static_cast<char>(c.value)) != std::string_view::npos) {
            advance(1);
            last = last_end_;
            continue;
        }
        bool const begins =
            starts_name(c.value) || (joined && last > start && is_digit(text_[at_]));
        if (!begins || is_full_width_punctuation(c.value)) break;
        size_t end = at_ + c.bytes;
        while (end < text_.size()) {
            auto const next = code_point_at(text_, end);
            if (!continues_name(next.value) || is_full_width_punctuation(next.value)) break;
            end += next.bytes;
        }
        if (is_keyword(text_.substr(at_, end - at_))) break;
        advance(end - at_);
        last = last_end_;
    }
    return normal_name(text_.substr(start, last - start));
}

Error Cursor::fail_at(size_t position, Expected what) {
    if (!furthest_ || position > furthest_at_) {
        furthest_ = what;
        furthest_at_ = position;
    }
    return Error(ErrorCode::kFeelSyntax);
}

Error Cursor::furthest() const {
    auto const before = text_.substr(0, furthest_at_);
    auto const line = 1 + std::count(before.begin(), before.end(), '\n');
    auto const start = before.rfind('\n');
    auto const column =
        1 + code_point_count(start == std::string_view::npos ? before : before.substr(start + 1));
    return Error(ErrorCode::kFeelSyntax,
                 {std::to_string(line), std::to_string(column), furthest_->zh, furthest_->en,
                  shown(text_, furthest_at_)});
}

}  // namespace agglo::feel
