#include "model/formula.h"

#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/syntax/children.h"
#include "feel/syntax/printer.h"

namespace agglo {

namespace {

constexpr std::string_view kRollUpKinds[] = {"count", "sum", "min", "max", "latest"};

/// What a text asks of its environment.
class Uses {
public:
    Uses(FormulaEnvironment const& around, Model const& model, size_t entity)
        : around_(around), model_(model), entity_(model.entities[entity]) {}

    void collect(feel::Expression const& expression) {
        if (auto const* name = std::get_if<feel::Name>(&expression.node)) add(*name);
        auto const* path = std::get_if<feel::Path>(&expression.node);
        auto const member = path ? member_of(*path->source) : std::nullopt;
        if (member && add_path(*member, path->name)) return;
        feel::for_each_child(expression, [this](feel::Expression const& child) { collect(child); });
    }

    std::vector<Formula::Use> used;
    std::optional<std::string> unknown;  ///< the first name that is nothing's
    bool asks_day = false;

private:
    Formula::Use& use(size_t member) {
        auto const known = std::find_if(used.begin(), used.end(),
                                        [&](auto const& each) { return each.member == member; });
        if (known != used.end()) return *known;
        return used.emplace_back(Formula::Use{member, around_.fields[member], {}});
    }

    /// The member that a name stands for; by its text, so that a variable of a loop with a member's
    /// name counts too, which does no harm.
    std::optional<size_t> member_of(feel::Expression const& expression) const {
        auto const* name = std::get_if<feel::Name>(&expression.node);
        if (!name || name->builtin) return std::nullopt;
        auto const& members = around_.environment.members;
        for (size_t i = 0; i < members.size(); ++i) {
            if (members[i].name == name->text) return i;
        }
        return std::nullopt;
    }

    void add(feel::Name const& name) {
        if (name.builtin) {
            asks_day = asks_day || name.builtin->name == "today";
            if (name.builtin->name == "now" && !unknown) unknown = "now";
            return;
        }
        if (name.depth < 0 && !name.dynamic && !unknown) unknown = name.text;
        auto const member = member_of(feel::Expression{name, {}, {}});
        if (!member) return;
        auto& whole = use(*member);
        auto const& target = entity_.fields[whole.field].target;
        if (target) whole.referred = fields_shown_by_reference(model_.entities[*target]);
    }

    /// One entry of what a reference refers to.
    bool add_path(size_t member, std::string const& entry) {
        auto const& target = entity_.fields[around_.fields[member]].target;
        auto const field =
            target ? model_.entities[*target].field_index(entry) : std::optional<size_t>();
        if (!field) return false;
        auto& referred = use(member).referred;
        if (std::find(referred.begin(), referred.end(), *field) == referred.end())
            referred.push_back(*field);
        return true;
    }

    FormulaEnvironment const& around_;
    Model const& model_;
    Entity const& entity_;
};

std::vector<FieldRead> reads_of(Model const& model, size_t entity,
                                std::vector<Formula::Use> const& used) {
    std::vector<FieldRead> reads;
    for (auto const& use : used) {
        reads.push_back({std::nullopt, {entity, use.field}});
        auto const& target = model.entities[entity].fields[use.field].target;
        for (auto const field : use.referred) reads.push_back({use.field, {*target, field}});
    }
    return reads;
}

}  // namespace

feel::TypePtr simple_feel_type(Field const& field) {
    if (field.is_number()) return feel::number_type();
    if (field.is_date()) return feel::date_type();
    switch (field.type) {
        case FieldType::kBoolean: return feel::boolean_type();
        case FieldType::kInstant: return feel::date_time_type();
        case FieldType::kList: return feel::list_of(feel::string_type());
        case FieldType::kReference:
        case FieldType::kPoint:
        case FieldType::kPolygon: return nullptr;
        default: return feel::string_type();
    }
}

feel::Member feel_member(Field const& field, feel::TypePtr type) {
    return {field.name, std::move(type), field.labels.zh, field.labels.en, field.unit};
}

std::vector<size_t> fields_shown_by_reference(Entity const& entity) {
    std::vector<size_t> fields;
    for (size_t f = 0; f < entity.fields.size(); ++f) {
        auto const& field = entity.fields[f];
        if (simple_feel_type(field) && field.type != FieldType::kList && !field.reserved)
            fields.push_back(f);
    }
    return fields;
}

FormulaEnvironment formula_environment(Model const& model, size_t entity) {
    FormulaEnvironment made;
    auto const& fields = model.entities[entity].fields;
    for (size_t f = 0; f < fields.size(); ++f) {
        auto type = simple_feel_type(fields[f]);
        if (fields[f].type == FieldType::kReference && fields[f].target) {
            auto const& target = model.entities[*fields[f].target];
            std::vector<feel::Member> members;
            for (auto const each : fields_shown_by_reference(target)) {
                auto const& shown = target.fields[each];
                members.push_back(feel_member(shown, simple_feel_type(shown)));
            }
            type = feel::context_of(std::move(members));
        }
        if (!type) continue;
        made.environment.members.push_back(feel_member(fields[f], std::move(type)));
        made.fields.push_back(f);
    }
    return made;
}

Result<Formula> read_formula(Model const& model, size_t entity, std::string_view text) {
    if (text.size() > Formula::kBytesMax)
        return Error(ErrorCode::kTooLarge, {"FEEL", std::to_string(Formula::kBytesMax)});
    auto const around = formula_environment(model, entity);
    Formula formula;
    formula.text = text;
    formula.expression = TRY(feel::parse_expression(text, around.environment));
    Uses uses(around, model, entity);
    uses.collect(*formula.expression);
    if (uses.unknown) return Error(ErrorCode::kFeelUnknownName, {*uses.unknown});
    formula.members = around.fields.size();
    formula.used = std::move(uses.used);
    formula.reads = reads_of(model, entity, formula.used);
    formula.asks_day = uses.asks_day;
    return formula;
}

bool asks_day(Field const& field) {
    if (field.computed) return field.computed->asks_day;
    return field.rollup && field.rollup->where && field.rollup->where->asks_day;
}

std::string_view name_of(RollUp::Kind kind) {
    return kRollUpKinds[static_cast<size_t>(kind)];
}

std::optional<RollUp::Kind> rollup_kind_named(std::string_view name) {
    auto const found = std::find(std::begin(kRollUpKinds), std::end(kRollUpKinds), name);
    if (found == std::end(kRollUpKinds)) return std::nullopt;
    return static_cast<RollUp::Kind>(found - std::begin(kRollUpKinds));
}

std::string formula_text(Model const& model, size_t entity, Formula const& formula, bool zh) {
    auto const around = formula_environment(model, entity);
    auto const wording = zh ? feel::Wording::kChinese : feel::Wording::kEnglish;
    return feel::print(*formula.expression, around.environment, wording);
}

}  // namespace agglo
