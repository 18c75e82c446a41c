#include "feel/regex/class_expression.h"

#include "feel/regex/escape.h"
#include "feel/syntax/name_text.h"

namespace agglo::feel {

namespace {

class ClassReader {
public:
    ClassReader(std::string_view pattern, size_t at) : pattern_(pattern), at_(at) {}

    size_t at() const { return at_; }

    Result<std::string> group(int depth) {
        if (depth > kClassDepthMax) return wrong("[");
        ++at_;
        bool const negated = take('^');
        auto const first = at_;
        std::string items;
        std::string without;
        while (!take(']')) {
            if (at_ >= pattern_.size()) return wrong("[");
            if (at_ > first && pattern_.substr(at_).starts_with("-[")) {
                ++at_;
                without = TRY(group(depth + 1));
                if (!take(']')) return wrong("-[");
                break;
            }
            items += TRY(item(first));
        }
        if (items.empty()) return wrong("[]");
        auto const all = (negated ? "[^" : "[") + items + "]";
        return without.empty() ? all : "(?:(?!" + without + ")" + all + ")";
    }

private:
    bool take(char c) {
        if (at_ >= pattern_.size() || pattern_[at_] != c) return false;
        ++at_;
        return true;
    }

    char ahead(size_t bytes) const {
        return at_ + bytes < pattern_.size() ? pattern_[at_ + bytes] : '\0';
    }

    Result<std::string> item(size_t first) {
        if (auto const set = escaped_set(pattern_.substr(at_))) {
            at_ += set->bytes;
            return set->text;
        }
        if (pattern_[at_] == '-' && !may_be_hyphen(first)) return wrong("-");
        auto const low = TRY(character());
        bool const is_range = ahead(0) == '-' && ahead(1) != ']' && ahead(1) != '[';
        if (!is_range) return literal_of(low);
        if (ahead(1) == '-' && ahead(2) == '[') return literal_of(low);
        ++at_;
        if (at_ >= pattern_.size()) return wrong("[");
        auto const high = TRY(character());
        if (high < low) return wrong("-");
        return literal_of(low) + "-" + literal_of(high);
    }

    /// A hyphen means itself as the first, the last, or the last before what is taken away.
    bool may_be_hyphen(size_t first) const {
        return at_ == first || ahead(1) == ']' || (ahead(1) == '-' && ahead(2) == '[');
    }

    Result<char32_t> character() {
        if (pattern_[at_] == '[') return wrong("[");
        if (pattern_[at_] == '\\') {
            auto const meant = escaped_character(ahead(1));
            if (!meant) return wrong(std::string(pattern_.substr(at_, 2)));
            at_ += 2;
            return static_cast<char32_t>(*meant);
        }
        auto const point = code_point_at(pattern_, at_);
        at_ += point.bytes;
        return point.value;
    }

    Error wrong(std::string what) const {
        return Error(ErrorCode::kFeelBadPattern, {std::string(pattern_), std::move(what)});
    }

    std::string_view pattern_;
    size_t at_;
};

}  // namespace

Result<std::string> translate_class(std::string_view pattern, size_t& at) {
    ClassReader reader(pattern, at);
    auto translated = reader.group(0);
    at = reader.at();
    return translated;
}

}  // namespace agglo::feel
