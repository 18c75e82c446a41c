#pragma once
// EntrySecret: 32 bytes from which the salts of an entry's values are made. While they are in the
// body every value can be proved; once thrown away (redaction.h) a removed value cannot be guessed.
#include <array>
#include <cstdint>
#include <functional>

#include "journal/entry.h"

namespace agglo {

using EntrySecret = std::array<uint8_t, 32>;

/// Gives the secret of an entry about to be appended.
using SecretSource = std::function<EntrySecret(Entry const&)>;

/// From the operating system's generator, by libsodium: what every ledger uses.
EntrySecret random_secret(Entry const& entry);

/// Synthetic entries get a secret made from `seed` and their sequence, so that a demo ledger comes
/// out the same bytes every time; all other entries get a random one all the same.
SecretSource seeded_secrets(uint64_t seed);

}  // namespace agglo
