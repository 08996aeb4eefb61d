#include "http/trace_file.hpp"

#include "http/shown_text.hpp"

namespace rasctl::http {

Result<system::NamedFile> open_trace_file(const std::string& path) {
    auto file = system::NamedFile::open(path, system::Existing::append, 0600);
    if (!file && file.error().exit_code != ExitCode::interrupted) {
        Error error = file.error();
        error.what = "cannot write the trace file " + shown_text(path);
        return error;
    }
    return file;
}

std::string append_line(system::NamedFile& file, std::string line) {
    const auto written = file.write(line + '\n');
    return written ? std::string{} : written.error().why;
}

}  // namespace rasctl::http
