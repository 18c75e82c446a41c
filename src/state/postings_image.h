#pragma once
// A run of postings as the bytes of an image, and back: keys and numbers packed
// (column/packed_numbers.h), kPostingsBlock at a time.
#include <string>
#include <string_view>

#include "state/postings.h"

namespace agglo {

inline constexpr size_t kPostingsBlock = 2048;

void write_run(Postings::Run const& run, std::string& out);
/// False when the bytes are not `count` sorted postings.
bool read_run(std::string_view bytes, size_t count, Postings::Run& run);

}  // namespace agglo
