#include "column/column_image.h"

#include <array>

#include "column/mask.h"

namespace agglo {

namespace {

enum class ChunkForm : uint64_t {
    kNone,    ///< no row has a value
    kMasked,  ///< some have
    kFull,    ///< all have
};

size_t words_for(size_t rows) {
    return (rows + 63) / 64;
}

Mask mask_of(Chunk const& chunk, size_t rows) {
    Mask mask = Mask::first(rows);
    for (size_t word = 0; word < kMaskWords; ++word) mask.words[word] &= chunk.mask_word(word);
    return mask;
}

void write_mask(Mask const& mask, size_t rows, std::string& out) {
    for (size_t word = 0; word < words_for(rows); ++word) put_word(out, mask.words[word]);
}

/// Rows without a value are given the value of one that has, so that they do not widen the rest.
void write_values(Chunk const& chunk, Mask const& mask, size_t rows, std::string& out) {
    std::array<int64_t, kChunkRows> wide;
    int64_t last = 0;
    mask.for_each([&](size_t row) { last = chunk.wide(row); });
    with_values(chunk, [&](auto const* values) {
        for (size_t row = 0; row < rows; ++row) {
            wide[row] = mask.test(row) ? static_cast<int64_t>(values[row]) : last;
        }
    });
    pack_numbers({wide.data(), rows}, out);
}

void write_chunk(Chunk const* chunk, size_t rows, std::string& out) {
    Mask const mask = chunk ? mask_of(*chunk, rows) : Mask();
    size_t const count = mask.count();
    auto const form = count == 0      ? ChunkForm::kNone
                      : count == rows ? ChunkForm::kFull
                                      : ChunkForm::kMasked;
    put_word(out, static_cast<uint64_t>(form));
    if (form == ChunkForm::kNone) return;
    if (form == ChunkForm::kMasked) write_mask(mask, rows, out);
    write_values(*chunk, mask, rows, out);
}

bool read_mask(SectionBytes& bytes, size_t rows, Mask& mask) {
    for (size_t word = 0; word < words_for(rows); ++word) mask.words[word] = bytes.word();
    Mask beyond = mask;
    return bytes.ok() && !beyond.minus(Mask::first(rows)).any();
}

/// Values without a bit are 0 in a chunk.
template <class T>
bool read_values(SectionBytes& bytes, Mask const& mask, size_t rows, Chunk& chunk) {
    T* const values = reinterpret_cast<T*>(chunk.raw_values());
    if (!unpack_numbers(bytes, values, rows)) return false;
    Mask missing = Mask::first(rows);
    missing.minus(mask).for_each([&](size_t row) { values[row] = 0; });
    return true;
}

bool read_values(SectionBytes& bytes, Mask const& mask, size_t rows, Chunk& chunk) {
    switch (chunk.storage()) {
        case Storage::kBool8: return read_values<uint8_t>(bytes, mask, rows, chunk);
        case Storage::kInt32: return read_values<int32_t>(bytes, mask, rows, chunk);
        case Storage::kInt64: return read_values<int64_t>(bytes, mask, rows, chunk);
        case Storage::kCode32: return read_values<uint32_t>(bytes, mask, rows, chunk);
    }
    return false;
}

bool codes_are_below(Chunk const& chunk, size_t rows, size_t limit) {
    if (chunk.storage() != Storage::kCode32) return true;
    auto const* codes = chunk.values<uint32_t>();
    uint32_t greatest = 0;
    for (size_t row = 0; row < rows; ++row) greatest = std::max(greatest, codes[row]);
    return greatest < limit;
}

}  // namespace

void write_stripe(Table const& table, Stripe const& stripe, std::string& out) {
    for (size_t group = stripe.first_group; group < stripe.first_group + stripe.groups; ++group)
        write_chunk(table.chunk(group, stripe.column), table.group_rows(group), out);
}

bool read_stripe(std::string_view section, Stripe const& stripe, size_t code_limit,
                 TableAssembly& assembly) {
    SectionBytes bytes(section);
    for (size_t group = stripe.first_group; group < stripe.first_group + stripe.groups; ++group) {
        size_t const rows = assembly.table().group_rows(group);
        auto const form = static_cast<ChunkForm>(bytes.word());
        if (form == ChunkForm::kNone) continue;
        Mask mask = Mask::first(rows);
        if (form > ChunkForm::kFull) return false;
        if (form == ChunkForm::kMasked && !read_mask(bytes, rows, mask)) return false;
        Chunk& chunk = assembly.make_chunk(group, stripe.column);
        if (!read_values(bytes, mask, rows, chunk)) return false;
        if (!codes_are_below(chunk, rows, code_limit)) return false;
        std::copy(mask.words.begin(), mask.words.end(), chunk.raw_mask().begin());
    }
    return bytes.at_end();
}

void write_dictionary(Dictionary const& dictionary, uint32_t size, std::string& out) {
    std::vector<int64_t> lengths;
    for (uint32_t code = 0; code < size; ++code) {
        lengths.push_back(static_cast<int64_t>(dictionary.at(code).size()));
        if (lengths.size() < kDictionaryBlock && code + 1 < size) continue;
        pack_numbers(lengths, out);
        lengths.clear();
    }
    std::string texts;
    for (uint32_t code = 0; code < size; ++code) texts.append(dictionary.at(code));
    put_bytes(out, texts);
}

bool read_dictionary(std::string_view section, uint32_t size, Dictionary& dictionary) {
    SectionBytes bytes(section);
    std::vector<uint32_t> lengths;
    uint64_t sum = 0;
    while (lengths.size() < size) {
        size_t const first = lengths.size();
        lengths.resize(std::min<size_t>(size, first + kDictionaryBlock));
        if (!unpack_numbers(bytes, lengths.data() + first, lengths.size() - first)) return false;
        for (size_t i = first; i < lengths.size(); ++i) sum += lengths[i];
    }
    char const* const texts = bytes.take(sum);
    if (!bytes.at_end()) return false;
    dictionary.fill({texts, sum}, lengths);
    return true;
}

}  // namespace agglo
