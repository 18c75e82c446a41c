#pragma once
// Cursor: a place in a FEEL text: white space and comments, symbols, words, literals.
#include <string_view>

#include "base/result.h"
#include "feel/syntax/expression.h"

namespace agglo::feel {

/// What a text should have had somewhere, in both languages.
struct Expected {
    char const* zh;
    char const* en;
};

class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) { skip(); }

    std::string_view text() const { return text_; }
    size_t at() const { return at_; }
    bool done() const { return at_ >= text_.size(); }
    /// Goes back, or past what another has read.
    void move_to(size_t position) {
        at_ = position;
        skip();
    }
    /// Where the last thing read ended, before white space.
    size_t end_of_last() const { return last_end_; }
    void advance(size_t bytes) {
        at_ += bytes;
        last_end_ = at_;
        skip();
    }

    bool sees(std::string_view symbol) const { return text_.substr(at_).starts_with(symbol); }
    /// The symbol, and not the beginning of a longer one: `*` but not `**`, `.` but not `..`.
    bool take(std::string_view symbol);
    /// A whole word, such as a keyword; `instance of` too.
    bool sees_word(std::string_view word) const;
    bool take_word(std::string_view word);

    /// Digits next, or a point and digits.
    bool sees_number() const;
    Result<Value> number();
    /// A quote next: reads up to the closing one, escapes resolved.
    Result<std::string> string();
    /// Name characters next, with single spaces between words, up to a keyword or anything else;
    /// empty if there are none. `joined`: with . + - / * ' too.
    std::string words(bool joined);

    /// The error of not finding `what` here. The furthest of several is kept for the end.
    /// What they return says but that it is no FEEL; furthest() says all.
    Error fail(Expected what) { return fail_at(at_, what); }
    Error fail_at(size_t position, Expected what);
    /// The error that lies furthest in the text among all there were, one at least.
    Error furthest() const;

private:
    void skip();
    bool skip_comment();
    Result<void> escape(std::string& out);

    std::string_view text_;
    size_t at_ = 0;
    size_t last_end_ = 0;
    size_t furthest_at_ = 0;
    std::optional<Expected> furthest_;
};

}  // namespace agglo::feel
