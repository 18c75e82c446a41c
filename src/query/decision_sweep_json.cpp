#include "query/decision_sweep_json.h"

#include <algorithm>
#include <map>

#include "query/feel_json.h"
#include "query/record_json.h"

namespace agglo {

namespace {

/// What officers call an input: its label in the model, or that of the field.
Labels label_of(SweepReport const& report, std::string const& path) {
    auto const& model = *report.questions.front().model;
    auto const input = model.find_input(path.substr(0, path.find('.')));
    auto const label = input ? model.inputs[*input]->variable.label : std::string();
    RecordEnvironment const records(report.access, report.answer.entity);
    auto const member = records.member_named(path);
    if (!member) return label.empty() ? Labels{path, path} : Labels{label, label};
    auto const& own = records.environment().members[*member];
    return {label.empty() ? own.label_zh : label, own.label_en};
}

void write_fact(JsonWriter& json, SweepReport const& report, std::string const& path) {
    auto const labels = label_of(report, path);
    json.begin_object().member("path", path);
    json.member("zh", labels.zh).member("en", labels.en);
}

void write_value(JsonWriter& json, DecisionOutcome const& outcome) {
    if (check_writable(outcome.value).ok() && outcome.known()) {
        write_feel_value(json, outcome.value);
    } else {
        json.null();
    }
}

void write_outcome(JsonWriter& json, SweepReport const& report, DecisionOutcome const& outcome) {
    json.member("outcome", outcome.text).key("value");
    write_value(json, outcome);
    json.member("known", outcome.known()).key("missing").begin_array();
    for (auto const& path : outcome.missing) {
        write_fact(json, report, path);
        json.end_object();
    }
    json.end_array();
    if (!outcome.cause) return;
    json.key("cause").begin_object().member("code", outcome.cause->name());
    json.member("zh", outcome.cause->message_zh()).member("en", outcome.cause->message_en());
    json.end_object();
}

void write_count(JsonWriter& json, std::string_view name, size_t count) {
    json.key(name).integer(static_cast<int64_t>(count));
}

void write_rows(JsonWriter& json, SweepReport const& report, SweepCell const& cell) {
    EntityView const view(report.access.snapshot(), report.answer.entity);
    write_count(json, "count", cell.count);
    json.key("rows").begin_array();
    for (auto const row : cell.rows) {
        write_record_head(json, view, report.access, row);
        json.end_object();
    }
    json.end_array();
}

/// Cells beyond those written.
void write_others(JsonWriter& json, SweepReport const& report) {
    auto const& cells = report.answer.cells;
    size_t count = 0;
    size_t const shown = std::min(cells.size(), SweepReport::kCellsMax);
    for (size_t i = shown; i < cells.size(); ++i) count += cells[i].count;
    json.key("others").begin_object();
    write_count(json, "cells", cells.size() - shown);
    write_count(json, "count", count);
    json.end_object();
}

struct Lack {
    size_t count = 0;  ///< records whose outcome hangs on the fact
    size_t alone = 0;  ///< of these, those that hang on nothing else
};

void write_lacks(JsonWriter& json, SweepReport const& report) {
    std::map<std::string, Lack> lacks;
    for (auto const& cell : report.answer.cells) {
        auto const& missing = report.answer.outcome(cell, 0).missing;
        for (auto const& path : missing) {
            lacks[path].count += cell.count;
            if (missing.size() == 1) lacks[path].alone += cell.count;
        }
    }
    std::vector<std::pair<std::string, Lack>> sorted(lacks.begin(), lacks.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](auto const& a, auto const& b) {
        return a.second.alone != b.second.alone ? a.second.alone > b.second.alone
                                                : a.second.count > b.second.count;
    });
    json.key("missing").begin_array();
    for (auto const& [path, lack] : sorted) {
        write_fact(json, report, path);
        write_count(json, "count", lack.count);
        write_count(json, "alone", lack.alone);
        json.end_object();
    }
    json.end_array();
}

void write_explanation(JsonWriter& json, SweepExplanation const& told) {
    json.begin_object().member("path", told.path);
    if (!told.why.empty()) json.member("why", told.why);
    write_count(json, "evaluated", told.evaluated);
    json.key("inputs").begin_array();
    for (auto const& input : told.inputs) {
        json.begin_object().member("name", input.name);
        if (!input.field.empty()) json.member("field", input.field);
        json.member("lookup", input.lookup);
        write_count(json, "classes", input.classes);
        json.end_object();
    }
    json.end_array().end_object();
}

size_t shown_cells(SweepReport const& report) {
    return std::min(report.answer.cells.size(), SweepReport::kCellsMax);
}

}  // namespace

void write_sweep(JsonWriter& json, SweepReport const& report) {
    auto const& answer = report.answer;
    write_count(json, "total", answer.total);
    json.key("outcomes").begin_array();
    for (size_t i = 0; i < shown_cells(report); ++i) {
        json.begin_object();
        write_outcome(json, report, answer.outcome(answer.cells[i], 0));
        write_rows(json, report, answer.cells[i]);
        json.end_object();
    }
    json.end_array();
    write_others(json, report);
    write_lacks(json, report);
    json.key("explain");
    write_explanation(json, answer.explanations.front());
}

void write_comparison(JsonWriter& json, SweepReport const& report) {
    auto const& answer = report.answer;
    size_t changed = 0;
    for (auto const& cell : answer.cells) changed += answer.changes(cell) ? cell.count : 0;
    write_count(json, "total", answer.total);
    write_count(json, "changed", changed);
    json.key("cells").begin_array();
    for (size_t i = 0; i < shown_cells(report); ++i) {
        auto const& cell = answer.cells[i];
        json.begin_object().member("before", answer.outcome(cell, 0).text);
        json.member("after", answer.outcome(cell, 1).text);
        json.member("changed", answer.changes(cell));
        write_rows(json, report, cell);
        json.end_object();
    }
    json.end_array();
    write_others(json, report);
    json.key("explain").begin_array();
    for (auto const& told : answer.explanations) write_explanation(json, told);
    json.end_array();
}

void write_sweep_page(JsonWriter& json, SweepReport const& report) {
    auto const& answer = report.answer;
    json.key("rows").begin_array();
    for (auto const row : answer.page_rows)
        write_record(json, report.access.snapshot(), report.access, answer.entity, row);
    json.end_array();
    write_count(json, "total", answer.page_total);
    json.key("next_cursor");
    answer.page_goes_on ? json.text(std::to_string(answer.page_rows.back() + 1)) : json.null();
}

}  // namespace agglo
