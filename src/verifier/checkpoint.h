#pragma once
// Checkpoint: the text that a ledger signs (docs/proof.md, "Checkpoints"), read and its Ed25519
// signature checked by libsodium.
//
//   auto const checkpoint = read_checkpoint(text);
//   if (checkpoint && is_signed(*checkpoint, keys)) …
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace agglo::verifier {

struct Checkpoint {
    std::string ledger;
    std::string algorithm;  ///< "SHA-256" or "SM3"
    std::string recorded_at;
    uint64_t sequence = 0;
    std::string hash;         ///< 64 hexadecimal digits
    std::string signed_text;  ///< every line before the signature's
    std::string signature;    ///< 64 bytes; empty: not signed
};

std::optional<Checkpoint> read_checkpoint(std::string_view text);

/// The 32 bytes of a public key: 64 hexadecimal digits, alone or after "public: ".
std::optional<std::string> read_public_key(std::string_view text);

/// Whether one of the keys signed exactly this text.
bool is_signed(Checkpoint const& checkpoint, std::vector<std::string> const& keys);

}  // namespace agglo::verifier
