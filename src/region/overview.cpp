#include "region/overview.h"

#include <map>

#include "model/fact.h"
#include "query/group_cache.h"

namespace agglo {

namespace {

struct PublishedFigure {
    std::string comparator;
    std::string document;
    Labels document_labels;
};

using PublishedFigures = std::map<std::string, PublishedFigure>;

Result<PublishedFigures> read_published(std::string const& figures_text) {
    PublishedFigures published;
    auto const root = TRY(YamlView::parse("figures.yaml", figures_text));
    auto const documents = TRY(read_documents(root));
    for (auto const& node : TRY(root.items("figures"))) {
        PublishedFigure figure;
        figure.comparator = TRY(node.text("comparator"));
        figure.document = TRY(node.text("document"));
        auto const labels = documents.find(figure.document);
        if (labels != documents.end()) figure.document_labels = labels->second;
        published[TRY(node.text("id"))] = std::move(figure);
    }
    return published;
}

/// A key of a series: how it is written in a filter, and how a person reads it.
struct SeriesKey {
    std::string text;
    std::string condition;  ///< JSON of the filter value
    std::string label;
};

SeriesKey key_of_reference(Snapshot const& snapshot, Field const& field, Reference reference) {
    EntityView const view(snapshot, *field.target);
    auto const row = view.row_of(reference.id);
    auto const id = std::to_string(reference.id);
    if (!row) return {id, id, "#" + id};
    auto const code = view.code(*row);
    return {code.empty() ? id : code, id, view.label(*row)};
}

SeriesKey key_of(Snapshot const& snapshot, GroupTable::Column const& column, Value const& value) {
    auto const* reference = value.get<Reference>();
    if (reference != nullptr && column.field != nullptr) {
        return key_of_reference(snapshot, *column.field, *reference);
    }
    if (auto const number = number_of(value)) {
        return {number->to_string(), number->to_string(), number->to_string()};
    }
    SeriesKey key;
    if (auto const* text = value.get<std::string>()) key.text = key.label = *text;
    if (auto const* date = value.get<Date>()) key.text = key.label = date->to_string();
    if (auto const* flag = value.get<bool>()) key.text = *flag ? "true" : "false";
    if (column.field != nullptr)
        key.label = fact_to_text(*snapshot.model, *column.field, value, true);
    if (value.get<bool>() != nullptr) {
        key.condition = key.text;
    } else {
        append_json_text(key.condition, key.text);
    }
    return key;
}

/// The drill of one point: the query's filter and the point's own key.
Drill drill_of_point(Drill drill, std::string const& group, SeriesKey const& key) {
    std::string condition;
    auto const colon = group.find(':');
    auto const field = group.substr(0, colon);
    if (colon == std::string::npos) {
        condition = "[\"" + field + "\",\"eq\"," + key.condition + "]";
    } else if (group.substr(colon) == ":year") {
        auto const year = key.text.substr(0, 4);
        condition =
            "[\"" + field + "\",\"between\",[\"" + year + "-01-01\",\"" + year + "-12-31\"]]";
    } else {
        return drill;
    }
    drill.where.pop_back();
    if (drill.where.size() > 1) drill.where += ',';
    drill.where += condition + "]";
    return drill;
}

Result<std::vector<SeriesPoint>> answer_series(YamlView const& node, Asking const& asking) {
    auto const query_node = TRY(node.at("query"));
    auto const query = TRY(read_query(query_node));
    auto const question = TRY(read_question(node, 2));
    auto const table = TRY(group_records(asking.snapshot, asking.viewer, query, asking.cache));
    std::vector<SeriesPoint> points;
    for (auto const& row : table->rows) {
        if (row.front().is_null() || points.size() == OverviewCard::kSeriesPointsMax) continue;
        auto const key = key_of(asking.snapshot, table->columns.front(), row.front().value);
        SeriesPoint point{key.text,
                          key.label,
                          {},
                          drill_of_point(question.drill, query.group.front().of.field, key)};
        if (auto const number = number_of(row.back().value))
            point.value = converted(*number, question);
        points.push_back(std::move(point));
    }
    return points;
}

Result<OverviewCard> answer_card(YamlView const& node, PublishedFigures const& published,
                                 Asking const& asking) {
    OverviewCard card;
    card.id = TRY(node.text("id"));
    card.labels = TRY(node.labels("labels"));
    card.unit = TRY(node.text_or("unit", ""));
    auto const question = TRY(read_question(node, 2));
    card.value = TRY(ask(asking, question).at(card.id));
    card.drill = question.drill;
    if (node.has("figure")) {
        auto const found = published.find(TRY(node.text("figure")));
        if (found == published.end())
            return node.error("没有这项公布数据", "there is no such figure");
        card.comparator = found->second.comparator;
        card.citation = found->second.document;
        card.document_labels = found->second.document_labels;
    }
    if (node.has("series")) {
        auto const series = TRY(node.at("series"));
        card.series = TRY(answer_series(series, asking).at(card.id));
    }
    return card;
}

void write_drill(JsonWriter& json, Drill const& drill) {
    json.key("drill").begin_object().member("entity", drill.entity);
    json.key("where").raw(drill.where).end_object();
}

void write_number(JsonWriter& json, std::optional<Decimal> value) {
    json.key("value");
    value ? json.decimal(*value) : json.null();
}

void write_card(JsonWriter& json, OverviewCard const& card) {
    json.begin_object().member("id", card.id);
    write_labels(json, "labels", card.labels);
    json.member("unit", card.unit);
    write_number(json, card.value);
    if (!card.comparator.empty()) json.member("comparator", card.comparator);
    json.member("published", !card.citation.empty());
    if (!card.citation.empty()) {
        json.member("citation", card.citation);
        write_labels(json, "document_labels", card.document_labels);
    }
    write_drill(json, card.drill);
    if (!card.series.empty()) {
        json.key("series").begin_array();
        for (auto const& point : card.series) {
            json.begin_object().member("key", point.key).member("label", point.label);
            write_number(json, point.value);
            write_drill(json, point.drill);
            json.end_object();
        }
        json.end_array();
    }
    json.end_object();
}

}  // namespace

Result<std::vector<OverviewSection>> answer_overview(std::string const& text,
                                                     std::string const& figures_text,
                                                     Asking const& asking) {
    auto const published = TRY(read_published(figures_text));
    auto const root = TRY(YamlView::parse("overview.yaml", text));
    std::vector<OverviewSection> sections;
    for (auto const& node : TRY(root.items("sections"))) {
        OverviewSection section{TRY(node.labels("labels")), {}};
        for (auto const& card : TRY(node.items("cards"))) {
            auto answered = answer_card(card, published, asking);
            if (!answered.ok() && is_withheld(answered.error(), asking.viewer)) continue;
            section.cards.push_back(TRY(std::move(answered)));
        }
        if (!section.cards.empty()) sections.push_back(std::move(section));
    }
    return sections;
}

void write_overview(JsonWriter& json, std::vector<OverviewSection> const& sections) {
    json.key("sections").begin_array();
    for (auto const& section : sections) {
        json.begin_object();
        write_labels(json, "labels", section.labels);
        json.key("cards").begin_array();
        for (auto const& card : section.cards) write_card(json, card);
        json.end_array().end_object();
    }
    json.end_array();
}

}  // namespace agglo
