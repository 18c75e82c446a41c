#include "desk/saved_query_check.h"

#include "desk/desk_sample.h"
#include "query/saved_queries.h"

namespace agglo {
namespace {

constexpr char const* kSchema = R"(entity: saved_query
labels: {zh: 常用查询, en: Saved query}
group: main
code: code
title: name
fields:
  - {name: code, type: text, labels: {zh: 代码, en: Code}, required: true, unique: true}
  - {name: name, type: text, labels: {zh: 名称, en: Name}}
  - {name: kind, type: text, labels: {zh: 类别, en: Kind}}
  - {name: entity, type: text, labels: {zh: 对象, en: Asks about}}
  - {name: owner, type: text, labels: {zh: 所有者, en: Owner}}
  - {name: shared_with, type: list, items: text, labels: {zh: 共享给, en: Shared with}}
  - {name: body, type: long_text, labels: {zh: 正文, en: Body}, length: 20000}
)";

class SavedQueryCheckTest : public testing::Test, protected SampleDesk {
protected:
    SavedQueryCheckTest() {
        run({created("definition",
                     {{"kind", "schema"}, {"name", "saved_query.yaml"}, {"text", kSchema}})});
    }

    static CommandChange saved(std::string code, std::string body, std::vector<Fact> more = {}) {
        more.insert(more.begin(), {{"code", code}, {"entity", "project"}, {"body", body}});
        bool const owned = std::any_of(more.begin(), more.end(),
                                       [](Fact const& fact) { return fact.field == "owner"; });
        if (!owned) more.push_back({"owner", "clerk"});
        return created("saved_query", std::move(more));
    }
    static Viewer clerk(std::string name = "clerk") { return Viewer::with(name, {"writer"}); }
    std::string codes_for(Viewer const& viewer) const {
        auto const snapshot = desk->snapshot();
        auto const fields = *saved_query_fields(*snapshot->model);
        EntityView const view(*snapshot, fields.entity);
        EntityAccess const access(*snapshot, viewer, fields.entity);
        std::string codes;
        for (auto const row : saved_queries_for(access, viewer, fields)) codes += view.code(row);
        return codes;
    }
};

TEST_F(SavedQueryCheckTest, RefusesWhatCouldNotBeAsked) {
    struct Case {
        char const* body;
        char const* errors;
    };
    for (auto const& [body, errors_told] : {
             Case{R"({"where":[["stage","eq","signed"]],"sort":["-total"]})", ""},
             Case{R"({"group":["stage",{"feel":"total > 1","name":"big"}]})", ""},
             Case{R"({"group":["signed_on:month"],"running":["count"],"drill":true})", ""},
             Case{"{", "malformed /changes/0/fields/body"},
             Case{"[]", "wrong_type /changes/0/fields/body"},
             Case{R"({"entity":"region"})", "unknown_field /changes/0/fields/body/entity"},
             Case{R"({"as_of":3})", "unknown_field /changes/0/fields/body/as_of"},
             Case{R"({"where":[["nothing","eq",1]]})",
                  "unknown_field /changes/0/fields/body/where/0/0"},
             Case{R"({"filter":"total +"})", "feel_syntax /changes/0/fields/body/filter"},
             Case{R"({"group":[{"feel":"nonsense > 1","name":"x"}]})",
                  "feel_unknown_name /changes/0/fields/body/group/0/feel"},
             Case{R"({"group":["stage"],"top":{"limit":1,"sort":["nothing"]}})",
                  "unknown_field /changes/0/fields/body/top/sort/0"},
             Case{R"({"sort":["nothing"]})", "unknown_field /changes/0/fields/body/sort/0"},
             Case{R"({"limit":501})", "too_large /changes/0/fields/body/limit"},
         }) {
        auto const code = "Q" + std::to_string(head());
        EXPECT_EQ(errors({saved(code, body)}), errors_told) << body;
    }
    EXPECT_EQ(errors({saved("K", R"({"group":["stage"]})", {{"kind", "list"}})}),
              "wrong_type /changes/0/fields/kind");
    EXPECT_EQ(errors({saved("R", "{}", {{"shared_with", ValueList{"nobody", "witch"}}})}),
              "not_in_enumeration /changes/0/fields/shared_with");
}

TEST_F(SavedQueryCheckTest, LooksAtWhatTheCommandLeaves) {
    run({saved("A", "{}")});
    EXPECT_EQ(errors({updated("saved_query", 1, 1, {{"entity", "nothing"}})}),
              "unknown_entity /changes/0/fields/entity");
    EXPECT_EQ(errors({updated("saved_query", 1, 1, {{"body", R"({"sort":["total"]})"}})}), "");
    EXPECT_EQ(errors({updated("saved_query", 1, 2, {{"entity", "region"}})}),
              "unknown_field /changes/0/fields/body/sort/0");
}

TEST_F(SavedQueryCheckTest, OpensToItsOwnerAndThoseItIsSharedWith) {
    run({saved("A", "{}"), saved("B", "{}", {{"shared_with", ValueList{"leader"}}}),
         saved("C", "{}", {{"shared_with", ValueList{"*"}}})});
    EXPECT_EQ(codes_for(Viewer::owner("x")), "ABC");
    EXPECT_EQ(codes_for(Viewer::with("clerk", {"clerk"})), "ABC");
    EXPECT_EQ(codes_for(Viewer::with("other", {"leader"})), "BC");
    EXPECT_EQ(codes_for(Viewer::with("other", {"clerk"})), "C");
}

TEST_F(SavedQueryCheckTest, IsWrittenByItsOwnerAlone) {
    std::string roles;
    for (auto const& [name, text] : kSampleSchema) {
        if (name == std::string_view("roles.yaml")) roles = text;
    }
    roles +=
        "  - {name: writer, labels: {zh: 写, en: Writer}, scope: all, read: [public, internal],"
        " entities: [\"*\"], edit: [saved_query], admin: false}\n";
    auto const snapshot = desk->snapshot();
    EntityView const definitions(*snapshot, entity_named(*snapshot, "definition"));
    for (size_t row = 0; row < definitions.rows(); ++row) {
        auto const name = value("definition", static_cast<RecordId>(row) + 1, "name");
        if (name == Value("roles.yaml"))
            run({updated("definition", static_cast<RecordId>(row) + 1, 1, {{"text", roles}})});
    }
    EXPECT_EQ(errors(by(clerk(), {saved("A", "{}")})), "");
    EXPECT_EQ(errors(by(clerk("other"), {saved("B", "{}")})), "forbidden /changes/0/fields/owner");
    EXPECT_EQ(errors(by(clerk("other"), {updated("saved_query", 1, 1, {{"owner", "other"}})})),
              "forbidden /changes/0/fields/owner");
    EXPECT_EQ(errors(by(clerk("other"), {deleted("saved_query", 1, 1)})),
              "forbidden /changes/0/fields/owner");
    EXPECT_EQ(errors(by(clerk(), {updated("saved_query", 1, 1, {{"name", "我的"}})})), "");
    EXPECT_EQ(errors(by(clerk(), {deleted("saved_query", 1, 2)})), "");
}

}  // namespace
}  // namespace agglo
