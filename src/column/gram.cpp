#include "column/gram.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "base/character_class.h"
#include "base/pinyin.h"

namespace agglo {

namespace {

constexpr uint8_t kInitials = 1 + 10 + 26;
constexpr uint32_t kCodePoints = 0x110000;
constexpr size_t kHanCount = kHanLast - kHanFirst + 1;

// Sounds of the first initial, none, and its first numbers.
constexpr uint32_t kBeforeText = 0;
constexpr uint32_t kBeforeWord = 1;
constexpr uint32_t kAfterText = 2;
constexpr uint32_t kSoundless = 3;
constexpr uint32_t kWithoutInitial = kSoundless + kCodePoints;

/// Neighbouring numbers.
struct Numbers {
    uint64_t begin = 0;
    uint64_t size = 0;
};

/// Every character's place; made once.
class ReadingOrder {
public:
    ReadingOrder() {
        for (Sound s = 0; s < kSoundless; ++s) add_sound(0, 1);
        add_sound(0, kCodePoints);
        for (char digit = '0'; digit <= '9'; ++digit) latin(digit);
        auto const syllables = by_text();
        size_t next = 0;
        for (char letter = 'a'; letter <= 'z'; ++letter) {
            latin(letter);
            if (letter == 'u') latin('v');
            for (; next < syllables.size() && pinyin_text(syllables[next])[0] == letter; ++next)
                add_syllable(syllables[next]);
        }
    }

    uint64_t count() const { return sounds_.back().begin + sounds_.back().size; }
    Numbers const& sound(Sound sound) const { return sounds_[sound]; }
    Numbers const& initial(uint8_t initial) const { return initials_[initial]; }
    uint8_t initial_of(Sound sound) const { return initial_of_[sound]; }
    Sound of_syllable(uint16_t syllable) const { return by_syllable_[syllable]; }
    CharacterPlace latin_place(char32_t c) const { return latin_[c]; }
    CharacterPlace han_place(char32_t c) const {
        size_t const i = c - kHanFirst;
        return {han_[i], sound_of(han_[i]), initial_of(sound_of(han_[i]))};
    }
    Sound sound_of(uint64_t number) const {
        if (number < kWithoutInitial)
            return static_cast<Sound>(std::min<uint64_t>(number, kSoundless));
        return sound_of_[number - kWithoutInitial];
    }
    SoundRange sounds_of(uint8_t initial) const {
        auto const& numbers = initials_[initial];
        return {sound_of(numbers.begin), sound_of(numbers.begin + numbers.size - 1)};
    }

private:
    static std::vector<uint16_t> by_text() {
        std::vector<uint16_t> syllables(pinyin_syllables());
        for (size_t i = 0; i < syllables.size(); ++i) syllables[i] = static_cast<uint16_t>(i + 1);
        std::sort(syllables.begin(), syllables.end(),
                  [](uint16_t a, uint16_t b) { return pinyin_text(a) < pinyin_text(b); });
        return syllables;
    }

    Sound add_sound(uint8_t initial, uint32_t size) {
        uint64_t const begin = sounds_.empty() ? 0 : count();
        auto& numbers = initials_[initial];
        if (numbers.size == 0) numbers.begin = begin;
        numbers.size += size;
        sounds_.push_back({begin, size});
        initial_of_.push_back(initial);
        auto const sound = static_cast<Sound>(sounds_.size() - 1);
        if (initial > 0) sound_of_.insert(sound_of_.end(), size, sound);
        return sound;
    }
    void latin(char c) {
        uint8_t const initial = initial_number(c);
        Sound const sound = add_sound(initial, 1);
        latin_[static_cast<size_t>(c)] = {static_cast<uint32_t>(sounds_[sound].begin), sound,
                                          initial};
    }
    void add_syllable(uint16_t syllable) {
        if (members_.empty()) {
            members_.resize(size_t{pinyin_syllables()} + 1);
            for (char32_t c = kHanFirst; c <= kHanLast; ++c)
                members_[pinyin_syllable(c)].push_back(c);
        }
        auto const& characters = members_[syllable];
        Sound const sound = add_sound(initial_number(pinyin_text(syllable)[0]),
                                      static_cast<uint32_t>(characters.size()));
        by_syllable_.resize(members_.size());
        by_syllable_[syllable] = sound;
        for (size_t i = 0; i < characters.size(); ++i)
            han_[characters[i] - kHanFirst] = static_cast<uint32_t>(sounds_[sound].begin + i);
    }

