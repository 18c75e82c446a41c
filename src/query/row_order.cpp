#include "query/row_order.h"

#include "base/text.h"
#include "column/range_scan.h"

namespace agglo {

namespace {

/// Places of an enumeration's dictionary codes: the order in which the schema writes its values.
std::vector<uint32_t> enumeration_places(Enumeration const& enumeration,
                                         Dictionary const& dictionary) {
    std::vector<uint32_t> place(dictionary.size());
    for (uint32_t code = 0; code < place.size(); ++code) {
        place[code] = static_cast<uint32_t>(
            enumeration.find(dictionary.at(code)).value_or(enumeration.values.size()));
    }
    return place;
}

/// What a record's label is ordered by: its title's key is kept by the dictionary where the viewer
/// may see the title.
std::string label_key(EntityView const& view, EntityAccess const& access, size_t row) {
    auto const title = view.entity().title_field;
    bool const kept = title && view.entity().fields[*title].is_text() &&
                      access.may_read_field(*title) && view.table().has(row, *title);
    if (!kept) return collation_key(access.label(row));
    auto const code = static_cast<uint32_t>(view.table().wide(row, *title));
    return std::string(view.table().dictionary(*title).sort_key(code));
}

/// By id: code, then label as readers order it, of the records a reference points at; empty for
/// what the viewer may not see.
std::vector<std::string> reference_names(Snapshot const& snapshot, Viewer const& viewer,
                                         size_t target) {
    EntityView const view(snapshot, target);
    EntityAccess const access(snapshot, viewer, target);
    std::vector<std::string> names(view.rows() + 1);
    for (size_t row = 0; row < view.rows(); ++row) {
        if (access.may_read_row(row))
            names[row + 1] = access.code(row) + "\n" + label_key(view, access, row);
    }
    return names;
}

}  // namespace

RowOrder::Key RowOrder::bind_key(OperandBinder const& binder, Viewer const& viewer,
                                 BoundOperand of) {
    Key key;
    auto const& last = of.source().steps.back();
    Field const* const field = of.field();
    if (field && field->type == FieldType::kEnumeration) {
        key.place = enumeration_places(binder.snapshot().model->enumerations[*field->enumeration],
                                       last.table->dictionary(last.column));
    } else if (field && field->type == FieldType::kReference) {
        key.names = std::make_shared<std::vector<std::string>>(
            reference_names(binder.snapshot(), viewer, *field->target));
        key.by_text = true;
    } else {
        key.by_text = last.table->storage(last.column) == Storage::kCode32;
    }
    key.of = std::move(of);
    return key;
}

Result<RowOrder> RowOrder::bind(OperandBinder const& binder, Viewer const& viewer,
                                std::vector<SortKey> const& sort) {
    RowOrder order;
    for (size_t i = 0; i < sort.size(); ++i) {
        auto bound = binder.bind(sort[i].of);
        if (!bound.ok()) return std::move(bound).error().at(std::to_string(i)).at("sort");
        order.keys_.push_back(bind_key(binder, viewer, *std::move(bound)));
        order.keys_.back().descending = sort[i].descending;
    }
    return order;
}

RowOrder::Rank RowOrder::rank(size_t index, size_t row) const {
    Key const& key = keys_[index];
    Rank rank;
    rank.present = key.source().read(row, rank.wide);
    if (!rank.present) return rank;
    if (key.names) {
        auto const id = static_cast<size_t>(rank.wide);
        if (id < key.names->size())
            rank.text = std::string_view((*key.names)[id]).substr(0, kTextBytesMax);
    } else if (key.by_text) {
        auto const& last = key.source().steps.back();
        rank.text = last.table->dictionary(last.column).sort_key(static_cast<uint32_t>(rank.wide));
    } else if (!key.place.empty()) {
        auto const code = static_cast<size_t>(rank.wide);
        rank.wide =
            code < key.place.size() ? key.place[code] : static_cast<int64_t>(key.place.size());
    }
    return rank;
}

int RowOrder::compare(size_t index, Rank const& a, Rank const& b) const {
    if (a.present != b.present) return a.present ? -1 : 1;
    if (!a.present) return 0;
    Key const& key = keys_[index];
    int const order = key.by_text ? a.text.compare(b.text)
                                  : (a.wide < b.wide   ? -1
                                     : a.wide > b.wide ? 1
                                                       : 0);
    return key.descending ? -order : order;
}

bool RowOrder::before(size_t a, size_t b) const {
    for (size_t key = 0; key < keys_.size(); ++key) {
        int const order = compare(key, rank(key, a), rank(key, b));
        if (order != 0) return order < 0;
    }
    return a < b;
}

void RowOrder::drop_after(size_t worst, size_t group, Mask& rows) const {
    if (keys_.empty()) return;
    Key const& key = keys_.front();
    if (!key.source().direct() || key.by_text || !key.place.empty()) return;
    Rank const limit = rank(0, worst);
    if (!limit.present) return;  // missing values come last: everything else may come before
    Chunk const* const chunk = key.source().chunk(group);
    size_t const count = key.source().steps.front().table->group_rows(group);
    if (!chunk) {
        rows = {};
    } else if (key.descending) {
        rows &= rows_between(*chunk, count, limit.wide, kWideMax);
    } else {
        rows &= rows_between(*chunk, count, kWideMin, limit.wide);
    }
}

uint64_t RowOrder::Key::fingerprint() const {
    uint64_t hash = 1469598103934665603u;
    auto const mix = [&](uint64_t part) { hash = (hash ^ part) * 1099511628211u; };
    for (char const c : of.operand().field + of.operand().feel) mix(static_cast<unsigned char>(c));
    mix(descending ? 1 : 2);
    if (auto const* column = of.column()) {
        // What a cursor says of a number must mean the same on the next page.
        mix(static_cast<uint64_t>(column->scale));
        for (auto const& number : column->numbers) mix(number.hash());
    }
    return hash;
}

uint64_t RowOrder::fingerprint() const {
    uint64_t hash = 1469598103934665603u;
    for (auto const& key : keys_) hash = (hash ^ key.fingerprint()) * 1099511628211u;
    return hash;
}

}  // namespace agglo
