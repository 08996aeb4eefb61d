// --jq: no filter ends this process, reads a file, sees a secret or runs for ever.
#include <catch2/catch.hpp>

#include "output/jq.hpp"
#include "output/jq_environment.hpp"

namespace rasctl::output {
namespace {

using namespace std::chrono_literals;

struct Run {
    std::string out{};
    std::string said{};
    std::optional<Error> error{};
    int exit_status = 0;
};

Run run(const std::string& filter, std::string_view input = "null", JqLimits limits = {}) {
    Run run;
    limits.say = [&](const std::string& line) { run.said += line + "\n"; };
    if (limits.time == 0ms) limits.time = 60s;
    auto compiled = JqFilter::compile(filter, limits);
    if (!compiled) {
        run.error = compiled.error();
        return run;
    }
    const auto done = compiled->run(input, [&](std::string_view text) -> Result<> {
        run.out.append(text).append("\n");
        return {};
    });
    if (!done) run.error = done.error();
    run.exit_status = compiled->exit_status();
    return run;
}

std::string why(const std::string& filter, std::string_view input = "null") {
    const Run ran = run(filter, input);
    return ran.error ? ran.error->why : "no error, but: " + ran.out;
}

}  // namespace

TEST_CASE("what has no input to take, says so") {
    CHECK(why("input") == "No more inputs");
    CHECK(run("[inputs]").out == "[]\n");
    CHECK(run("[limit(3; inputs)]").out == "[]\n");
    CHECK(run("input_filename").out == "null\n");
    CHECK(run("try input catch .").out == "No more inputs\n");
}

TEST_CASE("what a filter says beside its results, is handed on") {
    const Run debug = run("debug, 1", "\"a\"");
    CHECK(debug.out == "a\n1\n");
    CHECK(debug.said == "[\"DEBUG:\",\"a\"]\n");
    const Run on_stderr = run("stderr | 1", "\"a\"");
    CHECK(on_stderr.out == "1\n");
    CHECK(on_stderr.said == "\"a\"\n");
}

TEST_CASE("halting ends the results") {
    CHECK(run("1, halt, 2").out == "1\n");
    CHECK_FALSE(run("1, halt, 2").error.has_value());
    const Run failed = run("1, (\"gone\\n\" | halt_error), 2");
    CHECK(failed.out == "1\n");
    REQUIRE(failed.error.has_value());
    CHECK(failed.error->why == "gone");
    CHECK(failed.error->exit_code == ExitCode::refused);
    CHECK(why("{a: 1} | halt_error(3)") == "{\"a\":1}");
    const Run well = run("\"bye\" | halt_error(0)");
    CHECK_FALSE(well.error.has_value());
    CHECK(well.said == "bye\n");
}

TEST_CASE("an error is one, whatever it is made of") {
    CHECK(why("error(null)") == "null");
    CHECK(why("error") == "null");
    CHECK(why("error({a: 1})") == "{\"a\":1}");
    CHECK(why("error(\"x\")") == "x");
    CHECK(run("try error(null) catch .").out == "null\n");
    CHECK(run("try error({a: 1}) catch .a").out == "1\n");
    CHECK(run("label $out | 1, break $out, 2").out == "1\n");
}

TEST_CASE("a filter reads no file") {
    for (const char* filter : {"import \"a\" as a; 1", "include \"a\"; 1", "import \"a\" as $a; 1",
                               "import \"/etc/passwd\" as $a; $a", "include \"a\" {search: \"/etc\"}; 1",
                               "import \"a\" as a {search: \"./\"}; 1"}) {
        INFO(filter);
        const Run ran = run(filter);
        REQUIRE(ran.error.has_value());
        CHECK(ran.error->exit_code == ExitCode::usage);
    }
    CHECK(run("\"a\" | modulemeta").error.has_value());
}

TEST_CASE("a filter sees the variables that hold no secret") {
    JqLimits limits;
    limits.environment = without_secrets({"HOME=/home/me", "RASCTL_PASSWORD=11112222", "MY_TOKEN=abcdefgh",
                                          "COPY=11112222", "HTTPS_PROXY=http://me:word@proxy:8080", "LANG=C",
                                          "GITHUB_PAT=x", "aws_secret_access=x", "API_KEY=x", "MYSQL_PWD=x"});
    CHECK(run("env | keys | join(\" \")", "null", limits).out == "HOME LANG\n");
    CHECK(run("$ENV | keys | join(\" \")", "null", limits).out == "HOME LANG\n");
    CHECK(run("$ENV.HOME, env.HOME", "null", limits).out == "/home/me\n/home/me\n");
}

TEST_CASE("a filter that crashes or eats all memory takes nothing with it") {
    // Built too deep for libjq to write or to free.
    CHECK(run("reduce range(1000000) as $i (0; [.])").error.has_value());
    const Run eats = run("[range(1e12)]");
    REQUIRE(eats.error.has_value());
    CHECK(eats.error->why == "the filter needs more memory than it may have");
    CHECK(run(".").out == "null\n");
}

TEST_CASE("a filter without end is ended") {
    for (const char* filter :
         {"def f: f; f", "last(repeat(1))", "[limit(1; repeat(empty))]", "until(false; .)"}) {
        INFO(filter);
        JqLimits limits;
        limits.time = 300ms;
        const Run ran = run(filter, "null", limits);
        REQUIRE(ran.error.has_value());
        CHECK(ran.error->exit_code == ExitCode::timed_out);
    }
}

TEST_CASE("results are judged as by jq -e") {
    CHECK(run("1").exit_status == 0);
    CHECK(run("false, 1").exit_status == 0);
    CHECK(run("1, false").exit_status == 1);
    CHECK(run("null").exit_status == 1);
    CHECK(run("empty").exit_status == 4);
}

TEST_CASE("a filter runs over one text after the other") {
    auto filter = JqFilter::compile(".a", {});
    REQUIRE(filter.has_value());
    std::string out;
    for (const char* text : {R"({"a":1})", R"({"a":"x"})", "[]", R"({"a":3})"}) {
        const auto done = filter->run(text, [&](std::string_view result) -> Result<> {
            out.append(result).append(";");
            return {};
        });
        if (!done) out += done.error().why + ";";
    }
    CHECK(out == "1;x;Cannot index array with string \"a\";3;");
}

TEST_CASE("odd filters are compiled or refused") {
    CHECK(run("").out == "null\n");
    CHECK(run("  ").out == "null\n");
    CHECK(run("def f: 2; f").out == "2\n");
    CHECK(run("1 as $ENV | $ENV").out == "1\n");
    for (const std::string filter : {".[", "1)", "|", "$nothing", "nothing(1)", "\"\\", "{", "def f:"}) {
        INFO(filter);
        const Run ran = run(filter);
        REQUIRE(ran.error.has_value());
        CHECK(ran.error->exit_code == ExitCode::usage);
        CHECK(ran.error->why.find("line") == std::string::npos);
        CHECK_FALSE(ran.error->why.empty());
    }
    CHECK(run(std::string("1\0 2", 4)).error->exit_code == ExitCode::usage);
}

// Each may do what jq does or fail; none may crash this process, and each comes to an end.
TEST_CASE("no builtin is dangerous") {
    const auto filter = GENERATE(
        as<std::string>{}, "@base64d", "\"=\" | @base64d", "\"YQ\" | @base64d", "getpath([\"a\", 0, {}])",
        "ltrimstr(1)", "$__loc__", "splits(\"a\")", "limit(-1; 1, 2)", "first(empty)", "nth(-1; 1)",
        "implode", "[-1] | implode", "[1e10] | implode", "[{}] | implode", "mktime", "[1] | mktime",
        "1e300 | gmtime", "nan | gmtime", "\"x\" * 1e9 | length", "setpath([-1]; 1)", "setpath([1e9]; 1)",
        "delpaths([[{}]])", "[nan] | sort", "input_line_number", "getpath(\"a\")", "ltrimstr({})",
        "test(\"(\")", "\"a\" | test(\"(\"; \"z\")", "\"a\" | gsub(\"\"; \"b\"; \"g\")",
        "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" | test(\"(a+)+b\")", "tojson", "fromjson",
        "\"[\" * 5000 | fromjson", "\"nan\" | fromjson", "@sh", "@json", "@text", "[.[]?]", "walk(.)",
        "env.PATH", "builtins | length", "now | strftime(\"%Z\")", "\"x\" | strptime(\"%s\")",
        "strflocaltime(\"%c\")", "splits(1)", "ascii", "[limit(3; range(1; 0; 0))]", "combinations",
        "input_filename", "significand", "ldexp(1; 1e10)", "tostream", "fromstream(1)", "truncate_stream(1)",
        "leaf_paths", "any", "all", "flatten(-1)", "range(1; 2; 3; 4)", "indices(null)", "inside(1)",
        "getpath([[]])", "to_entries", "from_entries", "with_entries(.)", "sub(\"a\"; 1)", ".[1e18] = 1",
        ".[-1] = 1", ".[{}]", "[1] | .[nan]", "ascii_downcase", "@uri", "@csv", "@tsv", "@html", "SQL",
        "getpath([]) = 1", "path(1)", "paths(1)", "del(.[0, -1])", "$__prog_args", "halt_error({})",
        "1 | halt_error(-1)");
    INFO(filter);
    for (const char* input : {"null", "[1]", "{\"a\":1}", "\"text\"", "-1.5"}) {
        JqLimits limits;
        limits.time = 5s;
        run(filter, input, limits);
    }
    CHECK(run("1").out == "1\n");
}

}  // namespace rasctl::output
