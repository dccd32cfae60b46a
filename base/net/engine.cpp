#include "base/net/engine.h"

#include "base/core/text.h"
#include "base/net/failure.h"
#include "base/net/local_file.h"
#include "base/net/quiet_pipe.h"
#include "base/net/test_settings.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace adder::net {

using std::chrono::milliseconds;

namespace {

constexpr int kMostRedirects = 5;
// An attempt that came so much further than all before it is not counted: a long file over a bad
// line arrives in the end.
constexpr std::uint64_t kProgress = std::uint64_t{1} << 20;
constexpr milliseconds kLongestSleep{500};

Moment now() {
  return std::chrono::steady_clock::now();
}

// libcurl wants this once, before any thread of ours could use it.
CURLcode init_curl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  return code;
}

}  // namespace

Result<std::unique_ptr<Client::Engine>> Client::Engine::open(NetworkSettings settings,
                                                             std::stop_token stop) {
  heed_tests(settings);
  if (init_curl() != CURLE_OK) return Error(Error::Kind::io, "libcurl cannot be initialised");
  const auto order = serial_is_wanted() ? Order::serial : Order::free;
  if (order == Order::serial) settings.connections = 1;

  TRY_ASSIGN(auto wire, open_wire(std::move(settings)));
  auto shared = std::make_unique<Wire>(std::move(wire));
  TRY_ASSIGN(auto seats, Seats::open(*shared));
  return std::unique_ptr<Engine>(
      new Engine(std::move(shared), std::move(seats), std::move(stop), order));
}

Client::Engine::Engine(std::unique_ptr<Wire> wire, Seats seats, std::stop_token stop, Order order)
    : wire_(std::move(wire)),
      seats_(std::move(seats)),
      stop_(std::move(stop)),
      order_(order),
      schedule_(wire_->settings.connections, wire_->settings.per_host),
      patience_(wire_->settings.retry.longest_asked),
      random_(std::random_device()()),
      waker_(stop_, [handle = seats_.handle()] { curl_multi_wakeup(handle); }) {}

void Client::Engine::start(Request request, Done done) {
  auto job = std::make_unique<Job>();
  job->request = std::move(request);
  job->done = std::move(done);
  job->number = ++started_;
  job->rules = &rules_of(job->request.scope);
  job->started = now();
  ++under_way_;

  auto url = parse_url(job->request.url);
  if (url) {
    job->url = *std::move(url);
  } else {
    job->broken = std::move(url).error();  // said when its turn comes, from inside run()
  }
  job->host = place_of(*job);
  schedule_.add(std::move(job), Schedule::Place::back);
}

Result<void> Client::Engine::run(std::optional<Moment> until) {
  const QuietPipe quiet;
  while (under_way_ > 0) {
    if (stop_.stop_requested()) return cancel_all();
    const auto moment = now();
    if (until && moment >= *until) return {};

    const auto concluded_before = concluded_;
    wake_sleepers(moment);
    seats_.resume_paused(moment);
    begin_next(moment);
    end_slow_ones(moment);
    for (auto& [job, outcome] : seats_.move()) conclude(std::move(job), std::move(outcome));
    // Whatever ended may have made room, or started something.
    if (concluded_ == concluded_before) wait(until);
  }
  return {};
}

void Client::Engine::wake_sleepers(Moment now) {
  while (!sleepers_.empty() && sleepers_.begin()->first <= now) {
    auto job = std::move(sleepers_.extract(sleepers_.begin()).mapped());
    if (order_ == Order::serial) {
      begin(std::move(job), now);
    } else {
      schedule_.add(std::move(job), Schedule::Place::front);
    }
  }
}

void Client::Engine::begin_next(Moment now) {
  while (wire_->ceiling.is_open(now)) {
    auto job = schedule_.next(now);
    if (!job) return;
    const bool is_local = job->url.scheme == "file";
    begin(std::move(job), now);
    if (is_local) return;  // that took its time: those at the wire come first
  }
}

void Client::Engine::begin(std::unique_ptr<Job> job, Moment now) {
  if (job->broken) {
    auto error = *std::move(job->broken);
    return finish(std::move(job), std::move(error));
  }
  // Only who asked for a file gets one: no server leads us to this machine's disk.
  if (job->url.scheme == "file" && job->redirects == 0) {
    auto response = answer_from_disk(*job, stop_);
    return finish(std::move(job), std::move(response));
  }
  const auto closed = patience_.closed_for(job->url.host, now);
  if (closed) {
    auto error = asked_for_patience(*job, "its server has enough of us", *closed);
    return finish(std::move(job), std::move(error));
  }
  const auto way = wire_->proxies.for_url(job->url).empty() ? ScopeRules::Way::direct
                                                            : ScopeRules::Way::by_proxy;
  auto allowed = job->rules->may_ask(job->url, job->request.trust, way);
  if (!allowed) return finish(std::move(job), std::move(allowed).error());

  if (!seats_.seat(job, now)) finish(std::move(job), Error(Error::Kind::io, "out of memory"));
}

void Client::Engine::end_slow_ones(Moment now) {
  if (now - pace_checked_ < std::chrono::seconds(1)) return;
  pace_checked_ = now;
  for (auto& [job, outcome] : seats_.end_slow_ones(now))
    conclude(std::move(job), std::move(outcome));
}

