#pragma once
// Columns as the bytes of an image, and back: a stripe holds the chunks of one column in some row
// groups that follow each other, a dictionary its texts by code.
//
//   std::string bytes;
//   write_stripe(table, {.column = 3, .first_group = 0, .groups = 64}, bytes);
//   TableAssembly assembly(layout, table.rows());
//   read_stripe(bytes, {3, 0, 64}, code_limit, assembly);   // false: not such bytes
//
// A chunk: a word of what follows (ChunkForm), the mask's words if it has one, the packed values.
// A dictionary: its texts' packed lengths, kDictionaryBlock at a time, then its texts.
#include "column/packed_numbers.h"
#include "column/table_assembly.h"

namespace agglo {

inline constexpr size_t kDictionaryBlock = 4096;

struct Stripe {
    size_t column = 0;
    size_t first_group = 0;
    size_t groups = 0;
};

void write_stripe(Table const& table, Stripe const& stripe, std::string& out);

/// Makes the stripe's chunks. Bytes that are not those of a stripe of the assembly's rows, or that
/// hold a code from `code_limit` on, give false. Stripes may be read on several threads at once.
bool read_stripe(std::string_view bytes, Stripe const& stripe, size_t code_limit,
                 TableAssembly& assembly);

/// The texts below `size`, which may be less than the dictionary holds by now.
void write_dictionary(Dictionary const& dictionary, uint32_t size, std::string& out);

/// Fills an empty dictionary with `size` texts.
bool read_dictionary(std::string_view bytes, uint32_t size, Dictionary& dictionary);

}  // namespace agglo
