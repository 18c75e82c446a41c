#pragma once
// The replacement of `replace` (Functions and Operators 3.1, 5.6.4): `$1` is what a group matched,
// `$0` all of it; `\$` and `\\` are themselves.
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/regex/regex.h"

namespace agglo::feel {

class Replacement {
public:
    /// Error: kFeelBadPattern for a $ without a digit and a \ before anything else.
    static Result<Replacement> of(std::string_view text, Regex const& regex);

    void append_to(std::string& out, RegexSearch const& match) const;

private:
    /// A text, then what a group matched.
    struct Part {
        std::string text;
        size_t group = 0;
        bool has_group = false;
    };
    std::vector<Part> parts_;
};

}  // namespace agglo::feel
