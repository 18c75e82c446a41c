#pragma once
// Scope: the names around a place in a text while it is read: which name stands there, and the slot
// that holds its value when it is evaluated.
#include <optional>
#include <string_view>
#include <vector>

#include "feel/syntax/parser.h"

namespace agglo::feel {

class Scope {
public:
    explicit Scope(Environment const& around);

    /// A frame that the evaluator will have too, with the names it begins with.
    void open(std::vector<Member> names);
    /// The frame of a filter: `item`, and what entries the items are known to have.
    void open_items(TypePtr item);
    void add(Member name) { frames_.back().names.push_back(std::move(name)); }
    void close() { frames_.pop_back(); }
    size_t size() const { return frames_.size(); }
    /// How many are looked at to find one.
    size_t names() const;
    /// Back to so many frames: another reading is tried.
    void shrink(size_t frames) {
        frames_.erase(frames_.begin() + static_cast<ptrdiff_t>(frames), frames_.end());
    }

    struct Found {
        size_t bytes;  ///< of the text that spells it
        std::variant<Name, ItemEntry> node;
        TypePtr type;
    };
    /// The longest known name at `position`: of a variable, an entry of items, or a built-in.
    std::optional<Found> find(std::string_view text, size_t position) const;
    /// What a name that is in no frame stands for: an item may have such an entry.
    Name unknown(std::string_view name) const;
    /// The longest of the entry names that contexts of unknown type may have.
    std::optional<std::pair<size_t, std::string>> find_entry_name(std::string_view text,
                                                                  size_t position) const;
    Environment const& around() const { return around_; }

private:
    struct Frame {
        std::vector<Member> names;
        TypePtr item = nullptr;  ///< of a filter's frame
    };

    void find_in_frame(std::string_view text, size_t position, size_t depth,
                       std::optional<Found>& best) const;
    bool items_within(size_t depth) const;

    Environment const& around_;
    std::vector<Frame> frames_;
};

/// The member that `text` names at `position` by name or label, the longest; and its bytes.
std::optional<std::pair<size_t, Member const*>> find_member(std::vector<Member> const& members,
                                                            std::string_view text, size_t position);

}  // namespace agglo::feel
