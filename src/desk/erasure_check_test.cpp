// Erasing through the desk: who may, what is written, and that no snapshot shows it any more.
#include "desk/erasure_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "desk/desk_sample.h"
#include "journal/erasure.h"

namespace agglo {
namespace {

class ErasureTest : public testing::Test, protected SampleDesk {
protected:
    static Command erasing(std::string entity, RecordId id, std::vector<std::string> fields,
                           std::string reason = "本人要求") {
        Command command = by(Viewer::owner("owner"), {});
        command.reason = std::move(reason);
        command.erase = ErasedFields{std::move(entity), id, std::move(fields), false};
        return command;
    }
    Receipt erase(RecordId id, std::vector<std::string> fields) {
        auto receipt = desk->execute(erasing("project", id, std::move(fields)));
        EXPECT_TRUE(receipt.ok()) << shown(receipt);
        return receipt.ok() ? *std::move(receipt) : Receipt{};
    }
    Value value_at(Sequence sequence, std::string_view field) const {
        auto const snapshot = desk->snapshot_at(sequence).value();
        EntityView const view(*snapshot, entity_named(*snapshot, "project"));
        return view.value(0, *view.entity().field_index(field));
    }
    /// A contact that changed once, and another field.
    void write_contacts() {
        run({project("P1", {{"contact", "张三"}, {"note", "留下"}})});
        run({updated("project", 1, 1, {{"contact", "李四"}})});
    }
};

TEST_F(ErasureTest, NoSnapshotOfAnyPointShowsTheValue) {
    write_contacts();
    auto const last = head();
    ASSERT_TRUE(desk->snapshot_at(last - 1).ok());  // kept for the next who asks
    erase(1, {"contact"});
    for (Sequence at = last - 1; at <= head(); ++at) {
        EXPECT_TRUE(value_at(at, "contact").is_null()) << at;
        EXPECT_TRUE(value_at(at, "note") == Value("留下")) << at;
    }
    EXPECT_EQ(errors({updated("project", 1, 3, {{"contact", "王五"}})}), "");
    EXPECT_TRUE(value("project", 1, "contact") == Value("王五"));
    EXPECT_TRUE(value_at(last, "contact").is_null());
}

TEST_F(ErasureTest, NoDictionaryKeepsTheText) {
    write_contacts();
    erase(1, {"contact"});
    auto const snapshot = desk->snapshot();
    EntityView const view(*snapshot, entity_named(*snapshot, "project"));
    auto const contact = *view.entity().field_index("contact");
    auto const& dictionary = view.table().dictionary(contact);
    EXPECT_FALSE(dictionary.find("张三"));
    EXPECT_FALSE(dictionary.find("李四"));
}

TEST_F(ErasureTest, WritesWhatWasErasedAndWhere) {
    write_contacts();
    auto const receipt = erase(1, {"contact", "note"});
    ASSERT_EQ(receipt.records.size(), 2u);
    EXPECT_EQ(receipt.records[0].version, 3);
    EXPECT_EQ(receipt.records[1].entity, kErasureEntity);
    auto const& entry = journal->entries.back().entry;
    auto const erasures = erasures_of(entry);
    ASSERT_TRUE(erasures.ok());
    EXPECT_EQ(erasures->front().fields, (std::vector<std::string>{"contact", "note"}));
    EXPECT_EQ(erasures->front().sequences, (std::vector<Sequence>{3, 4}));
    EXPECT_EQ(entry.reason, "本人要求");
    EXPECT_TRUE(entry.changes[0].fields[0].before.is_null());
    EXPECT_EQ(journal->entries[2].entry.changes[0].fields[2].field, "region");
    EXPECT_FALSE(journal->entries[2].entry.changes[0].fields[2].redacted);
}

TEST_F(ErasureTest, OpensAgainAsItWas) {
    write_contacts();
    erase(1, {"contact"});
    auto const before = head();
    open();
    EXPECT_EQ(head(), before);
    EXPECT_TRUE(value("project", 1, "contact").is_null());
    EXPECT_TRUE(value_at(before - 1, "contact").is_null());
}

TEST_F(ErasureTest, NothingToEraseWritesNothing) {
    write_contacts();
    auto const before = head();
    EXPECT_EQ(erase(1, {"offer"}).sequence, 0u);
    EXPECT_EQ(head(), before);
    erase(1, {"contact"});
    EXPECT_EQ(erase(1, {"contact"}).sequence, 0u);
}

TEST_F(ErasureTest, SaysWhatIsWrong) {
    write_contacts();
    auto clerk = erasing("project", 1, {"contact"});
    clerk.viewer = with_roles({"clerk"});
    struct Row {
        Command command;
        char const* errors;
    };
    for (auto const& [command, wanted] : {
             Row{clerk, "forbidden "},
             Row{erasing("typo", 1, {"contact"}), "unknown_entity /entity"},
             Row{erasing("project", 9, {"contact"}), "no_such_record /id"},
             Row{erasing("project", 1, {}), "required /fields"},
             Row{erasing("project", 1, {"typo"}), "unknown_field /fields"},
             Row{erasing("project", 1, {"contact"}, ""), "required /reason"},
             Row{erasing("definition", 1, {"text"}), "forbidden /entity"},
             Row{erasing("erasure", 1, {"fields"}), "forbidden /entity"},
         }) {
        EXPECT_EQ(errors(command), wanted);
    }
    EXPECT_TRUE(value("project", 1, "contact") == Value("李四"));
}

TEST_F(ErasureTest, NobodyWritesAnErasureByHand) {
    EXPECT_EQ(
        errors({created(
            "erasure",
            {{"entity", "project"}, {"record", 1}, {"fields", "contact"}, {"sequences", "1"}})}),
        "forbidden ");
}

}  // namespace
}  // namespace agglo
