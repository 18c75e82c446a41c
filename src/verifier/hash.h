#pragma once
// Hash: SHA-256 or SM3 of byte strings, by OpenSSL.
//
//   std::string digest = Hash(Algorithm::kSm3).add("agglo ledger").add(rest).digest();
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace agglo::verifier {

enum class Algorithm : uint8_t { kSha256 = 1, kSm3 = 2 };

inline constexpr size_t kDigestBytes = 32;

/// "SHA-256", "SM3".
std::string_view name_of(Algorithm algorithm);

class Hash {
public:
    explicit Hash(Algorithm algorithm);
    ~Hash();

    Hash& add(std::string_view bytes);
    Hash& add_byte(uint8_t value);
    /// LEB128.
    Hash& add_varint(uint64_t value);
    /// 32 bytes; the hash is used up.
    std::string digest();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string hex_of(std::string_view bytes);

}  // namespace agglo::verifier
