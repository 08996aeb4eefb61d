#include "commands/run/call/content_disposition.hpp"

#include <catch2/catch.hpp>

using rasctl::commands::file_name_of;

TEST_CASE("the server's name for a file, as RFC 6266 has it") {
    CHECK(file_name_of("").empty());
    CHECK(file_name_of("inline").empty());
    CHECK(file_name_of("attachment; filename=farm.dat2") == "farm.dat2");
    CHECK(file_name_of("attachment; filename=\"farm of \\\"Ann\\\".dat2\"") == "farm of \"Ann\".dat2");
    CHECK(file_name_of("ATTACHMENT; FileName = \"a.bin\"; size=3") == "a.bin");
    CHECK(file_name_of("attachment;filename=a b.bin ;x=y") == "a b.bin");
    CHECK(file_name_of("filename=a.bin") == "a.bin");
    CHECK(file_name_of("attachment; note=\"x; filename=evil.bin\"; filename=good.bin") == "good.bin");
    CHECK(file_name_of("attachment; note=\"\\\"; filename=evil.bin\"; filename=good.bin") == "good.bin");
    CHECK(file_name_of("attachment; xfilename=evil.bin") == "");
    CHECK(file_name_of("attachment; filename=\"open") == "open");
}

TEST_CASE("the extended name wins wherever it stands") {
    CHECK(file_name_of("attachment; filename=\"x.bin\"; filename*=UTF-8''%e2%82%ac%20rates.bin") ==
          "\xe2\x82\xac rates.bin");
    CHECK(file_name_of("attachment; FILENAME*=utf-8'de'%C3%A4.bin; filename=x.bin") == "\xc3\xa4.bin");
    CHECK(file_name_of("attachment; filename*=iso-8859-1''%e4.bin") == "\xc3\xa4.bin");
    for (const char* const broken : {"UTF-8''%e2%82", "UTF-8''%zz", "UTF-8''%4", "x.bin", "KOI8-R''%c1", ""})
        CHECK(file_name_of("attachment; filename*=" + std::string(broken) + "; filename=plain.bin") ==
              "plain.bin");
}

TEST_CASE("no name leads out of the folder, hides, or reaches a terminal raw") {
    CHECK(file_name_of("attachment; filename=\"../../etc/passwd\"") == "passwd");
    CHECK(file_name_of("attachment; filename=\"C:\\\\temp\\\\a.bin\"") == "a.bin");
    CHECK(file_name_of("attachment; filename*=UTF-8''..%2F..%2Fa.bin") == "a.bin");
    CHECK(file_name_of("attachment; filename*=UTF-8''..%5Ca.bin") == "a.bin");
    CHECK(file_name_of("attachment; filename=\"..\"") == "");
    CHECK(file_name_of("attachment; filename=.bashrc") == "bashrc");
    CHECK(file_name_of("attachment; filename=\"-rf\"") == "rf");
    CHECK(file_name_of("attachment; filename=\"a\x1b[2Jb\x7f.bin\"") == "a_x1b[2Jb_x7f.bin");
    CHECK(file_name_of("attachment; filename*=UTF-8''a%00b%0a%e2%80%aec") == "a_x00b_n_u202ec");
    CHECK(file_name_of("attachment; filename=\"\xe4.bin\"") == "\xc3\xa4.bin");
    const std::string name = file_name_of("attachment; filename=\"" + std::string(150, 'a') +
                                          "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
                                          "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
                                          "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
                                          "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac.bin\"");
    CHECK(name.size() == 198);
}
