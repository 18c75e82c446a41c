#include "base/digest.h"

// SHA256_Init and its kin are marked deprecated since OpenSSL 3.0, which has no plan to drop them:
// EVP allocates, wipes and frees a context for every message, which costs more than hashing the
// short ones of an entry (docs/benchmarks.md).
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>

#include "base/assert.h"

namespace agglo {

namespace {

/// Fetched once: a fetch costs more than hashing a short message.
EVP_MD* sm3() {
    static EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SM3", nullptr);
    return fetched;
}

}  // namespace

struct Hasher::Context {
    SHA256_CTX sha256;
    EVP_MD_CTX* sm3 = nullptr;
    ~Context() { EVP_MD_CTX_free(sm3); }
};

Hasher::Hasher(HashAlgorithm algorithm)
    : algorithm_(algorithm), context_(std::make_unique<Context>()) {
    if (algorithm_ == HashAlgorithm::kSm3) context_->sm3 = EVP_MD_CTX_new();
    restart();
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::restart() {
    bool const ready = context_->sm3 ? EVP_DigestInit_ex2(context_->sm3, sm3(), nullptr) == 1
                                     : SHA256_Init(&context_->sha256) == 1;
    AGGLO_ASSERT(ready);
}

Hasher& Hasher::update(std::string_view bytes) {
    bool const taken = context_->sm3
                           ? EVP_DigestUpdate(context_->sm3, bytes.data(), bytes.size()) == 1
                           : SHA256_Update(&context_->sha256, bytes.data(), bytes.size()) == 1;
    AGGLO_ASSERT(taken);
    return *this;
}

Digest Hasher::finish() {
    Digest digest{};
    bool const made = context_->sm3 ? EVP_DigestFinal_ex(context_->sm3, digest.data(), nullptr) == 1
                                    : SHA256_Final(digest.data(), &context_->sha256) == 1;
    AGGLO_ASSERT(made);
    restart();
    return digest;
}

Digest digest_of(HashAlgorithm algorithm, std::string_view bytes) {
    return Hasher(algorithm).update(bytes).finish();
}

}  // namespace agglo
