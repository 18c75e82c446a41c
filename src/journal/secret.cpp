#include "journal/secret.h"

#include <array>
#include <sodium.h>

#include "base/assert.h"
#include "base/random.h"

namespace agglo {

namespace {

/// Secrets drawn ahead: asking the system for each of them is a system call an entry. A secret is
/// wiped here as it is given away, as its entry may be erased.
class SecretsAhead {
public:
    static constexpr size_t kSecrets = 64;

    SecretsAhead() { AGGLO_ASSERT(sodium_init() >= 0); }
    ~SecretsAhead() { sodium_memzero(secrets_.data(), sizeof secrets_); }
    SecretsAhead(SecretsAhead const&) = delete;
    SecretsAhead& operator=(SecretsAhead const&) = delete;

    EntrySecret take() {
        if (left_ == 0) {
            randombytes_buf(secrets_.data(), sizeof secrets_);
            left_ = kSecrets;
        }
        auto& next = secrets_[--left_];
        EntrySecret const secret = next;
        sodium_memzero(next.data(), next.size());
        return secret;
    }

private:
    std::array<EntrySecret, kSecrets> secrets_{};
    size_t left_ = 0;
};

}  // namespace

EntrySecret random_secret(Entry const&) {
    static thread_local SecretsAhead ahead;
    return ahead.take();
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
