#include "region/figures.h"

#include <algorithm>
#include <map>

namespace agglo {

namespace {

/// What a comparator allows, in multiples of the stated value.
struct Comparator {
    Labels labels;
    std::optional<Decimal> low, above, high, below;
};

using Comparators = std::map<std::string, Comparator>;

Result<Comparators> read_comparators(YamlView const& root) {
    Comparators comparators;
    for (auto const& [name, node] : TRY(root.entries("comparators"))) {
        auto& comparator = comparators[name];
        comparator.labels = TRY(node.labels("labels"));
        if (node.has("low")) comparator.low = TRY(node.decimal("low"));
        if (node.has("above")) comparator.above = TRY(node.decimal("above"));
        if (node.has("high")) comparator.high = TRY(node.decimal("high"));
        if (node.has("below")) comparator.below = TRY(node.decimal("below"));
    }
    return comparators;
}

/// answered ? stated × multiple, exactly.
std::strong_ordering compare(Decimal answered, Decimal stated, Decimal multiple) {
    int128 const left = static_cast<int128>(answered.mantissa) * power_of_ten(stated.scale) *
                        power_of_ten(multiple.scale);
    int128 const right =
        static_cast<int128>(stated.mantissa) * multiple.mantissa * power_of_ten(answered.scale);
    return left <=> right;
}

bool holds(Comparator const& comparator, Decimal answered, Decimal stated) {
    if (comparator.low && compare(answered, stated, *comparator.low) < 0) return false;
    if (comparator.above && compare(answered, stated, *comparator.above) <= 0) return false;
    if (comparator.high && compare(answered, stated, *comparator.high) > 0) return false;
    if (comparator.below && compare(answered, stated, *comparator.below) >= 0) return false;
    return true;
}

Result<FigureResult> check_figure(YamlView const& node, Comparators const& comparators,
                                  Documents const& documents, Asking const& asking) {
    FigureResult figure;
    figure.id = TRY(node.text("id"));
    figure.document = TRY(node.text("document"));
    auto const document = documents.find(figure.document);
    if (document == documents.end()) {
        return node.error("没有文件“" + figure.document + "”",
                          "no document '" + figure.document + "'");
    }
    figure.document_labels = document->second;
    figure.statement = TRY(node.text("statement"));
    figure.labels = TRY(node.labels("labels"));
    figure.comparator = TRY(node.text("comparator"));
    figure.unit = TRY(node.text_or("unit", ""));
    figure.from_observation = TRY(node.text_or("basis", "records")) == "observation";
    figure.stated = TRY(node.decimal("stated"));
    auto const comparator = comparators.find(figure.comparator);
    if (comparator == comparators.end()) {
        return node.error("没有比较符“" + figure.comparator + "”",
                          "no comparator '" + figure.comparator + "'");
    }
    figure.comparator_labels = comparator->second.labels;
    auto const question = TRY(read_question(node, figure.stated.scale));
    figure.answered = TRY(ask(asking, question).at(figure.id));
    figure.holds = figure.answered && holds(comparator->second, *figure.answered, figure.stated);
    figure.drill = question.drill;
    return figure;
}

struct Shown {
    std::string_view unit, zh, en;
    int shift;  ///< decimal places moved to the left
};

constexpr Shown kShown[] = {
    {"yuan", "亿元", "100 million yuan", 8},
    {"kwh", "亿千瓦时", "100 million kWh", 8},
    {"share", "%", "%", -2},
    {"yuan_per_mu", "万元/亩", "10 000 yuan/mu", 4},
    {"mu", "亩", "mu", 0},
    {"piece", "", "", 0},
    {"person", "人", "persons", 0},
    {"times", "倍", "times", 0},
    {"km2", "平方公里", "km²", 0},
    {"day", "天", "days", 0},
};

/// 31600000000 yuan is "316亿元".
std::string shown(Decimal value, std::string const& unit, bool zh) {
    for (auto const& way : kShown) {
        if (way.unit != unit) continue;
        Decimal const moved = way.shift >= 0
                                  ? Decimal{value.mantissa, value.scale}
                                  : Decimal{value.mantissa * power_of_ten(-way.shift), value.scale};
        auto const quotient = divide_rounded(
            moved.mantissa,
            static_cast<int128>(power_of_ten(moved.scale)) * power_of_ten(std::max(way.shift, 0)),
            4);
        std::string const number = quotient ? quotient->to_short_string() : value.to_short_string();
        if (zh || way.en.empty() || way.en == "%")
            return number + std::string(zh ? way.zh : way.en);
        return number + " " + std::string(way.en);
    }
    return value.to_short_string() + (unit.empty() ? "" : " " + unit);
}

std::string line_of(FigureResult const& figure, bool zh) {
    std::string line = figure.holds ? "✓ " : "✗ ";
    line += zh ? figure.labels.zh : figure.labels.en;
    line += zh ? "：公布 " : ": stated ";
    line += (zh ? figure.comparator_labels.zh : figure.comparator_labels.en) + " ";
    line += shown(figure.stated, figure.unit, zh);
    line += zh ? "，答 " : ", answered ";
    line += figure.answered ? shown(*figure.answered, figure.unit, zh) : (zh ? "无" : "nothing");
    if (figure.from_observation) line += zh ? "（单位报告）" : " (reported)";
    return line + "  [" + figure.document.substr(0, 3) + " " + figure.id + "]\n";
}

}  // namespace

Result<Documents> read_documents(YamlView const& root) {
    Documents documents;
    for (auto const& [file, node] : TRY(root.entries("documents"))) {
        auto const zh = TRY(node.text("zh"));
        documents[file] = {zh, TRY(node.text("en"))};
    }
    return documents;
}

Result<std::vector<FigureResult>> check_figures(std::string const& text, Asking const& asking) {
    auto const root = TRY(YamlView::parse("figures.yaml", text));
    auto const comparators = TRY(read_comparators(root));
    auto const documents = TRY(read_documents(root));
    std::vector<FigureResult> figures;
    for (auto const& node : TRY(root.items("figures"))) {
        auto checked = check_figure(node, comparators, documents, asking);
        if (!checked.ok() && is_withheld(checked.error(), asking.viewer)) continue;
        figures.push_back(TRY(std::move(checked)));
    }
    return figures;
}

bool all_hold(std::vector<FigureResult> const& figures) {
    return std::all_of(figures.begin(), figures.end(),
                       [](FigureResult const& figure) { return figure.holds; });
}

std::string figures_report(std::vector<FigureResult> const& figures, bool zh) {
    std::string report;
    size_t holding = 0;
    for (auto const& figure : figures) {
        report += line_of(figure, zh);
        holding += figure.holds ? 1 : 0;
    }
    auto const some = std::to_string(holding);
    auto const all = std::to_string(figures.size());
    return report + (zh ? all + " 项公布数据中 " + some + " 项相符\n"
                        : some + " of " + all + " figures hold\n");
}

void write_labels(JsonWriter& json, std::string_view name, Labels const& labels) {
    json.key(name).begin_object();
    json.member("zh", labels.zh).member("en", labels.en).end_object();
}

void write_figures(JsonWriter& json, std::vector<FigureResult> const& figures) {
    json.key("items").begin_array();
    for (auto const& figure : figures) {
        json.begin_object().member("id", figure.id).member("document", figure.document);
        write_labels(json, "document_labels", figure.document_labels);
        write_labels(json.member("statement", figure.statement), "labels", figure.labels);
        json.member("comparator", figure.comparator);
        json.member("basis", figure.from_observation ? "observation" : "records");
        json.key("stated").decimal(figure.stated).key("answered");
        figure.answered ? json.decimal(*figure.answered) : json.null();
        json.member("unit", figure.unit).member("holds", figure.holds).key("drill").begin_object();
        json.member("entity", figure.drill.entity).key("where").raw(figure.drill.where);
        json.end_object().end_object();
    }
    json.end_array();
}

}  // namespace agglo
