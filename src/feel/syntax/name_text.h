#pragma once
// Names as characters (DMN 1.5, 10.3.1.2, rules 27 – 30): which may begin one, which may go on, and
// whether a text is at a known name. Beyond the specification, full-width punctuation （，；：）…
// ends an unknown name, so that a slip of the input method is told as such; in a known name, such
// as a label, it is as good as any character.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace agglo::feel {

/// The code point at `position` and how many bytes it has; an invalid byte is itself, one long.
struct CodePoint {
    char32_t value = 0;
    uint32_t bytes = 0;
};
CodePoint code_point_at(std::string_view text, size_t position);
void append_utf8(std::string& out, char32_t value);

bool starts_name(char32_t c);
bool continues_name(char32_t c);
/// White space as rule 61 has it.
bool is_space(char32_t c);
/// （ ） ， 。 ； ： “ ” and their kind.
bool is_full_width_punctuation(char32_t c);

/// Name parts with single spaces between, no keyword at its beginning: needs no quotes.
bool is_plain_name(std::string_view name);
bool is_keyword(std::string_view word);

/// How many bytes of `text` from `position` on spell `name`: white space may be wider, or be
/// missing beside a character such as + or -. Nothing when it is not there, or a longer word is.
std::optional<size_t> match_name(std::string_view text, size_t position, std::string_view name);

/// Runs of white space to single spaces, none at the ends or beside + - * / . '
std::string normal_name(std::string_view name);

}  // namespace agglo::feel
