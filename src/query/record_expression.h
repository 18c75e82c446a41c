#pragma once
// RecordExpression: a FEEL text over the fields of one entity, read for one viewer, and its value
// for a record.
//
//   auto access = std::make_shared<EntityAccess const>(snapshot, viewer, entity);
//   auto expression = TRY(RecordExpression::parse(access, entity, "总投资 >= 亿元(1)"));
//   feel::Value value = expression.evaluate(row, evaluation);
//
// One record at a time and without columns: the slow twin of query/record_columns.h.
#include "query/feel_environment.h"

namespace agglo {

class RecordExpression {
public:
    static constexpr size_t kBytesMax = 16 * 1024;

    /// Of the entity that `access` is about; its snapshot must outlive the expression. Errors:
    /// those of feel::parse_expression, kTooLarge; kFeelUnknownName, as a list that is empty for a
    /// slip of the pen helps nobody.
    static Result<RecordExpression> parse(std::shared_ptr<EntityAccess const> access, size_t entity,
                                          std::string_view text);

    feel::Expression const& expression() const { return *expression_; }
    feel::ExpressionPtr const& pointer() const { return expression_; }
    std::shared_ptr<RecordEnvironment const> const& records() const { return records_; }
    EntityAccess const& access() const { return *access_; }
    std::shared_ptr<EntityAccess const> const& shared_access() const { return access_; }
    size_t entity() const { return entity_; }

    /// `row` must be readable. Only the fields that the text names are read.
    feel::Value evaluate(size_t row, feel::Evaluation& evaluation) const;
    /// Positions, among the environment's members, of the fields that the text names; ascending.
    std::vector<size_t> const& used() const { return used_; }

private:
    RecordExpression() = default;

    std::shared_ptr<EntityAccess const> access_;
    size_t entity_ = 0;
    std::shared_ptr<RecordEnvironment const> records_;
    feel::ExpressionPtr expression_;
    std::vector<size_t> used_;
};

}  // namespace agglo
