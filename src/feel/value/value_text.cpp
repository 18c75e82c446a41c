#include "feel/value/value_text.h"

#include <fmt/format.h>
#include <utility>

#include "feel/syntax/name_text.h"
#include "feel/temporal/temporal_text.h"

namespace agglo::feel {

namespace {

/// Writes until there are more than so many bytes: what is shared is written again and again, so a
/// small value may have a large text.
class Writer {
public:
    explicit Writer(size_t bytes_max) : bytes_max_(bytes_max) {}

    void write(Value const& value) {
        if (out_.size() > bytes_max_) return;
        std::visit([&](auto const& held) { write_held(held); }, value.variant());
    }
    std::string take() && { return std::move(out_); }

private:
    void write_held(Null) { out_ += "null"; }
    void write_held(bool truth) { out_ += truth ? "true" : "false"; }
    void write_held(Number number) { out_ += number.to_string(); }
    void write_held(StringPtr const& text) { out_ += quoted(*text); }
    void write_held(FunctionPtr const&) { out_ += "function"; }
    void write_held(UnknownPtr const&) { out_ += "unknown"; }
    void write_held(ListPtr const& list) {
        out_ += '[';
        for (size_t i = 0; i < list->size() && out_.size() <= bytes_max_; ++i) {
            if (i > 0) out_ += ", ";
            write((*list)[i]);
        }
        out_ += ']';
    }
    void write_held(ContextPtr const& context) {
        out_ += '{';
        bool first = true;
        for (auto const& [name, value] : context->entries()) {
            if (out_.size() > bytes_max_) break;
            if (!std::exchange(first, false)) out_ += ", ";
            out_ += entry_name(name) + ": ";
            write(value);
        }
        out_ += '}';
    }
    void write_held(RangePtr const& range) {
        switch (range->form) {
            case Range::Form::kLess: return write_test("(< ", range->high);
            case Range::Form::kLessOrEqual: return write_test("(<= ", range->high);
            case Range::Form::kGreater: return write_test("(> ", range->low);
            case Range::Form::kGreaterOrEqual: return write_test("(>= ", range->low);
            case Range::Form::kEqual: return write_test("(= ", range->low);
            case Range::Form::kNotEqual: return write_test("(!= ", range->low);
            case Range::Form::kInterval: break;
        }
        out_ += range->low_included ? '[' : '(';
        write(range->low);
        out_ += "..";
        write(range->high);
        out_ += range->high_included ? ']' : ')';
    }
    template <class T>
    void write_held(T const& temporal) {
        out_ += "@\"" + to_text(temporal) + "\"";
    }
    void write_test(char const* symbol, Value const& end) {
        out_ += symbol;
        write(end);
        out_ += ')';
    }

    std::string out_;
    size_t bytes_max_;
};

std::string unquoted(std::string text) {
    return text.starts_with("@\"") ? text.substr(2, text.size() - 3) : text;
}

}  // namespace

std::string to_feel(Value const& value, size_t bytes_max) {
    Writer writer(bytes_max);
    writer.write(value);
    return std::move(writer).take();
}

std::string to_display(Value const& value, size_t bytes_max) {
    return value.string() ? *value.string() : unquoted(to_feel(value, bytes_max));
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (char const c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20)
                    out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
                else
                    out += c;
        }
    }
    return out + "\"";
}

std::string entry_name(std::string_view name) {
    return is_plain_name(name) ? std::string(name) : quoted(name);
}

}  // namespace agglo::feel
