#include "proof/signed_checkpoint.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "journal/damage.h"

namespace agglo {

namespace {

constexpr std::string_view kTitle = "Agglo 检查点 checkpoint 1";
constexpr size_t kLedgerDigits = 32;
constexpr size_t kSequenceDigitsMax = 19;
constexpr size_t kKeyIdDigits = 16;

std::string_view algorithm_name(HashAlgorithm algorithm) {
    return algorithm == HashAlgorithm::kSm3 ? "SM3" : "SHA-256";
}

/// What the signature is over.
std::string signed_part(SignedCheckpoint const& checkpoint) {
    auto const& [identity, point, key, signature] = checkpoint;
    std::string text(kTitle);
    auto const line = [&](std::string_view label, std::string_view value) {
        text.append("\n").append(label).append(": ").append(value);
    };
    line("账本 ledger", identity.ledger);
    line("序号 sequence", std::to_string(point.sequence));
    line("哈希 hash", to_hex(bytes_of(point.hash)));
    line("记账时间 recorded_at", point.recorded_at.to_string());
    line("算法 algorithm", algorithm_name(identity.algorithm));
    if (!key.empty()) line("密钥号 key", key);
    return text + "\n";
}

std::string_view bytes_of_signature(Signature const& signature) {
    return {reinterpret_cast<char const*>(signature.data()), signature.size()};
}

/// The text with one kind of line end and none around it.
std::string plain(std::string_view text) {
    std::string lines(trim(text));
    std::erase(lines, '\r');
    return lines + "\n";
}

/// The word after "label: " up to the end of its line; empty when there is none.
std::string_view value_of(std::string_view text, std::string_view label) {
    auto const wanted = " " + std::string(label) + ": ";
    size_t const at = text.find(wanted);
    if (at == std::string_view::npos) return {};
    auto const rest = text.substr(at + wanted.size());
    return rest.substr(0, rest.find('\n'));
}

template <size_t kSize>
bool read_hex(std::string_view digits, std::array<uint8_t, kSize>& bytes) {
    auto const read = from_hex(digits);
    if (!read.ok() || read->size() != kSize) return false;
    std::copy(read->begin(), read->end(), bytes.begin());
    return true;
}

bool is_hex(std::string_view text, size_t digits) {
    return text.size() == digits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool read_sequence(std::string_view digits, Sequence& sequence) {
    auto const [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), sequence);
    return digits.size() <= kSequenceDigitsMax && error == std::errc() &&
           end == digits.data() + digits.size();
}

Error malformed() {
    return Error(ErrorCode::kMalformed, {"检查点 checkpoint"});
}

}  // namespace

SignedCheckpoint sign_checkpoint(LedgerIdentity const& identity, Checkpoint const& point,
                                 SigningKey const& key) {
    SignedCheckpoint checkpoint{identity, point, key_id(key.public_key()), {}};
    checkpoint.signature = key.sign(signed_part(checkpoint));
    return checkpoint;
}

std::string checkpoint_text(SignedCheckpoint const& checkpoint) {
    auto const text = signed_part(checkpoint);
    if (checkpoint.key.empty()) return text;
    return text + "签名 signature: " + to_hex(bytes_of_signature(checkpoint.signature)) + "\n";
}

Result<SignedCheckpoint> read_checkpoint(std::string_view text) {
    auto const lines = plain(text);
    SignedCheckpoint checkpoint;
    checkpoint.identity.ledger = value_of(lines, "ledger");
    bool const sm3 = value_of(lines, "algorithm") == "SM3";
    checkpoint.identity.algorithm = sm3 ? HashAlgorithm::kSm3 : HashAlgorithm::kSha256;
    checkpoint.key = value_of(lines, "key");
    auto const instant = Instant::parse(value_of(lines, "recorded_at"));
    bool const right =
        is_hex(checkpoint.identity.ledger, kLedgerDigits) && instant.ok() &&
        read_sequence(value_of(lines, "sequence"), checkpoint.point.sequence) &&
        read_hex(value_of(lines, "hash"), checkpoint.point.hash) &&
        (checkpoint.key.empty() || (is_hex(checkpoint.key, kKeyIdDigits) &&
                                    read_hex(value_of(lines, "signature"), checkpoint.signature)));
    if (!right) return malformed();
    checkpoint.point.recorded_at = *instant;
    if (checkpoint_text(checkpoint) != lines) return malformed();  // there is one way to write it
    return checkpoint;
}

Result<void> check_signature(SignedCheckpoint const& checkpoint, std::span<PublicKey const> keys) {
    auto const message = signed_part(checkpoint);
    bool const good =
        !checkpoint.key.empty() && std::any_of(keys.begin(), keys.end(), [&](PublicKey const& key) {
            return key_id(key) == checkpoint.key &&
                   is_signed_by(key, message, checkpoint.signature);
        });
    if (good) return {};
    return chain_broken(checkpoint.point.sequence, Damage::kSignature);
}

Result<void> check_identity(SignedCheckpoint const& checkpoint, LedgerIdentity const& identity) {
    bool const same = checkpoint.identity.ledger == identity.ledger &&
                      checkpoint.identity.algorithm == identity.algorithm;
    if (same) return {};
    return chain_broken(checkpoint.point.sequence, Damage::kForeign);
}

}  // namespace agglo
