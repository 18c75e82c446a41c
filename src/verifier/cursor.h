#pragma once
// Cursor: reads the bytes of docs/journal.md from memory, in their one valid form.
//
//   Cursor cursor(head);
//   auto const sequence = cursor.varint();
//   if (!cursor.good()) …      // once, at the end: a cursor that has failed yields nothing
//
// This program shares no code with the ledger it checks. Where both read the same bytes, both were
// written from the same page.
#include <cstdint>
#include <string_view>

namespace agglo::verifier {

class Cursor {
public:
    explicit Cursor(std::string_view bytes) : rest_(bytes) {}

    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }
    size_t left() const { return rest_.size(); }
    void fail();

    uint8_t byte();
    /// LEB128 in its shortest form.
    uint64_t varint();
    int64_t zigzag();
    /// A varint below 2^63.
    uint64_t natural();
    std::string_view raw(uint64_t size);
    /// A length and UTF-8.
    std::string_view text();
    /// A number of items: at most `most`, and one byte at least for each.
    uint64_t count(uint64_t most);
    /// Steps over one value of any type; its bytes.
    std::string_view value();

private:
    void skip_value(int depth);

    std::string_view rest_;
    bool good_ = true;
};

/// RFC 3629: shortest forms, no surrogates, up to U+10FFFF.
bool is_valid_utf8(std::string_view bytes);

}  // namespace agglo::verifier
