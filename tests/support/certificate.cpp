#include "tests/support/certificate.h"

#include "tests/support/process.h"

#include <string>
#include <vector>

namespace adder::testing {

namespace {

using Words = std::vector<std::string>;

// A key and a certificate for it. Pythons that check strictly want to see each of these extensions.
bool request(const std::filesystem::path& folder, const std::string& name,
             const std::string& subject, const Words& more) {
  Words words = {
      "openssl", "req",        "-x509", "-newkey", "ec",    "-pkeyopt", "ec_paramgen_curve:P-256",
      "-nodes",  "-days",      "30",    "-subj",   subject, "-keyout",  name + ".key",
      "-out",    name + ".pem"};
  words.insert(words.end(), more.begin(), more.end());
  return run({.words = words, .folder = folder}).exit == 0;
}

}  // namespace

bool make_certificate(const std::filesystem::path& folder) {
  return request(folder, "ca", "/CN=adder test authority",
                 {"-addext", "keyUsage=critical,keyCertSign,cRLSign"}) &&
         request(folder, "server", "/CN=localhost",
                 {"-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "basicConstraints=CA:FALSE",
                  "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-addext",
                  "extendedKeyUsage=serverAuth,clientAuth"});
}

}  // namespace adder::testing
