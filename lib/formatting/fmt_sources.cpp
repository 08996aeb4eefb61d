// The bodies of fmt, once for the whole project, with the templates that its headers expect to find compiled.
#include <fmt/format-inl.h>

template FMT_API char fmt::detail::decimal_point_impl<char>(fmt::detail::locale_ref);
template FMT_API fmt::detail::thousands_sep_result<char> fmt::detail::thousands_sep_impl<char>(
    fmt::detail::locale_ref);
template FMT_API fmt::detail::dragonbox::decimal_fp<float> fmt::detail::dragonbox::to_decimal<float>(
    float) noexcept;
template FMT_API fmt::detail::dragonbox::decimal_fp<double> fmt::detail::dragonbox::to_decimal<double>(
    double) noexcept;
template FMT_API std::locale fmt::detail::locale_ref::get<std::locale>() const;
