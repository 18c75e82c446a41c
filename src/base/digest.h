#pragma once
// Digest: SHA-256 (FIPS 180-4) or SM3 (GB/T 32905-2016) over byte strings, by OpenSSL.
//
//   Hasher hasher(HashAlgorithm::kSha256);
//   hasher.update("abc");
//   Digest d = hasher.finish();          // the hasher is ready for the next message
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace agglo {

enum class HashAlgorithm : uint8_t { kSha256 = 1, kSm3 = 2 };

using Digest = std::array<uint8_t, 32>;

inline std::string_view bytes_of(Digest const& digest) {
    return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

class Hasher {
public:
    explicit Hasher(HashAlgorithm algorithm);
    ~Hasher();
    Hasher(Hasher&&) noexcept;
    Hasher& operator=(Hasher&&) noexcept;

    HashAlgorithm algorithm() const { return algorithm_; }
    Hasher& update(std::string_view bytes);
    Digest finish();

private:
    struct Context;
    void restart();

    HashAlgorithm algorithm_;
    std::unique_ptr<Context> context_;
};

Digest digest_of(HashAlgorithm algorithm, std::string_view bytes);

}  // namespace agglo
