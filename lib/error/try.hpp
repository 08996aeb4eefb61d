// Passes an expected failure on: what stands behind each is only done where the expression succeeded.
#pragma once

#include <utility>

// TRY(expression) returns the failure of the Result that the expression makes; a value is dropped.
// TRY_LET(auto name, expression) does the same, and otherwise moves the value into what is declared.
// In a coroutine: CO_TRY and CO_TRY_LET. TRY_LET is two statements, so it stands in a block of its own.
#define TRY(...) RASCTL_TRY(return, RASCTL_TRIED(__COUNTER__), __VA_ARGS__)
#define CO_TRY(...) RASCTL_TRY(co_return, RASCTL_TRIED(__COUNTER__), __VA_ARGS__)
#define TRY_LET(declaration, ...) RASCTL_TRY_LET(return, RASCTL_TRIED(__COUNTER__), declaration, __VA_ARGS__)
#define CO_TRY_LET(declaration, ...) \
    RASCTL_TRY_LET(co_return, RASCTL_TRIED(__COUNTER__), declaration, __VA_ARGS__)

// A number of its own for each, so that one inside another's lambda hides nothing.
#define RASCTL_TRIED(number) RASCTL_TRIED_NUMBER(number)
#define RASCTL_TRIED_NUMBER(number) tried_##number
#define RASCTL_TRY(leave, tried, ...) \
    if (auto tried = __VA_ARGS__; !tried) leave std::move(tried).error()
#define RASCTL_TRY_LET(leave, tried, declaration, ...) \
    auto tried = __VA_ARGS__;                          \
    if (!tried) leave std::move(tried).error();        \
    declaration = *std::move(tried)
