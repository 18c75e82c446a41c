#include "journal/secret.h"

#include <sodium.h>

#include "base/assert.h"
#include "base/random.h"

namespace agglo {

EntrySecret random_secret(Entry const&) {
    static bool const ready = sodium_init() >= 0;
    AGGLO_ASSERT(ready);
    EntrySecret secret;
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

SecretSource seeded_secrets(uint64_t seed) {
    return [seed](Entry const& entry) {
        if (!entry.synthetic) return random_secret(entry);
        Random random = Random(seed).fork(entry.sequence);
        EntrySecret secret;
        for (auto& byte : secret) byte = static_cast<uint8_t>(random.next() >> 56);
        return secret;
    };
}

}  // namespace agglo
