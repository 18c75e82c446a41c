#pragma once
// Places in a text as editors count them. FEEL counts bytes; browsers count UTF-16 units, and so do
// the interface's positions: begin, end, line and column (both from 1).
#include <string_view>

#include "base/error.h"
#include "base/json_writer.h"
#include "feel/syntax/expression.h"

namespace agglo {

/// UTF-16 units of the first `bytes` bytes.
size_t utf16_units(std::string_view text, size_t bytes);
/// Bytes of the first `units` units; the whole text when it is shorter.
size_t bytes_of_units(std::string_view text, size_t units);

/// "begin", "end", "line", "column" of a place in `text`.
void write_place(JsonWriter& json, std::string_view text, feel::Span span);
/// {"code","zh","en", and its place}
void write_remark(JsonWriter& json, std::string_view text, feel::Span span, Error const& error);

}  // namespace agglo
