#include "exchange/xml_scanner.h"

#include <cstring>
#include <gtest/gtest.h>

namespace agglo {
namespace {

/// Gives its text in pieces of a few bytes, so that every token is cut somewhere.
class Trickle : public ByteSource {
public:
    Trickle(std::string text, size_t piece) : text_(std::move(text)), piece_(piece) {}
    Result<size_t> read(char* to, size_t most) override {
        auto const count = std::min({piece_, most, text_.size() - at_});
        std::memcpy(to, text_.data() + at_, count);
        at_ += count;
        return count;
    }

private:
    std::string text_;
    size_t piece_;
    size_t at_ = 0;
};

std::string walk(std::string const& text, size_t piece) {
    Trickle source(text, piece);
    XmlScanner xml(source);
    std::string out;
    while (true) {
        auto const event = xml.next();
        if (!event.ok()) return "error";
        if (*event == XmlEvent::kFinish) return out;
        if (*event == XmlEvent::kText) out += std::string(xml.text());
        if (*event == XmlEvent::kEnd) out += ">";
        if (*event != XmlEvent::kStart) continue;
        auto const a = xml.attribute("a");
        if (!a.ok()) return "error";
        out += "<" + std::string(xml.name()) + (*a ? "@" + **a : "") + " ";
    }
}

TEST(XmlScanner, WalksWhereverItIsCut) {
    struct Case {
        std::string text, expected;
    } const cases[] = {
        {"<?xml version='1.0'?><x:a><b a='1>2'/>t&lt;</x:a>", "<a <b@1>2 >t<>"},
        {"<a b:a = \"&quot;'\" c=''>x<!-- <y> --><![CDATA[<&]]>]</a>", "<a@\"' x<&]>"},
        {"", ""},
        {"<a>", "error"},
        {"</a>", "error"},
        {"<a", "error"},
        {"<a b='1'", "error"},
        {"<!DOCTYPE a><a/>", "error"},
        {"<a>&b;</a>", "error"},
        {"<a>&#0;</a>", "error"},
        {"<a>&amp</a>", "error"},
        {"<!-- ", "error"},
    };
    for (auto const& [text, expected] : cases) {
        for (size_t const piece : {1u, 2u, 3u, 7u, 1000u}) {
            EXPECT_EQ(walk(text, piece), expected) << text << " by " << piece;
        }
    }
}

}  // namespace
}  // namespace agglo
