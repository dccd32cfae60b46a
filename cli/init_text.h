#pragma once

#include <string>
#include <vector>

namespace adder::cli {

struct ChannelChoice {
  std::string name;
  std::string url;

  std::string list() const;  // requests/pkgs-main.list
};

struct InitChoices {
  std::string url = "http://127.0.0.1:8080";
  std::string pypi = "https://pypi.org/simple/";
  std::vector<ChannelChoice> channels = {};
};

// A first adder.toml. What explains is a comment "# like this"; settings that are examples are
// commented out "#like = this" and parse once that mark is gone.
std::string first_config(const InitChoices& choices);

// Request lists that ask for nothing yet.
std::string first_pypi_list();
std::string first_conda_list(const std::string& channel);

}  // namespace adder::cli
