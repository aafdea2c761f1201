// The k-th allocation fails, for every k: each call ends with a status, nothing leaks, nothing ends the program.
#include <c_api/example.hpp>
#include <c_api/handles.hpp>

#include <atomic>
#include <cstdlib>
#include <new>

// Sanitizers have allocators of their own, whose reports of leaks say more than a count.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define KOHORT_TEST_SANITIZED 1
#endif
#endif
#else
#define KOHORT_TEST_SANITIZED 1
#endif

#if !defined(KOHORT_TEST_SANITIZED)

namespace {

std::atomic<long> allocations_left{-1}; ///< before one fails; negative: none does
std::atomic<long> live_allocations{0};
std::atomic<long> allocations{0};

void* allocate(std::size_t size) {
    ++allocations;
    if (allocations_left.load() >= 0 && allocations_left.fetch_sub(1) == 0) throw std::bad_alloc();
    void* const made = std::malloc(size == 0 ? 1 : size);
    if (made == nullptr) throw std::bad_alloc();
    ++live_allocations;
    return made;
}

void release(void* memory) noexcept {
    if (memory == nullptr) return;
    --live_allocations;
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

namespace {

namespace example = c_api_example;

/// From schema to CSV with everything between, stopping at the first status that is not OK.
kohort_status evaluate_fifty_rows(const std::string& csv) {
    kohort_context* context = nullptr;
    kohort_data* data = nullptr;
    kohort_plan* plan = nullptr;
    kohort_state *state = nullptr, *loaded = nullptr;
    kohort_table *table = nullptr, *finished = nullptr;
    kohort_text *text = nullptr, *quality = nullptr, *saved = nullptr, *told = nullptr;
    kohort_cohort* cohort = nullptr;
    ArrowArrayStream stream{}, figures{};
    kohort_error error = KOHORT_ERROR_INIT;
    auto status = kohort_context_create(nullptr, &context, &error);
    const auto then = [&](auto call) {
        if (status == KOHORT_OK) status = call();
    };
    then([&] {
        return kohort_data_create(context, example::schema, std::strlen(example::schema), nullptr, &data, &error);
    });
    then([&] { return kohort_data_read_csv_text(data, "jobbtorg", csv.data(), csv.size(), &error); });
    then([&] { return kohort_data_quality(data, &quality, &error); });
    then([&] {
        return kohort_plan_create(context, data, example::definitions, std::strlen(example::definitions),
                                  example::options, std::strlen(example::options), &plan, &error);
    });
    then([&] { return kohort_evaluate(plan, data, &table, &error); });
    then([&] { return kohort_table_suppress_small_counts(table, 3, &error); });
    then([&] { return kohort_table_to_text(table, KOHORT_FORMAT_CSV, KOHORT_LANGUAGE_EN, &text, &error); });
    then([&] { return kohort_table_to_arrow(table, &stream, &error); });
    then([&] { return kohort_state_create(plan, &state, &error); });
    then([&] { return kohort_state_push(state, data, KOHORT_ROWS_OF_NEW_PERSONS, &error); });
    then([&] { return kohort_state_save(state, &saved, &error); });
    then([&] {
        std::size_t size = 0;
        const auto* const bytes = kohort_text_data(saved, &size);
        return kohort_state_load(plan, bytes, size, &loaded, &error);
    });
    then([&] { return kohort_state_finish(loaded, &finished, &error); });
    then([&] {
        constexpr std::string_view asked = R"({"show": "incidence", "by": ["sex"]})";
        return kohort_cohort_create(data, example::cohorts, std::strlen(example::cohorts), asked.data(), asked.size(),
                                    &cohort, &error);
    });
    then([&] { return kohort_cohort_to_text(cohort, KOHORT_FORMAT_JSON, &told, &error); });
    then([&] { return kohort_cohort_to_arrow(cohort, &figures, &error); });
    if (status != KOHORT_OK) {
        EXPECT_EQ(status, KOHORT_OUT_OF_MEMORY) << error.message;
        EXPECT_EQ(error.status, status);
    }
    if (stream.release != nullptr) stream.release(&stream);
    if (figures.release != nullptr) figures.release(&figures);
    kohort_cohort_destroy(&cohort);
    kohort_text_destroy(&told);
    kohort_text_destroy(&saved);
    kohort_text_destroy(&quality);
    kohort_text_destroy(&text);
    kohort_table_destroy(&finished);
    kohort_table_destroy(&table);
    kohort_state_destroy(&loaded);
    kohort_state_destroy(&state);
    kohort_plan_destroy(&plan);
    kohort_data_destroy(&data);
    kohort_context_destroy(&context);
    return status;
}

TEST(c_api_failing_allocations, end_with_a_status_and_leak_nothing) {
    const auto csv = example::register_csv(50);
    ASSERT_EQ(evaluate_fifty_rows(csv), KOHORT_OK); // and what is made once per process is there
    const auto before = allocations.load();
    ASSERT_EQ(evaluate_fifty_rows(csv), KOHORT_OK);
    const auto all = allocations.load() - before;
    RecordProperty("allocations", std::to_string(all));
    ASSERT_GT(all, 1'000);
    long survived = 0;
    for (long k = 0; k < all; ++k) {
        const auto live = live_allocations.load();
        allocations_left = k;
        const auto status = evaluate_fifty_rows(csv);
        allocations_left = -1;
        ASSERT_EQ(live_allocations.load(), live) << "allocation " << k << " of " << all << " leaks";
        if (status == KOHORT_OK) ++survived;
    }
    // Sorting does with less memory when it must, and gives the same.
    EXPECT_LT(survived, all / 100);
}

} // namespace

#endif
