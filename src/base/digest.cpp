#include "base/digest.h"

#include <openssl/evp.h>

#include "base/assert.h"

namespace agglo {

namespace {

/// Fetched once: a fetch costs more than hashing a short message.
EVP_MD* fetched(HashAlgorithm algorithm) {
    static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    static EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    return algorithm == HashAlgorithm::kSm3 ? sm3 : sha256;
}

}  // namespace

struct Hasher::Context {
    EVP_MD_CTX* raw = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(raw); }
};

Hasher::Hasher(HashAlgorithm algorithm)
    : algorithm_(algorithm), context_(std::make_unique<Context>()) {
    restart();
}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;

void Hasher::restart() {
    EVP_MD* const md = fetched(algorithm_);
    AGGLO_ASSERT(md != nullptr);
    AGGLO_ASSERT(EVP_DigestInit_ex2(context_->raw, md, nullptr) == 1);
}

Hasher& Hasher::update(std::string_view bytes) {
    AGGLO_ASSERT(EVP_DigestUpdate(context_->raw, bytes.data(), bytes.size()) == 1);
    return *this;
}

Digest Hasher::finish() {
    Digest digest{};
    unsigned length = 0;
    AGGLO_ASSERT(EVP_DigestFinal_ex(context_->raw, digest.data(), &length) == 1 &&
                 length == digest.size());
    restart();
    return digest;
}

Digest digest_of(HashAlgorithm algorithm, std::string_view bytes) {
    return Hasher(algorithm).update(bytes).finish();
}

}  // namespace agglo
