#include "proof/signing_key.h"

#include <algorithm>
#include <filesystem>
#include <sodium.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/text.h"
#include "proof/safe_file.h"

namespace agglo {

namespace {

constexpr std::string_view kKeyTitle = "agglo signing key 1\n";
constexpr std::string_view kSecretLabel = "secret: ";
constexpr std::string_view kPublicLabel = "public: ";
constexpr size_t kKeyDigits = 64;
constexpr size_t kKeyIdDigits = 16;
constexpr size_t kFingerprintDigits = 32;

std::string_view view_of(auto const& bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

/// The key's digits that follow a label, or the label is absent or something else follows.
Result<std::array<uint8_t, 32>> digits_after(std::string_view text, std::string_view label) {
    size_t const at = text.find(label);
    if (at == std::string_view::npos) return Error(ErrorCode::kMalformed, {std::string(label)});
    auto const rest = text.substr(at + label.size());
    auto const word = rest.substr(0, rest.find_first_of(" \r\n"));
    if (word.size() != kKeyDigits) return Error(ErrorCode::kMalformed, {std::string(label)});
    auto bytes = TRY(from_hex(word));
    std::array<uint8_t, 32> key;
    std::copy(bytes.begin(), bytes.end(), key.begin());
    sodium_memzero(bytes.data(), bytes.size());
    return key;
}

std::string digest_digits(PublicKey const& key) {
    return to_hex(bytes_of(digest_of(HashAlgorithm::kSha256, view_of(key.bytes))));
}

bool is_private(std::string const& path) {
    using std::filesystem::perms;
    std::error_code ignored;
    auto const mode = std::filesystem::status(path, ignored).permissions();
    return (mode & (perms::group_all | perms::others_all)) == perms::none;
}

}  // namespace

std::string key_id(PublicKey const& key) {
    return digest_digits(key).substr(0, kKeyIdDigits);
}

std::string public_key_text(PublicKey const& key) {
    auto const digits = digest_digits(key);
    std::string fingerprint;
    for (size_t i = 0; i < kFingerprintDigits; i += 4) {
        fingerprint += (i == 0 ? "" : " ") + digits.substr(i, 4);
    }
    return "公钥 " + std::string(kPublicLabel) + to_hex(view_of(key.bytes)) +
           "\n指纹 fingerprint: " + fingerprint + "\n密钥号 key: " + key_id(key) + "\n";
}

Result<PublicKey> read_public_key(std::string_view text) {
    text = trim(text);
    bool const bare = text.size() == kKeyDigits;
    auto const labelled = bare ? std::string(kPublicLabel) + std::string(text) : std::string(text);
    return PublicKey{TRY(digits_after(labelled, kPublicLabel))};
}

Result<PublicKey> public_key_at(std::string const& text_or_path) {
    auto const key = read_public_key(text_or_path);
    if (key.ok()) return key;
    auto const text = read_small_file(text_or_path);
    if (!text.ok() && text.error().code() != ErrorCode::kFileNotFound) return text.error();
    return text.ok() ? read_public_key(*text) : key;
}

bool is_signed_by(PublicKey const& key, std::string_view message, Signature const& signature) {
    auto const* bytes = reinterpret_cast<unsigned char const*>(message.data());
    return crypto_sign_verify_detached(signature.data(), bytes, message.size(), key.bytes.data()) ==
           0;
}

SigningKey::SigningKey(Seed const& seed) {
    AGGLO_ASSERT(sodium_init() >= 0);
    static_assert(crypto_sign_SEEDBYTES == sizeof(Seed));
    static_assert(crypto_sign_SECRETKEYBYTES == sizeof(secret_));
    crypto_sign_seed_keypair(public_.bytes.data(), secret_.data(), seed.data());
}

SigningKey::SigningKey(SigningKey&& other) noexcept
    : public_(other.public_), secret_(other.secret_) {
    sodium_memzero(other.secret_.data(), other.secret_.size());
}

SigningKey::~SigningKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

Result<SigningKey> SigningKey::create(std::string const& path) {
    AGGLO_ASSERT(sodium_init() >= 0);
    Seed seed;
    randombytes_buf(seed.data(), seed.size());
    SigningKey key(seed);
    auto text = std::string(kKeyTitle) + "created: " + Instant::now().to_string() + "\n" +
                public_key_text(key.public_key()) + std::string(kSecretLabel) +
                to_hex(view_of(seed)) + "\n";
    auto const written = write_new_file(path, text, FileMode::kOwnerOnly);
    sodium_memzero(seed.data(), seed.size());
    sodium_memzero(text.data(), text.size());
    if (!written.ok()) return written.error();
    return key;
}

Result<SigningKey> SigningKey::open(std::string const& path) {
    auto text = TRY(read_small_file(path));
    bool const titled = text.starts_with(kKeyTitle);
    auto const seed = digits_after(text, kSecretLabel);
    sodium_memzero(text.data(), text.size());
    if (!titled || !seed.ok()) return Error(ErrorCode::kBadFile, {path + ": not a signing key"});
    if (!is_private(path)) {
        return Error(ErrorCode::kBadFile,
                     {path + ": 其他用户可读，请 chmod 600 (others may read it: chmod 600)"});
    }
    return SigningKey(*seed);
}

Signature SigningKey::sign(std::string_view message) const {
    Signature signature;
    auto const* bytes = reinterpret_cast<unsigned char const*>(message.data());
    crypto_sign_detached(signature.data(), nullptr, bytes, message.size(), secret_.data());
    return signature;
}

}  // namespace agglo
