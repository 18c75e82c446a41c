#include "verifier/checkpoint.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <sodium.h>

namespace agglo::verifier {

namespace {

constexpr std::string_view kTitle = "Agglo 检查点 checkpoint 1";
constexpr std::string_view kLabels[] = {
    "账本 ledger: ",    "序号 sequence: ", "哈希 hash: ",     "记账时间 recorded_at: ",
    "算法 algorithm: ", "密钥号 key: ",    "签名 signature: "};
constexpr size_t kLabelsUnsigned = 5;
constexpr size_t kKeyDigits = 64;
constexpr size_t kSpaces = 4;
constexpr std::array<char, kSpaces> kSpace = {' ', '\t', '\r', '\n'};

std::string_view trimmed(std::string_view text) {
    auto const is_space = [](char c) {
        return std::find(kSpace.begin(), kSpace.end(), c) != kSpace.end();
    };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool is_hex(std::string_view text, size_t digits) {
    return text.size() == digits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string bytes_of(std::string_view hex) {
    std::string bytes(hex.size() / 2, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    sodium_hex2bin(out, bytes.size(), hex.data(), hex.size(), nullptr, nullptr, nullptr);
    return bytes;
}

/// The lines of a text without the white space around it, each without its line end.
std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines(1);
    for (char const c : trimmed(text)) {
        if (c == '\n') {
            lines.emplace_back();
        } else if (c != '\r') {
            lines.back() += c;
        }
    }
    return lines;
}

bool read_number(std::string_view digits, uint64_t& number) {
    auto const* end = digits.data() + digits.size();
    auto const [stop, error] = std::from_chars(digits.data(), end, number);
    bool const plain = digits == "0" || !digits.starts_with('0');
    return error == std::errc() && stop == end && plain && number <= INT64_MAX;
}

/// The values behind the labels, which must stand in their order; empty when they do not.
std::vector<std::string> labelled(std::vector<std::string> const& lines) {
    size_t const labels = lines.size() - 1;
    if (lines.front() != kTitle) return {};
    if (labels != kLabelsUnsigned && labels != std::size(kLabels)) return {};
    std::vector<std::string> values;
    for (size_t i = 0; i < labels; ++i) {
        if (!lines[i + 1].starts_with(kLabels[i])) return {};
        values.push_back(lines[i + 1].substr(kLabels[i].size()));
    }
    return values;
}

}  // namespace

std::optional<Checkpoint> read_checkpoint(std::string_view text) {
    auto const lines = lines_of(text);
    auto const values = labelled(lines);
    if (values.empty()) return std::nullopt;
    Checkpoint checkpoint{
        .ledger = values[0], .algorithm = values[4], .recorded_at = values[3], .hash = values[2]};
    bool const is_signed = values.size() > kLabelsUnsigned;
    bool good = is_hex(checkpoint.ledger, 32) && is_hex(checkpoint.hash, 64) &&
                read_number(values[1], checkpoint.sequence) &&
                (checkpoint.algorithm == "SHA-256" || checkpoint.algorithm == "SM3");
    if (is_signed) good = good && is_hex(values[5], 16) && is_hex(values[6], 128);
    if (!good) return std::nullopt;
    size_t const unsigned_lines = is_signed ? lines.size() - 1 : lines.size();
    for (size_t i = 0; i < unsigned_lines; ++i) checkpoint.signed_text += lines[i] + "\n";
    if (is_signed) checkpoint.signature = bytes_of(values[6]);
    return checkpoint;
}

std::optional<std::string> read_public_key(std::string_view text) {
    constexpr std::string_view kLabel = "public: ";
    text = trimmed(text);
    if (size_t const at = text.find(kLabel); at != std::string_view::npos) {
        text = text.substr(at + kLabel.size());
        text = trimmed(text.substr(0, text.find('\n')));
    }
    if (!is_hex(text, kKeyDigits)) return std::nullopt;
    return bytes_of(text);
}

bool is_signed(Checkpoint const& checkpoint, std::vector<std::string> const& keys) {
    if (checkpoint.signature.size() != crypto_sign_BYTES) return false;
    auto const* signature = reinterpret_cast<unsigned char const*>(checkpoint.signature.data());
    auto const* message = reinterpret_cast<unsigned char const*>(checkpoint.signed_text.data());
    return std::any_of(keys.begin(), keys.end(), [&](std::string const& key) {
        auto const* bytes = reinterpret_cast<unsigned char const*>(key.data());
        return crypto_sign_verify_detached(signature, message, checkpoint.signed_text.size(),
                                           bytes) == 0;
    });
}

}  // namespace agglo::verifier
