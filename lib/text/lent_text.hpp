// Texts of which there are very many: most of them lie elsewhere for long enough and need no memory of their
// own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/text_table.hpp"

namespace rasctl {

// A text that is lent where somebody says so, and otherwise its own; half the size of a std::string. Shorter
// than 4 GiB.
class LentText {
  public:
    LentText() = default;
    LentText(const std::string& text) { own(text); }
    LentText(const char* text) { own(text); }
    // The text must stay where it is for as long as this object and its copies live.
    static LentText lent(std::string_view text) {
        LentText made;
        made.text_ = text.data();
        made.size_ = static_cast<std::uint32_t>(text.size());
        return made;
    }
    LentText(const LentText& other) { take_copy(other); }
    LentText(LentText&& other) noexcept { swap(other); }
    LentText& operator=(const LentText& other) {
        if (this != &other) *this = LentText(other);
        return *this;
    }
    LentText& operator=(LentText&& other) noexcept {
        LentText(std::move(other)).swap(*this);
        return *this;
    }
    LentText& operator=(std::string_view text) {
        LentText made;
        made.own(text);
        return *this = std::move(made);
    }
    LentText& operator=(const std::string& text) { return *this = std::string_view(text); }
    LentText& operator=(const char* text) { return *this = std::string_view(text); }
    ~LentText() {
        if (is_own_) delete[] text_;
    }

    operator std::string_view() const { return view(); }
    std::string_view view() const { return {text_, size_}; }
    std::string str() const { return std::string(view()); }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    bool starts_with(std::string_view begin) const { return view().starts_with(begin); }
    void clear() { *this = LentText(); }

    friend bool operator==(const LentText& one, const LentText& other) { return one.view() == other.view(); }
    friend bool operator==(const LentText& one, const std::string& other) { return one.view() == other; }
    friend bool operator==(const LentText& one, std::string_view other) { return one.view() == other; }
    friend bool operator==(const LentText& one, const char* other) { return one.view() == other; }

  private:
    void swap(LentText& other) noexcept {
        std::swap(text_, other.text_);
        std::swap(size_, other.size_);
        std::swap(is_own_, other.is_own_);
    }
    void own(std::string_view text) {
        if (text.empty()) return;
        auto* const copy = new char[text.size()];
        std::memcpy(copy, text.data(), text.size());
        text_ = copy;
        size_ = static_cast<std::uint32_t>(text.size());
        is_own_ = true;
    }
    void take_copy(const LentText& other) {
        if (other.is_own_) return own(other.view());
        text_ = other.text_;
        size_ = other.size_;
    }

    const char* text_ = nullptr;
    std::uint32_t size_ = 0;
    bool is_own_ = false;
};

// Keeps texts to lend, equal ones once.
class TextStore {
  public:
    LentText keep(std::string_view text) {
        if (text.empty()) return {};
        const char* const kept = known_.find_or_put(
            text, [](const char* place) { return place; },
            [this](std::string_view unknown) { return copy(unknown); });
        return LentText::lent({kept, text.size()});
    }

  private:
    const char* copy(std::string_view text) {
        constexpr std::size_t usual_block = 65'536;
        if (text.size() > left_) {
            left_ = text.size() > usual_block / 4 ? text.size() : usual_block;
            blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_));
            next_ = blocks_.back().get();
        }
        char* const begin = next_;
        std::memcpy(begin, text.data(), text.size());
        next_ += text.size();
        left_ -= text.size();
        return begin;
    }

    TextTable<const char*> known_;
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* next_ = nullptr;
    std::size_t left_ = 0;
};

}  // namespace rasctl
