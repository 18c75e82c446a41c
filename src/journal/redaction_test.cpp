#include "journal/redaction.h"

#include <gtest/gtest.h>

#include "journal/entry_samples.h"

namespace agglo {
namespace {

bool nothing(std::string_view, std::string_view) {
    return false;
}
bool everything(std::string_view, std::string_view) {
    return true;
}

Entry contact_entry() {
    Entry entry = plain_entry(1);
    entry.request_digest = "ab";
    entry.changes.push_back(
        {"contact",
         3,
         2,
         ChangeKind::kUpdate,
         {{"name", "张三", "李四", false}, {"phone", {}, "13800000000", false}}});
    return entry;
}

struct Copy {
    EncodedEntry stored;

    Result<EntryProof> proof(std::string_view body) const {
        return prove_entry(Digest{9}, {1, stored.head, body});
    }
    std::string opened(RedactIf const& redact, std::string_view from) const {
        return *open_body({1, stored.head, from}, redact);
    }
};

Copy copy_of(Entry const& entry, HashAlgorithm algorithm) {
    return {*encode_entry(algorithm, entry, EntrySecret{1, 2, 3}, Digest{9})};
}

TEST(Redaction, WholeOpenedAndRedactedCopiesHaveOneHash) {
    struct Row {
        char const* what;
        RedactIf redact;
        uint64_t redacted;
    };
    for (auto const algorithm : {HashAlgorithm::kSha256, HashAlgorithm::kSm3}) {
        Copy const copy = copy_of(contact_entry(), algorithm);
        for (auto const& [what, redact, redacted] : {
                 Row{"nothing", nothing, 0},
                 Row{"contact.name", [](auto e, auto f) { return e == "contact" && f == "name"; },
                     2},
                 Row{"any name", [](auto, auto f) { return f == "name"; }, 3},
                 Row{"reason", [](auto e, auto f) { return e.empty() && f == "reason"; }, 1},
                 Row{"request", [](auto e, auto f) { return e.empty() && f == "request"; }, 1},
                 Row{"everything", everything, 7},
             }) {
            auto const proof = copy.proof(copy.opened(redact, copy.stored.body));
            ASSERT_TRUE(proof.ok()) << what;
            EXPECT_EQ(proof->hash, copy.stored.hash) << what;
            EXPECT_EQ(proof->redacted, redacted) << what;
            EXPECT_EQ(proof->values + proof->redacted, 7u) << what;
        }
    }
}

TEST(Redaction, RandomEntriesKeepTheirHashStepByStep) {
    Random random(17);
    for (int i = 0; i < 500; ++i) {
        Copy const copy = copy_of(random_entry(random, 1), HashAlgorithm::kSha256);
        std::string body = copy.stored.body;
        for (int step = 0; step < 3; ++step) {
            body = copy.opened([&](auto, auto) { return random.chance(1, 4); }, body);
            ASSERT_EQ(copy.proof(body)->hash, copy.stored.hash);
            ASSERT_TRUE(decode_entry({1, copy.stored.head, body}).ok());
        }
    }
}

TEST(Redaction, ValuesAndSecretAreGone) {
    Copy const copy = copy_of(contact_entry(), HashAlgorithm::kSha256);
    auto const body = copy.opened([](auto, auto f) { return f == "name"; }, copy.stored.body);
    EXPECT_EQ(body.find("李四"), std::string::npos);
    EXPECT_NE(body.find("13800000000"), std::string::npos);
    EXPECT_EQ(body.find(std::string("\1\2\3\0\0\0", 6)), std::string::npos);
    auto const entry = decode_entry({1, copy.stored.head, body});
    ASSERT_TRUE(entry.ok());
    auto const& fields = entry->changes[1].fields;
    EXPECT_TRUE(fields[0].redacted && fields[0].before.is_null() && fields[0].after.is_null());
    EXPECT_FALSE(fields[1].redacted);
    EXPECT_TRUE(fields[1].after == Value("13800000000"));
}

TEST(Redaction, AForgedCopyDoesNotProve) {
    Copy const copy = copy_of(contact_entry(), HashAlgorithm::kSha256);
    auto const body = copy.opened([](auto, auto f) { return f == "name"; }, copy.stored.body);
    for (size_t at = 1; at < body.size(); ++at) {
        auto forged = body;
        forged[at] = static_cast<char>(forged[at] ^ 1);
        auto const proof = copy.proof(forged);
        if (proof.ok()) {
            ASSERT_NE(proof->hash, copy.stored.hash) << at;
        }
    }
}

TEST(Redaction, RefusesABodyThatDoesNotDecode) {
    Copy const copy = copy_of(contact_entry(), HashAlgorithm::kSha256);
    EXPECT_FALSE(open_body({1, copy.stored.head, "\x01"}, nothing).ok());
    EXPECT_FALSE(open_body({1, "", copy.stored.body}, nothing).ok());
}

}  // namespace
}  // namespace agglo
