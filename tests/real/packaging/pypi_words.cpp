#include "tests/real/packaging/pypi_words.h"

#include "base/core/text.h"

#include <algorithm>
#include <cctype>

namespace adder::testing {

std::string_view PypiWords::one_of(std::initializer_list<std::string_view> words) {
  return words.begin()[below(words.size())];
}

std::string PypiWords::release() {
  std::string text(one_of({"", "", "", "", "", "", "0!", "1!", "01!"}));
  text += one_of({"0", "1", "1", "2", "01", "2023", "18446744073709551616"});
  for (auto more = below(4); more > 0; --more) {
    text += cat('.', one_of({"0", "0", "1", "1", "2", "10", "00", "20231231", "223", "224"}));
  }
  return text;
}

std::string PypiWords::stage(std::initializer_list<std::string_view> words) {
  std::string text(one_of({"", "", ".", "-", "_"}));
  text += one_of(words);
  text += one_of({"", "", "", ".", "-", "_"});
  return text += one_of({"", "0", "1", "1", "2", "02", "10"});
}

std::string PypiWords::local() {
  std::string text = "+";
  for (auto more = below(3) + 1; more > 0; --more) {
    text += one_of({"1", "2", "01", "a", "abc", "ubuntu", "1a", "g0f"});
    if (more > 1) text += one_of({".", "-", "_"});
  }
  return text;
}

// Without a local part half as often as with one: only == and != take it.
std::string PypiWords::version(const std::string& release) {
  std::string text(one_of({"", "", "", "", "", "", "", "v", "V", " "}));
  text += release;
  if (in_hundred(35)) {
    text += stage({"a", "b", "c", "rc", "alpha", "beta", "pre", "preview", "RC", "Alpha"});
  }
  if (in_hundred(25)) text += in_hundred(30) ? "-1" : stage({"post", "rev", "r", "POST"});
  if (in_hundred(25)) text += stage({"dev", "Dev"});
  if (in_hundred(15)) text += local();
  return in_hundred(4) ? spoiled(text) : text;
}

std::string PypiWords::spoiled(std::string text) {
  const auto alien =
      one_of({".", "-", "+", "!", "*", "x", " ", "..", "1", "a", "_", ",", "\\", "@"});
  return text.insert(below(text.size() + 1), alien);
}

std::string PypiWords::clause(const std::string& release) {
  const auto op = one_of({"==", "==", "!=", "<", "<=", ">", ">=", "~=", "==="});
  const bool by_equality = op == "==" || op == "!=";
  if (in_hundred(by_equality ? 40 : 2)) {
    return cat(space(), op, space(), release, in_hundred(98) ? ".*" : ".dev1.*", space());
  }
  auto wanted = version(release);
  if (!by_equality && in_hundred(90)) wanted.resize(std::min(wanted.size(), wanted.find('+')));
  return cat(space(), op, space(), wanted, space());
}

std::string PypiWords::specifier(const std::string& release) {
  auto text = clause(release);
  for (auto more = below(10); more < 2; ++more) {
    text += cat(',', clause(in_hundred(50) ? release : this->release()));
  }
  return text;
}

std::string PypiWords::quoted(std::string_view text) {
  const auto quote = one_of({"'", "\""});
  return cat(quote, text, quote);
}

std::string PypiWords::compared(std::string left, std::string_view op, std::string right) {
  if (in_hundred(20)) std::swap(left, right);
  const std::string gap = op.ends_with("in") ? " " : space();
  return cat(left, gap, op, gap, right);
}

std::string PypiWords::comparison_of_versions() {
  const std::string variable(
      one_of({"python_version", "python_full_version", "implementation_version"}));
  if (in_hundred(20)) {
    return compared(variable, one_of({"in", "not in"}),
                    quoted(one_of({"3.8", "2.7, 3.8", "3.8.1 3.9", "3"})));
  }
  return compared(variable, one_of({"==", "!=", "<", "<=", ">", ">=", "===", "~="}),
                  quoted(one_of({"3.8", "3.9", "2.7", "3.8.1", "4.0", "3.10", "3.8.0"})));
}

std::string PypiWords::comparison_of_texts() {
  const std::string variable(
      one_of({"os_name", "sys_platform", "platform_machine", "platform_system", "os.name",
              "platform_python_implementation", "implementation_name", "python_implementation",
              "sys.platform", "platform.machine", "platform_release", "platform.version"}));
  return compared(variable, one_of({"==", "!=", "in", "not in"}),
                  quoted(one_of({"linux", "win32", "posix", "nt", "x86_64", "arm64 x86_64", "zos",
                                 "CPython", "cpython", "Linux", "linux darwin"})));
}

std::string PypiWords::comparison() {
  if (in_hundred(40)) return comparison_of_versions();
  if (in_hundred(70)) return comparison_of_texts();
  return compared("extra", one_of({"==", "!="}), quoted(one_of({"test", "socks", "all"})));
}

std::string PypiWords::marker(int depth) {
  if (in_hundred(1)) {
    return std::string(
        one_of({"os_name = 'nt'", "os_name == 'nt", "no_such == 'nt'", "os_name 'nt'",
                "(os_name == 'nt'", "os_name == 'nt')", "os_name == 'nt' and", "()",
                "os_name == nt", "not os_name == 'nt'", "os_name in", "extra"}));
  }
  if (depth == 0 || in_hundred(30)) return comparison();
  auto text = marker(depth - 1);
  for (auto more = below(3); more > 0; --more) {
    text += cat(' ', one_of({"and", "or"}), ' ', marker(depth - 1));
  }
  return in_hundred(40) ? cat('(', space(), text, space(), ')') : text;
}

std::string PypiWords::name() {
  std::string text;
  for (auto more = below(8) + 1; more > 0; --more) {
    text += one_of({"a", "B", "py", "7", "Zope", "-", "_", ".", "-._", "--"});
  }
  return text;
}

// Not cp3, cp311m and an ABI on any machine, which fit us and no Python of today.
std::string PypiWords::wheel_tag() {
  std::string text(
      one_of({"cp39", "cp310", "cp311", "cp312", "cp31", "py2.py3", "py3", "py311", "py310",
              "py312", "py2", "pp311", "cp27", "cp310.cp311", "py39", "cp32", "jy27"}));
  if (in_hundred(15)) return text + "-none-any";
  text += cat('-', one_of({"none", "none", "abi3", "cp39", "cp310", "cp311", "cp312", "cp310.cp311",
                           "pypy311_pp73", "cp31"}));
  const auto platform =
      one_of({"linux_x86_64", "manylinux1_x86_64", "manylinux2014_x86_64", "win_amd64", "win32",
              "manylinux_2_17_x86_64.manylinux2014_x86_64", "manylinux_2_39_x86_64", "win_arm64",
              "manylinux2014_aarch64", "musllinux_1_1_x86_64", "macosx_10_9_x86_64",
              "macosx_10_9_universal2", "macosx_11_0_arm64", "macosx_10_6_intel", "linux_aarch64",
              "macosx_10_6_intel.macosx_10_9_intel", "manylinux_2_5_i686"});
  return cat(text, '-', platform);
}

std::string PypiWords::requirement() {
  auto text =
      cat(space(), one_of({"requests", "Zope.Interface", "a", "7z", "ruamel_yaml"}), space());
  if (in_hundred(30)) {
    text += one_of({"[socks]", "[Socks, a_b]", "[ ]", "[a,a]", "[a,]", "[", "[x.y-z ,B]"});
  }
  if (in_hundred(10)) {
    text += cat(space(), "@ https://example.org/a-1.zip;b#sha1=0 ");
  } else if (in_hundred(70)) {
    const auto wanted = one_of({">=1.0", "<2 , >= 1.0a1", "~=1.4.2", "!=1.5.*,<= 3", "==2.0+x", ">",
                                "== 1!2.post3", ">=1.*", "1.0", "~=1", " >1.0.dev1 ", ">=1 <2"});
    text += in_hundred(30) ? cat('(', wanted, ')') : std::string(wanted);
  }
  if (in_hundred(40)) text += cat(space(), ';', space(), marker(1));
  if (in_hundred(97)) return text;
  return std::string(
      one_of({"a b", "a[b", "a[b]]", "a (>=1", "a >=1)", "-a", "a;", "a; extra", "a @ ",
              "@ https://example.org/", "", "a[b c]", "a[-]", "a$", "a>=1;", "=1"}));
}

}  // namespace adder::testing
