// Tables of random rows at random widths, and what a person expects of every one of them.
#include <catch2/catch.hpp>

#include <random>
#include <set>
#include <sstream>

#include "output/cell_lines.hpp"
#include "output/table.hpp"

namespace {

using namespace rasctl::output;

class Maker {
  public:
    explicit Maker(unsigned seed) : random_(seed) {}

    int number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

    std::string word() {
        static const std::vector<std::string> words{"Disconnected",
                                                    "OK",
                                                    "rds-host-01.company.dom",
                                                    "a",
                                                    "DisabledFromSettings",
                                                    "東京支店",
                                                    "Accounting",
                                                    "José",
                                                    "e\u0301te\u0301",
                                                    "21.0.1.2",
                                                    "👩\u200d🚀",
                                                    "of",
                                                    "C:\\Program",
                                                    "x86",
                                                    "COMPANY\\alice.taylor",
                                                    "-",
                                                    "supercalifragilistic",
                                                    "the"};
        return words[static_cast<std::size_t>(number(0, static_cast<int>(words.size()) - 1))];
    }

    std::string text(int most_words) {
        std::string text;
        for (int left = number(0, most_words); left > 0; --left) text += (text.empty() ? "" : " ") + word();
        return text;
    }

  private:
    std::mt19937 random_;
};

struct Sample {
    std::vector<TableColumn> columns;
    std::vector<std::vector<TableCell>> rows;
    Table table() const {
        Table table(columns);
        for (const auto& row : rows) table.add(row);
        return table;
    }
};

Sample sample(Maker& maker) {
    static const std::vector<std::string> headers{"STATE",       "AGENT-STATE", "DESCRIPTION", "POOL",
                                                  "USER-PORTAL", "LOAD",        "VERSION",     "ENABLED"};
    Sample made;
    made.columns.push_back({"ID", true});
    made.columns.push_back({"SERVER", false, true});
    const auto others = static_cast<std::size_t>(maker.number(0, static_cast<int>(headers.size())));
    for (std::size_t i = 0; i < others; ++i) {
        made.columns.push_back({headers[i]});
        made.columns.back().is_state = i < 2;
    }
    for (int row = maker.number(1, 6); row > 0; --row) {
        std::vector<TableCell> cells{{std::to_string(maker.number(1, 5000)), true},
                                     {maker.word() + maker.text(1)}};
        for (std::size_t i = 0; i < others; ++i) {
            const bool number = headers[i] == "LOAD";
            cells.push_back(
                {number ? std::to_string(maker.number(0, 100)) : maker.text(i == 2 ? 9 : 2), number});
        }
        made.rows.push_back(std::move(cells));
    }
    return made;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

std::multiset<std::string> words_of_text(const std::string& text) {
    std::istringstream in(text);
    std::multiset<std::string> words;
    for (std::string word; in >> word;) words.insert(word);
    return words;
}

bool is_without_blanks(const std::string& word) {
    return widest_word(word) < text_width(word);  // CJK and the like: broken between any two characters
}

// The room that what identifies the rows takes, unbroken.
int room_of_identity(const Sample& sample) {
    int widest[2] = {2, 6};
    for (const auto& row : sample.rows)
        for (std::size_t i = 0; i < 2; ++i) widest[i] = std::max(widest[i], text_width(row[i].text));
    return widest[0] + 2 + widest[1];
}

void check(const Sample& sample, int width) {
    TableStyle style;
    style.width = width;
    style.may_omit = true;
    const Table::Rendered rendered = sample.table().render(style);
    INFO(width << " columns\n" << rendered.text);
    const auto lines = lines_of(rendered.text);
    for (const std::string& line : lines) CHECK(text_width(line) <= width);
    if (room_of_identity(sample) > width) return;
    const std::set<std::string> omitted(rendered.omitted.begin(), rendered.omitted.end());
    CHECK(omitted.count("ID") + omitted.count("SERVER") == 0);
    const auto shown = words_of_text(rendered.text);
    for (const auto& row : sample.rows) {
        // What identifies the row stands in one line.
        const bool whole = std::ranges::any_of(lines, [&](const std::string& line) {
            return line.find(row[0].text + "  " + row[1].text) != std::string::npos;
        });
        CHECK(whole);
        for (std::size_t i = 2; i < row.size(); ++i) {
            if (omitted.contains(sample.columns[i].header) || row[i].text.size() > 40) continue;
            for (const std::string& word : words_of_text(row[i].text)) {
                INFO(word);
                CHECK((is_without_blanks(word) || shown.contains(word) ||
                       rendered.text.find("…") != std::string::npos));
            }
        }
    }
    // Two lines of headers at most: the first row comes third at the latest.
    const std::string first = sample.rows.front()[0].text + "  " + sample.rows.front()[1].text;
    std::size_t place = 0;
    while (place < lines.size() && lines[place].find(first) == std::string::npos) ++place;
    CHECK(place <= 2);
}

}  // namespace

TEST_CASE("whatever the rows, a table keeps words and names whole and its width") {
    for (unsigned seed = 0; seed < 400; ++seed) {
        Maker maker(seed);
        const Sample made = sample(maker);
        INFO("seed " << seed);
        for (const int width : {20, 40, 60, 80, 100, 120, 160, maker.number(10, 200)}) check(made, width);
    }
}

TEST_CASE("columns leave from the right, states last, and one that fits nowhere first") {
    Table table({{"ID", true}, {"NAME", false, true}, {"TEXT"}, {"STATE", false, false, true}, {"PORT"}});
    table.add({{"7", true}, {"gateway-7.company.dom"}, {"plain"}, {"OK"}, {"443", true}});
    TableStyle style;
    style.may_omit = true;
    const auto omitted = [&](int width) {
        style.width = width;
        return table.render(style).omitted;
    };
    CHECK(omitted(60).empty());
    CHECK(omitted(40) == std::vector<std::string>{"PORT"});
    CHECK(omitted(34) == std::vector<std::string>{"TEXT", "PORT"});
    CHECK(omitted(26) == std::vector<std::string>{"TEXT", "STATE", "PORT"});
    table.add({{"8", true}, {"gateway-8.company.dom"}, {std::string(50, 'x')}, {"OK"}, {"443", true}});
    CHECK(omitted(60) == std::vector<std::string>{"TEXT"});
    CHECK(omitted(84).empty());
}

TEST_CASE("as few headers as possible take two lines, and short text and moments none") {
    const auto lines_within = [](const Table& table, int width) {
        TableStyle style;
        style.width = width;
        style.may_omit = true;
        return table.render(style).text;
    };
    Table loads({{"ID", true}, {"ACTIVE-CONNECTIONS"}, {"CPU-LOAD"}, {"MEM-LOAD"}});
    loads.add({{"7", true}, {"114", true}, {"12%", true}, {"67%", true}});
    CHECK(lines_within(loads, 40) ==
          "ID      ACTIVE-  CPU-LOAD  MEM-LOAD\n    CONNECTIONS\n"
          " 7          114       12%       67%\n");
    CHECK(lines_within(loads, 32) ==
          "ID      ACTIVE-  CPU-LOAD  MEM-\n    CONNECTIONS            LOAD\n"
          " 7          114       12%   67%\n");
    TableColumn moment{.header = "START"};
    moment.is_whole = true;
    Table times({{"ID", true}, {"VERSION"}, moment, {"TEXT"}});
    times.add(
        {{"7", true}, {"21.0 (build 26036)"}, {"2026-11-24 15:04:05"}, {"what is told of it at length"}});
    CHECK(lines_within(times, 64) ==
          "ID  VERSION             START                TEXT\n"
          " 7  21.0 (build 26036)  2026-11-24 15:04:05  what is told of it\n"
          "                                             at length\n");
    CHECK(lines_within(times, 50) ==
          "ID  VERSION             START\n"
          " 7  21.0 (build 26036)  2026-11-24 15:04:05\n");
    CHECK(lines_within(times, 40) == "ID  VERSION\n 7  21.0 (build 26036)\n");
}

TEST_CASE("long text ends in whole words and a sign that there is more") {
    CHECK(break_lines("one two three four five six seven", 9, 2) ==
          std::vector<std::string>{"one two", "three …"});
    CHECK(break_lines("Disconnected now", 12) == std::vector<std::string>{"Disconnected", "now"});
    CHECK(break_lines("rds-host-01 is-up", 12) == std::vector<std::string>{"rds-host-01", "is-up"});
    CHECK(width_in_two_lines("AGENT-STATE") == 6);
    CHECK(width_in_two_lines("ID") == 2);
    CHECK(widest_word("a 東京 bcd") == 3);
}
