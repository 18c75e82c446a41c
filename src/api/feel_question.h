#pragma once
// FeelQuestion: a text of FEEL in a request, and the entity and record that it is about.
#include <boost/json/object.hpp>
#include <memory>

#include "api/ask.h"
#include "query/feel_environment.h"

namespace agglo {

/// What strangers' expressions may take; small, since many may ask at once.
inline constexpr feel::EvaluationLimits kFeelLimits{.steps_max = 3'000'000,
                                                    .items_max = 100'000,
                                                    .characters_max = 1'000'000,
                                                    .bytes_max = 64u << 20,
                                                    .depth_max = 500};

/// The rights on an entity and its names.
struct FeelSubject {
    FeelSubject(Snapshot const& snapshot, Viewer const& viewer, size_t number)
        : entity(number), access(snapshot, viewer, number), record(access, number) {}

    size_t entity;
    EntityAccess access;
    RecordEnvironment record;
};

struct FeelQuestion {
    boost::json::object body;
    std::string text;
    SnapshotPtr snapshot;
    Date on;
    std::unique_ptr<FeelSubject> subject;  ///< null: of no entity
    std::optional<size_t> row;             ///< of the record that `id` names

    feel::Environment const& around() const;
};

/// The object that a body is, with its `as_of` and `on` as the request's. Errors: kMalformed,
/// kWrongType, kBadPoint, kBadDate.
Result<boost::json::object> feel_body(Ask& ask);
/// The subject that `entity` and `id` of a body name. Errors: kUnknownEntity, kForbidden,
/// kNoSuchRecord.
Result<void> find_subject(Ask const& ask, FeelQuestion& question);

/// Reads text, entity, id, on, as_of.
Result<FeelQuestion> feel_question(Ask& ask);

/// A text of the body; empty when it is not there. Error: kWrongType with its name as path.
Result<std::string> text_member(boost::json::object const& body, std::string_view name);
Result<bool> flag_member(boost::json::object const& body, std::string_view name);

/// The first passing of a limit, which leaves no answer.
std::optional<Error> limit_passed(feel::Evaluation const& evaluation);

}  // namespace agglo