    std::vector<Numbers> sounds_;
    std::vector<uint8_t> initial_of_;  // by sound
    std::array<Numbers, kInitials> initials_{};
    std::vector<Sound> sound_of_;  // by number, from kWithoutInitial on
    std::array<CharacterPlace, 128> latin_{};
    std::array<uint32_t, kHanCount> han_{};
    std::vector<Sound> by_syllable_;
    std::vector<std::vector<char32_t>> members_;  // by syllable
};

ReadingOrder const& order() {
    static auto const made = std::make_unique<ReadingOrder const>();
    return *made;
}

/// Where the grams of two initials begin.
Gram block(Numbers const& first, Numbers const& second) {
    return order().count() * first.begin + first.size * second.begin;
}

/// Where the grams of two sounds begin.
Gram block(Sound first, Sound second) {
    auto const& one = order().sound(first);
    auto const& two = order().sound(second);
    auto const& initial = order().initial(order().initial_of(first));
    auto const& next = order().initial(order().initial_of(second));
    return block(initial, next) + (one.begin - initial.begin) * next.size +
           one.size * (two.begin - next.begin);
}

CharacterPlace special(uint32_t number) {
    return {number, static_cast<Sound>(number), 0};
}

}  // namespace

uint8_t initial_number(char letter) {
    if (letter == 'v') letter = 'u';
    return static_cast<uint8_t>(letter <= '9' ? letter - '0' + 1 : letter - 'a' + 11);
}

Sound sound_of_digit(char digit) {
    return order().latin_place(static_cast<char32_t>(digit)).sound;
}

Sound sound_of_syllable(uint16_t syllable) {
    return order().of_syllable(syllable);
}

CharacterPlace place_of(char32_t character) {
    if (pinyin_syllable(character) != 0) return order().han_place(character);
    bool const digit = character >= '0' && character <= '9';
    if (digit || (character >= 'a' && character <= 'z')) return order().latin_place(character);
    return {kSoundless + character, kSoundless, 0};
}

CharacterPlace place_before_text() {
    return special(kBeforeText);
}

CharacterPlace place_before_word() {
    return special(kBeforeWord);
}

CharacterPlace place_after_text() {
    return special(kAfterText);
}

Gram gram_of(CharacterPlace first, CharacterPlace second) {
    auto const& one = order().sound(first.sound);
    auto const& two = order().sound(second.sound);
    return block(first.sound, second.sound) + (first.number - one.begin) * two.size +
           (second.number - two.begin);
}

Gram over_gap(Gram gram) {
    return gram + order().count() * order().count();
}

GramRange over_gap(GramRange range) {
    return {over_gap(range.first), over_gap(range.end)};
}

GramRange grams_of_initials(uint8_t first, uint8_t second) {
    auto const& one = order().initial(first);
    auto const& two = order().initial(second);
    Gram const begin = block(one, two);
    return {begin, begin + one.size * two.size};
}

GramRange grams_of_sounds(Sound first, SoundRange second) {
    return {
        block(first, second.first),
        block(first, second.last) + order().sound(first).size * order().sound(second.last).size};
}

GramRange grams_of_first_sound(SoundRange first) {
    return grams_of_sounds(kBeforeText, first);
}

Gram gram_of_first_initials(uint8_t first, uint8_t second) {
    return 2 * order().count() * order().count() + size_t{first} * kInitials + second;
}

std::vector<GramRange> grams_beginning(SoundRange first) {
    std::vector<GramRange> ranges;
    auto const& last = order().sound(first.last);
    uint64_t const size = last.begin + last.size - order().sound(first.first).begin;
    for (uint8_t initial = 0; initial < kInitials; ++initial) {
        Gram const begin = block(first.first, order().sounds_of(initial).first);
        ranges.push_back({begin, begin + size * order().initial(initial).size});
    }
    return ranges;
}

bool begins_with(CharacterPlace character, uint8_t second_initial, Gram gram) {
    auto const& own = order().sound(character.sound);
    auto const seconds = order().sounds_of(second_initial);
    uint64_t const at = gram - block(character.sound, seconds.first);
    uint64_t const next = order().initial(second_initial).begin;
    auto const& second = order().sound(order().sound_of(next + at / own.size));
    uint64_t const within = at - own.size * (second.begin - next);
    return own.begin + within / second.size == character.number;
}

void for_each_gram(std::string_view folded_text, bool words,
                   std::function<void(Gram)> const& visit) {
    auto before = place_before_text();
    auto before_class = CharacterClass::kOther;
    std::optional<CharacterPlace> sounded;  // the last character with an initial
    bool first = true;
    bool beside = false;     // it is the last one
    bool beginning = false;  // and the first
    for (size_t at = 0; at < folded_text.size(); first = false) {
        char32_t const character = next_code_point(folded_text, at);
        auto const place = place_of(character);
        auto const its_class = class_of(character);
        visit(gram_of(before, place));
        if (words && !first && its_class != before_class)
            visit(gram_of(place_before_word(), place));
        if (place.initial > 0 && beginning)
            visit(gram_of_first_initials(sounded->initial, place.initial));
        if (place.initial > 0 && sounded && !beside) visit(over_gap(gram_of(*sounded, place)));
        beside = place.initial > 0;
        beginning = first ? beside : beginning && !beside;
        if (beside) sounded = place;
        before = place;
        before_class = its_class;
    }
    if (!folded_text.empty()) visit(gram_of(before, place_after_text()));
}

}  // namespace agglo
