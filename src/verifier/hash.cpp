#include "verifier/hash.h"

#include <cstdlib>
#include <openssl/evp.h>

namespace agglo::verifier {

namespace {

/// OpenSSL without these would be of no use here; there is no answer to give.
void must(bool done) {
    if (!done) std::abort();
}

EVP_MD const* md_of(Algorithm algorithm) {
    static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA2-256", nullptr);
    static EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
    return algorithm == Algorithm::kSm3 ? sm3 : sha256;
}

}  // namespace

struct Hash::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

std::string_view name_of(Algorithm algorithm) {
    return algorithm == Algorithm::kSm3 ? "SM3" : "SHA-256";
}

Hash::Hash(Algorithm algorithm) : state_(std::make_unique<State>()) {
    must(EVP_DigestInit_ex(state_->context, md_of(algorithm), nullptr) == 1);
}
Hash::~Hash() = default;

Hash& Hash::add(std::string_view bytes) {
    must(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
    return *this;
}

Hash& Hash::add_byte(uint8_t value) {
    return add({reinterpret_cast<char const*>(&value), 1});
}

Hash& Hash::add_varint(uint64_t value) {
    for (; value > 0x7F; value >>= 7) add_byte(static_cast<uint8_t>(0x80 | (value & 0x7F)));
    return add_byte(static_cast<uint8_t>(value));
}

std::string Hash::digest() {
    std::string bytes(kDigestBytes, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    must(EVP_DigestFinal_ex(state_->context, out, nullptr) == 1);
    return bytes;
}

std::string hex_of(std::string_view bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (char const byte : bytes) {
        text += kDigits[static_cast<uint8_t>(byte) >> 4];
        text += kDigits[static_cast<uint8_t>(byte) & 15];
    }
    return text;
}

}  // namespace agglo::verifier
