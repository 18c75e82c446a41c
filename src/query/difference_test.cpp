#include "query/difference.h"

#include <gtest/gtest.h>
#include <set>

#include "base/random.h"
#include "query/query_sample.h"

namespace agglo {
namespace {

/// "2 changed 1>1 total,note [15 16]; …", or the error.
std::string shown_difference(Snapshot const& from, Snapshot const& to, Viewer const& viewer,
                             std::string const& body, RecordId after_id = 0) {
    auto const query = parse_query(body);
    if (!query.ok()) return shown(query.error());
    auto const difference = find_difference(from, to, viewer, *query, after_id);
    if (!difference.ok()) return shown(difference.error());
    std::string text;
    for (auto const& record : difference->records) {
        text += (text.empty() ? "" : "; ") + std::to_string(record.id) + " " +
                std::string(name_of(record.kind)) + " " + std::to_string(record.matched_before) +
                ">" + std::to_string(record.matched_after);
        for (auto const& field : record.fields) {
            text += (&field == record.fields.data() ? " " : ",") +
                    to.model->entities[difference->entity].fields[field.field].name;
        }
        text += " [";
        for (auto const sequence : record.entries)
            text += (text.back() == '[' ? "" : " ") + std::to_string(sequence);
        text += "]";
    }
    return text;
}

constexpr char kAll[] = R"({"entity":"project"})";

TEST(Difference, NamesRecordsFieldsAndEntries) {
    auto ledger = sample_ledger();
    auto const from = ledger.pointer();  // 14 entries; projects 1 to 5, 6 deleted
    ledger.change("project", 2, {{"total", "7"}});
    ledger.change("project", 2, {{"note", "改"}});
    ledger.change("project", 3, {{"total", "9"}});
    ledger.change("project", 3, {{"total", "1"}});  // and back
    ledger.remove("project", 4);
    ledger.add("project", {{"code", "P7"}, {"region", "3"}});
    ledger.change("project", 5, {{"stage", "built"}});
    auto const& to = ledger.snapshot();

    EXPECT_EQ(shown_difference(*from, to, owner(), kAll),
              "2 changed 1>1 note,total [15 16]; 4 deleted 1>0 code,name [19]; "
              "5 changed 1>1 stage [21]; 7 created 0>1 code,region [20]");
    // Either point may meet the filter.
    EXPECT_EQ(shown_difference(*from, to, owner(),
                               R"({"entity":"project","where":[["stage","eq","signed"]]})"),
              "5 changed 1>0 stage [21]");
    EXPECT_EQ(
        shown_difference(*from, to, owner(), R"({"entity":"project","where":[["total","le",7]]})"),
        "2 changed 0>1 note,total [15 16]");
    // Pages.
    EXPECT_EQ(shown_difference(*from, to, owner(), R"({"entity":"project","limit":1})", 2),
              "4 deleted 1>0 code,name [19]");
    auto const page = find_difference(*from, to, owner(), *parse_query(kAll), 5);
    EXPECT_EQ(page->created, 1u);
    EXPECT_EQ(page->changed, 2u);
    EXPECT_EQ(page->deleted, 1u);
    EXPECT_EQ(page->total(), 4u);
    EXPECT_EQ(page->next_id, 0);
    auto query = *parse_query(kAll);
    query.limit = 2;
    EXPECT_EQ(find_difference(*from, to, owner(), query)->next_id, 4);
    // Nothing between a point and itself; never backward.
    EXPECT_EQ(shown_difference(to, to, owner(), kAll), "");
    EXPECT_EQ(shown_difference(to, *from, owner(), kAll), "bad_point /from");
    EXPECT_EQ(shown_difference(*from, to, owner(), R"({"entity":"ship"})"),
              "unknown_entity /entity");
}

TEST(Difference, ShowsAViewerNoMoreThanReadingWould) {
    auto ledger = sample_ledger();
    auto const from = ledger.pointer();
    ledger.change("project", 1, {{"total", "7"}, {"offer", "3"}});
    ledger.change("project", 2, {{"total", "8"}});
    ledger.change("project", 5, {{"region", "3"}});  // leaves 441202
    ledger.add("project", {{"code", "P8"}, {"region", "2"}});
    ledger.add("project", {{"code", "P9"}, {"region", "3"}});
    auto const& to = ledger.snapshot();
    auto const officer = with_roles({"officer"});
    EXPECT_EQ(shown_difference(*from, to, officer, kAll),
              "1 changed 1>1 total [15]; 7 created 0>1 code,region [18]");
    EXPECT_EQ(shown_difference(*from, to, with_roles({"nobody"}), kAll), "forbidden ");
}

/// Against comparing every record's values at both points one by one.
TEST(Difference, EqualsComparingEverything) {
    for (uint64_t seed = 1; seed <= 4; ++seed) {
        Random random(seed);
        auto ledger = sample_ledger();
        for (int i = 0; i < 3'000; ++i)
            ledger.add("project", {{"code", "N" + std::to_string(i)}, {"total", "1"}});
        auto const from = ledger.pointer();
        std::set<RecordId> gone;
        for (int i = 0; i < 200; ++i) {
            auto const id = random.between(7, 3'000);
            if (gone.contains(id)) continue;
            if (random.chance(1, 5)) {
                ledger.remove("project", id);
                gone.insert(id);
            } else {
                ledger.change("project", id, {{"total", std::to_string(random.between(1, 2))}});
            }
        }
        auto const to = ledger.pointer();
        EntityView const before(*from, entity_named(*from, "project"));
        EntityView const after(*to, entity_named(*to, "project"));
        std::set<RecordId> wanted;
        for (size_t row = 0; row < after.rows(); ++row) {
            bool same = before.live(row) == after.live(row);
            for (size_t f = 0; f < after.entity().fields.size(); ++f)
                same = same && before.value(row, f) == after.value(row, f);
            if (!same) wanted.insert(static_cast<RecordId>(row) + 1);
        }
        std::set<RecordId> found;
        auto query = *parse_query(kAll);
        query.limit = 40;
        RecordId at = 0;
        do {
            auto const page = find_difference(*from, *to, owner(), query, at);
            ASSERT_TRUE(page.ok());
            ASSERT_EQ(page->total(), wanted.size());
            for (auto const& record : page->records) ASSERT_TRUE(found.insert(record.id).second);
            at = page->next_id;
        } while (at != 0);
        EXPECT_EQ(found, wanted);
    }
}

}  // namespace
}  // namespace agglo
