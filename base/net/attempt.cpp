#include "base/net/attempt.h"

#include "base/core/text.h"
#include "base/net/asking.h"
#include "base/net/failure.h"

#include <sys/socket.h>

#include <algorithm>
#include <span>
#include <utility>

namespace adder::net {

namespace {

// A page of an error is read to its end, so that the connection can be used again; a book is not.
constexpr std::uint64_t kMostIgnored = std::uint64_t{64} << 10;

// A stranger can promise any size, to have all the time in the world.
constexpr std::chrono::duration<double> kPromisesCount = std::chrono::minutes(10);

constexpr std::uint64_t kBigFile = std::uint64_t{4} << 20;
constexpr long kSmallBuffer = 64L << 10;
constexpr long kBigBuffer = 512L << 10;

Time wall_clock() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Outcome failed(Error error) {
  return {.kind = Outcome::Kind::failed, .error = std::move(error)};
}

Outcome trouble(std::string words) {
  return {.kind = Outcome::Kind::trouble, .words = std::move(words)};
}

// libcurl begins its words like a sentence; ours go on one.
std::string uncapitalised(std::string words) {
  const auto is_capital = [](char c) {
    return c >= 'A' && c <= 'Z';
  };
  const bool abbreviation = words.size() > 1 && is_capital(words[1]);
  if (!words.empty() && !abbreviation) words.replace(0, 1, lower(words.substr(0, 1)));
  return words;
}

bool is_ours_to_unpack(std::string_view encoding) {
  return encoding.empty() || encoding == "gzip" || encoding == "x-gzip" || encoding == "identity";
}

}  // namespace

Result<std::unique_ptr<Attempt>> Attempt::open(Wire& wire) {
  TRY_ASSIGN(auto handle, new_easy_handle(wire));
  std::unique_ptr<Attempt> attempt(new Attempt(wire));
  attempt->easy_ = std::move(handle);
  attempt->set_callbacks();
  return attempt;
}

void Attempt::set_callbacks() {
  auto* const easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, curl_words_.data());
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request);
  curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
}

void Attempt::seat(std::unique_ptr<Job> job, Moment now) {
  job_ = std::move(job);
  begun_ = now;
  held_ = job_->ranges ? resumable(job_->request) : Receiver::Part{};
  said_.clear();
  body_ = Body::unopened;
  position_ = 0;
  ignored_ = 0;
  blocked_address_.clear();
  verdict_.reset();
  curl_words_.front() = '\0';
  ask();
}

void Attempt::ask() {
  auto* const easy = easy_.get();
  const auto& request = job_->request;
  const auto& url = job_->url;
  const auto& proxy = wire_.proxies.for_url(url);
  by_proxy_ = !proxy.empty();
  const bool secure = url.scheme == "https";
  const bool big = request.expected_size.value_or(0) > kBigFile;
  const bool packed = request.encoding == Request::Encoding::compressed;
  curl_easy_setopt(easy, CURLOPT_URL, cat(url.public_part(), url.query).c_str());
  curl_easy_setopt(easy, CURLOPT_PROXY, proxy.c_str());
  // Only TLS can turn out to be HTTP/2, whose one connection is worth waiting for.
  curl_easy_setopt(easy, CURLOPT_PIPEWAIT, secure ? 1L : 0L);
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, big ? kBigBuffer : kSmallBuffer);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, packed ? "gzip" : nullptr);

  const auto* const login = job_->rules->login_for(url);
  headers_ = header_lines(request, held_, login);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
  set_login(easy, login, wire_.settings.netrc ? Netrc::read : Netrc::ignore);
}

std::size_t Attempt::on_header(char* line, std::size_t /*one*/, std::size_t size, void* self) {
  auto& attempt = *static_cast<Attempt*>(self);
  attempt.said_.add(std::string_view(line, size), wall_clock());
  return size;
}

std::size_t Attempt::on_body(char* bytes, std::size_t /*one*/, std::size_t size, void* self) {
  return static_cast<Attempt*>(self)->take_body(std::string_view(bytes, size));
}

curl_socket_t Attempt::on_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto& attempt = *static_cast<Attempt*>(self);
  if (!attempt.by_proxy_ && !attempt.may_connect(canonical_literal(address->addr)))
    return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// A connection that somebody else opened under other rules may be used again for us: so the address
