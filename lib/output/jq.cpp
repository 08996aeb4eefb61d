#include "output/jq.hpp"

#include "error/try.hpp"
#include "output/jq_process.hpp"

namespace rasctl::output {

Result<JqFilter> JqFilter::compile(const std::string& filter, JqLimits limits) {
    auto process = std::make_unique<Process>(std::move(limits));
    TRY(process->start(filter));
    return JqFilter(std::move(process));
}

JqFilter::JqFilter(std::unique_ptr<Process> process) : process_(std::move(process)) {}
JqFilter::JqFilter(JqFilter&&) noexcept = default;
JqFilter& JqFilter::operator=(JqFilter&&) noexcept = default;
JqFilter::~JqFilter() = default;

Result<> JqFilter::run(std::string_view json_text,
                       const std::function<Result<>(std::string_view)>& on_result) {
    return process_->run(json_text, on_result);
}

int JqFilter::exit_status() const {
    return process_->exit_status();
}

}  // namespace rasctl::output
