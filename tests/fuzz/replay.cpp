// Feeds a target the files it is given, and all files of the folders it is given, without libFuzzer: what was
// found once is tried again in every build.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "target.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(int argc, char** argv) {
    std::vector<fs::path> files;
    for (int i = 1; i < argc; ++i) {
        if (!fs::is_directory(argv[i])) {
            files.emplace_back(argv[i]);
            continue;
        }
        for (const auto& entry : fs::directory_iterator(argv[i]))
            if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

}  // namespace

int main(int argc, char** argv) {
    const auto files = files_of(argc, argv);
    if (files.empty()) {
        std::fputs("there is nothing to replay\n", stderr);
        return 1;
    }
    for (const fs::path& file : files) {
        // Named before, for a crash leaves no time to.
        std::printf("%s\n", file.c_str());
        std::fflush(stdout);
        std::ifstream stream(file, std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(stream), {}};
        rasctl::fuzz::check(input);
    }
    std::printf("%zu inputs replayed\n", files.size());
    return 0;
}
