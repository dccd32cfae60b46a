#include "cli/format_page.h"

#include "base/core/text.h"
#include "cli/roff.h"

#include <vector>

namespace adder::cli {

namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (auto& letter : out) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
  }
  return out;
}

// What stands before `mark`, which is cut off with it; all of it when there is no mark.
std::string_view cut(std::string_view& text, std::string_view mark) {
  const auto end = text.find(mark);
  const auto piece = text.substr(0, end);
  text = end == text.npos ? std::string_view() : text.substr(end + mark.size());
  return piece;
}

// A line of prose: `code` and **bold** in bold, links by their words.
std::string prose(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto plain = text.substr(0, text.find_first_of("`*[\\"));
    out += out.empty() ? roff(plain) : roff_piece(plain);
    text.remove_prefix(plain.size());
    if (text.starts_with('`')) {
      text.remove_prefix(1);
      out += cat("\\fB", roff_piece(cut(text, "`")), "\\fR");
    } else if (text.starts_with("**")) {
      text.remove_prefix(2);
      out += cat("\\fB", prose(cut(text, "**")), "\\fR");
    } else if (text.starts_with('[') && text.find("](") != text.npos) {
      text.remove_prefix(1);
      out += prose(cut(text, "]("));
      cut(text, ")");
    } else if (!text.empty()) {
      // A backslash takes away the meaning of what follows: a bar in a table.
      if (text.starts_with('\\') && text.size() > 1) text.remove_prefix(1);
      out += roff_piece(text.substr(0, 1));
      text.remove_prefix(1);
    }
  }
  return out;
}

std::vector<std::string> cells_of(std::string_view row) {
  row = trim(row);
  row.remove_prefix(1);
  std::vector<std::string> cells(1);
  char before = ' ';
  for (const char letter : row) {
    if (letter == '|' && before == '\\') {
      cells.back().back() = letter;
    } else if (letter == '|') {
      cells.emplace_back();
    } else {
      cells.back() += letter;
    }
    before = letter;
  }
  cells.pop_back();  // behind the last bar
  for (auto& cell : cells) cell = trim(cell);
  return cells;
}

class Writer {
 public:
  void take(std::string_view line) {
    if (line.starts_with("```")) return in_code_ ? end_code() : begin_code();
    if (in_code_ && !indented_) return code(line);
    if (line.starts_with("    ") && (in_code_ || after_gap_)) return indented(line.substr(4));
    if (in_code_) end_code();
    if (line.empty()) return gap();
    if (line.starts_with("# ")) return;  // the name of the page says it
    if (line.starts_with("## ")) {
      out_ += cat(".SH ", roff_piece(upper(line.substr(3))), '\n');
    } else if (line.starts_with('|')) {
      row(line);
    } else if (line.starts_with("- ")) {
      out_ += cat(".IP \\(bu 2\n", prose(line.substr(2)), '\n');
    } else {
      if (after_gap_ && !out_.empty()) out_ += ".PP\n";
      out_ += prose(trim(line)) + '\n';
    }
    after_gap_ = false;
  }

  std::string text() && { return std::move(out_); }

 private:
  void gap() {
    after_gap_ = true;
    rows_ = 0;
  }
  void begin_code() {
    out_ += ".PP\n.RS 2\n.nf\n";
    in_code_ = true;
  }
  void end_code() {
    out_ += ".fi\n.RE\n";
    in_code_ = indented_ = false;
  }
  void code(std::string_view line) { out_ += roff(line) + '\n'; }
  void indented(std::string_view line) {
    if (!in_code_) begin_code();
    indented_ = true;
    code(line);
  }

  // The first two rows are the header and the line below it.
  void row(std::string_view line) {
    if (++rows_ <= 2) return;
    auto cells = cells_of(line);
    out_ += cat(".TP\n", prose(cells.front()), '\n');
    cells.erase(cells.begin());
    out_ += prose(join(cells, ": ")) + '\n';
  }

  std::string out_;
  bool in_code_ = false;
  bool indented_ = false;
  bool after_gap_ = true;
  int rows_ = 0;
};

}  // namespace

std::string format_page(const FormatPage& page, std::string_view markdown) {
  Writer writer;
  while (!markdown.empty()) writer.take(cut(markdown, "\n"));
  return cat(".TH \"", roff_piece(page.name), "\" 5 \"\" \"adder " ADDER_VERSION "\"\n.SH NAME\n",
             roff(page.name), " \\- ", roff_piece(page.about), "\n.SH DESCRIPTION\n",
             std::move(writer).text(), ".SH SEE ALSO\n.BR adder (1)\n");
}

}  // namespace adder::cli
