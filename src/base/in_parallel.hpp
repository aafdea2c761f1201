// Work in parts on several threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace kohort {

/// Does `tasks` numbered tasks on up to `threads` threads, the caller's among them. `make_worker()` is called by each
/// thread and gives what does a task: `worker(task)`; what it needs for itself is made once a thread. Tasks must not
/// depend on each other. The first exception is thrown again when all threads have stopped.
template <class MakeWorker>
void in_parallel(unsigned threads, std::size_t tasks, const MakeWorker& make_worker) {
    std::atomic<std::size_t> next{0};
    std::mutex failing;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            auto worker = make_worker();
            for (auto task = next++; task < tasks; task = next++) worker(task);
        } catch (...) {
            const std::lock_guard lock(failing);
            if (!failure) failure = std::current_exception();
            next = tasks;
        }
    };
    {
        std::vector<std::jthread> others;
        const auto wanted = (std::min<std::size_t>)(threads, tasks);
        try {
            while (others.size() + 1 < wanted) others.emplace_back(work);
        } catch (const std::system_error&) {
            // The system has no more threads to give: those that there are will do.
        }
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

} // namespace kohort
