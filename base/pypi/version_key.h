#pragma once

#include <string>
#include <string_view>

// How a version is kept: as bytes that sort as PEP 440 sorts versions.
//
//     epoch  release...  stage [number]  post [number]  dev [number]  local...
//
// A release ends with its last number that is not zero, for 1.0 and 1 are equal. A tag is smaller
// than the first byte of any number, so that 1rc1 and 1.post1 come before 1.1, whatever follows.
// No number is the beginning of another, so a key that begins with the bytes of 1.2 is a 1.2.*.
namespace adder::pypi::version_key {

// In the order of PEP 440: 1.dev1, 1a1, 1b1, 1rc1, and then 1 and 1.post1.
inline constexpr char kOnlyDev = 1;
inline constexpr char kAlpha = 2;
inline constexpr char kBeta = 3;
inline constexpr char kCandidate = 4;
inline constexpr char kFinal = 5;

inline constexpr char kNoPost = 0;
inline constexpr char kPost = 1;

inline constexpr char kDev = 0;
inline constexpr char kNoDev = 1;

inline constexpr char kLocalWord = 1;  // ends with a zero byte
inline constexpr char kLocalNumber = 2;

inline constexpr char kZero = 0x10;  // the number 0; what is not a tag is not below it

// `digits` may have leading zeros and any length; none at all are a 0.
void append_number(std::string& key, std::string_view digits);

// Takes the number at the front of `key` away and appends its digits to `text`.
void take_number(std::string_view& key, std::string& text);

}  // namespace adder::pypi::version_key
