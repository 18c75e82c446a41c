#include "feel/builtins/signature.h"

#include "base/assert.h"
#include "base/text.h"

namespace agglo::feel {

namespace {

class SignatureReader {
public:
    explicit SignatureReader(std::string_view text) : text_(text) {}

    Signature signature() {
        Signature signature{.text = text_};
        expect('(');
        while (!take(')')) {
            signature.parameters.push_back(parameter());
            if (!at(')')) expect(',');
        }
        expect(':');
        signature.result = type();
        AGGLO_ASSERT(at_ == text_.size());
        return signature;
    }

private:
    Parameter parameter() {
        Parameter parameter{.name = std::string(words())};
        parameter.optional = take('?');
        expect(':');
        parameter.type = type();
        parameter.nullable = take('?');
        if (text_.substr(at_).starts_with("...")) {
            parameter.variadic = true;
            at_ += 3;
        }
        return parameter;
    }

    TypePtr type() {
        auto const name = words();
        auto type = type_of_name(name);
        AGGLO_ASSERT(type);
        if (!take('<')) return type;
        bool const list = type->kind == Type::Kind::kList;
        AGGLO_ASSERT(list || type->kind == Type::Kind::kRange);
        auto element = this->type();
        expect('>');
        return list ? list_of(std::move(element)) : range_of(std::move(element));
    }

    /// Up to the next character that means something here.
    std::string_view words() {
        auto const end = std::min(text_.find_first_of("()<>,:?.", at_), text_.size());
        auto const found = trim(text_.substr(at_, end - at_));
        at_ = end;
        return found;
    }

    bool at(char c) const { return at_ < text_.size() && text_[at_] == c; }
    bool take(char c) {
        if (!at(c)) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        bool const found = take(c);
        AGGLO_ASSERT(found);
    }

    std::string_view text_;
    size_t at_ = 0;
};

}  // namespace

Signature read_signature(std::string_view text) {
    return SignatureReader(text).signature();
}

}  // namespace agglo::feel
