// `agglo feel`.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "cli/console_io.h"
#include "cli/feel_io.h"
#include "feel/builtins/builtin.h"
#include "feel/syntax/name_text.h"
#include "feel/syntax/parser.h"
#include "feel/value/value_text.h"

namespace agglo::cli {

namespace {

int list_builtins() {
    for (auto const& builtin : feel::all_builtins()) {
        std::printf("%s\n", std::string(builtin.name).c_str());
    }
    return kOk;
}

int describe(std::string const& name) {
    auto const* builtin = feel::find_builtin(name);
    if (!builtin) return report(Error(ErrorCode::kFeelUnknownName, {name}));
    for (auto const& signature : builtin->signatures) {
        std::printf("%s%s\n", name.c_str(), std::string(signature.text).c_str());
    }
    std::printf("%s\n%s\nDMN 1.5, %s\n", std::string(builtin->zh).c_str(),
                std::string(builtin->en).c_str(), std::string(builtin->section).c_str());
    return kOk;
}

/// White space as wide as the first characters of a line: Han takes two columns of a terminal.
std::string blank(std::string const& line, int characters) {
    constexpr char32_t kWideFrom = 0x1100;
    std::string out;
    for (size_t at = 0; at < line.size() && characters > 0; --characters) {
        auto const c = feel::code_point_at(line, at);
        out += c.value >= kWideFrom ? "　" : " ";
        at += c.bytes;
    }
    return out + std::string(static_cast<size_t>(std::max(characters, 0)), ' ');
}

}  // namespace

Result<feel::Context> read_context(std::string const& path) {
    auto const text = TRY(read_file(path));
    auto const parsed = feel::parse_expression(text, {});
    if (!parsed.ok()) {
        show_caret(text, parsed.error());
        return parsed.error();
    }
    feel::Evaluation evaluation(system_clock());
    auto const value = feel::evaluate(**parsed, std::span<feel::Value const>(), evaluation);
    if (!value.context()) return Error(ErrorCode::kBadFile, {path});
    return *value.context();
}

feel::Clock system_clock() {
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    auto const nanos = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    auto const zone = feel::Zone::of_region("Asia/Shanghai").value_or(feel::Zone::utc());
    auto const second = static_cast<int64_t>(nanos / 1'000'000'000);
    return {feel::DateTime{second + zone.offset_s_at_utc(second),
                           static_cast<int32_t>(nanos % 1'000'000'000), zone}};
}

void show_caret(std::string const& text, Error const& error) {
    if (error.code() != ErrorCode::kFeelSyntax || error.arguments().size() < 2) return;
    auto line = std::atoi(error.arguments()[0].c_str());
    auto const column = std::atoi(error.arguments()[1].c_str());
    size_t begin = 0;
    while (--line > 0 && begin != std::string::npos) begin = text.find('\n', begin) + 1;
    auto const shown = text.substr(begin, text.find('\n', begin) - begin);
    std::fprintf(stderr, "%s\n%s^\n", shown.c_str(), blank(shown, column - 1).c_str());
}

int run_feel(FeelOptions const& options) {
    if (options.wants_help && options.help.empty()) return list_builtins();
    if (options.wants_help) return describe(options.help);
    auto const text = options.expression == "-" ? read_standard_input() : options.expression;
    feel::Environment around;
    std::vector<feel::Value> values;
    if (!options.context.empty()) {
        auto const context = TRY_OR_EXIT(read_context(options.context));
        for (auto const& [name, value] : context.entries()) {
            around.members.push_back({name, feel::type_of(value)});
            values.push_back(value);
        }
    }
    auto const parsed = feel::parse_expression(text, around);
    if (!parsed.ok()) {
        show_caret(text, parsed.error());
        return report(parsed.error());
    }
    feel::Evaluation evaluation(system_clock());
    evaluation.keep_causes();
    auto const value = feel::evaluate(**parsed, values, evaluation);
    if (value.is_null()) {
        for (auto const& cause : evaluation.causes()) {
            std::fprintf(stderr, "%u: %s\n   %s\n", cause.span.begin + 1,
                         cause.error.message_zh().c_str(), cause.error.message_en().c_str());
        }
    }
    std::printf("%s\n", feel::to_feel(value).c_str());
    return kOk;
}

}  // namespace agglo::cli
