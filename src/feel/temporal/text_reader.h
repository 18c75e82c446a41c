#pragma once
// TextReader: takes a temporal text apart from left to right. Each `take` moves on when what it
// looks for stands there, and says whether it did. For the *_text.cpp beside it alone.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agglo::feel {

struct Digits {
    int64_t value = 0;
    size_t count = 0;
};

class TextReader {
public:
    explicit TextReader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }
    std::string_view rest() const { return rest_; }
    void skip_rest() { rest_ = {}; }
    char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// One or more digits. Nothing when there is none, or the number does not fit.
    std::optional<Digits> take_digits();
    /// Exactly two digits.
    std::optional<int32_t> take_two_digits();
    /// What follows a decimal point: one or more digits, of which the first nine count.
    std::optional<int32_t> take_nanos();

private:
    std::string_view rest_;
};

/// "07".
void write_two_digits(std::string& text, int64_t value);
/// ".5" for half a second; nothing for none.
void write_nanos(std::string& text, int32_t nanos);

}  // namespace agglo::feel
