// Every expression of the schema, the pack, the documentation and the scenario tests that can be
// asked of the reference region's records: the column evaluator beside the scalar one, to the last
// digit.
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "model/formula.h"
#include "query/column_twin.h"
#include "region/seeded_ledger.h"

namespace agglo {
namespace {

namespace fs = std::filesystem;

/// Texts by the entity that they are about.
using Texts = std::set<std::pair<std::string, std::string>>;

void add_formulas(Model const& model, Texts& texts) {
    for (auto const& entity : model.entities) {
        for (auto const& field : entity.fields) {
            if (field.computed) texts.emplace(entity.name, field.computed->text);
            if (field.rollup && field.rollup->where)
                texts.emplace(model.entities[field.rollup->entity].name, field.rollup->where->text);
        }
        for (auto const& invariant : entity.invariants)
            texts.emplace(entity.name, invariant.formula->text);
    }
}

void add_light_rules(Snapshot const& snapshot, Texts& texts) {
    EntityView const rules(snapshot, entity_named(snapshot, "light_rule"));
    auto const text = [&](size_t row, char const* field) {
        auto const value = rules.value(row, *rules.entity().field_index(field));
        return value.get<std::string>() ? *value.get<std::string>() : std::string();
    };
    for (size_t row = 0; row < rules.rows(); ++row)
        texts.emplace(text(row, "entity"), text(row, "condition"));
}

/// What a file writes as code or as a string, tried on the entities that people ask about.
void add_quoted(fs::path const& file, std::regex const& quoted, Texts& texts) {
    std::ifstream stream(file);
    std::stringstream whole;
    whole << stream.rdbuf();
    auto const content = whole.str();
    for (std::sregex_iterator at(content.begin(), content.end(), quoted), end; at != end; ++at) {
        auto text = (*at)[1].str();
        text = std::regex_replace(text, std::regex(R"(\\")"), "\"");
        for (auto const* entity : {"project", "milestone", "lead", "enterprise"})
            texts.emplace(entity, text);
    }
}

void add_files(Texts& texts) {
    fs::path const root = AGGLO_SOURCE_DIR;
    std::regex const code("`([^`\n]{3,300})`");
    std::regex const strings(R"re("((?:[^"\\\n]|\\.){3,300})")re");
    for (auto const* name : {"docs/feel.md", "docs/api.md", "docs/schema.md", "README.md"})
        add_quoted(root / name, code, texts);
    for (auto const& file : fs::directory_iterator(root / "tests/scenario")) {
        if (file.path().extension() == ".py") add_quoted(file.path(), strings, texts);
    }
}

TEST(ColumnTwins, AgreeOnTheExpressionsThatAreWrittenAnywhere) {
    SeededLedger const ledger(AGGLO_SOURCE_DIR);
    ASSERT_TRUE(ledger.desk);
    auto const snapshot =
        ledger.desk->shown(ledger.desk->snapshot(), Date::parse("2024-03-01").value());
    Texts stated, quoted;
    add_formulas(*snapshot->model, stated);
    add_light_rules(*snapshot, stated);
    add_files(quoted);
    Mask all;
    for (auto& word : all.words) word = ~uint64_t{0};
    for (auto const& [entity, text] : stated) {
        EXPECT_EQ(difference_of_twins(*snapshot, Viewer::owner("test"), text, all, entity), "")
            << entity;
    }
    size_t compared = 0;
    for (auto const& [name, text] : quoted) {
        auto const entity = entity_named(*snapshot, name);
        auto const access =
            std::make_shared<EntityAccess const>(*snapshot, Viewer::owner("test"), entity);
        auto const expression = RecordExpression::parse(access, entity, text);
        if (!expression.ok() || expression->used().empty()) continue;
        ++compared;
        EXPECT_EQ(difference_of_twins(*snapshot, Viewer::owner("test"), text, all, name), "")
            << name;
    }
    EXPECT_GE(stated.size(), 20u);
    EXPECT_GT(compared, 40u);
    RecordProperty("stated", static_cast<int>(stated.size()));
    RecordProperty("quoted", static_cast<int>(compared));
}

}  // namespace
}  // namespace agglo
