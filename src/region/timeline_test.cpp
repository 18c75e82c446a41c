#include "region/timeline.h"

#include <gtest/gtest.h>

namespace agglo {
namespace {

std::string told(Timeline const& timeline, std::vector<PlannedChange> const& changes) {
    std::string text;
    for (auto const& change : changes) {
        text += (change.create ? "+" : "~") + timeline.entity_of(change.handle) +
                std::to_string(change.handle);
        for (auto const& fact : change.facts) text += " " + fact.field;
        text += "\n";
    }
    return text;
}

TEST(Timeline, WritesARecordAfterThoseItNames) {
    Timeline timeline;
    auto const late =
        timeline.create("project", Date{1'000}, Topic::kProject, Facts()("name", "a"));
    timeline.create("parcel", Date{500}, Topic::kLand, Facts()("project", ref(late)));
    EXPECT_EQ(told(timeline, timeline.take_in_order()), "+project1 name\n+parcel2 project\n");
}

TEST(Timeline, OrdersByWeekThenTopic) {
    Timeline timeline;
    timeline.create("task", Date{1'000}, Topic::kGovernance, Facts()("title", "t"));
    timeline.create("region", Date{1'001}, Topic::kSpace, Facts()("name", "r"));
    timeline.create("zone", Date{900}, Topic::kSpace, Facts()("name", "z"));
    EXPECT_EQ(told(timeline, timeline.take_in_order()),
              "+zone3 name\n+region2 name\n+task1 title\n");
}

TEST(Timeline, LeavesOutWhatDoesNotChange) {
    Timeline timeline;
    auto const record =
        timeline.create("lead", Date{0}, Topic::kParty, Facts()("light", "green")("name", "x"));
    timeline.update(record, Date{200}, Topic::kParty, Facts()("light", "red"));
    timeline.update(record, Date{100}, Topic::kParty, Facts()("light", "green"));
    timeline.update(record, Date{300}, Topic::kParty, Facts()("light", "red")("name", "y"));
    EXPECT_EQ(told(timeline, timeline.take_in_order()),
              "+lead1 light name\n~lead1 light\n~lead1 name\n");
}

TEST(Timeline, CollapsesToTheLastStateAndDefersForwardReferences) {
    Timeline timeline(7);
    auto const parcel =
        timeline.create("parcel", Date{0}, Topic::kLand, Facts()("status", "ready"));
    auto const project =
        timeline.create("project", Date{50}, Topic::kProject, Facts()("name", "p"));
    timeline.update(parcel, Date{90}, Topic::kSupply,
                    Facts()("status", "granted")("project", ref(project)));
    EXPECT_EQ(told(timeline, timeline.take_collapsed(Date{400})),
              "+parcel7 status\n+project8 name\n~parcel7 project\n");
}

}  // namespace
}  // namespace agglo
