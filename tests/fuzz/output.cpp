// A JSON answer on its way to each output format. Lines 1 to 5 are the options: flags, the number of the
// operation whose answer it is, --columns, --sort and --where; the rest is the body. What programs read must
// carry the values that came; what goes to a terminal must carry nothing that a terminal obeys.
#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "json/reader.hpp"
#include "json/writer.hpp"
#include "json/yaml.hpp"
#include "output/renderer.hpp"
#include "same_value.hpp"
#include "shapes.hpp"
#include "target.hpp"
#include "terminal/sanitize.hpp"

namespace rasctl::fuzz {
namespace {

using output::Format;
using output::OutputOptions;
using Records = std::vector<std::vector<std::string>>;

// "t" on a terminal, "c" in colour, "h" without headers, "q" quiet, "p" pretty; a number from 1 is the
// terminal's width, one behind "l" the limit.
OutputOptions options_of(Lines& lines, output::Shape& shape) {
    OutputOptions options;
    std::string_view flags = lines.next();
    while (!flags.empty()) {
        const char flag = flags.front();
        const bool digit = flag >= '0' && flag <= '9';
        if (!digit) flags.remove_prefix(1);
        unsigned number = 0;
        const auto end = std::from_chars(flags.data(), flags.data() + flags.size(), number).ptr;
        flags.remove_prefix(static_cast<std::size_t>(end - flags.data()));
        if (digit) options.width = static_cast<int>(number % 300);
        if (flag == 't') options.is_terminal = true;
        if (flag == 'c') options.color = true;
        if (flag == 'h') options.no_headers = true;
        if (flag == 'q') options.quiet = true;
        if (flag == 'p') options.pretty = true;
        if (flag == 'l') options.limit = number % 8;
    }
    shape = shape_by(lines.next());
    options.columns = lines.next();
    options.sort = lines.next();
    options.where = lines.next();
    return options;
}

struct Rendered {
    bool good = false;
    bool is_list = false;
    std::string text{};
};

// As the commands do it: rows as they come, without what need not be made of them, another value whole.
Rendered render(const OutputOptions& options, const output::Shape& shape, std::string_view body,
                bool piecewise) {
    Rendered rendered;
    const auto sink = [&](std::string_view text) -> Result<> {
        rendered.text += text;
        return {};
    };
    auto renderer = output::Renderer::create(options, shape, sink, [](const std::string&) {});
    if (!renderer) {
        expect_told(renderer.error());
        return rendered;
    }
    const auto finish = [&](const Result<>& so_far) {
        const auto done = so_far ? renderer->finish() : so_far;
        if (!done) expect_told(done.error());
        rendered.good = done.has_value();
        return rendered;
    };
    if (!piecewise) {
        auto value = json::parse(body);
        if (!value) return rendered;
        rendered.is_list = value->is_array();
        return finish(renderer->value(std::move(*value)));
    }
    json::StreamReader reader([&](json::Value&& row) { return renderer->row(std::move(row)); },
                              renderer->wishes());
    Result<> fed = reader.write(body.substr(0, body.size() / 2));
    if (fed) fed = reader.write(body.substr(body.size() / 2));
    auto rest = fed ? reader.finish() : Result<json::Value>(fed.error());
    if (!rest) return rendered;
    rendered.is_list = reader.is_array();
    return finish(reader.is_array() ? Result<>() : renderer->value(std::move(*rest)));
}

// RFC 4180 with lines that end in LF, strictly.
Records read_csv(std::string_view text) {
    Records records;
    std::vector<std::string> record;
    while (!text.empty()) {
        std::string field;
        if (text.front() == '"') {
            text.remove_prefix(1);
            for (;;) {
                const auto quote = text.find('"');
                expect(quote != std::string_view::npos, "a quote is closed");
                field += text.substr(0, quote);
                text.remove_prefix(quote + 1);
                if (!text.starts_with('"')) break;
                field += '"';
                text.remove_prefix(1);
            }
            expect(text.starts_with(',') || text.starts_with('\n'), "a field ends behind its quote");
        } else {
            const auto end = text.find_first_of(",\n");
            expect(end != std::string_view::npos, "the last line has an end");
            field = text.substr(0, end);
            expect(field.find('"') == std::string::npos, "a quote inside a field is quoted");
            text.remove_prefix(end);
        }
        record.push_back(std::move(field));
        if (text.front() == '\n') records.push_back(std::exchange(record, {}));
        text.remove_prefix(1);
        if (!record.empty() && text.empty()) record.emplace_back();
    }
    expect(record.empty(), "the last line is complete");
    return records;
}

Records read_tsv(std::string_view text) {
    Records records;
    std::vector<std::string> record(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\t') {
            record.emplace_back();
        } else if (c == '\n') {
            records.push_back(std::exchange(record, std::vector<std::string>(1)));
        } else if (c == '\\') {
            expect(++i < text.size(), "something follows a backslash");
            const auto which = std::string_view("tnr\\").find(text[i]);
            expect(which != std::string_view::npos, "a known escape follows a backslash");
            record.back() += "\t\n\r\\"[which];
        } else {
            record.back() += c;
        }
    }
    return records;
}

std::string plain_text(const json::Value& value) {
    const bool nested = value.is_object() || value.is_array();
    return nested ? json::write(value) : value.scalar_text();
}

// Every member of every row stands in the column of its name.
void check_cells(const Records& records, const json::Array& rows) {
    expect(records.size() == rows.size() + 1, "there is a line a row and one of headers");
    std::map<std::string, std::size_t> columns;
    std::map<std::string, std::string> spellings;
    for (std::size_t i = 0; i < records.front().size(); ++i) columns[records.front()[i]] = i;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        expect(records[i + 1].size() == records.front().size(), "all lines have the same fields");
        if (!rows[i].is_object()) continue;
        for (const json::Member& member : rows[i].as_object()) {
            // Names that differ in letter case and hyphens only share a column.
            const auto known = spellings.emplace(output::plain_name(member.name), member.name).first;
            const auto column = columns.find(member.name);
            if (known->second != member.name || column == columns.end()) continue;
            const json::Value& last = *rows[i].find(member.name);
            expect(records[i + 1][column->second] == plain_text(last), "a cell holds the member's value",
                   records[i + 1][column->second]);
        }
    }
}

