#include "region/fact_writer.h"

#include <charconv>

#include "geo/shape.h"

namespace agglo {

namespace {

Error mistake(FactRecord const& record, int line, std::string const& zh, std::string const& en) {
    auto const place = record.file + ":" + std::to_string(line);
    return Error(ErrorCode::kBadSchema, {place + "：" + zh, place + ": " + en});
}

Error unreadable(FactRecord const& record, FactText const& fact) {
    auto const text = fact.texts.empty() ? std::string() : fact.texts.front();
    return mistake(record, fact.line, fact.field + " 的值“" + text + "”无法读取",
                   "cannot read '" + text + "' of " + fact.field);
}

Result<Value> number_value(FactRecord const& record, FactText const& fact, Field const& field) {
    auto const number = Decimal::parse(fact.texts.front());
    auto const rescaled = number.ok() ? number->rescaled(field.scale) : std::nullopt;
    if (!rescaled) return unreadable(record, fact);
    if (field.type == FieldType::kInteger) return Value(rescaled->mantissa);
    return Value(*rescaled);
}

Result<Value> point_value(FactRecord const& record, FactText const& fact) {
    if (fact.texts.size() != 2) return unreadable(record, fact);
    double at[2] = {};
    for (size_t i = 0; i < 2; ++i) {
        auto const& text = fact.texts[i];
        auto const parsed = std::from_chars(text.data(), text.data() + text.size(), at[i]);
        if (parsed.ec != std::errc()) return unreadable(record, fact);
    }
    return Value(point(at[0], at[1]));
}

Result<Value> reference_value(FactRecord const& record, FactText const& fact, Entity const& target,
                              FactIndex const& index) {
    auto const handle = index.find(target.name, fact.texts.front());
    if (handle != 0) return ref(handle);
    return mistake(record, fact.line,
                   "前面没有" + target.labels.zh + "“" + fact.texts.front() + "”",
                   "no " + target.name + " '" + fact.texts.front() + "' stands before");
}

Result<Value> date_value(FactRecord const& record, FactText const& fact) {
    auto const date = Date::parse(fact.texts.front());
    if (!date.ok()) return unreadable(record, fact);
    return Value(*date);
}

Result<Value> value_of(FactRecord const& record, FactText const& fact, Field const& field,
                       Model const& model, FactIndex const& index) {
    if (fact.texts.empty()) return Value();
    if (field.type == FieldType::kList)
        return Value(ValueList(fact.texts.begin(), fact.texts.end()));
    if (field.type == FieldType::kPoint) return point_value(record, fact);
    if (fact.texts.size() != 1) return unreadable(record, fact);
    if (field.type == FieldType::kReference) {
        return reference_value(record, fact, model.entities[*field.target], index);
    }
    if (field.is_number()) return number_value(record, fact, field);
    if (field.type == FieldType::kDate) return date_value(record, fact);
    if (field.type != FieldType::kBoolean) return Value(fact.texts.front());
    if (fact.texts.front() != "true" && fact.texts.front() != "false")
        return unreadable(record, fact);
    return Value(fact.texts.front() == "true");
}

void remember(Entity const& entity, FactRecord const& record, Handle handle, FactIndex& index) {
    for (auto const& named : {entity.code_field, entity.title_field}) {
        if (!named) continue;
        for (auto const& fact : record.fields) {
            if (fact.field == entity.fields[*named].name)
                index.add(entity.name, fact.texts.front(), handle);
        }
    }
}

}  // namespace

Result<FactIndex> write_facts(Pack const& pack, Model const& model, Timeline& timeline) {
    FactIndex index;
    for (auto const& record : pack.facts) {
        auto const* entity = model.find_entity(record.entity);
        if (entity == nullptr) {
            return mistake(record, record.line, "没有实体“" + record.entity + "”",
                           "no entity '" + record.entity + "'");
        }
        Facts facts;
        for (auto const& fact : record.fields) {
            auto const at = entity->field_index(fact.field);
            if (!at)
                return mistake(record, fact.line, "没有字段“" + fact.field + "”",
                               "no field '" + fact.field + "'");
            facts(fact.field, TRY(value_of(record, fact, entity->fields[*at], model, index)));
        }
        auto const handle =
            timeline.create(record.entity, record.recorded_on, Topic::kFacts, std::move(facts));
        remember(*entity, record, handle, index);
    }
    return index;
}

}  // namespace agglo
