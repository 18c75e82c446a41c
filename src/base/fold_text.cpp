#include <unicode/normalizer2.h>

#include "base/text.h"

namespace agglo {

namespace {

constexpr size_t kTextBytesMax = size_t{1} << 30;

icu::Normalizer2 const& nfkc_fold() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFKCCasefoldInstance(status);
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Adds a character, runs of space as one.
void add_folded(std::string& out, char c) {
    if (!is_space(c)) {
        out += c;
    } else if (out.empty() || out.back() != ' ') {
        out += ' ';
    }
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

uint32_t byte_at(std::string_view text, size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// The code point of three bytes of UTF-8; 0 when they are not such.
uint32_t three_bytes(std::string_view text, size_t at) {
    uint32_t const a = byte_at(text, at);
    uint32_t const b = byte_at(text, at + 1);
    uint32_t const c = byte_at(text, at + 2);
    if ((a & 0xF0) != 0xE0 || (b & 0xC0) != 0x80 || (c & 0xC0) != 0x80) return 0;
    return (a & 0x0F) << 12 | (b & 0x3F) << 6 | (c & 0x3F);
}

/// Characters of Chinese texts that fold to themselves and never join with a neighbour: Han,
/// brackets and stops, quotation marks, the dash.
bool stays(uint32_t c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3001 ||
           c == 0x3002 || (c >= 0x3008 && c <= 0x3011) || c == 0x2014 ||
           (c >= 0x2018 && c <= 0x201D && c != 0x201A && c != 0x201B);
}

/// Folds what needs no table; false: a character came that does.
bool fold_plainly(std::string_view text, std::string& out) {
    out.reserve(text.size());
    for (size_t i = 0; i < text.size();) {
        if ((byte_at(text, i) & 0x80) == 0) {
            add_folded(out, lower(text[i++]));
            continue;
        }
        uint32_t const c = three_bytes(text, i);
        if (stays(c)) {
            out.append(text, i, 3);
        } else if (c == 0x3000) {
            add_folded(out, ' ');
        } else if (c >= 0xFF01 && c <= 0xFF5E) {
            out += lower(static_cast<char>(c - 0xFF01 + 0x21));  // full width
        } else {
            return false;
        }
        i += 3;
    }
    return true;
}

}  // namespace

std::string fold_text_by_tables(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    nfkc_fold().normalizeUTF8(0, {utf8.data(), static_cast<int32_t>(utf8.size())}, sink, nullptr,
                              status);
    std::string out;
    for (char const c : trim(folded)) add_folded(out, c);
    return out;
}

std::string fold_text(std::string_view utf8) {
    utf8 = utf8.substr(0, kTextBytesMax);
    std::string out;
    if (!fold_plainly(utf8, out)) return fold_text_by_tables(utf8);
    auto const inner = trim(out);
    if (inner.size() == out.size()) return out;
    return std::string(inner);
}

}  // namespace agglo
