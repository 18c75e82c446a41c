#include "account/secret.h"

#include <array>
#include <sodium.h>

#include "base/assert.h"

namespace agglo {

namespace {

constexpr size_t kSecretBytes = 32;
constexpr int kBase64Url = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string base64url(unsigned char const* bytes, size_t size) {
    std::string text(sodium_base64_ENCODED_LEN(size, kBase64Url), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, kBase64Url);
    text.pop_back();  // the terminating zero
    return text;
}

}  // namespace

std::string new_secret() {
    AGGLO_ASSERT(sodium_init() >= 0);
    std::array<unsigned char, kSecretBytes> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return base64url(bytes.data(), bytes.size());
}

std::string secret_digest(std::string_view secret) {
    return std::string(bytes_of(digest_of(HashAlgorithm::kSha256, secret)));
}

std::string csrf_of(std::string_view session_secret) {
    Hasher hasher(HashAlgorithm::kSha256);
    auto const digest = hasher.update("agglo csrf ").update(session_secret).finish();
    return base64url(digest.data(), digest.size());
}

}  // namespace agglo
