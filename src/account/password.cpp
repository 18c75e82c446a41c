#include "account/password.h"

#include <array>
#include <chrono>
#include <semaphore>
#include <sodium.h>

#include "account/account.h"
#include "account/secret.h"
#include "base/text.h"

namespace agglo {

namespace {

std::counting_semaphore<kHashesAtOnceMax> hashes_at_once{kHashesAtOnceMax};

class HashPermit {
public:
    static Result<HashPermit> take() {
        if (!hashes_at_once.try_acquire_for(std::chrono::seconds(kHashWait_s)))
            return Error(ErrorCode::kOverloaded);
        return HashPermit();
    }
    HashPermit(HashPermit&& other) noexcept : held_(std::exchange(other.held_, false)) {}
    HashPermit& operator=(HashPermit&&) = delete;
    ~HashPermit() {
        if (held_) hashes_at_once.release();
    }

private:
    HashPermit() = default;
    bool held_ = true;
};

// What unknown names are compared with, so that they take as long as known ones.
std::string const& dummy_hash() {
    static std::string const hash = [] {
        auto made = hash_password(new_secret());
        return made.ok() ? *made : std::string();
    }();
    return hash;
}

}  // namespace

Result<void> check_password(std::string const& password) {
    if (!is_utf8(password)) return Error(ErrorCode::kBadText).at("password");
    size_t const length = code_point_count(password);
    auto const got = std::to_string(length);
    if (length < Accounts::kPasswordMin) {
        auto const least = std::to_string(Accounts::kPasswordMin);
        return Error(ErrorCode::kBelowMinimum, {least, got}).at("password");
    }
    if (length > Accounts::kPasswordMax) {
        auto const most = std::to_string(Accounts::kPasswordMax);
        return Error(ErrorCode::kTooLong, {most, got}).at("password");
    }
    return {};
}

Result<std::string> hash_password(std::string const& password) {
    AGGLO_ASSERT(sodium_init() >= 0);
    auto const permit = TRY(HashPermit::take());
    std::array<char, crypto_pwhash_STRBYTES> text;
    int const code =
        crypto_pwhash_str(text.data(), password.data(), password.size(),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
    if (code != 0) return Error(ErrorCode::kOverloaded);  // no memory
    return std::string(text.data());
}

Result<bool> fits_password(std::string const& hash, std::string const& password) {
    auto const& dummy = dummy_hash();
    auto const& against = hash.empty() ? dummy : hash;
    if (against.empty()) return Error(ErrorCode::kOverloaded);
    auto const permit = TRY(HashPermit::take());
    bool const fits =
        crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
    return fits && !hash.empty();
}

}  // namespace agglo
