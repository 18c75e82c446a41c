#pragma once
// Mistakes of a schema: all of them, each with the place it stands at.
//
//   mistakes.add(word.place, {"没有这个实体", "there is no such entity"});
//   if (!mistakes.empty()) return std::move(mistakes).to_error();
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "model/field.h"

namespace agglo {

/// Where something stands; line and column count from 1. `file` borrows from the SchemaFile.
struct Place {
    std::string_view file;
    int line = 1;
    int column = 1;

    std::string to_string() const;
};

/// A text of the schema with its place; empty text: it was not stated.
struct Word {
    std::string text;
    Place place;

    bool empty() const { return text.empty(); }
};

class Mistakes {
public:
    static constexpr size_t kMistakesMax = 1'000;

    /// Beyond kMistakesMax they are only counted.
    void add(Place const& place, Labels const& what);
    bool empty() const { return count_ == 0; }
    size_t count() const { return count_; }

    /// kValidationFailed with one kBadSchema per mistake, in the order of file, line and column.
    Error to_error() &&;

private:
    struct Mistake {
        Place place;
        Labels what;
    };
    std::vector<Mistake> mistakes_;
    size_t count_ = 0;
};

}  // namespace agglo