// is judged again before each request.
int Attempt::on_request(void* self, char* address, char* /*own_address*/, int /*port*/,
                        int /*own_port*/) {
  auto& attempt = *static_cast<Attempt*>(self);
  if (attempt.by_proxy_) return CURL_PREREQFUNC_OK;
  const std::string_view text(address);
  const auto literal = canonical_literal(text.substr(0, text.find('%')));
  return attempt.may_connect(literal) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

bool Attempt::may_connect(const std::string& address) {
  if (job_->rules->may_connect(job_->url.host, address)) return true;
  blocked_address_ = address;
  return false;
}

std::size_t Attempt::take_body(std::string_view piece) {
  if (must_wait()) {
    wire_.paused.push_back(this);
    return CURL_WRITEFUNC_PAUSE;
  }
  if (body_ == Body::unopened) verdict_ = open_body();
  if (!verdict_ && body_ == Body::wanted) verdict_ = take_piece(piece);
  if (body_ == Body::unwanted) ignored_ += piece.size();
  const bool enough = verdict_ || ignored_ > kMostIgnored;
  return enough ? 0 : piece.size();
}

bool Attempt::must_wait() const {
  // A decoder that has to wait keeps in memory what it has unpacked: it does not wait.
  if (!wire_.ceiling.limits() || job_->request.encoding == Request::Encoding::compressed)
    return false;
  return !wire_.ceiling.is_open(std::chrono::steady_clock::now());
}

std::optional<Outcome> Attempt::open_body() {
  if (said_.head.status == 206) {
    if (held_.bytes == 0) return trouble("it answered with a part that nobody had asked for");
    if (!continues(said_, held_)) return Outcome{.kind = Outcome::Kind::start_over};
  }
  const bool wanted = said_.brings_the_body() && job_->request.receiver != nullptr;
  body_ = wanted ? Body::wanted : Body::unwanted;
  return wanted ? open_for_receiver() : std::nullopt;
}

std::optional<Outcome> Attempt::open_for_receiver() {
  const auto& request = job_->request;
  auto& head = said_.head;
  if (request.encoding == Request::Encoding::compressed) {
    if (!is_ours_to_unpack(said_.content_encoding))
      return failed(unwanted_encoding(*job_, said_.content_encoding));
    // It is the size of what is packed.
    if (!said_.content_encoding.empty()) head.total_size.reset();
  }
  if (request.most_bytes > 0 && head.total_size.value_or(0) > request.most_bytes)
    return failed(too_long(*job_));

  head.url = job_->url.public_part();
  position_ = head.status == 206 ? held_.bytes : 0;
  auto begun = request.receiver->begin(head, position_);
  if (!begun) return failed(std::move(begun).error());
  return {};
}

std::optional<Outcome> Attempt::take_piece(std::string_view piece) {
  auto& job = *job_;
  const auto most = job.request.most_bytes;
  if (most > 0 && piece.size() > most - position_) return failed(too_long(job));
  const auto bytes = std::as_bytes(std::span(piece.data(), piece.size()));
  auto written = job.request.receiver->write(bytes);
  if (!written) return failed(std::move(written).error());
  position_ += piece.size();
  job.reached = std::max(job.reached, position_);
  job.received += piece.size();
  if (job.request.encoding == Request::Encoding::identity) wire_.ceiling.charge(piece.size());
  return {};
}

Outcome Attempt::outcome(CURLcode code) {
  if (job_->request.encoding == Request::Encoding::compressed) {
    curl_off_t size = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_SIZE_DOWNLOAD_T, &size);
    wire_.ceiling.charge(static_cast<std::uint64_t>(size));
  }
  if (!verdict_ && code == CURLE_OK && body_ == Body::unopened) verdict_ = open_body();
  if (verdict_) return *std::move(verdict_);

  // A refusal that broke off in the middle of its page is a refusal all the same.
  const bool refused = said_.is_complete() && !said_.brings_the_body();
  if (code != CURLE_OK && !refused) return outcome_of_code(code);
  said_.head.url = job_->url.public_part();
  return judge(said_, held_.bytes > 0);
}

Outcome Attempt::outcome_of_code(CURLcode code) const {
  if (!blocked_address_.empty())
    return failed(job_->rules->blocked_address(job_->url, blocked_address_));
  const std::string_view told = curl_words_.data();
  auto words = uncapitalised(told.empty() ? curl_easy_strerror(code) : std::string(told));
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
      return failed(not_trusted(*job_, words));
    case CURLE_BAD_CONTENT_ENCODING:
      return failed(cannot_be_decoded(*job_));
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_URL_MALFORMAT:
      return failed(not_reached(*job_, words));
    default:
      return trouble(std::move(words));
  }
}

bool Attempt::is_too_slow(Moment now) const {
  const auto& settings = wire_.settings;
  // What the ceiling holds back is no fault of the server's: then a slow share is slow enough.
  const auto share = settings.rate / static_cast<std::uint64_t>(settings.connections) / 2;
  const auto slowest = settings.rate > 0 ? std::min(settings.slowest, share) : settings.slowest;
  const auto pace = static_cast<double>(std::max<std::uint64_t>(slowest, 1));
  const auto promised = static_cast<double>(job_->request.expected_size.value_or(0)) / pace;
  const auto arrived = static_cast<double>(position_) / pace;
  const std::chrono::duration<double> for_size(
      std::max(arrived, std::min(promised, kPromisesCount.count())));
  return now - begun_ > settings.stall_timeout + for_size;
}

Outcome Attempt::too_slow(Moment now) const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count();
  return trouble(cat("it was too slow: ", position_, " bytes in ", seconds, " s"));
}

void Attempt::resume() {
  curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
}

}  // namespace adder::net
