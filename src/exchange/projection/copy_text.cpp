#include "exchange/projection/copy_text.h"

#include <string_view>

#include "base/text.h"
#include "exchange/projection/geopackage_geometry.h"

namespace agglo {

namespace {

void append_escaped(std::string& out, std::string_view text) {
    for (char const c : text) {
        switch (c) {
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: out += c;
        }
    }
}

/// PostgreSQL 15, §8.15.2: an array of texts, every element quoted.
std::string array_of(ValueList const& list) {
    std::string out = "{";
    for (auto const& item : list) {
        auto const* const text = item.get<std::string>();
        out += out.size() > 1 ? ",\"" : "\"";
        for (char const c : text ? *text : std::string()) {
            if (c == '"' || c == '\\') out += '\\';
            out += c;
        }
        out += '"';
    }
    return out + "}";
}

void append_cell(std::string& out, Value const& value) {
    if (auto const* const number = value.get<int64_t>()) {
        out += std::to_string(*number);
    } else if (auto const* const flag = value.get<bool>()) {
        out += *flag ? 't' : 'f';
    } else if (auto const* const decimal = value.get<Decimal>()) {
        out += decimal->to_string();
    } else if (auto const* const text = value.get<std::string>()) {
        append_escaped(out, *text);
    } else if (auto const* const date = value.get<Date>()) {
        out += date->to_string();
    } else if (auto const* const instant = value.get<Instant>()) {
        out += instant->to_string();
    } else if (auto const* const list = value.get<ValueList>()) {
        append_escaped(out, array_of(*list));
    } else if (auto const* const geometry = value.get<Geometry>()) {
        out += hex_ewkb(*geometry);
    } else {
        out += "\\N";
    }
}

}  // namespace

void append_copy_line(std::string& lines, std::vector<Value> const& cells) {
    for (size_t c = 0; c < cells.size(); ++c) {
        if (c > 0) lines += '\t';
        append_cell(lines, cells[c]);
    }
    lines += '\n';
}

std::string hex_ewkb(Geometry const& geometry) {
    // Byte order (1), kind (4): then the reference system, announced by a bit of the kind.
    constexpr size_t kHeadBytes = 5;
    constexpr unsigned char kHasSrid = 0x20;
    AGGLO_ASSERT(geometry.wkb.size() > kHeadBytes);
    std::string ewkb = geometry.wkb.substr(0, kHeadBytes);
    ewkb[kHeadBytes - 1] = static_cast<char>(ewkb[kHeadBytes - 1] | kHasSrid);
    for (int shift = 0; shift < 32; shift += 8)
        ewkb += static_cast<char>((kProjectionSrs >> shift) & 0xFF);
    ewkb.append(geometry.wkb, kHeadBytes);
    return to_hex(ewkb);
}

}  // namespace agglo
