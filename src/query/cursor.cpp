#include "query/cursor.h"

#include <charconv>

#include "base/text.h"

namespace agglo {

namespace {

// Parts are separated by ';' and hexadecimal throughout: fingerprint;row;key;key… A key is "-",
// "n<int>" or "t<hex>".
constexpr size_t kCursorBytesMax = 8192;
static_assert(Query::kGroupKeysMax * (RowOrder::kTextBytesMax * 2 + 2) + 64 < kCursorBytesMax);

template <class T>
std::optional<T> number_of(std::string_view text, int base) {
    T value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Result<Cursor::Key> key_of(std::string_view part) {
    if (part == "-") return Cursor::Key{};
    if (part.starts_with('n')) {
        if (auto const number = number_of<int64_t>(part.substr(1), 10))
            return Cursor::Key{true, *number, {}};
    }
    if (part.starts_with('t')) {
        auto text = from_hex(part.substr(1));
        if (text.ok()) return Cursor::Key{true, 0, *std::move(text)};
    }
    return Error(ErrorCode::kBadCursor);
}

}  // namespace

Cursor Cursor::at(RowOrder const& order, size_t row) {
    Cursor cursor{order.fingerprint(), row, {}};
    for (size_t key = 0; key < order.keys(); ++key) {
        auto const rank = order.rank(key, row);
        cursor.keys.push_back({rank.present, rank.wide, std::string(rank.text)});
        if (rank.present && order.is_text(key)) cursor.keys.back().wide = 0;
    }
    return cursor;
}

std::string Cursor::to_string() const {
    char digits[32];
    auto const end = std::to_chars(digits, digits + sizeof digits, fingerprint, 16).ptr;
    std::string text(digits, end);
    text += ";" + std::to_string(row);
    for (auto const& key : keys) {
        if (!key.present) {
            text += ";-";
        } else if (key.text.empty()) {
            text += ";n" + std::to_string(key.wide);
        } else {
            text += ";t" + to_hex(key.text);
        }
    }
    return text;
}

Result<Cursor> Cursor::parse(std::string_view text) {
    if (text.size() > kCursorBytesMax) return Error(ErrorCode::kBadCursor);
    std::vector<std::string_view> parts;
    while (true) {
        size_t const end = text.find(';');
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    if (parts.size() < 2) return Error(ErrorCode::kBadCursor);
    auto const fingerprint = number_of<uint64_t>(parts[0], 16);
    auto const row = number_of<size_t>(parts[1], 10);
    if (!fingerprint || !row) return Error(ErrorCode::kBadCursor);
    Cursor cursor{*fingerprint, *row, {}};
    for (size_t i = 2; i < parts.size(); ++i) cursor.keys.push_back(TRY(key_of(parts[i])));
    return cursor;
}

bool Cursor::is_before(RowOrder const& order, size_t candidate) const {
    for (size_t key = 0; key < keys.size(); ++key) {
        RowOrder::Rank const mine{keys[key].present, keys[key].wide, keys[key].text};
        int const difference = order.compare(key, mine, order.rank(key, candidate));
        if (difference != 0) return difference < 0;
    }
    return row < candidate;
}

}  // namespace agglo
