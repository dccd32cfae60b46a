#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// How a version is kept: as bytes that sort as conda sorts versions.
//
// conda cuts a version into components at dots and underscores and each component into numbers and
// words; it compares element by element and takes what is missing for zeros, to any length. So
// zeros at the end of a component, and components of zeros at the end of a version, leave no bytes.
// A zero with something behind it has two spellings: what comes is a word, which is less than the
// zeros that another version may have there, or a number, which is more.
//
//     letter...       a word, ended by a byte 0. Words are less than numbers
//     kZeroThenWord
//     kNothingThenWord    a component of zeros
//     kEnd                of a component, of the components, of the local part's components
//     kNothingThenNumber  a component of zeros
//     kZeroThenNumber
//     more            a number above zero
//     kPost           `post`, above all numbers
//
// The epoch is the first component. `dev` is written in upper case: that is above '*' and below '_'
// and the other words.
namespace adder::conda::version_key {

inline constexpr char kZeroThenWord = 0x7b;
inline constexpr char kNothingThenWord = 0x7c;
inline constexpr char kEnd = 0x7d;
inline constexpr char kNothingThenNumber = 0x7e;
inline constexpr char kZeroThenNumber = 0x7f;

// Writes a list of components to the end of a key.
class Writer {
 public:
  explicit Writer(std::string& key) : key_(key) {}

  void number(std::string_view digits);  // of any length, with leading zeros or without
  void word(std::string_view word);
  void post();
  void end_component();
  void end_list();

  std::uint16_t components() const { return components_; }
  std::uint16_t last_elements() const { return last_elements_; }  // of the last component

 private:
  void before_word();
  void before_number();

  std::string& key_;
  std::size_t zeros_ = 0;     // not written so far
  std::size_t nothings_ = 0;  // components of zeros, not written so far
  bool written_ = false;      // something of this component
  std::uint16_t elements_ = 0;
  std::uint16_t last_elements_ = 0;
  std::uint16_t components_ = 0;
};

// Takes the first component of a list of them and returns its bytes without its end. A component
// of zeros is empty, and so is what is beyond the last one.
std::string_view take_component(std::string_view& list);

// Takes the first element of a component. A zero is empty, and so is what is beyond the last one.
std::string_view take_element(std::string_view& component);

// Whether such an element is a word; without its byte 0 it is the word itself.
bool is_word(std::string_view element);

}  // namespace adder::conda::version_key
