// durable_floor LIST FOLDER
//
// What no mirror can do without: writes a file of the given size for each line `SIZE NAME` of LIST,
// makes them durable, gives them their names, links each where it is served, and makes that
// durable. Nothing is fetched and nothing is hashed. One thread; bytes come from memory.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace {

using Files = std::vector<std::pair<std::size_t, std::string>>;

void must(bool worked, const std::string& what) {
  if (worked) return;
  std::fprintf(stderr, "error: durable_floor: %s: %s\n", what.c_str(), std::strerror(errno));
  std::exit(1);
}

Files read_list(const char* path) {
  Files files;
  std::ifstream list(path);
  must(list.good(), path);
  std::size_t size = 0;
  for (std::string name; list >> size >> name;) files.emplace_back(size, name);
  return files;
}

void make_folder(const std::string& path) {
  must(mkdir(path.c_str(), 0755) == 0 || errno == EEXIST, path);
}

void write_file(const std::string& path, std::size_t size) {
  static const std::vector<char> piece(std::size_t{1} << 20, 'x');
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0444);
  must(file >= 0, path);
  while (size > 0) {
    const auto wrote = write(file, piece.data(), std::min(size, piece.size()));
    must(wrote > 0, path);
    size -= static_cast<std::size_t>(wrote);
  }
  must(close(file) == 0, path);
}

void make_durable(const std::string& folder) {
  const int here = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  must(here >= 0 && syncfs(here) == 0 && close(here) == 0, folder);
}

// 256 folders, as a store by checksum has; what is served lies in a folder of its own each.
std::string blob(const std::string& folder, std::size_t number) {
  return folder + "/blobs/" + std::to_string(number % 256) + '/' + std::to_string(number);
}

void write_all(const Files& files, const std::string& folder) {
  for (std::size_t number = 0; number < files.size(); ++number) {
    write_file(folder + "/incoming/" + std::to_string(number), files[number].first);
  }
}

void name_all(const Files& files, const std::string& folder) {
  for (std::size_t number = 0; number < files.size(); ++number) {
    const auto draft = folder + "/incoming/" + std::to_string(number);
    const auto final_name = blob(folder, number);
    must(rename(draft.c_str(), final_name.c_str()) == 0, final_name);
    const auto served = folder + "/public/" + std::to_string(number);
    make_folder(served);
    const auto name = served + '/' + files[number].second;
    must(link(final_name.c_str(), name.c_str()) == 0, name);
  }
}

}  // namespace

int main(int count, char** words) {
  must(count == 3, "usage: durable_floor LIST FOLDER");
  const auto files = read_list(words[1]);
  const std::string folder = words[2];
  for (const auto* part : {"", "/incoming", "/blobs", "/public"}) make_folder(folder + part);
  for (std::size_t number = 0; number < 256; ++number) {
    make_folder(folder + "/blobs/" + std::to_string(number));
  }

  write_all(files, folder);
  make_durable(folder);
  name_all(files, folder);
  make_durable(folder);
}
