#include "feel/syntax/scope.h"

#include <array>

#include "feel/builtins/builtin.h"
#include "feel/syntax/name_text.h"

namespace agglo::feel {

namespace {

/// A quick look before the slow one: most names begin otherwise than the text.
bool may_begin(std::string_view text, size_t position, std::string_view name) {
    return !name.empty() && position < text.size() && name.front() == text[position];
}

std::optional<size_t> match(std::string_view text, size_t position, std::string_view name) {
    return may_begin(text, position, name) ? match_name(text, position, name) : std::nullopt;
}

/// The built-ins whose names begin with a byte.
std::vector<Builtin const*> const& builtins_at(char first) {
    static auto const by_first = [] {
        std::array<std::vector<Builtin const*>, 256> all;
        for (auto const& builtin : all_builtins())
            all[static_cast<unsigned char>(builtin.name.front())].push_back(&builtin);
        return all;
    }();
    return by_first[static_cast<unsigned char>(first)];
}

std::optional<size_t> match_member(std::string_view text, size_t position, Member const& member) {
    auto best = match(text, position, member.name);
    for (auto const& label : {member.label_zh, member.label_en})
        if (auto const bytes = match(text, position, label); bytes && bytes > best) best = bytes;
    return best;
}

/// A built-in of several words is one only where it is called; else `date and time` are three.
bool is_called(std::string_view text, size_t position) {
    while (position < text.size() && is_space(code_point_at(text, position).value))
        position += code_point_at(text, position).bytes;
    return position < text.size() && text[position] == '(';
}

}  // namespace

std::optional<std::pair<size_t, Member const*>> find_member(std::vector<Member> const& members,
                                                            std::string_view text,
                                                            size_t position) {
    std::optional<std::pair<size_t, Member const*>> best;
    for (auto const& member : members) {
        auto const bytes = match_member(text, position, member);
        if (bytes && (!best || *bytes > best->first)) best = {*bytes, &member};
    }
    return best;
}

Scope::Scope(Environment const& around) : around_(around) {
    open(around.members);
}

size_t Scope::names() const {
    size_t count = around_.entry_names.size();
    for (auto const& frame : frames_)
        count += frame.names.size() + (frame.item ? frame.item->members.size() : 0);
    return count;
}

void Scope::open(std::vector<Member> names) {
    frames_.push_back({std::move(names)});
}

void Scope::open_items(TypePtr item) {
    frames_.push_back({{{"item", item}}, item});
}

bool Scope::items_within(size_t depth) const {
    for (size_t d = 0; d <= depth && d < frames_.size(); ++d) {
        auto const& item = frames_[frames_.size() - 1 - d].item;
        if (item && (item->kind == Type::Kind::kAny || item->kind == Type::Kind::kContext ||
                     item->kind == Type::Kind::kNull))
            return true;
    }
    return false;
}

void Scope::find_in_frame(std::string_view text, size_t position, size_t depth,
                          std::optional<Found>& best) const {
    auto const& frame = frames_[frames_.size() - 1 - depth];
    auto const out = static_cast<int32_t>(depth);
    if (frame.item) {
        auto const entry = find_member(frame.item->members, text, position);
        if (entry && (!best || entry->first > best->bytes))
            best = Found{entry->first, ItemEntry{entry->second->name, out}, entry->second->type};
    }
    for (size_t i = frame.names.size(); i-- > 0;) {  // a later name hides an earlier one
        auto const& name = frame.names[i];
        auto const bytes = match_member(text, position, name);
        if (!bytes || (best && *bytes <= best->bytes)) continue;
        best = Found{*bytes,
                     Name{name.name, out, static_cast<uint32_t>(i), items_within(depth), nullptr},
                     name.type};
    }
}

std::optional<Scope::Found> Scope::find(std::string_view text, size_t position) const {
    std::optional<Found> best;
    for (size_t depth = 0; depth < frames_.size(); ++depth)
        find_in_frame(text, position, depth, best);
    for (auto const* each : builtins_at(text[position])) {
        auto const& builtin = *each;
        auto const bytes = match_name(text, position, builtin.name);
        if (!bytes || (best && *bytes <= best->bytes)) continue;
        bool const words = builtin.name.find(' ') != std::string_view::npos;
        if (words && best && !is_called(text, position + *bytes)) continue;
        best = Found{*bytes,
                     Name{std::string(builtin.name), -1, 0, items_within(frames_.size()), &builtin},
                     any_function_type()};
    }
    return best;
}

Name Scope::unknown(std::string_view name) const {
    return {normal_name(name), -1, 0, items_within(frames_.size()), nullptr};
}

std::optional<std::pair<size_t, std::string>> Scope::find_entry_name(std::string_view text,
                                                                     size_t position) const {
    std::optional<std::pair<size_t, std::string>> best;
    for (auto const& name : around_.entry_names) {
        auto const bytes = match(text, position, name);
        if (bytes && (!best || *bytes > best->first)) best = {*bytes, name};
    }
    return best;
}

}  // namespace agglo::feel
