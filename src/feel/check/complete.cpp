#include <algorithm>
#include <array>

#include "base/text.h"
#include "feel/builtins/builtin.h"
#include "feel/check/check.h"
#include "feel/syntax/name_text.h"

namespace agglo::feel {

namespace {

constexpr std::array kKeywords = {"if",    "then",      "else", "for",         "return",  "some",
                                  "every", "satisfies", "in",   "and",         "or",      "between",
                                  "true",  "false",     "null", "instance of", "function"};

/// Where the name that ends at `position` begins.
size_t name_start(std::string_view text, size_t position) {
    size_t start = position;
    while (start > 0) {
        size_t before = start - 1;
        while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
        auto const c = code_point_at(text, before).value;
        if (!continues_name(c) || is_full_width_punctuation(c)) break;
        start = before;
    }
    return start;
}

/// Where the chain of names and points that ends at `position` begins: `a.b.` from `a`.
size_t chain_start(std::string_view text, size_t position) {
    size_t start = position;
    while (start > 0 && text[start - 1] == '.') {
        auto const before = name_start(text, start - 1);
        if (before == start - 1) break;
        start = before;
    }
    return start;
}

class Completer {
public:
    explicit Completer(std::string_view typed) : typed_(fold_text(typed)), bytes_(typed.size()) {}

    void offer(Completion::Kind kind, std::string_view text, std::string type, std::string_view zh,
               std::string_view en) {
        bool const fits =
            begins(text) || begins(zh) || (kind != Completion::Kind::kKeyword && begins(en));
        if (fits && found_.size() < kCompletionsMax)
            found_.push_back({kind, std::string(text), bytes_, std::move(type), std::string(zh),
                              std::string(en)});
    }

    void offer(Completion::Kind kind, Member const& member) {
        offer(kind, member.name, to_text(*member.type), member.label_zh, member.label_en);
    }

    std::vector<Completion> take() { return std::move(found_); }

private:
    bool begins(std::string_view name) const { return fold_text(name).starts_with(typed_); }

    std::string typed_;
    size_t bytes_;
    std::vector<Completion> found_;
};

void offer_entries(Completer& completer, Type const& type) {
    using K = Type::Kind;
    auto const offer = [&](std::initializer_list<char const*> names) {
        for (auto const* name : names)
            completer.offer(Completion::Kind::kEntry, name, "number", "", "");
    };
    auto const* holder = &type;
    while (holder->kind == K::kList) holder = holder->element.get();
    for (auto const& member : holder->members) completer.offer(Completion::Kind::kEntry, member);
    if (holder->kind == K::kDate || holder->kind == K::kDateTime)
        offer({"year", "month", "day", "weekday"});
    if (holder->kind == K::kTime || holder->kind == K::kDateTime)
        offer({"hour", "minute", "second", "time offset", "timezone"});
    if (holder->kind == K::kDaysDuration) offer({"days", "hours", "minutes", "seconds"});
    if (holder->kind == K::kMonthsDuration) offer({"years", "months"});
    if (holder->kind == K::kRange) offer({"start", "end", "start included", "end included"});
}

}  // namespace

std::vector<Completion> complete(std::string_view text, size_t position,
                                 Environment const& around) {
    position = std::min(position, text.size());
    auto const start = name_start(text, position);
    Completer completer(text.substr(start, position - start));
    if (start > 0 && text[start - 1] == '.') {
        auto const chain = chain_start(text, start);
        auto const source = parse_expression(text.substr(chain, start - 1 - chain), around);
        if (source.ok()) offer_entries(completer, *(*source)->type);
        return completer.take();
    }
    for (auto const& member : around.members) completer.offer(Completion::Kind::kVariable, member);
    for (auto const& builtin : all_builtins())
        completer.offer(Completion::Kind::kFunction, builtin.name,
                        std::string(builtin.signatures.front().text), builtin.zh, builtin.en);
    for (auto const* keyword : kKeywords)
        completer.offer(Completion::Kind::kKeyword, keyword, "", "", "");
    return completer.take();
}

}  // namespace agglo::feel
