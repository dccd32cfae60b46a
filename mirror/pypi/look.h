#pragma once

#include "base/net/client.h"
#include "base/pypi/file_record.h"
#include "base/pypi/project_name.h"
#include "mirror/pypi/upstream_book.h"
#include "mirror/store/store.h"
#include "mirror/words/config.h"
#include "mirror/words/report.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace adder::mirror {

// Asks an index what it has, as little as possible: what the ledger knows and the index confirms
// is not asked again. Nothing is written until accept().
class PypiLook {
 public:
  PypiLook(const Store& store, net::Client& client, const PypiConfig& config,
           std::shared_ptr<const net::Scope> scope, Report& report, std::stop_token stop);

  // Names that nobody upstream is asked for: what they say of them does not count.
  void leave_out(std::set<pypi::ProjectName> names) { left_out_ = std::move(names); }

  // The list of projects, from the first upstream that answers. An error when none does.
  Result<void> read_list();

  // False when the index has no list of its own: then only exact names can be asked for.
  bool has_list() const { return list_.has_value(); }
  const KnownList& list() const { return *list_; }
  const std::optional<KnownList>& earlier_list() const { return earlier_list_; }

  // Whether the first upstream did not answer and another one does. What that one does not have is
  // not gone: nothing is retired by its word, and its list is not remembered.
  bool stands_in() const { return stands_in_; }

  // Whether the project's page in force is not the first upstream's.
  Result<bool> is_second_hand(const pypi::ProjectName& project) const;

  // Makes sure that the pages of these projects are known as they are now. What cannot be had is
  // held, and the page as it was known stays in force.
  Result<void> read_pages(const std::set<pypi::ProjectName>& projects);

  // An index without a list is known by its pages: an error when it has none that was asked for.
  Result<void> check_index() const;

  // The page in force; nothing when there is no such project, or none we could ever read.
  Result<std::optional<pypi::ProjectPage>> page(const pypi::ProjectName& project) const;

  struct FileCount {
    std::uint64_t before = 0;
    std::uint64_t now = 0;
  };
  FileCount file_count() const { return file_count_; }
  const std::vector<Held>& held() const { return held_; }

  // Entries of the pages read so far that nobody can use: by project, file name and what is wrong.
  using Malformed = std::map<pypi::ProjectName, std::map<std::string, std::string>>;
  const Malformed& malformed() const { return malformed_; }

  // Takes what was seen into the ledger: guards have had their say.
  Result<void> accept();

 private:
  struct Ask;
  class ListSink;

  void stand_in(const std::vector<std::pair<std::string, Error>>& failures);
  Result<bool> read_list_from(const std::string& upstream);
  Result<void> find_serials(const std::set<pypi::ProjectName>& projects);
  Result<bool> needs_asking(const pypi::ProjectName& project);
  std::string base_of(const Ask& ask) const;
  void ask(const std::shared_ptr<Ask>& ask);
  void answered(const std::shared_ptr<Ask>& ask, Result<net::Response> response);
  void take_page(const std::shared_ptr<Ask>& ask, const net::Response& response);
  void take_unchanged(const std::shared_ptr<Ask>& ask, const net::Response& response);
  void take_absence(const Ask& ask);
  void take_second_hand(const std::shared_ptr<Ask>& ask);
  void failed(const std::shared_ptr<Ask>& ask, Held held);
  void stale(const std::shared_ptr<Ask>& ask, const std::string& got);
  bool try_next_upstream(const std::shared_ptr<Ask>& ask);
  void hold(const std::string& item, HeldReason reason, const std::string& url,
            std::string expected, std::string received, std::string detail = {});
  Result<std::optional<KnownPage>> page_known(const pypi::ProjectName& project) const;
  void count(const Ask& ask, std::uint64_t files);
  Result<void> remember_first_seen();
  Result<void> retry_stale_pages();

  const Store& store_;
  net::Client& client_;
  const PypiConfig& config_;
  std::shared_ptr<const net::Scope> scope_;
  Report& report_;
  std::stop_token stop_;

  std::optional<KnownList> list_;
  std::optional<KnownList> earlier_list_;
  bool list_changed_ = false;
  std::string upstream_;  // the one that answered
  bool stands_in_ = false;
  std::map<std::string, std::optional<std::uint64_t>, std::less<>> listed_;  // of those asked for
  std::set<pypi::ProjectName> left_out_;
  std::set<pypi::ProjectName> asked_;
  std::map<pypi::ProjectName, KnownPage> seen_;  // in this run, not yet in the ledger
  std::vector<std::shared_ptr<Ask>> stale_;
  std::vector<Held> held_;
  mutable Malformed malformed_;
  std::map<pypi::ProjectName, std::vector<std::string>> undated_;  // files without upload-time
  FileCount file_count_;
  std::uint64_t pages_ = 0;     // that are there
  std::uint64_t absences_ = 0;  // pages that are not
};

}  // namespace adder::mirror
