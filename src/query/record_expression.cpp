#include "query/record_expression.h"

#include <optional>
#include <set>

#include "feel/syntax/children.h"

namespace agglo {

namespace {

/// Every name in the text, those of loops and functions too: a member of the same name is then read
/// in vain, which does no harm.
struct Names {
    std::set<std::string, std::less<>> all;
    std::optional<std::string> unknown;  ///< the first that is nothing's

    void collect(feel::Expression const& expression) {
        if (auto const* name = std::get_if<feel::Name>(&expression.node)) add(*name);
        feel::for_each_child(expression, [this](feel::Expression const& child) { collect(child); });
    }
    void add(feel::Name const& name) {
        bool const known = name.depth >= 0 || name.builtin || name.dynamic;
        if (!known && !unknown) unknown = name.text;
        all.insert(name.text);
    }
};

}  // namespace

Result<RecordExpression> RecordExpression::parse(std::shared_ptr<EntityAccess const> access,
                                                 size_t entity, std::string_view text) {
    if (text.size() > kBytesMax)
        return Error(ErrorCode::kTooLarge, {"FEEL", std::to_string(kBytesMax)});
    RecordExpression made;
    made.records_ = std::make_shared<RecordEnvironment const>(*access, entity);
    made.access_ = std::move(access);
    made.entity_ = entity;
    made.expression_ = TRY(feel::parse_expression(text, made.records_->environment()));
    Names names;
    names.collect(*made.expression_);
    if (names.unknown) return Error(ErrorCode::kFeelUnknownName, {*names.unknown});
    auto const& members = made.records_->environment().members;
    for (size_t i = 0; i < members.size(); ++i) {
        if (names.all.contains(members[i].name)) made.used_.push_back(i);
    }
    return made;
}

feel::Value RecordExpression::evaluate(size_t row, feel::Evaluation& evaluation) const {
    return feel::evaluate(*expression_, records_->inputs(row, used_), evaluation);
}

}  // namespace agglo
