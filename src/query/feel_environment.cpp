#include "query/feel_environment.h"

#include <algorithm>

#include "model/formula.h"

namespace agglo {

namespace {

constexpr int32_t kBeijingOffsetS = 8 * 3600;

/// The fields that a reference shows of its target.
std::vector<size_t> plain_fields(Entity const& entity, EntityAccess const& access) {
    auto fields = fields_shown_by_reference(entity);
    std::erase_if(fields, [&](size_t field) { return !access.may_read_field(field); });
    return fields;
}

feel::DateTime beijing_time(int64_t utc_us) {
    constexpr int64_t kUsOfSecond = 1'000'000;
    auto us = utc_us % kUsOfSecond;
    if (us < 0) us += kUsOfSecond;
    auto const utc_second = (utc_us - us) / kUsOfSecond;
    return {utc_second + kBeijingOffsetS, static_cast<int32_t>(us * 1000),
            *feel::Zone::of_offset(kBeijingOffsetS)};
}

/// Between bounds that a field declares; null when it has none.
feel::ExpressionPtr allowed_of(Field const& field) {
    if (!field.min && !field.max) return nullptr;
    auto const low = field.min ? field.min->to_string() : std::string();
    auto const high = field.max ? field.max->to_string() : std::string();
    auto const text = low.empty()    ? "<= " + high
                      : high.empty() ? ">= " + low
                                     : "[" + low + ".." + high + "]";
    auto tests = feel::parse_unary_tests(text, {}, feel::number_type());
    return tests.ok() ? *std::move(tests) : nullptr;
}

feel::MissingFact missing_fact(Model const& model, Field const& field, std::string path) {
    constexpr size_t kDomainMax = 64;
    feel::MissingFact fact{std::move(path)};
    if (field.is_number()) fact.allowed = allowed_of(field);
    if (field.type == FieldType::kEnumeration && field.enumeration) {
        auto const& values = model.enumerations[*field.enumeration].values;
        if (values.size() <= kDomainMax) {
            for (auto const& value : values) fact.domain.emplace_back(value.code);
        }
    }
    return fact;
}

}  // namespace

feel::Value feel_value(Value const& value) {
    if (auto const* flag = value.get<bool>()) return *flag;
    if (auto const* number = value.get<int64_t>()) return feel::Number(*number);
    if (auto const* decimal = value.get<Decimal>())
        return feel::Number::scaled(decimal->mantissa, decimal->scale);
    if (auto const* text = value.get<std::string>()) return *text;
    if (auto const* date = value.get<Date>()) return feel::Date::of_days(date->days);
    if (auto const* instant = value.get<Instant>()) return beijing_time(instant->us);
    if (auto const* list = value.get<ValueList>()) {
        feel::List items;
        for (auto const& item : *list) items.push_back(feel_value(item));
        return items;
    }
    return {};
}

feel::Clock clock_on(Date on) {
    auto const local = int64_t{on.days} * feel::kSecondsOfDay;
    return {{local, 0, *feel::Zone::of_offset(kBeijingOffsetS)}};
}

RecordEnvironment::RecordEnvironment(EntityAccess const& access, size_t entity)
    : access_(access), model_(*access.snapshot().model), entity_(entity) {
    auto const& rights = access_.of(entity_);
    for (size_t f = 0; f < this->entity().fields.size(); ++f) {
        auto const& field = this->entity().fields[f];
        if (!rights.may_read_field(f)) continue;
        auto type = simple_feel_type(field);
        std::vector<size_t> referred;
        if (field.type == FieldType::kReference && access_.of(*field.target).may_read()) {
            auto const& target = model_.entities[*field.target];
            referred = plain_fields(target, access_.of(*field.target));
            std::vector<feel::Member> members;
            for (auto const each : referred) {
                members.push_back(
                    feel_member(target.fields[each], simple_feel_type(target.fields[each])));
            }
            type = feel::context_of(std::move(members));
        }
        if (!type) continue;
        environment_.members.push_back(feel_member(field, std::move(type)));
        fields_.push_back(f);
        referred_.push_back(std::move(referred));
    }
}

feel::Value RecordEnvironment::referred(size_t member, Value const& value) const {
    auto const& field = entity().fields[fields_[member]];
    auto const* reference = value.get<Reference>();
    if (!reference) return {};
    EntityView const view(access_.snapshot(), *field.target);
    auto const row = view.row_of(reference->id);
    auto const& rights = access_.of(*field.target);
    if (!row || !rights.may_read_row(*row)) return {};
    feel::Context context;
    for (auto const each : referred_[member]) {
        context.set(view.entity().fields[each].name, feel_value(view.value(*row, each)));
    }
    return context;
}

feel::Value RecordEnvironment::input(EntityView const& view, size_t row, size_t member) const {
    return input_of(member, view.value(row, fields_[member]));
}

feel::Value RecordEnvironment::input_of(size_t member, Value const& value) const {
    bool const refers = entity().fields[fields_[member]].target.has_value();
    return refers ? referred(member, value) : feel_value(value);
}

feel::Value RecordEnvironment::input(size_t row, size_t member) const {
    return input(EntityView(access_.snapshot(), entity_), row, member);
}

std::optional<size_t> RecordEnvironment::member_named(std::string_view name) const {
    auto const& members = environment_.members;
    for (auto const part :
         {&feel::Member::name, &feel::Member::label_zh, &feel::Member::label_en}) {
        for (size_t i = 0; i < members.size(); ++i) {
            if (members[i].*part == name) return i;
        }
    }
    return std::nullopt;
}

std::vector<feel::Value> RecordEnvironment::inputs(size_t row) const {
    EntityView const view(access_.snapshot(), entity_);
    std::vector<feel::Value> values;
    for (size_t i = 0; i < fields_.size(); ++i) values.push_back(input(view, row, i));
    return values;
}

std::vector<feel::Value> RecordEnvironment::inputs(size_t row,
                                                   std::vector<size_t> const& used) const {
    EntityView const view(access_.snapshot(), entity_);
    std::vector<feel::Value> values(fields_.size());
    for (auto const member : used) values[member] = input(view, row, member);
    return values;
}

std::vector<feel::MissingFact> RecordEnvironment::missing(
    std::vector<feel::Value> const& inputs) const {
    std::vector<feel::MissingFact> facts;
    for (size_t i = 0; i < inputs.size(); ++i) {
        auto const& field = entity().fields[fields_[i]];
        if (inputs[i].is_null()) facts.push_back(missing_fact(model_, field, field.name));
        if (!inputs[i].context()) continue;
        auto const& target = model_.entities[*field.target];
        for (auto const each : referred_[i]) {
            auto const& entry = target.fields[each];
            auto const* value = inputs[i].context()->find(entry.name);
            if (value && value->is_null())
                facts.push_back(missing_fact(model_, entry, field.name + "." + entry.name));
        }
    }
    return facts;
}

Labels RecordEnvironment::label_of(std::string_view path) const {
    auto const dot = path.find('.');
    auto const first = entity().field_index(path.substr(0, dot));
    if (!first) return {std::string(path), std::string(path)};
    auto const& field = entity().fields[*first];
    if (dot == std::string_view::npos || !field.target) return field.labels;
    auto const& target = model_.entities[*field.target];
    auto const second = target.field_index(path.substr(dot + 1));
    if (!second) return field.labels;
    auto const& entry = target.fields[*second].labels;
    return {field.labels.zh + "·" + entry.zh, field.labels.en + " · " + entry.en};
}

void RecordEnvironment::sample_usual_values() {
    EntityView const view(access_.snapshot(), entity_);
    auto const& rights = access_.of(entity_);
    std::vector<size_t> rows;
    auto const step = view.rows() / kSampleRowsMax + 1;
    for (size_t row = 0; row < view.rows(); row += step) {
        if (view.live(row) && rights.may_read_row(row)) rows.push_back(row);
    }
    for (size_t i = 0; i < fields_.size(); ++i) {
        if (!entity().fields[fields_[i]].is_number()) continue;
        std::vector<feel::Number> values;
        for (auto const row : rows) {
            auto const value = feel_value(view.value(row, fields_[i]));
            if (auto const* number = value.as<feel::Number>()) values.push_back(*number);
        }
        if (values.size() < kSampleValuesMin) continue;
        std::sort(values.begin(), values.end());
        auto const tail = values.size() / 100;
        environment_.members[i].usual = {values[tail], values[values.size() - 1 - tail]};
    }
}

}  // namespace agglo
