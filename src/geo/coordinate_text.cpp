#include "geo/coordinate_text.h"

#include <charconv>

namespace agglo {

void append_degrees(std::string& out, double degrees) {
    // Degrees have three digits before the point; whoever holds more gets "0" rather than a long
    // text.
    char text[64];
    auto const end =
        std::to_chars(text, text + sizeof text, degrees, std::chars_format::fixed, kDegreeDecimals);
    if (end.ec != std::errc()) {
        out += '0';
        return;
    }
    char const* last = end.ptr;
    while (last[-1] == '0') --last;
    if (last[-1] == '.') --last;
    out.append(text, static_cast<size_t>(last - text));
}

void append_position(std::string& out, Position position, char separator) {
    append_degrees(out, position.lon);
    out += separator;
    append_degrees(out, position.lat);
}

}  // namespace agglo
