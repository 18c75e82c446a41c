#include "proof/signed_checkpoint.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

#include "proof/safe_file.h"
#include "sqlite/scratch_folder.h"

namespace agglo {
namespace {

constexpr char const* kLedger = "00112233445566778899aabbccddeeff";

SignedCheckpoint some_checkpoint(SigningKey const& key,
                                 HashAlgorithm algorithm = HashAlgorithm::kSha256) {
    Checkpoint point{3210, {}, Instant::parse("2026-11-22T04:05:06.789Z").value()};
    point.hash.fill(0xab);
    return sign_checkpoint({kLedger, algorithm}, point, key);
}

struct Keys {
    ScratchFolder scratch;
    SigningKey first = SigningKey::create(scratch.path("first.key")).value();
    SigningKey second = SigningKey::create(scratch.path("second.key")).value();
};

/// "" or the damage's name.
std::string damage(Result<void> const& result) {
    return result.ok() ? std::string() : result.error().arguments().back();
}

TEST(SigningKey, IsKeptForItsOwnerAloneAndComesBack) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.key");
    auto const made = SigningKey::create(path);
    ASSERT_TRUE(made.ok());
    EXPECT_EQ(std::filesystem::status(path).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    auto const again = SigningKey::open(path);
    ASSERT_TRUE(again.ok());
    EXPECT_EQ(again->public_key(), made->public_key());
    EXPECT_EQ(again->sign("m"), made->sign("m"));
    EXPECT_EQ(SigningKey::create(path).error().code(), ErrorCode::kFileExists);
}

TEST(SigningKey, RefusesWhatIsNoKeyOrNotPrivate) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a.key");
    ASSERT_TRUE(SigningKey::create(path).ok());
    std::filesystem::permissions(path, std::filesystem::perms::group_read,
                                 std::filesystem::perm_options::add);
    EXPECT_EQ(SigningKey::open(path).error().code(), ErrorCode::kBadFile);
    EXPECT_EQ(SigningKey::open(scratch.path("none")).error().code(), ErrorCode::kFileNotFound);
    std::ofstream(scratch.path("text")) << "secret: 00\n";
    EXPECT_EQ(SigningKey::open(scratch.path("text")).error().code(), ErrorCode::kBadFile);
}

TEST(PublicKey, IsReadFromWhatIsPrinted) {
    Keys const keys;
    auto const& key = keys.first.public_key();
    auto const text = public_key_text(key);
    EXPECT_EQ(read_public_key(text).value(), key);
    auto const digits = text.substr(text.find("public: ") + 8, 64);
    EXPECT_EQ(read_public_key(digits + "\n").value(), key);
    EXPECT_NE(text.find(key_id(key)), std::string::npos);
    EXPECT_NE(key_id(key), key_id(keys.second.public_key()));
    auto const path = keys.scratch.path("public.txt");
    std::ofstream(path) << text;
    EXPECT_EQ(public_key_at(path).value(), key);
    for (auto const* wrong : {"", "abc", "public: 12", "no such file"}) {
        EXPECT_FALSE(public_key_at(wrong).ok()) << wrong;
    }
}

// RFC 8032, 7.1, test 2: the seed is that of the standard, so is the signature.
TEST(SigningKey, SignsAsTheStandardDoes) {
    ScratchFolder const scratch;
    auto const path = scratch.path("rfc.key");
    ASSERT_TRUE(write_new_file(path,
                               "agglo signing key 1\nsecret: "
                               "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb\n",
                               FileMode::kOwnerOnly)
                    .ok());
    auto const key = SigningKey::open(path);
    ASSERT_TRUE(key.ok());
    EXPECT_NE(public_key_text(key->public_key())
                  .find("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
              std::string::npos);
    auto const signature = key->sign("\x72");
    EXPECT_EQ(signature[0], 0x92);
    EXPECT_EQ(signature[1], 0xa0);
    EXPECT_EQ(signature[63], 0x00);
    EXPECT_TRUE(is_signed_by(key->public_key(), "\x72", signature));
    EXPECT_FALSE(is_signed_by(key->public_key(), "\x73", signature));
}

TEST(SignedCheckpoint, ReadsLikeThis) {
    Keys const keys;
    auto const checkpoint = some_checkpoint(keys.first, HashAlgorithm::kSm3);
    auto const text = checkpoint_text(checkpoint);
    auto const upto_key =
        "Agglo 检查点 checkpoint 1\n"
        "账本 ledger: 00112233445566778899aabbccddeeff\n"
        "序号 sequence: 3210\n"
        "哈希 hash: abababababababababababababababababababababababababababababababab\n"
        "记账时间 recorded_at: 2026-11-22T04:05:06.789000Z\n"
        "算法 algorithm: SM3\n"
        "密钥号 key: " +
        key_id(keys.first.public_key()) + "\n签名 signature: ";
    EXPECT_TRUE(text.starts_with(upto_key)) << text;
}

TEST(SignedCheckpoint, ComesBackAlsoFromAnotherSystem) {
    Keys const keys;
    auto const text = checkpoint_text(some_checkpoint(keys.first));
    std::string windows;
    for (char const c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (auto const& given : {text, windows, "\n  " + text + "\n\n"}) {
        auto const read = read_checkpoint(given);
        ASSERT_TRUE(read.ok()) << given;
        EXPECT_EQ(checkpoint_text(*read), text);
        std::vector<PublicKey> const trusted = {keys.second.public_key(), keys.first.public_key()};
        EXPECT_EQ(damage(check_signature(*read, trusted)), "");
    }
}

TEST(SignedCheckpoint, AnyByteChangedIsRefusedOrNotSigned) {
    Keys const keys;
    auto const text = checkpoint_text(some_checkpoint(keys.first));
    std::vector<PublicKey> const trusted = {keys.first.public_key()};
    for (size_t at = 0; at < text.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            auto changed = text;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            auto const read = read_checkpoint(changed);
            if (!read.ok() || checkpoint_text(*read) == text) continue;
            EXPECT_EQ(damage(check_signature(*read, trusted)), "signature") << at;
        }
    }
}

TEST(SignedCheckpoint, AnothersKeyOrNoneDoesNotDo) {
    Keys const keys;
    auto const checkpoint = some_checkpoint(keys.first);
    std::vector<PublicKey> const other = {keys.second.public_key()};
    EXPECT_EQ(damage(check_signature(checkpoint, other)), "signature");
    auto renamed = checkpoint;
    renamed.key = key_id(keys.second.public_key());
    EXPECT_EQ(damage(check_signature(renamed, other)), "signature");
    SignedCheckpoint bare{checkpoint.identity, checkpoint.point, {}, {}};
    EXPECT_EQ(damage(check_signature(bare, other)), "signature");
    EXPECT_EQ(damage(check_identity(bare, checkpoint.identity)), "");
    EXPECT_EQ(damage(check_identity(bare, {std::string(32, '0'), HashAlgorithm::kSha256})),
              "foreign");
}

TEST(SignedCheckpoint, RefusesOtherTexts) {
    for (auto const* text : {"", "Agglo 检查点 checkpoint 1", "12:ab", " ledger: \n sequence: "}) {
        EXPECT_FALSE(read_checkpoint(text).ok()) << text;
    }
}

TEST(SignedCheckpoint, TakesNamesOfLedgersAndKeysInHexadecimalOnly) {
    Keys const keys;
    auto checkpoint = some_checkpoint(keys.first);
    ASSERT_TRUE(read_checkpoint(checkpoint_text(checkpoint)).ok());
    checkpoint.key.front() = 'x';
    EXPECT_FALSE(read_checkpoint(checkpoint_text(checkpoint)).ok());
    checkpoint = some_checkpoint(keys.first);
    checkpoint.identity.ledger.back() = 'F';
    EXPECT_FALSE(read_checkpoint(checkpoint_text(checkpoint)).ok());
}

TEST(SafeFile, ReadsUpToItsLimit) {
    ScratchFolder const scratch;
    auto const path = scratch.path("a");
    ASSERT_TRUE(replace_file(path, std::string(kSmallFileBytesMax, 'x'), FileMode::kReadable).ok());
    EXPECT_EQ(read_small_file(path)->size(), kSmallFileBytesMax);
    auto const more = std::string(kSmallFileBytesMax + 1, 'x');
    ASSERT_TRUE(replace_file(path, more, FileMode::kReadable).ok());
    EXPECT_EQ(read_small_file(path).error().code(), ErrorCode::kTooLarge);
    EXPECT_EQ(read_small_file(scratch.path("")).error().code(), ErrorCode::kFileNotFound);
    EXPECT_EQ(replace_file(scratch.path("no/such"), "x", FileMode::kReadable).error().code(),
              ErrorCode::kStorageFailed);
}

}  // namespace
}  // namespace agglo
