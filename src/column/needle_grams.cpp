#include "column/needle_grams.h"

#include <algorithm>
#include <optional>

#include "base/pinyin.h"

namespace agglo {

namespace {

constexpr uint8_t kWholeRank = 0;
constexpr uint8_t kWordRank = 2;
constexpr uint8_t kPartRank = 3;
constexpr uint8_t kPinyinStartRank = 4;
constexpr uint8_t kInitialsStartRank = 6;

/// Texts of a segment that are sooner looked at than told apart by another gram.
constexpr size_t kFew = 24;

/// A character of a needle's letters.
bool is_digit(char c) {
    return c <= '9';
}

/// Texts that hold a gram of one of the ranges.
CodeBits any_of(GramSegment const& segment, std::vector<GramRange> const& ranges) {
    CodeBits texts(segment.size());
    for (auto const& range : ranges) segment.mark(range, texts);
    return texts;
}

CodeBits exactly(GramSegment const& segment, Gram gram) {
    return any_of(segment, {{gram, gram + 1}});
}

/// Neighbours, or with what pinyin passes over between them.
std::vector<GramRange> near(GramRange range) {
    return {range, over_gap(range)};
}

/// Syllables that the letters may go on with, as sounds: whole ones one by one, begun ones
/// together.
struct Next {
    SoundRange sounds;
    size_t letters;  ///< taken
};

std::vector<Next> next_syllables(std::string_view letters) {
    if (is_digit(letters[0])) {
        Sound const sound = sound_of_digit(letters[0]);
        return {{{sound, sound}, 1}};
    }
    std::vector<Next> next;
    std::optional<SoundRange> begun;
    for (uint16_t s = 1; s <= pinyin_syllables(); ++s) {
        auto const text = pinyin_text(s);
        Sound const sound = sound_of_syllable(s);
        if (text.size() >= letters.size() && text.starts_with(letters)) {
            if (!begun) begun = {sound, sound};
            begun = {std::min(begun->first, sound), std::max(begun->last, sound)};
        } else if (letters.starts_with(text)) {
            next.push_back({{sound, sound}, text.size()});
        }
    }
    if (begun) next.push_back({*begun, letters.size()});
    return next;
}

}  // namespace

NeedleGrams::NeedleGrams(TextNeedle const& needle) : needle_(needle) {
    for (char32_t const c : needle.points()) places_.push_back(place_of(c));
    auto const& letters = needle.letters();
    if (letters.empty()) return;
    std::vector<SoundRange> sounds;
    part(letters, sounds);
    for (size_t i = 1; i < std::min(letters.size(), kInitialPairsMax + 1); ++i) {
        initials_.push_back(
            near(grams_of_initials(initial_number(letters[i - 1]), initial_number(letters[i]))));
    }
}

/// Follows every way to read the letters as syllables.
void NeedleGrams::part(std::string_view letters, std::vector<SoundRange>& sounds) {
    if (letters.empty() || sounds.size() == kSyllablesMax) return add_way(sounds);
    for (auto const& next : next_syllables(letters)) {
        sounds.push_back(next.sounds);
        part(letters.substr(next.letters), sounds);
        sounds.pop_back();
    }
}

void NeedleGrams::add_way(std::vector<SoundRange> const& sounds) {
    Way way{grams_of_first_sound(sounds[0]), {}, {}};
    for (size_t i = 1; i < sounds.size(); ++i)
        way.pairs.push_back(near(grams_of_sounds(sounds[i - 1].first, sounds[i])));
    if (way.pairs.empty()) way.one = grams_beginning(sounds[0]);
    ways_.push_back(std::move(way));
}

CodeBits NeedleGrams::containing(GramSegment const& segment) const {
    if (places_.size() == 1) {
        CodeBits texts(segment.size());
        auto const ranges = grams_beginning({places_[0].sound, places_[0].sound});
        for (size_t initial = 0; initial < ranges.size(); ++initial) {
            segment.mark_if(ranges[initial], texts, [&](Gram gram) {
                return begins_with(places_[0], static_cast<uint8_t>(initial), gram);
            });
        }
        return texts;
    }
    struct Pair {
        size_t count;
        Gram gram;
        auto operator<=>(Pair const&) const = default;
    };
    std::vector<Pair> pairs;
    for (size_t i = 1; i < places_.size(); ++i) {
        Gram const gram = gram_of(places_[i - 1], places_[i]);
        pairs.push_back({segment.count(gram), gram});
    }
    std::sort(pairs.begin(), pairs.end());  // the rarest leaves few, none leaves nothing
    auto texts = exactly(segment, pairs[0].gram);
    for (size_t i = 1; i < pairs.size() && texts.count() > kFew; ++i)
        texts &= exactly(segment, pairs[i].gram);
    return texts;
}

CodeBits NeedleGrams::pinyin(GramSegment const& segment, bool at_start) const {
    CodeBits texts(segment.size());
    for (auto const& way : ways_) {
        auto these = any_of(segment, at_start ? AnyOf{way.start} : way.one);
        if (!at_start && way.one.empty()) these.set_all();
        for (size_t i = 0; i < way.pairs.size() && these.count() > kFew; ++i)
            these &= any_of(segment, way.pairs[i]);
        texts |= these;
    }
    return texts;
}

CodeBits NeedleGrams::initials(GramSegment const& segment, bool at_start, Kept& kept) const {
    CodeBits texts(segment.size());
    if (initials_.empty()) return texts;
    kept.initials.resize(initials_.size());
    texts.set_all();
    auto const& letters = needle_.letters();  // two at least
    if (at_start) {
        texts = exactly(segment, gram_of_first_initials(initial_number(letters[0]),
                                                        initial_number(letters[1])));
    }
    for (size_t i = at_start ? 1 : 0; i < initials_.size() && texts.count() > kFew; ++i) {
        auto& pair = kept.initials[i];
        if (!pair) pair = any_of(segment, initials_[i]);
        texts &= *pair;
    }
    return texts;
}

CodeBits NeedleGrams::substring(GramSegment const& segment, uint8_t rank, Kept& kept) const {
    CodeBits texts(segment.size());
    bool const words = segment.words() == GramSegment::Words::kIndexed;
    if (rank == kPartRank || (rank == kWordRank && !words)) {
        texts.set_all();
    } else {
        auto const before = rank == kWordRank ? place_before_word() : place_before_text();
        texts = exactly(segment, gram_of(before, places_[0]));
    }
    if (rank == kWholeRank) {
        size_t const length = std::min(places_.size(), GramSegment::kLengthCounted);
        auto const beginning = texts;
        beginning.for_each([&](uint32_t place) {
            if (segment.length(place) != length) texts.reset(place);
        });
    }
    if (!texts.any()) return texts;
    if (!kept.containing) kept.containing = containing(segment);
    return texts &= *kept.containing;
}

CodeBits NeedleGrams::fitting(GramSegment const& segment, uint8_t rank, bool running,
                              Kept& kept) const {
    if (rank >= kInitialsStartRank) return initials(segment, rank == kInitialsStartRank, kept);
    if (rank >= kPinyinStartRank) return pinyin(segment, rank == kPinyinStartRank);
    if (running && rank < kPartRank) return CodeBits(segment.size());
    return substring(segment, rank, kept);
}

}  // namespace agglo
