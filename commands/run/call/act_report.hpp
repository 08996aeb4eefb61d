// What is told of an act: rows or an object on stdout, every failure on stderr, the counts, and how to do
// what is left.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "commands/run/call/targets.hpp"
#include "commands/run/context.hpp"
#include "farm/for_each.hpp"
#include "output/renderer.hpp"

namespace rasctl::commands {

// How the report of one act looks.
struct ReportForm {
    std::string act;  // "gateway delete"
    std::string things = "targets";
    output::Shape object{};     // of what is made
    bool makes_object = false;  // each answer is shown as itself, not within a result
    bool is_single = false;     // for people one line does
    std::string done_text{};    // for people, of a single one: "gateway gw1 (219) changed"
    // Further members of the row of a target, by its place among all.
    std::function<void(json::Object&, std::size_t)> more{};
    std::vector<std::string> columns{"id", "name", "result", "error"};
    // The command that does it for these targets again.
    std::function<std::string(const std::vector<Target>&)> repeat{};
};

class ActReport {
  public:
    // Fails (usage) when an output option makes no sense. To be called before anything is sent.
    static Result<ActReport> prepare(Context& context, const ReportForm& form);

    // Tells everything, on stderr too, and answers the exit code. What was done is told even when stdout does
    // not take it any more.
    ExitCode tell(const ReportForm& form, const std::vector<Target>& targets,
                  std::vector<farm::Outcome>& outcomes);

    // Where names may be told that stand for numbers of what was made, before tell().
    output::Renderer& renderer() { return renderer_; }

    // Nothing was there to act upon.
    Result<> tell_none();

  private:
    ActReport(Context& context, output::Renderer renderer)
        : context_(&context), renderer_(std::move(renderer)) {}
    Result<> show(const ReportForm& form, const std::vector<Target>& targets,
                  std::vector<farm::Outcome>& outcomes);

    Context* context_;
    output::Renderer renderer_;
};

// Whether a program reads the output: a machine format, --jq or --quiet.
bool is_for_programs(Context& context);

// Tells on stderr of everything that was not done, and answers the exit code.
ExitCode tell_failures(Context& context, const ReportForm& form, const std::vector<Target>& targets,
                       const std::vector<farm::Outcome>& outcomes);

// Tells a failure on stderr at once, in the form that the output asks for.
void tell_failure(Context& context, const Error& error);

}  // namespace rasctl::commands
