#pragma once
// The lives of a ledger under one seed: it is written to, its disk fails a little, the power fails
// somewhere, and from what the disk then holds the next life goes on.
//
//   if (auto broken = live({.seed = 7})) std::puts(broken->c_str());
#include <cstdint>
#include <optional>
#include <string>

namespace agglo {

struct LivesOptions {
    uint64_t seed = 1;
    int lives = 6;
    int appends_max = 40;             ///< in one life
    int64_t text_bytes_max = 30'000;  ///< of one entry
};

/// The first broken promise, in words; nothing: all were kept. The same options do the same.
std::optional<std::string> live(LivesOptions const& options);

}  // namespace agglo
