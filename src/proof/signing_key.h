#pragma once
// SigningKey: the Ed25519 key (RFC 8032, by libsodium) with which a ledger's checkpoints are
// signed, and the public half that others check with. How keys are kept: docs/proof.md.
//
//   auto const key = TRY(SigningKey::create("/media/usb/zhaoqing.key"));   // 0600, never replaced
//   std::string text = public_key_text(key.public_key());                  // to print and hand out
//   bool good = is_signed_by(TRY(read_public_key(text)), message, key.sign(message));
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace agglo {

struct PublicKey {
    std::array<uint8_t, 32> bytes{};
    friend bool operator==(PublicKey const&, PublicKey const&) = default;
};

using Signature = std::array<uint8_t, 64>;

/// The first 16 hexadecimal digits of the SHA-256 of the public key: which key a checkpoint names.
std::string key_id(PublicKey const& key);

/// Three lines, to be printed: the public key in hexadecimal, its fingerprint (half its SHA-256, in
/// fours, to be read out over the telephone) and its id.
std::string public_key_text(PublicKey const& key);

/// 64 hexadecimal digits, or a text that public_key_text made. Error: kMalformed.
Result<PublicKey> read_public_key(std::string_view text);
/// The same, or the path of a file that holds it. Errors: kMalformed, kTooLarge.
Result<PublicKey> public_key_at(std::string const& text_or_path);

bool is_signed_by(PublicKey const& key, std::string_view message, Signature const& signature);

class SigningKey {
public:
    /// A fresh key in a new file that only its owner may read. Errors: kFileExists, kStorageFailed.
    static Result<SigningKey> create(std::string const& path);
    /// Errors: kFileNotFound, kBadFile (not a key, or others than its owner may read it).
    static Result<SigningKey> open(std::string const& path);

    SigningKey(SigningKey&& other) noexcept;
    SigningKey(SigningKey const&) = delete;
    SigningKey& operator=(SigningKey const&) = delete;
    ~SigningKey();

    PublicKey const& public_key() const { return public_; }
    Signature sign(std::string_view message) const;

private:
    using Seed = std::array<uint8_t, 32>;
    explicit SigningKey(Seed const& seed);

    PublicKey public_;
    std::array<uint8_t, 64> secret_{};
};

}  // namespace agglo
