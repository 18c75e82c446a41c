#include "query/group_key.h"

namespace agglo {

namespace {

/// Each part after its length, so that no two lists of parts make one text.
class Key {
public:
    Key& text(std::string_view part) {
        out_ += std::to_string(part.size());
        out_ += ':';
        out_ += part;
        return *this;
    }
    Key& number(int64_t part) { return text(std::to_string(part)); }

    template <class T, class Add>
    Key& list(std::vector<T> const& items, Add add) {
        number(static_cast<int64_t>(items.size()));
        for (auto const& item : items) add(item);
        return *this;
    }
    Key& texts(std::vector<std::string> const& items) {
        return list(items, [this](auto const& item) { text(item); });
    }

    Key& value(Value const& value);
    Key& operand(Operand const& operand) { return text(operand.field).text(operand.feel); }
    Key& sort(std::vector<SortKey> const& keys) {
        return list(keys, [this](auto const& key) { operand(key.of).number(key.descending); });
    }

    std::string take() { return std::move(out_); }

private:
    std::string out_;
};

/// The kind too: 1 and "1" are not the same, nor need 1.0 and 1 be.
Key& Key::value(Value const& value) {
    number(static_cast<int64_t>(value.variant().index()));
    if (auto const* flag = value.get<bool>()) return number(*flag);
    if (auto const* whole = value.get<int64_t>()) return number(*whole);
    if (auto const* decimal = value.get<Decimal>())
        return number(decimal->mantissa).number(decimal->scale);
    if (auto const* content = value.get<std::string>()) return text(*content);
    if (auto const* date = value.get<Date>()) return number(date->days);
    if (auto const* instant = value.get<Instant>()) return number(instant->us);
    if (auto const* reference = value.get<Reference>()) return number(reference->id);
    if (auto const* shape = value.get<Geometry>()) return text(shape->wkb);
    if (auto const* items = value.get<ValueList>())
        return list(*items, [this](auto const& item) { this->value(item); });
    return *this;
}

void add_rights(Key& key, Viewer const& viewer) {
    key.number(viewer.unrestricted);
    if (viewer.unrestricted) return;
    key.list(viewer.roles, [&](HeldRole const& held) {
        key.text(held.role).texts(held.regions).texts(held.parks);
        key.list(held.own, [&](OwnRecord const& own) { key.text(own.entity).text(own.code); });
    });
    key.number(viewer.read_only).texts(viewer.entities);
}

void add_measure(Key& key, Measure const& measure) {
    key.number(static_cast<int64_t>(measure.aggregate)).operand(measure.of);
    key.operand(measure.denominator).value(measure.fraction);
    key.text(measure.condition).text(measure.name);
}

}  // namespace

std::string group_key(Viewer const& viewer, Query const& query) {
    Key key;
    add_rights(key, viewer);
    key.text(query.entity).number(query.day().days).number(static_cast<int64_t>(query.action));
    key.list(query.where, [&](Condition const& condition) {
        key.text(condition.field).number(static_cast<int64_t>(condition.op)).value(condition.value);
    });
    key.text(query.filter).text(query.text);
    key.list(query.group, [&](GroupItem const& item) { key.operand(item.of).text(item.name); });
    key.list(query.measures, [&](Measure const& measure) { add_measure(key, measure); });
    key.number(query.top.has_value());
    if (query.top) key.number(static_cast<int64_t>(query.top->limit)).sort(query.top->sort);
    key.texts(query.running).text(query.compare).number(query.drill).sort(query.sort);
    key.number(query.limit ? static_cast<int64_t>(*query.limit) : -1);
    return key.take();
}

}  // namespace agglo
