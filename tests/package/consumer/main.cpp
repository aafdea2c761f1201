#include <kohort/kohort.hpp>

#include <iostream>

int main() {
    const auto status = kohort::parse_obs_status("missing+provisional");
    std::cout << kohort::version << ' ' << to_string(kohort::ratio(37, 50)) << '\n';
    return status && status->has(kohort::obs_flag::provisional) ? 0 : 1;
}
