#include "account/password.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <semaphore>
#include <sodium.h>
#include <vector>

#include "account/account.h"
#include "account/secret.h"
#include "base/compatibility_form.h"
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

constexpr auto kCommonPasswords = std::to_array<uint64_t>({
#include "account/leaked_passwords.inc"
});

// Words that stand near every password here, in pinyin too.
constexpr std::array<std::string_view, 6> kContextWords = {"agglo", "zhaoqing", "zhongguo",
                                                           "肇庆",  "password", "密码"};
constexpr size_t kContextWordMin = 3;  // bytes of a part of the name that counts
constexpr size_t kBesideContextMin = 6;

void take_out(std::string& text, std::string_view word) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word))
        text.erase(at, word.size());
}

// The context word beside which too little is left, or nothing.
std::string context_of(std::string_view password, std::string_view account_name) {
    std::vector<std::string> words(kContextWords.begin(), kContextWords.end());
    words.emplace_back(account_name);
    while (!account_name.empty()) {
        auto const part = account_name.substr(0, account_name.find_first_of("._-@"));
        if (part.size() >= kContextWordMin) words.emplace_back(part);
        account_name.remove_prefix(std::min(part.size() + 1, account_name.size()));
    }
    auto const folded = fold_text(password);
    auto left = folded;
    std::string first;
    for (auto const& word : words) {
        if (word.size() < kContextWordMin || left.find(word) == left.npos) continue;
        if (first.empty()) first = word;
        take_out(left, word);
    }
    return code_point_count(left) < kBesideContextMin ? first : "";
}

// What unknown names are compared with, so that they take as long as known ones.
std::string const& dummy_hash() {
    static std::string const hash = [] {
        auto made = hash_password(new_secret());
        return made.ok() ? *made : std::string();
    }();
    return hash;
}

}  // namespace

bool is_common_password(std::string_view password) {
    auto const folded = fold_text(password);
    auto const digest = digest_of(HashAlgorithm::kSha256, folded);
    uint64_t start = 0;
    for (size_t i = 0; i < sizeof start; ++i) start = start << 8 | digest[i];
    return std::ranges::binary_search(kCommonPasswords, start);
}

Result<void> check_password(std::string const& password, std::string_view account_name) {
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
    if (is_common_password(password)) return Error(ErrorCode::kCommonPassword).at("password");
    auto const context = context_of(password, account_name);
    if (!context.empty()) return Error(ErrorCode::kGuessablePassword, {context}).at("password");
    return {};
}

Result<std::string> hash_password(std::string const& password) {
    AGGLO_ASSERT(sodium_init() >= 0);
    auto const permit = TRY(HashPermit::take());
    auto const form = compatibility_form(password);
    std::array<char, crypto_pwhash_STRBYTES> text;
    int const code =
        crypto_pwhash_str(text.data(), form.data(), form.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE);
    if (code != 0) return Error(ErrorCode::kOverloaded);  // no memory
    return std::string(text.data());
}

Result<bool> fits_password(std::string const& hash, std::string const& password) {
    auto const& dummy = dummy_hash();
    auto const& against = hash.empty() ? dummy : hash;
    if (against.empty()) return Error(ErrorCode::kOverloaded);
    auto const permit = TRY(HashPermit::take());
    auto const form = compatibility_form(password);
    auto const fits = [&](std::string const& text) {
        return crypto_pwhash_str_verify(against.c_str(), text.data(), text.size()) == 0;
    };
    // Hashes of before were of the text as it came.
    bool const does = fits(form) || (form != password && fits(password));
    return does && !hash.empty();
}

}  // namespace agglo
