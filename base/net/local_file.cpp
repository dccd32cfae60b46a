#include "base/net/local_file.h"

#include "base/core/text.h"
#include "base/io/file.h"
#include "base/net/failure.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>
#include <vector>

namespace adder::net {

namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10;

constexpr int kOk = 200;
constexpr int kNotModified = 304;
constexpr int kForbidden = 403;
constexpr int kNotFound = 404;

class Reading {
 public:
  Reading(Job& job, const std::stop_token& stop) : job_(job), stop_(stop) {
    head_.url = job.url.public_part();
  }

  Result<Response> answer() {
    TRY_ASSIGN(const auto place, job_.rules->place_of_file(job_.url));
    auto opened = place.folder.open_for_reading(place.path, io::Inside::Links::within);
    if (!opened) return refusal(std::move(opened).error());
    file_ = *std::move(opened);
    shown_ = place.folder.folder() / place.path;
    TRY_ASSIGN(head_.etag, validator());
    if (head_.etag.empty()) return answered(kNotFound);
    if (head_.etag == job_.request.if_none_match) return answered(kNotModified);
    if (job_.request.receiver != nullptr) TRY(pour());
    return answered(kOk);
  }

 private:
  Response answered(int status) const {
    Response response{.head = head_,
                      .received = job_.received,
                      .took = std::chrono::steady_clock::now() - job_.started};
    response.head.status = status;
    return response;
  }

  Result<Response> refusal(Error error) const {
    if (error.kind() == Error::Kind::not_found) return answered(kNotFound);
    if (error.kind() == Error::Kind::denied) return answered(kForbidden);
    if (error.kind() == Error::Kind::blocked) return error;
    return unavailable(error);
  }

  static Error unavailable(const Error& error) {
    return {Error::Kind::unavailable, error.words(), error.hint()};
  }

  // Empty for what is no file with bytes of its own.
  Result<std::string> validator() {
    struct stat found {};
    if (::fstat(*file_, &found) != 0) return unavailable(io::disk_error("look at", shown_));
    if (!S_ISREG(found.st_mode)) return std::string();
    head_.total_size = static_cast<std::uint64_t>(found.st_size);
    return cat('"', found.st_size, '-', found.st_ino, '-', found.st_mtim.tv_sec, '.',
               found.st_mtim.tv_nsec, '"');
  }

  Result<void> pour() {
    const auto most = job_.request.most_bytes;
    if (most > 0 && head_.total_size.value_or(0) > most) return too_long(job_);
    TRY(job_.request.receiver->begin(head_, 0));
    ::posix_fadvise(*file_, 0, 0, POSIX_FADV_SEQUENTIAL);
    std::vector<std::byte> piece(kPiece);
    while (true) {
      if (stop_.stop_requested()) return cancelled(job_);
      const auto got = io::read_some(*file_, piece, shown_);
      if (!got) return unavailable(got.error());
      if (*got == 0) break;
      job_.received += *got;
      if (most > 0 && job_.received > most) return too_long(job_);
      TRY(job_.request.receiver->write(std::span(piece).first(*got)));
    }
    TRY_ASSIGN(const auto now, validator());
    if (now == head_.etag && job_.received == head_.total_size) return {};
    return Error(Error::Kind::unavailable,
                 cat("'", printable(shown_.native()), "': changed while it was being read"));
  }

  Job& job_;
  const std::stop_token& stop_;
  Head head_;
  io::Fd file_;
  std::filesystem::path shown_;
};

}  // namespace

Result<Response> answer_from_disk(Job& job, const std::stop_token& stop) {
  return Reading(job, stop).answer();
}

}  // namespace adder::net
