#include "tests/real/conda/conda_words.h"

#include "base/core/text.h"

namespace adder::testing {

std::string_view CondaWords::one_of(std::initializer_list<std::string_view> words) {
  return words.begin()[below(words.size())];
}

std::string CondaWords::spoiled(std::string text) {
  const auto alien = one_of({".", "-", "+", "!", "*", "x", " ", "..", "1", "a", "_", ",", "\\",
                             "@", "|", "(", ")", "=", "^", "$", "[",  "]", "?", "~", "'"});
  return text.insert(below(text.size() + 1), alien);
}

std::string CondaWords::release() {
  std::string text(one_of({"", "", "", "", "", "", "", "0!", "1!", "01!"}));
  text += one_of({"0", "1", "1", "2", "01", "2023", "18446744073709551616", "96", "97"});
  for (auto more = below(4); more > 0; --more) {
    text += in_hundred(97) ? "." : one_of({"_", "-"});
    text += one_of({"0", "0", "1", "1", "2", "10", "00", "20231231", "255", "256", "65536"});
  }
  return text;
}

// What comes behind the numbers.
std::string CondaWords::tail() {
  std::string text(in_hundred(95) ? one_of({"", "", "."}) : one_of({"_", "-"}));
  text += one_of({"a", "b", "rc", "RC", "alpha", "beta", "dev", "DEV", "post", "Post", "g", "p",
                  "posta", "devel", "vc", "_", "*", "za", "h"});
  return text +=
         one_of({"", "", "0", "0", "1", "1", "2", "02", "10", "1a", "0a", "1.2", ".0", ".1"});
}

std::string CondaWords::version(const std::string& release) {
  auto text = release;
  for (auto more = in_hundred(50) ? 0 : below(3) + 1; more > 0; --more) text += tail();
  if (in_hundred(8)) text += "_";
  if (in_hundred(15))
    text += cat('+', one_of({"0", "1", "a", "1.2", "abc_5", "0.0", "g1f", "1.0"}));
  if (in_hundred(4)) text = cat(' ', text);
  return in_hundred(4) ? spoiled(text) : text;
}

std::string CondaWords::clause(const std::string& release) {
  const auto wanted = in_hundred(70) ? release : version(release);
  if (in_hundred(5)) {
    return std::string(one_of({"^1.*$", "^[0-9]+\\.[0-9]+$", "^.*$", "^1|2$", "^(1|2)\\.0.*$",
                               "^1.0", "1.0$", "^$", "^(1$", "^[01].*|.*2$"}));
  }
  if (in_hundred(10))
    return std::string(one_of({"*", "*.1", "1.*.1", "*.1.*", "1*.*", "**", "*1*"}));
  if (in_hundred(20))
    return cat(wanted, one_of({"*", "*", ".*", ".*", ".*", ".*", ".*", "**", "..*"}));
  const auto op = in_hundred(3)
                      ? one_of({"===", "=>", "~", "!", "<>"})
                      : one_of({"", "", "==", "!=", "<", "<=", ">", ">=", ">=", "~=", "="});
  const auto end = one_of({"", "", "", "", "", "", ".*", "*"});
  return cat(in_hundred(1) ? " " : "", op, in_hundred(1) ? " " : "", wanted, end);
}

std::string CondaWords::clauses(const std::string& release, int depth) {
  const auto part = [&] {
    if (depth > 0 && in_hundred(15)) return cat(space(), '(', clauses(release, depth - 1), ')');
    return space() + clause(in_hundred(60) ? release : this->release()) + space();
  };
  auto text = part();
  for (auto more = below(10); more < 4; ++more) text += cat(one_of({",", "|"}), part());
  return text;
}

std::string CondaWords::version_spec(const std::string& release) {
  const auto text = clauses(release, 2);
  return in_hundred(3) ? spoiled(text) : text;
}

std::string CondaWords::name() {
  return std::string(
      one_of({"numpy", "numpy", "numpy", "numpy", "python", "r-base", "_openmp_mutex", "__glibc"}));
}

std::string CondaWords::build() {
  return std::string(one_of({"py311_0", "py312h1234_1", "0", "cuda_py311_0", "openblas_0"}));
}

std::string CondaWords::build_pattern() {
  if (in_hundred(40)) return build();
  return std::string(
      one_of({"py*", "*_0", "*py311*", "*", "py311_*", "*openblas*", "cuda*_0", "0*"}));
}

std::string CondaWords::key(const std::string& release) {
  const auto quote = one_of({"'", "'", "\""});
  const auto quoted = [&](std::string_view key, std::string_view value) {
    return cat(key, '=', quote, value, quote);
  };
  switch (below(10)) {
    case 0:
    case 1:
      return quoted("version", clauses(release, 1));
    case 2:
      return cat("version=", clause(release));
    case 3:
      return cat("build=", build_pattern());
    case 4:
      return quoted("build", in_hundred(50) ? build_pattern() : "^py3(11|12).*$");
    case 5:
      return quoted("build_number", one_of({"0", "1", ">=1", "<1", "!=0", "==1", "*", "=0"}));
    case 6:
      return cat("subdir=", one_of({"linux-64", "noarch", "osx-64"}));
    case 7:
      return cat("channel=", one_of({"conda-forge", "bioconda", "defaults", "conda-*", "*",
                                     "https://conda.anaconda.org/conda-forge",
                                     "conda-forge/linux-64", "conda-forge/label/dev"}));
    case 8:
      return std::string(one_of({"license=BSD-3-Clause", "license='bsd*'", "license_family=MIT",
                                 "license='*gpl*'", "license_family=b*", "track_features=mkl",
                                 "features='mkl debug'", "track_features='debug,mkl'"}));
    default:
      return std::string(
          one_of({"md5=0123456789abcdef0123456789abcdef", "md5=0123456789abcdef0123456789abcde0",
                  "sha256=e3b0c44298fc1c149afbf4c8996fb924", "name=python", "fn=x-1-0",
                  "fn=numpy-1-0.conda ", "url=https://example.org/numpy-1-0.conda,", "colour=blue",
                  "when=__unix", "extras=[a,b]", "optional"}));
  }
}

std::string CondaWords::keys(const std::string& release) {
  auto text = key(release);
  for (auto more = below(5); more < 2; ++more) text += cat(one_of({",", ", ", " "}), key(release));
  return cat('[', text, ']');
}

std::string CondaWords::match_spec(const std::string& release) {
  std::string text(one_of({"",
                           "",
                           "",
                           "",
                           "",
                           "",
                           "",
                           "",
                           "conda-forge::",
                           "bioconda::",
                           "conda-forge/linux-64::",
                           "*/linux-64::",
                           "conda-forge/noarch::",
                           "https://conda.anaconda.org/conda-forge::",
                           "defaults::",
                           "::",
                           "conda-*::",
                           "conda-forge:ns:",
                           "ns:",
                           "conda-forge/label/dev::"}));
  text += in_hundred(70) ? name() : one_of({"NumPy", "num*", "*", "*py", "^num.*$", "pip", "n..m"});
  if (in_hundred(70)) {
    std::string wanted = in_hundred(60) ? clause(release) : clauses(release, 0);
    text += in_hundred(60) ? cat(' ', wanted) : cat(one_of({"", "=", "=", "=="}), wanted);
    if (in_hundred(30)) text += cat(one_of({" ", "=", " =", "  "}), build_pattern());
  }
  if (in_hundred(35)) text += space() + keys(release);
  if (in_hundred(3))
    text += one_of({" # a comment", " if python", "(target=blarg,optional)", "#c"});
  return in_hundred(3) ? spoiled(text) : text;
}

std::vector<std::pair<std::string, std::string>> CondaWords::record(const std::string& version) {
  return {{"name", name()},
          {"version", version},
          {"build", build()},
          {"build_number", std::string(one_of({"0", "1", "2", "10"}))},
          {"subdir", std::string(one_of({"linux-64", "linux-64", "noarch"}))},
          {"channel", std::string(one_of({"conda-forge", "conda-forge", "bioconda", "pkgs/main",
                                          "conda-forge/label/dev"}))},
          {"fn", std::string(one_of({"numpy-1-0.conda", "numpy-1-0.tar.bz2"}))},
          {"url", std::string(one_of({"https://example.org/numpy-1-0.conda", "https://x.org/y"}))},
          {"md5", "0123456789abcdef0123456789abcdef"},
          {"sha256", std::string(one_of({"e3b0c44298fc1c149afbf4c8996fb924", "00"}))},
          {"license", std::string(one_of({"BSD-3-Clause", "MIT", "LGPL-2.1"}))},
          {"license_family", std::string(one_of({"BSD", "MIT", "LGPL"}))},
          {"track_features", std::string(one_of({"", "mkl", "mkl debug"}))},
          {"features", std::string(one_of({"", "", "debug,mkl"}))}};
}

}  // namespace adder::testing
