#include "region/question.h"

#include "query/group_cache.h"

namespace agglo {

namespace {

constexpr int kSumScale = 9;

Result<std::vector<QuestionTerm>> read_terms(YamlView const& node) {
    std::vector<QuestionTerm> terms;
    if (!node.is_list()) {
        terms.push_back({1, TRY(read_query(node))});
        return terms;
    }
    for (auto const& item : TRY(node.items())) {
        auto const sign = TRY(item.integer("sign"));
        if (sign != 1 && sign != -1) return item.error("sign 应为 1 或 -1", "sign is 1 or -1");
        auto const query = TRY(item.at("query"));
        terms.push_back({static_cast<int>(sign), TRY(read_query(query))});
    }
    return terms;
}

Result<void> read_over(YamlView const& node, Question& question) {
    if (!node.has("over")) return {};
    auto const over = TRY(node.at("over"));
    if (over.is_scalar()) {
        question.over_number = TRY(over.integer());
    } else {
        question.over = TRY(read_terms(over));
    }
    return {};
}

Result<void> read_factor(YamlView const& node, Question& question) {
    if (!node.has("factor")) return {};
    auto const factor = TRY(node.integers("factor"));
    if (factor.size() != 2 || factor[0] <= 0 || factor[1] <= 0) {
        return node.error("factor 应为两个正整数", "factor is two positive whole numbers");
    }
    question.factor_numerator = factor[0];
    question.factor_denominator = factor[1];
    return {};
}

Result<YamlView> read_what_is_asked(YamlView const& node, Question& question) {
    if (node.has("rank")) {
        auto const rank = TRY(node.at("rank"));
        question.rank_key = TRY(rank.text("key"));
        auto const query = TRY(rank.at("query"));
        question.terms = TRY(read_terms(query));
        return query;
    }
    if (node.has("terms")) {
        auto const terms = TRY(node.at("terms"));
        question.terms = TRY(read_terms(terms));
        auto const items = TRY(terms.items());
        if (items.empty()) return terms.error("没有查询", "there is no query");
        return items.front().at("query");
    }
    auto const query = TRY(node.at("query"));
    question.terms = TRY(read_terms(query));
    return query;
}

/// Value at scale kSumScale.
int128 summed(Decimal value) {
    return static_cast<int128>(value.mantissa) * power_of_ten(kSumScale - value.scale);
}

Result<GroupCache::Answer> ask_query(Asking const& asking, Query const& query) {
    return group_records(asking.snapshot, asking.viewer, query, asking.cache);
}

Result<int128> ask_terms(Asking const& asking, std::vector<QuestionTerm> const& terms) {
    int128 sum = 0;
    for (auto const& term : terms) {
        auto const table = TRY(ask_query(asking, term.query));
        if (table->rows.empty()) continue;
        auto const number = number_of(table->rows.front().back().value);
        if (number) sum += term.sign * summed(*number);
    }
    return sum;
}

std::string key_of(Snapshot const& snapshot, GroupTable::Column const& column, Value const& value) {
    auto const* reference = value.get<Reference>();
    if (reference != nullptr && column.field != nullptr && column.field->target) {
        EntityView const view(snapshot, *column.field->target);
        auto const row = view.row_of(reference->id);
        return row ? view.code(*row) : std::string();
    }
    auto const* text = value.get<std::string>();
    return text ? *text : std::string();
}

Result<std::optional<Decimal>> ask_rank(Asking const& asking, Question const& question) {
    auto const table = TRY(ask_query(asking, question.terms.front().query));
    std::optional<int128> own;
    std::vector<int128> all;
    for (auto const& row : table->rows) {
        auto const number = number_of(row.back().value);
        if (!number) continue;
        all.push_back(summed(*number));
        if (key_of(asking.snapshot, table->columns.front(), row.front().value) == question.rank_key)
            own = all.back();
    }
    if (!own) return std::optional<Decimal>();
    int64_t place = 1;
    for (auto const amount : all) place += amount > *own ? 1 : 0;
    return std::optional(Decimal{place, 0});
}

}  // namespace

Result<Query> read_query(YamlView const& node) {
    auto query = parse_query(node.json());
    if (!query.ok()) {
        auto const& wrong = query.error();
        return node.error(wrong.path() + " " + wrong.message_zh(),
                          wrong.path() + " " + wrong.message_en());
    }
    return query;
}

Result<Drill> drill_of_query(YamlView const& query) {
    Drill drill;
    drill.entity = TRY(query.text("entity"));
    if (query.has("where")) drill.where = TRY(query.at("where")).json();
    return drill;
}

Result<Question> read_question(YamlView const& node, int decimals) {
    Question question;
    auto const first = TRY(read_what_is_asked(node, question));
    TRY(read_over(node, question));
    TRY(read_factor(node, question));
    question.decimals = decimals;
    if (node.has("decimals")) question.decimals = static_cast<int>(TRY(node.integer("decimals")));
    if (question.decimals < 0 || question.decimals > Decimal::kScaleMax) {
        return node.error("decimals 超出范围", "decimals is out of range");
    }
    auto const drill = node.has("drill") ? TRY(node.at("drill")) : first;
    question.drill = TRY(drill_of_query(drill));
    return question;
}

bool is_withheld(Error const& error, Viewer const& viewer) {
    auto const code = error.code();
    return !viewer.unrestricted &&
           (code == ErrorCode::kForbidden || code == ErrorCode::kUnknownField ||
            code == ErrorCode::kNoSuchReference);
}

std::optional<Decimal> number_of(Value const& value) {
    if (auto const* decimal = value.get<Decimal>()) return *decimal;
    if (auto const* integer = value.get<int64_t>()) return Decimal{*integer, 0};
    return {};
}

std::optional<Decimal> converted(Decimal value, Question const& question) {
    return divide_rounded(
        summed(value) * question.factor_numerator,
        static_cast<int128>(power_of_ten(kSumScale)) * question.factor_denominator,
        question.decimals);
}

Result<std::optional<Decimal>> ask(Asking const& asking, Question const& question) {
    if (!question.rank_key.empty()) return ask_rank(asking, question);
    int128 const numerator = TRY(ask_terms(asking, question.terms));
    int128 denominator = static_cast<int128>(power_of_ten(kSumScale)) * question.over_number;
    if (!question.over.empty()) denominator = TRY(ask_terms(asking, question.over));
    return divide_rounded(numerator * question.factor_numerator,
                          denominator * question.factor_denominator, question.decimals);
}

}  // namespace agglo
