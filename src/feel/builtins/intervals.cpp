// before, after, meets … coincides: DMN 1.5, 10.3.4.10, table 78, for points and ranges. Seven of
// them are another one with its arguments the other way round.
#include "feel/builtins/interval.h"
#include "feel/type/type.h"

namespace agglo::feel {
namespace {

using Holds = bool (*)(Relation const&);

Value judge(BuiltinCall const& call, Value const& a, Value const& b, Holds holds) {
    if (auto const relation = Relation::of(a, b)) return holds(*relation);
    if (!call.evaluation.keeps_causes()) return {};
    return call.fail(ErrorCode::kFeelNotComparable,
                     {to_text(*type_of(call[0])), to_text(*type_of(call[1]))});
}

Value judge(BuiltinCall const& call, Holds holds) {
    return judge(call, call[0], call[1], holds);
}

Value judge_reversed(BuiltinCall const& call, Holds holds) {
    return judge(call, call[1], call[0], holds);
}

/// Everything from `a`'s start on has `b`'s start on in it.
bool starts_no_later(Relation const& r) {
    return r.start_to_start < 0 ||
           (r.start_to_start == 0 && (r.a.start.included || !r.b.start.included));
}

bool starts_earlier(Relation const& r) {
    return r.start_to_start < 0 ||
           (r.start_to_start == 0 && r.a.start.included && !r.b.start.included);
}

bool starts_no_earlier(Relation const& r) {
    return !starts_earlier(r);
}

bool ends_no_later(Relation const& r) {
    return r.end_to_end < 0 || (r.end_to_end == 0 && (!r.a.end.included || r.b.end.included));
}

bool ends_no_earlier(Relation const& r) {
    return r.end_to_end > 0 || (r.end_to_end == 0 && (r.a.end.included || !r.b.end.included));
}

bool reaches_start(Relation const& r) {
    return r.end_to_start > 0 || (r.end_to_start == 0 && r.a.end.included && r.b.start.included);
}

bool reaches_end(Relation const& r) {
    return r.start_to_end < 0 || (r.start_to_end == 0 && r.a.start.included && r.b.end.included);
}

bool same_start(Relation const& r) {
    return r.start_to_start == 0 && r.a.start.included == r.b.start.included;
}

bool same_end(Relation const& r) {
    return r.end_to_end == 0 && r.a.end.included == r.b.end.included;
}

bool is_before(Relation const& r) {
    return !reaches_start(r);
}

bool meets(Relation const& r) {
    return r.end_to_start == 0 && r.a.end.included && r.b.start.included;
}

bool overlap(Relation const& r) {
    return reaches_start(r) && reaches_end(r);
}

bool overlaps_before(Relation const& r) {
    return starts_earlier(r) && reaches_start(r) && ends_no_later(r);
}

/// A point finishes a range, or starts it, by being that bound.
bool finishes(Relation const& r) {
    return same_end(r) && (r.a.is_point || starts_no_earlier(r));
}

bool starts(Relation const& r) {
    return same_start(r) && (r.a.is_point || ends_no_later(r));
}

bool includes(Relation const& r) {
    return starts_no_later(r) && ends_no_earlier(r);
}

bool coincide(Relation const& r) {
    return same_start(r) && same_end(r);
}

}  // namespace

Value interval_before(BuiltinCall const& call) {
    return judge(call, is_before);
}

Value interval_after(BuiltinCall const& call) {
    return judge_reversed(call, is_before);
}

Value interval_meets(BuiltinCall const& call) {
    return judge(call, meets);
}

Value interval_met_by(BuiltinCall const& call) {
    return judge_reversed(call, meets);
}

Value interval_overlaps(BuiltinCall const& call) {
    return judge(call, overlap);
}

Value interval_overlaps_before(BuiltinCall const& call) {
    return judge(call, overlaps_before);
}

Value interval_overlaps_after(BuiltinCall const& call) {
    return judge_reversed(call, overlaps_before);
}

Value interval_finishes(BuiltinCall const& call) {
    return judge(call, finishes);
}

Value interval_finished_by(BuiltinCall const& call) {
    return judge_reversed(call, finishes);
}

Value interval_includes(BuiltinCall const& call) {
    return judge(call, includes);
}

Value interval_during(BuiltinCall const& call) {
    return judge_reversed(call, includes);
}

Value interval_starts(BuiltinCall const& call) {
    return judge(call, starts);
}

Value interval_started_by(BuiltinCall const& call) {
    return judge_reversed(call, starts);
}

/// Two points or two ranges.
Value interval_coincides(BuiltinCall const& call) {
    if (call[1].range() && !call[0].range()) return call.refuse(1, "a point");
    if (call[0].range() && !call[1].range()) return call.refuse(1, "range");
    return judge(call, coincide);
}

}  // namespace agglo::feel
