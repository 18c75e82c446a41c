#include "feel/evaluate/brief.h"

#include "feel/value/value_text.h"

namespace agglo::feel {

namespace {

constexpr int kBriefDepthMax = 2;

/// Nothing is cut within a code point.
std::string cut(std::string text, size_t bytes_max) {
    if (text.size() <= bytes_max) return text;
    while (bytes_max > 0 && (text[bytes_max] & 0xC0) == 0x80) --bytes_max;
    return text.substr(0, bytes_max) + "…";
}

std::string brief_at(Value const& value, int depth);

std::string brief_list(List const& list, int depth) {
    if (depth == kBriefDepthMax && !list.empty()) return "[…]";
    std::string out;
    for (size_t i = 0; i < list.size() && i < kBriefItemsMax; ++i)
        out += (i ? ", " : "") + brief_at(list[i], depth + 1);
    return "[" + out + (list.size() > kBriefItemsMax ? ", …]" : "]");
}

std::string brief_context(Context const& context, int depth) {
    if (depth == kBriefDepthMax && context.size() > 0) return "{…}";
    std::string out;
    auto const& entries = context.entries();
    for (size_t i = 0; i < entries.size() && i < kBriefItemsMax; ++i)
        out += (i ? ", " : "") + cut(entry_name(entries[i].first), kBriefCharactersMax) + ": " +
               brief_at(entries[i].second, depth + 1);
    return "{" + out + (entries.size() > kBriefItemsMax ? ", …}" : "}");
}

std::string brief_at(Value const& value, int depth) {
    if (auto const* list = value.list()) return brief_list(*list, depth);
    if (auto const* context = value.context()) return brief_context(*context, depth);
    if (auto const* text = value.string()) {
        auto const shown = cut(*text, kBriefCharactersMax);
        return quoted(shown);
    }
    return cut(to_feel(value, kBriefCharactersMax), kBriefCharactersMax);
}

}  // namespace

std::string brief(Value const& value) {
    return cut(brief_at(value, 0), 3 * kBriefCharactersMax);
}

}  // namespace agglo::feel
