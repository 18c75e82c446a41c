#include "account/totp.h"

#include <array>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "base/assert.h"

namespace agglo {

namespace {

constexpr int64_t kSecond_us = 1'000'000;
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view kIssuer = "Agglo";

bool is_same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

std::string hotp(std::string_view key, uint64_t counter, int digits) {
    std::array<unsigned char, 8> message;
    for (size_t i = 0; i < message.size(); ++i)
        message[message.size() - 1 - i] = static_cast<unsigned char>(counter >> (8 * i));
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac;
    unsigned size = 0;
    auto const* const made = HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
                                  message.data(), message.size(), mac.data(), &size);
    AGGLO_ASSERT(made && size == 20);
    size_t const offset = mac[size - 1] & 0x0F;  // dynamic truncation
    uint32_t number = 0;
    for (size_t i = 0; i < 4; ++i) number = number << 8 | mac[offset + i];
    auto text = std::to_string(number & 0x7FFF'FFFF);
    text.insert(0, 10 - text.size(), '0');
    return text.substr(text.size() - static_cast<size_t>(digits));
}

std::optional<int64_t> totp_step_of(std::string_view key, std::string_view code, Instant now,
                                    int64_t last_step) {
    int64_t const present = now.us / kSecond_us / kTotpStep_s;
    std::optional<int64_t> found;
    for (int64_t step = present - kTotpStepsAside; step <= present + kTotpStepsAside; ++step) {
        bool const fits = is_same(hotp(key, static_cast<uint64_t>(step)), code);
        if (fits && step > last_step && !found) found = step;
    }
    return found;
}

std::string new_totp_key() {
    AGGLO_ASSERT(sodium_init() >= 0);
    std::string key(kTotpKeyBytes, '\0');
    randombytes_buf(key.data(), key.size());
    return key;
}

std::string base32(std::string_view bytes) {
    std::string text;
    uint32_t held = 0;
    int bits = 0;
    for (char const c : bytes) {
        held = held << 8 | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 5; bits -= 5) text += kBase32[held >> (bits - 5) & 31];
    }
    if (bits > 0) text += kBase32[held << (5 - bits) & 31];
    return text;
}

std::string totp_uri(std::string_view key, std::string_view account_name) {
    std::string label;
    for (char const c : account_name) label += c == '@' ? std::string("%40") : std::string(1, c);
    return "otpauth://totp/" + std::string(kIssuer) + ":" + label + "?secret=" + base32(key) +
           "&issuer=" + std::string(kIssuer) + "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace agglo