void Client::Engine::wait(std::optional<Moment> until) {
  auto wake = now() + kLongestSleep;
  if (until) wake = std::min(wake, *until);
  if (!sleepers_.empty()) wake = std::min(wake, sleepers_.begin()->first);
  wake = std::min(wake, schedule_.wakes_at().value_or(wake));
  auto& ceiling = wire_->ceiling;
  if (!ceiling.is_open(now())) wake = std::min(wake, ceiling.opens_at());
  seats_.wait(std::max(std::chrono::ceil<milliseconds>(wake - now()), milliseconds(0)));
}

Result<void> Client::Engine::cancel_all() {
  while (under_way_ > 0) {
    auto jobs = schedule_.take_all();
    std::ranges::move(seats_.unseat_all(), std::back_inserter(jobs));
    for (auto& [moment, job] : std::exchange(sleepers_, {})) jobs.push_back(std::move(job));
    std::ranges::sort(jobs, {}, [](const auto& job) { return job->number; });
    for (auto& job : jobs) {
      auto error = cancelled(*job);
      finish(std::move(job), std::move(error));
    }
  }
  return Error(Error::Kind::cancelled, "stopped");
}

void Client::Engine::conclude(std::unique_ptr<Job> job, Outcome outcome) {
  ++concluded_;
  switch (outcome.kind) {
    case Outcome::Kind::redirected:
      return follow(std::move(job), outcome.location);
    case Outcome::Kind::trouble:
      return try_again(std::move(job), outcome);
    case Outcome::Kind::failed:
      return finish(std::move(job), *std::move(outcome.error));
    case Outcome::Kind::start_over:
      job->ranges = false;
      return begin(std::move(job), now());
    case Outcome::Kind::answered:
      break;
  }
  patience_.served(job->url.host);
  Response response{
      .head = std::move(outcome.head), .received = job->received, .took = now() - job->started};
  finish(std::move(job), std::move(response));
}

void Client::Engine::follow(std::unique_ptr<Job> job, const std::string& location) {
  auto to = resolve(job->url, location);
  if (!to) {
    auto error = broken_redirect(*job, to.error().words());
    return finish(std::move(job), std::move(error));
  }
  if (job->redirects == kMostRedirects) {
    auto error = too_many_redirects(*job);
    return finish(std::move(job), std::move(error));
  }
  if (job->url.scheme == "https" && to->scheme == "http") {
    auto error = downgraded(*job, *to);
    return finish(std::move(job), std::move(error));
  }
  ++job->redirects;
  job->url = *std::move(to);
  if (place_of(*job) == job->host) return begin(std::move(job), now());
  change_host(std::move(job));
}

void Client::Engine::try_again(std::unique_ptr<Job> job, const Outcome& outcome) {
  const auto moment = now();
  heed(*job, outcome, moment);
  if (job->reached >= job->counted_from + kProgress) {
    job->counted_from = job->reached;
    job->attempt = 1;
  }
  const auto& policy = wire_->settings.retry;
  const milliseconds asked = outcome.asked_to_wait.value_or(std::chrono::seconds(0));
  const auto luck = std::uniform_real_distribution<double>(0, 1)(random_);
  const auto pause = pause_before(job->attempt + 1, policy, asked, luck);
  if (!pause) {
    auto error = asked > policy.longest_asked
                     ? asked_for_patience(*job, outcome.words, *outcome.asked_to_wait)
                     : not_reached(*job, outcome.words);
    return finish(std::move(job), std::move(error));
  }
  ++job->attempt;
  sleep(std::move(job), moment + *pause);
}

// What a server asks of one request may be meant for all of them.
void Client::Engine::heed(Job& job, const Outcome& outcome, Moment now) {
  const auto status = outcome.head.status;
  if (status != 429 && status != 503) return;
  const auto time = job.was_put_off ? Patience::Time::again : Patience::Time::first;
  job.was_put_off = true;
  const milliseconds asked = outcome.asked_to_wait.value_or(std::chrono::seconds(0));
  const auto rest = patience_.put_off(job.url.host, status, asked, time, now);
  if (rest.count() > 0) schedule_.rest(job.host, now + rest);
}

// A sleeper gives its place to others. One at a time means that it does not.
void Client::Engine::sleep(std::unique_ptr<Job> job, Moment until) {
  // From the top: where the redirects led to may have been a place for this once.
  job->redirects = 0;
  job->url = *parse_url(job->request.url);
  if (order_ == Order::free) schedule_.leave(*job);
  job->host = place_of(*job);
  sleepers_.emplace(until, std::move(job));
}

void Client::Engine::change_host(std::unique_ptr<Job> job) {
  schedule_.leave(*job);
  job->host = place_of(*job);
  schedule_.add(std::move(job), Schedule::Place::front);
}

void Client::Engine::finish(std::unique_ptr<Job> job, Result<Response> result) {
  if (job->has_place) schedule_.leave(*job);
  --under_way_;
  ++concluded_;
  const auto done = std::move(job->done);
  job.reset();
  if (done) done(std::move(result));
}

ScopeRules& Client::Engine::rules_of(const std::shared_ptr<const Scope>& scope) {
  auto& rules = rules_[scope];
  if (!rules) rules = std::make_unique<ScopeRules>(scope);
  return *rules;
}

// In serial order all share the one place there is.
std::string Client::Engine::place_of(const Job& job) const {
  return order_ == Order::serial ? std::string() : job.url.host;
}

}  // namespace adder::net
