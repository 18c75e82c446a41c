#include "journal/entry_hash.h"

#include <algorithm>
#include <cstring>

#include "journal/encoding.h"

namespace agglo {

namespace {

constexpr std::string_view kLedgerLabel = "agglo ledger";
constexpr std::string_view kEntryLabel = "agglo entry";
constexpr std::string_view kSaltLabel = "agglo salt";
constexpr std::string_view kValueLabel = "agglo value";

}  // namespace

Digest genesis_hash(HashAlgorithm algorithm, std::string_view ledger) {
    ByteWriter message;
    message.raw(kLedgerLabel).text(ledger);
    return digest_of(algorithm, message.bytes());
}

ValueHasher::ValueHasher(HashAlgorithm algorithm, EntrySecret const& secret) : hasher_(algorithm) {
    salt_message_.append(kSaltLabel);
    salt_message_.append(reinterpret_cast<char const*>(secret.data()), secret.size());
    salt_message_.append(sizeof(uint64_t), '\0');
}

Salt ValueHasher::salt(uint64_t index) {
    char* const bytes = salt_message_.data() + salt_message_.size() - sizeof(index);
    for (size_t i = 0; i < sizeof(index); ++i) bytes[i] = static_cast<char>(index >> (8 * i));
    Digest const digest = hasher_.update(salt_message_).finish();
    Salt salt;
    std::copy_n(digest.begin(), salt.size(), salt.begin());
    return salt;
}

Digest ValueHasher::digest(std::string_view salt, std::string_view name, Side side,
                           std::string_view value) {
    ByteWriter message(std::move(value_message_));
    message.raw(kValueLabel).raw(salt).varint(name.size()).raw(name);
    message.byte(static_cast<uint8_t>(side)).raw(value);
    value_message_ = message.take();
    return hasher_.update(value_message_).finish();
}

EntryHasher::EntryHasher(HashAlgorithm algorithm, Digest const& previous, std::string_view head)
    : hasher_(algorithm) {
    ByteWriter message;
    message.raw(kEntryLabel).raw(bytes_of(previous)).varint(head.size());
    hasher_.update(message.bytes()).update(head);
    pending_.reserve(kPendingBytes + sizeof(Digest));
}

void EntryHasher::flush() {
    hasher_.update(pending_);
    pending_.clear();
}

Digest EntryHasher::finish() {
    flush();
    return hasher_.finish();
}

}  // namespace agglo
