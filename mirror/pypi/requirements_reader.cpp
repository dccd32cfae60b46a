#include "mirror/pypi/requirements_reader.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/pypi/core_metadata.h"
#include "mirror/pypi/artifacts.h"
#include "mirror/pypi/dist_metadata.h"
#include "mirror/pypi/published_page.h"

#include <algorithm>
#include <utility>

namespace adder::mirror {

namespace {

constexpr std::uint64_t kLongestMetadata = std::uint64_t{16} << 20;

// Requirements are remembered by the bytes that say them: .metadata where upstream names its
// checksum, else the file.
std::optional<Sha256> key_of(const MetadataNeed& need, const pypi::FileRecord& record) {
  return need.sha256 ? need.sha256 : record.sha256;
}

// Nothing: only building it would tell.
std::optional<std::vector<std::string>> requirements_in(const std::string& metadata,
                                                        pypi::FileKind kind) {
  auto parsed = pypi::parse_core_metadata(metadata);
  if (!parsed || !pypi::dependencies_are_known(*parsed, kind)) return std::nullopt;
  return std::move(parsed->requires_dist);
}

void answer_one(const MetadataNeed& need, const std::optional<std::vector<std::string>>& found,
                Closure& closure) {
  if (found) {
    closure.requirements(need, *found);
  } else {
    closure.no_requirements(need);
  }
}

}  // namespace

RequirementsReader::RequirementsReader(const Store& known, Carrier carrier, PageOf page_of)
    : known_(known),
      store_(carrier.store),
      carrier_(std::move(carrier)),
      page_of_(std::move(page_of)) {}

RequirementsReader::RequirementsReader(const Store& store, PageOf page_of)
    : known_(store), store_(store), page_of_(std::move(page_of)) {}

Result<void> RequirementsReader::answer(std::span<const MetadataNeed> needs, Closure& closure) {
  TRY_ASSIGN(auto questions, this->questions(needs));
  TRY(from_ledger(questions));
  TRY(go(by_companion(), questions));
  TRY(go(from_inside(), questions));
  for (const auto& question : questions) {
    answer_one(*question.need, question.requires_dist, closure);
  }
  return {};
}

namespace {

// What upstream names no checksum for and we have published: that file stays as it is, so what it
// requires does, too.
Result<std::map<std::string, Sha256>> published_sums(const Store& store,
                                                     const pypi::ProjectName& project,
                                                     const pypi::ProjectPage& page) {
  std::map<std::string, Sha256> sums;
  const bool is_silent = std::ranges::any_of(
      page.files, [](const pypi::FileRecord& record) { return !record.sha256; });
  if (!is_silent) return sums;
  TRY_ASSIGN(const auto published, published_page(store, project));
  if (!published) return sums;
  for (const auto& record : published->files) {
    if (record.sha256) sums.emplace(record.filename, *record.sha256);
  }
  return sums;
}

}  // namespace

Result<std::vector<RequirementsReader::Question>> RequirementsReader::questions(
    std::span<const MetadataNeed> needs) const {
  std::map<pypi::ProjectName, std::map<std::string_view, const MetadataNeed*>> by_project;
  for (const auto& need : needs) by_project[need.project].emplace(need.file, &need);
  std::vector<Question> questions;
  for (const auto& [project, files] : by_project) {
    TRY_ASSIGN(auto page, page_of_(project));
    if (!page) continue;
    TRY_ASSIGN(const auto published, published_sums(known_, project, *page));
    for (auto& record : page->files) {
      const auto found = files.find(record.filename);
      if (found == files.end()) continue;
      const auto sum = published.find(record.filename);
      if (!record.sha256 && sum != published.end()) record.sha256 = sum->second;
      questions.push_back(
          {.need = found->second, .record = std::move(record), .requires_dist = {}});
    }
  }
  return questions;
}

namespace {

// What a ledger remembers of some bytes.
struct Known {
  bool is_known = false;
  bool is_static = false;  // else only building them would tell
  std::vector<std::string> requires_dist;
};

Result<Known> known_requirements(const Store& store, const Sha256& key) {
  Known known;
  TRY_ASSIGN(auto row, store.ledger().prepare("SELECT text FROM pypi_requires WHERE sha256 = ?1"));
  TRY_ASSIGN(known.is_known, row.bind(1, key).step());
  if (!known.is_known || row.is_null(0)) return known;
  known.is_static = true;
  const auto text = row.text(0);
  if (text.empty()) return known;
  for (const auto line : split(text, '\n')) known.requires_dist.emplace_back(line);
  return known;
}

}  // namespace

Result<void> RequirementsReader::from_ledger(std::vector<Question>& questions) const {
  for (auto& question : questions) {
    const auto key = key_of(*question.need, question.record);
    if (!key) continue;
    TRY_ASSIGN(auto known, known_requirements(store_, *key));
    if (!known.is_known && &known_ != &store_) {
      TRY_ASSIGN(known, known_requirements(known_, *key));
    }
    question.is_answered = known.is_known;
    if (known.is_static) question.requires_dist = std::move(known.requires_dist);
  }
  return {};
}

Result<void> RequirementsReader::remember(Question& question,
                                          const std::optional<std::string>& metadata) const {
  if (metadata) question.requires_dist = requirements_in(*metadata, question.need->kind);
  question.is_answered = true;
  const auto key = key_of(*question.need, question.record);
  if (!key || !carrier_) return {};
  TRY_ASSIGN(auto row,
             store_.ledger().prepare("INSERT OR REPLACE INTO pypi_requires VALUES (?1, ?2)"));
  row.bind(1, *key);
  if (question.requires_dist) {
    row.bind(2, join(*question.requires_dist, "\n"));
  } else {
    row.bind_null(2);
  }
  TRY(row.run());
  return {};
}

// FILE.metadata: small, and what installers read too.
RequirementsReader::Way RequirementsReader::by_companion() {
  return {.artifact = [](const Question& question) -> std::optional<Artifact> {
            if (!question.need->is_offered) return std::nullopt;
            for (auto& companion :
                 companion_artifacts(question.need->project, question.record, false)) {
              if (is_metadata(companion)) return std::move(companion);
            }
            return std::nullopt;
          },
          .metadata = [](const Question&,
                         const std::filesystem::path& blob) -> std::optional<std::string> {
            auto text = io::read_file(blob, kLongestMetadata);
            return text ? std::optional(*std::move(text)) : std::nullopt;
          }};
}

// The file itself. One that cannot be read inside is one whose dependencies are unknown.
RequirementsReader::Way RequirementsReader::from_inside() {
  return {.artifact = [](const Question& question) -> std::optional<Artifact> {
            return file_artifact(question.need->project, question.record);
          },
          .metadata = [](const Question& question,
                         const std::filesystem::path& blob) -> std::optional<std::string> {
            auto text = metadata_of(blob, question.record.filename);
            return text ? *std::move(text) : std::nullopt;
          }};
}

Result<void> RequirementsReader::go(const Way& way, std::vector<Question>& questions) {
  std::map<std::string, std::vector<Question*>> waiting;  // by item
  std::vector<Artifact> artifacts;
  for (auto& question : questions) {
    if (question.is_answered) continue;
    auto artifact = way.artifact(question);
    if (!artifact) continue;
    auto& askers = waiting[artifact->item];
    if (askers.empty()) artifacts.push_back(*std::move(artifact));
    askers.push_back(&question);
  }
  TRY_ASSIGN(const auto blobs, bring_home(std::move(artifacts)));
  std::optional<io::Transaction> transaction;
  if (carrier_) {
    TRY_ASSIGN(auto begun, store_.ledger().begin());
    transaction.emplace(std::move(begun));
  }
  for (const auto& [item, blob] : blobs) {
    for (auto* question : waiting[item]) TRY(remember(*question, way.metadata(*question, blob)));
  }
  return transaction ? std::move(*transaction).commit() : Result<void>();
}

// What cannot be had is told when the mirror wants the file for itself.
Result<std::map<std::string, std::filesystem::path>> RequirementsReader::bring_home(
    std::vector<Artifact> artifacts) {
  std::map<std::string, std::filesystem::path> blobs;
  std::vector<Artifact> absent;
  for (auto& artifact : artifacts) {
    std::optional<Blob> held;
    if (artifact.sha256) {
      TRY_ASSIGN(held, find_blob(known_, *artifact.sha256));
    }
    if (held) {
      blobs.insert_or_assign(artifact.item, known_.paths().blob(held->sha256));
    } else {
      absent.push_back(std::move(artifact));
    }
  }
  if (!carrier_) return blobs;
  TRY(fetch(*carrier_, absent,
            [&](const Artifact& artifact, const std::variant<Blob, Held>& outcome) {
              const auto* blob = std::get_if<Blob>(&outcome);
              if (blob != nullptr) {
                blobs.insert_or_assign(artifact.item, store_.paths().blob(blob->sha256));
              }
            }));
  return blobs;
}

}  // namespace adder::mirror