bool has_columns(const json::Array& rows) {
    return std::ranges::any_of(
        rows, [](const json::Value& row) { return !row.is_object() || !row.as_object().empty(); });
}

bool shares_a_column(const json::Array& rows) {
    std::map<std::string, std::string> spellings;
    for (const json::Value& row : rows) {
        if (!row.is_object()) continue;
        for (const json::Member& member : row.as_object())
            if (spellings.emplace(output::plain_name(member.name), member.name).first->second != member.name)
                return true;
    }
    return false;
}

void check_delimited(Format format, const std::string& text, const OutputOptions& options,
                     const json::Value& body, bool all_rows) {
    const Records records = format == Format::csv ? read_csv(text) : read_tsv(text);
    for (const auto& record : records)
        expect(record.size() == records.front().size(), "all lines have the same fields", text);
    const bool comparable = all_rows && options.columns.empty() && body.is_array() && !options.no_headers &&
                            has_columns(body.as_array()) && !shares_a_column(body.as_array());
    if (comparable) check_cells(records, body.as_array());
}

void check_lines(const std::string& text, const json::Value& body) {
    Lines lines(text);
    json::Array values;
    while (!lines.empty()) {
        const auto value = json::parse(lines.next());
        expect(value.has_value(), "a line of jsonl is JSON", text);
        values.push_back(*value);
    }
    if (body.is_array())
        expect(values == body.as_array(), "jsonl holds the elements that came", text);
    else
        expect(values.size() == 1 && values.front() == body, "jsonl holds the value that came", text);
}

// Without what paints the text.
std::string without_colour(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto escape = std::min(text.find("\x1b["), text.size());
        plain += text.substr(0, escape);
        text.remove_prefix(escape);
        if (text.empty()) break;
        const auto end = text.find_first_not_of("0123456789;", 2);
        expect(end != std::string_view::npos && text[end] == 'm', "an escape sequence is a colour");
        text.remove_prefix(end + 1);
    }
    return plain;
}

void check_text(Format format, const OutputOptions& options, const Rendered& rendered,
                const json::Value& body) {
    if (options.is_terminal) {
        const std::string plain = options.color ? without_colour(rendered.text) : rendered.text;
        expect(terminal::is_safe(plain, terminal::LineEnds::keep), "nothing reaches a terminal raw", plain);
    }
    const bool all_rows = options.where.empty() && options.sort.empty() && !options.limit;
    const bool untouched = all_rows && options.columns.empty();
    if (options.quiet || format == Format::id || format == Format::name) {
        const auto lines = std::ranges::count(rendered.text, '\n');
        const auto rows = body.is_array() ? body.as_array().size() : 1;
        expect(static_cast<std::size_t>(lines) <= rows, "there is a line a row", rendered.text);
    } else if (format == Format::json && (body.is_array() || options.where.empty())) {
        const auto again = json::parse(rendered.text);
        expect(again.has_value(), "JSON output is JSON", rendered.text);
        if (untouched) expect(*again == body, "JSON output is what came", rendered.text);
    } else if (format == Format::jsonl && untouched) {
        check_lines(rendered.text, body);
    } else if (format == Format::yaml && (body.is_array() || options.where.empty())) {
        const auto again = json::parse_yaml(rendered.text);
        expect(again.has_value(), "YAML output is YAML", rendered.text);
        if (untouched) expect(same_value(*again, body), "YAML output is what came", rendered.text);
    } else if ((format == Format::csv || format == Format::tsv) && !options.is_terminal) {
        check_delimited(format, rendered.text, options, body, all_rows);
    }
}

// What is in order stays as it is when it is put in order again.
void check_order(const OutputOptions& options, const output::Shape& shape, const std::string& sorted) {
    Lines lines(sorted);
    json::Array rows;
    while (!lines.empty()) {
        auto row = json::parse(lines.next());
        if (!row) return;
        rows.push_back(std::move(*row));
    }
    const Rendered again = render(options, shape, json::write(rows), false);
    expect(again.good && again.text == sorted, "what is sorted is in order", sorted + again.text);
}

}  // namespace

void check(std::string_view input) {
    Lines lines(input);
    output::Shape shape;
    OutputOptions options = options_of(lines, shape);
    const std::string_view text = lines.rest();
    const auto body = json::parse(text);
    for (const output::FormatName& name : output::format_names) {
        options.format = name.format;
        const Rendered whole = render(options, shape, text, false);
        const Rendered pieces = render(options, shape, text, true);
        if (!body) continue;
        expect(whole.good == pieces.good && (!whole.good || whole.text == pieces.text),
               "rows that come one by one are shown as the whole list", whole.text + "\n" + pieces.text);
        if (!whole.good) continue;
        check_text(name.format, options, whole, *body);
        const bool plain =
            options.columns.empty() && !options.is_terminal && !options.quiet && body->is_array();
        if (name.format == Format::jsonl && plain && !options.sort.empty())
            check_order(options, shape, whole.text);
    }
}

}  // namespace rasctl::fuzz
