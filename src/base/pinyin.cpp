#include "base/pinyin.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <vector>

namespace agglo {

namespace {

constexpr size_t kHanCount = kHanLast - kHanFirst + 1;

struct PinyinTable {
    std::array<uint16_t, kHanCount> syllables{};
    std::array<char, kHanCount> initials{};
    std::vector<std::string> texts{""};  ///< by syllable
};

/// Every character of the table on a line of its own.
icu::UnicodeString all_han() {
    icu::UnicodeString text;
    for (char32_t c = kHanFirst; c <= kHanLast; ++c) {
        text.append(static_cast<UChar32>(c));
        text.append(u'\n');
    }
    return text;
}

bool is_reading(std::string_view line) {
    return !line.empty() &&
           std::all_of(line.begin(), line.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string readings() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> const transliterator(icu::Transliterator::createInstance(
        "Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !transliterator) return {};  // ICU's data lack it: no pinyin at all
    auto text = all_han();
    transliterator->transliterate(text);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::unique_ptr<PinyinTable const> make_table() {
    auto table = std::make_unique<PinyinTable>();
    std::map<std::string, uint16_t, std::less<>> numbers;
    auto const lines = readings();
    size_t at = 0;
    for (size_t i = 0; i < kHanCount && at < lines.size(); ++i) {
        size_t const end = lines.find('\n', at);
        std::string const line(lines, at, end - at);
        at = end + 1;
        if (!is_reading(line)) continue;
        auto const next = static_cast<uint16_t>(table->texts.size());
        auto const [known, added] = numbers.emplace(line, next);
        if (added) table->texts.push_back(line);
        table->syllables[i] = known->second;
        table->initials[i] = line[0];
    }
    return table;
}

PinyinTable const& table() {
    static auto const made = make_table();
    return *made;
}

}  // namespace

uint16_t pinyin_syllable(char32_t character) {
    if (character < kHanFirst || character > kHanLast) return 0;
    return table().syllables[character - kHanFirst];
}

char pinyin_initial(char32_t character) {
    if (character < kHanFirst || character > kHanLast) return '\0';
    return table().initials[character - kHanFirst];
}

std::string_view pinyin_text(uint16_t syllable) {
    return table().texts[syllable];
}

uint16_t pinyin_syllables() {
    return static_cast<uint16_t>(table().texts.size() - 1);
}

}  // namespace agglo
