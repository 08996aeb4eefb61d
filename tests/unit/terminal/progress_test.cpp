#include "terminal/progress.hpp"

#include <catch2/catch.hpp>

#include "terminal/width.hpp"

using namespace rasctl::terminal;
using namespace std::chrono_literals;

namespace {

struct Stage {
    explicit Stage(int columns = 80)
        : streams(Streams::in_memory({.error_is_terminal = true, .columns = columns})) {}
    Progress::Now clock() {
        return [this] { return time; };
    }
    Progress::Clock::time_point time{};
    Streams streams;
};

}  // namespace

TEST_CASE("progress draws a line and takes it away") {
    Stage stage;
    {
        Progress progress(stage.streams, "Draining", 10, Unit::items, true, stage.clock());
        stage.time += 1s;
        progress.set_done(5);
        CHECK(stage.streams.err().text() ==
              "\rDraining  [##############..............]  5/10  5.0/s  1 s left\x1b[K");
    }
    CHECK(stage.streams.err().text().ends_with("\r\x1b[K"));
}

TEST_CASE("a narrow terminal shortens the label, not the count") {
    Stage stage(30);
    Progress progress(stage.streams, "a long label of what is done", 10, Unit::items, true, stage.clock());
    stage.time += 1s;
    progress.set_done(5);
    CHECK(stage.streams.err().text() == "\ra lon…  5/10  5.0/s  1 s left\x1b[K");
}

TEST_CASE("short work draws nothing") {
    Stage stage;
    {
        Progress progress(stage.streams, "Draining", 10, Unit::items, true, stage.clock());
        stage.time += 100ms;
        progress.set_done(10);
    }
    CHECK(stage.streams.err().text().empty());
}

TEST_CASE("progress draws at most ten times a second") {
    Stage stage;
    Progress progress(stage.streams, "x", 1000, Unit::items, true, stage.clock());
    for (int i = 0; i < 1000; ++i) {
        stage.time += 1ms;
        progress.advance();
    }
    const std::string& text = stage.streams.err().text();
    CHECK(std::count(text.begin(), text.end(), '\r') <= 8);
}

TEST_CASE("no terminal or --quiet: no progress") {
    Streams piped = Streams::in_memory();
    Stage stage;
    {
        Progress first(piped, "x", 2, Unit::items, true, stage.clock());
        Progress second(stage.streams, "x", 2, Unit::items, false, stage.clock());
        stage.time += 1s;
        first.advance();
        second.advance();
    }
    CHECK(piped.err().text().empty());
    CHECK(stage.streams.err().text().empty());
}

TEST_CASE("progress fits a narrow terminal") {
    Stage stage(20);
    Progress progress(stage.streams, "日本語 download", 5000000, Unit::bytes, true, stage.clock());
    stage.time += 1s;
    progress.set_done(1500000);
    const std::string text = stage.streams.err().text();
    CHECK(display_width(text.substr(1, text.find('\x1b') - 1)) <= 19);
}

TEST_CASE("without a total a spinner and the time") {
    Stage stage;
    Progress progress(stage.streams, "Waiting", std::nullopt, Unit::items, true, stage.clock());
    stage.time += 65s;
    progress.tick();
    CHECK(stage.streams.err().text() == "\r- Waiting  1 min 5 s\x1b[K");
    progress.hide();
    progress.tick();
    CHECK(stage.streams.err().text().ends_with("1 min 5 s\x1b[K"));
}

TEST_CASE("sizes and durations") {
    CHECK(format_bytes(999) == "999 B");
    CHECK(format_bytes(1500) == "1.5 kB");
    CHECK(format_bytes(999999) == "1.0 MB");
    CHECK(format_bytes(18446744073709551615U) == "18.4 EB");
    CHECK(format_duration(59s) == "59 s");
    CHECK(format_duration(130s) == "2 min 10 s");
    CHECK(format_duration(11100s) == "3 h 5 min");
}
