#include "query/row_order.h"

#include <algorithm>
#include <numeric>

namespace agglo {

namespace {

/// Places of an enumeration's dictionary codes: the order in which the schema writes its values.
std::vector<uint32_t> enumeration_places(Enumeration const& enumeration, Dictionary const& dictionary) {
    std::vector<uint32_t> place(dictionary.size());
    for (uint32_t code = 0; code < place.size(); ++code) {
        place[code] = static_cast<uint32_t>(enumeration.find(dictionary.at(code)).value_or(enumeration.values.size()));
    }
    return place;
}

/// Places of the records a reference points at: by code, then label.
std::vector<uint32_t> reference_places(Snapshot const& snapshot, size_t target) {
    EntityView const view(snapshot, target);
    std::vector<std::string> names(view.rows());
    for (size_t row = 0; row < names.size(); ++row) names[row] = view.code(row) + "\n" + view.label(row);
    std::vector<uint32_t> order(names.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return names[a] < names[b]; });
    std::vector<uint32_t> place(names.size() + 1);
    for (uint32_t i = 0; i < order.size(); ++i) place[order[i] + 1] = i;
    return place;
}

}  // namespace

Result<RowOrder> RowOrder::bind(Snapshot const& snapshot, Viewer const& viewer, size_t entity,
                                std::vector<SortKey> const& sort) {
    RowOrder order;
    for (size_t i = 0; i < sort.size(); ++i) {
        auto resolved = FieldPath::resolve(snapshot, viewer, entity, sort[i].field);
        if (!resolved.ok()) return std::move(resolved).error().at(std::to_string(i)).at("sort");
        Field const& field = resolved->field();
        Key key{resolved->source(snapshot), &field, sort[i].descending, false, {}, sort[i].field};
        if (field.type == FieldType::kEnumeration) {
            key.place = enumeration_places(snapshot.model->enumerations[*field.enumeration],
                                           resolved->last_table().dictionary(resolved->last_column()));
        } else if (field.type == FieldType::kReference) {
            key.place = reference_places(snapshot, *field.target);
        } else {
            key.by_text = resolved->last_table().storage(resolved->last_column()) == Storage::kCode32;
        }
        order.keys_.push_back(std::move(key));
    }
    return order;
}

RowOrder::Rank RowOrder::rank(size_t index, size_t row) const {
    Key const& key = keys_[index];
    Rank rank;
    rank.present = key.source.read(row, rank.wide);
    if (!rank.present) return rank;
    if (key.by_text) {
        auto const& last = key.source.steps.back();
        rank.text = last.table->dictionary(last.column).at(static_cast<uint32_t>(rank.wide));
    } else if (!key.place.empty()) {
        auto const code = static_cast<size_t>(rank.wide);
        rank.wide = code < key.place.size() ? key.place[code] : static_cast<int64_t>(key.place.size());
    }
    return rank;
}

int RowOrder::compare(size_t index, Rank const& a, Rank const& b) const {
    if (a.present != b.present) return a.present ? -1 : 1;
    if (!a.present) return 0;
    Key const& key = keys_[index];
    int const order = key.by_text ? a.text.compare(b.text) : (a.wide < b.wide ? -1 : a.wide > b.wide ? 1 : 0);
    return key.descending ? -order : order;
}

bool RowOrder::before(size_t a, size_t b) const {
    for (size_t key = 0; key < keys_.size(); ++key) {
        int const order = compare(key, rank(key, a), rank(key, b));
        if (order != 0) return order < 0;
    }
    return a < b;
}

uint64_t RowOrder::fingerprint() const {
    uint64_t hash = 1469598103934665603u;
    for (auto const& key : keys_) {
        for (char const c : key.name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
        hash = (hash ^ (key.descending ? 1 : 2)) * 1099511628211u;
    }
    return hash;
}

}  // namespace agglo
