#include "base/text.h"

#include <memory>
#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace agglo {

namespace {

constexpr int32_t kTextBytesMax = 1 << 30;

bool is_control(UChar32 c) {
    return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0);
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

icu::Normalizer2 const& nfc() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFCInstance(status);
}

icu::StringPiece piece(std::string_view text) {
    return {text.data(), static_cast<int32_t>(text.size())};
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    if (bytes.size() > static_cast<size_t>(kTextBytesMax)) return false;
    auto const length = static_cast<int32_t>(bytes.size());
    for (int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(reinterpret_cast<uint8_t const*>(bytes.data()), i, length, c);
        if (c < 0) return false;
    }
    return true;
}

size_t code_point_count(std::string_view utf8) {
    size_t count = 0;
    for (char const c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

Result<std::string> clean_text(std::string_view bytes) {
    if (bytes.size() > static_cast<size_t>(kTextBytesMax)) return Error(ErrorCode::kBadText);
    auto const length = static_cast<int32_t>(bytes.size());
    bool ascii = true;
    for (int32_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(reinterpret_cast<uint8_t const*>(bytes.data()), i, length, c);
        if (c < 0 || is_control(c)) return Error(ErrorCode::kBadText);
        ascii = ascii && c < 0x80;
    }
    auto const trimmed = trim(bytes);
    if (ascii) return std::string(trimmed);
    UErrorCode status = U_ZERO_ERROR;
    std::string composed;
    icu::StringByteSink<std::string> sink(&composed);
    nfc().normalizeUTF8(0, piece(trimmed), sink, nullptr, status);
    if (U_FAILURE(status)) return Error(ErrorCode::kBadText);
    return composed;
}

Result<std::string> utf8_from_gb18030(std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<UConverter, decltype(&ucnv_close)> const converter(
        ucnv_open("gb18030", &status), &ucnv_close);
    if (U_FAILURE(status) || bytes.size() > static_cast<size_t>(kTextBytesMax))
        return Error(ErrorCode::kBadText);
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                        &status);
    icu::UnicodeString const text(bytes.data(), static_cast<int32_t>(bytes.size()), converter.get(),
                                  status);
    if (U_FAILURE(status)) return Error(ErrorCode::kBadText);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

bool take_utf8_mark(std::string_view& bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return is_utf8(bytes);
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::string collation_key(std::string_view utf8) {
    static std::unique_ptr<icu::Collator const> const collator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Collator> made(
            icu::Collator::createInstance(icu::Locale("zh", "CN"), status));
        made->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);  // 2号 before 10号
        return made;
    }();
    auto const text = icu::UnicodeString::fromUTF8(piece(utf8));
    std::string key(utf8.size() * 2 + 16, '\0');
    while (true) {
        auto const room = static_cast<int32_t>(key.size());
        auto const needed = static_cast<size_t>(
            collator->getSortKey(text, reinterpret_cast<uint8_t*>(key.data()), room));
        bool const fitted = needed <= key.size();
        key.resize(fitted && needed > 0 ? needed - 1 : needed);  // without its closing zero
        if (fitted) return key;
    }
}

std::string to_hex(std::string_view bytes) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        hex += kDigits[byte >> 4];
        hex += kDigits[byte & 15];
    }
    return hex;
}

Result<std::string> from_hex(std::string_view text) {
    auto const nibble = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        return -1;
    };
    if (text.size() % 2 != 0) return Error(ErrorCode::kMalformed, {"hex"});
    std::string bytes;
    for (size_t i = 0; i < text.size(); i += 2) {
        int const high = nibble(text[i]);
        int const low = nibble(text[i + 1]);
        if (high < 0 || low < 0) return Error(ErrorCode::kMalformed, {"hex"});
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

}  // namespace agglo
