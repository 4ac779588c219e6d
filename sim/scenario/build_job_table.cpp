// A table of jobs: checked row by row before the run, streamed again while it goes on. Neither keeps the
// rows; only a table whose rows are not in the order of their arrival is held.
#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/job_file.hpp"
#include "sim/scenario/job_rows.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/streamed_table.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::scenario {
namespace {

namespace fs = std::filesystem;

// The cells of one record, quoted or not.
class RecordCells {
public:
    // False where they cannot be cut, or are several rows.
    [[nodiscard]] bool cut(std::string_view record) {
        if (record.find_first_of("\"\r") == std::string_view::npos) {
            cut_cells(record, cells_);
            return true;
        }
        RowReader reader{record};
        if (!reader.next(quoted_)) return false;
        cells_.clear();
        for (auto const& cell : quoted_)
            cells_.emplace_back(cell.text);
        return reader.at_end();
    }
    [[nodiscard]] JobRows::Cells const& cells() const { return cells_; }

private:
    JobRows::Cells cells_;
    std::vector<Cell> quoted_;
};

class TableStream final : public JobStream {
public:
    TableStream(fs::path const& file, JobRows rows, std::uint64_t size, bool sorted)
        : path_{file}, file_{file}, rows_{std::move(rows)}, left_{size}, sorted_{sorted} {
        static_cast<void>(file_.next());  // the header
    }

    bool next(ListedJob& job) override {
        bool const any = file_.next();
        if (any != (left_ > 0)) changed();
        if (!any) return false;
        --left_;
        bool const good = cells_.cut(file_.record()) && cells_.cells().size() == rows_.columns() &&
                          rows_.read(cells_.cells(), job);
        if (!good || (sorted_ && job.arrival < last_)) changed();
        last_ = job.arrival;
        return true;
    }

private:
    [[noreturn]] void changed() const {
        system::fail("read", path_, "it is no longer the table that was checked");
    }

    fs::path path_;
    JobFile file_;
    JobRows rows_;
    RecordCells cells_;
    std::uint64_t left_;
    bool sorted_;
    SimTime last_{};
};

class TableOfJobs final : public StreamedJobs {
public:
    TableOfJobs(fs::path file, JobRows rows, std::uint64_t size, SimTime last)
        : file_{std::move(file)}, rows_{std::move(rows)}, size_{size}, last_{last} {}

    [[nodiscard]] std::unique_ptr<JobStream> open() const override {
        return std::make_unique<TableStream>(file_, rows_, size_, true);
    }
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    [[nodiscard]] SimTime last_arrival() const override { return last_; }
    [[nodiscard]] fs::path const& file() const override { return file_; }

private:
    fs::path file_;
    JobRows rows_;
    std::uint64_t size_;
    SimTime last_;
};

bool is_plain_text(std::string_view record) {
    return std::ranges::all_of(record, [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\t'; });
}

class TableCheck {
public:
    TableCheck(ScenarioBuilder& b, fs::path file)
        : b_{b},
          path_{std::move(file)},
          name_{std::make_shared<std::string const>(path_.string())},
          file_{path_},
          header_{name_, b.problems} {}

    void run() {
        if (!file_.next()) return report_empty();
        if (!has_good_characters() || !read_header()) return;
        rows_.emplace(b_, header_.columns());
        home_ = rows_->home_column();
        auto const before = b_.problems.count();
        while (file_.next()) {
            if (!check_record()) return;
        }
        if (records_ == 0 && b_.problems.count() == before) return report_empty();
        if (b_.problems.none()) keep();
    }

private:
    void report_empty() {
        b_.problems.add(SourceLocation{*name_, 1, 1}, "the table has no rows",
                        "write the field names in the first row and one record in each row below");
    }

    bool has_good_characters() {
        if (is_plain_text(file_.record())) return true;
        Problems here;
        if (check_characters(SourceText{*name_, std::string{file_.record()}}, here)) return true;
        for (Problem problem : here.sorted()) {
            problem.where.line += file_.line() - 1;
            b_.problems.add(std::move(problem));
        }
        return false;
    }

    bool read_header() {
        std::vector<Cell> cells;
        return read_cells(cells) && header_.read_header(cells);
    }

    // Of the present record; false and a problem if its quotation marks or line ends are wrong.
    bool read_cells(std::vector<Cell>& cells) {
        RowReader reader{file_.record(), file_.line()};
        if (!reader.next(cells)) {
            b_.problems.add(SourceLocation{*name_, reader.line(), reader.column()},
                            "the quotation marks of this cell do not match",
                            "put the whole cell between quotation marks and write a mark inside it twice");
            return false;
        }
        if (reader.at_end()) return true;
        b_.problems.add(SourceLocation{*name_, file_.line(), 1}, "this line has a carriage return inside it",
                        "end every line in the same way, as Unix or as Windows does");
        return false;
    }

    // False if the rest cannot be read.
    bool check_record() {
        if (!has_good_characters()) return false;
        ++records_;
        ListedJob job;
        bool const good = cells_.cut(file_.record()) && cells_.cells().size() == rows_->columns() &&
                          rows_->read(cells_.cells(), job);
        if (good) {
            note(job);
            return true;
        }
        return report_record();
    }

    // Reads it as a record of YAML, which says what is wrong.
    bool report_record() {
        std::vector<Cell> cells;
        if (!read_cells(cells)) return false;
        Draft rows = Draft::list(SharedLocation{name_, file_.line(), 1});
        header_.add_row(rows, cells);
        if (rows.items().empty()) return true;
        JobRecord in;
        in.draft = &rows.items().front();
        RecordReader reader{*in.draft, Subject{&b_.problems, {}, in.draft, "job", records_ - 1}, &in};
        fields(reader, in);
        reader.finish();
        static_cast<void>(listed_job(b_, in));
        return true;
    }

    void note(ListedJob const& listed) {
        sorted_ = sorted_ && listed.arrival >= last_;
        last_ = std::max(last_, listed.arrival);
        b_.listed.add(listed.job);
        if (home_ && !cells_.cells()[*home_].empty())
            b_.table_homes.try_emplace(listed.job.input_home.index, SourceLocation{*name_, file_.line(), 1});
    }

    void keep() {
        if (sorted_) {
            b_.scenario.streamed_jobs =
                std::make_shared<TableOfJobs>(path_, *std::move(rows_), records_, last_);
            return;
        }
        TableStream stream{path_, *std::move(rows_), records_, false};
        ListedJob job;
        while (stream.next(job))
            b_.scenario.listed_jobs.push_back(job);
    }

    ScenarioBuilder& b_;
    fs::path path_;
    std::shared_ptr<std::string const> name_;
    JobFile file_;
    TableBuilder header_;
    std::optional<JobRows> rows_;
    std::optional<std::size_t> home_;
    RecordCells cells_;
    std::uint64_t records_{0};
    SimTime last_{};
    bool sorted_{true};
};

}  // namespace

void ListedWork::add(JobDescription const& job) {
    Kind const kind{job.workload_class.index, job.origin.index, job.input_home.index};
    if (last_ == nullptr || kind != last_kind_) {
        auto const [found, is_new] = kinds_.try_emplace(kind, extremes_.size());
        if (is_new) extremes_.insert(extremes_.end(), {job, job});
        last_ = &found->second;
        last_kind_ = kind;
    }
    JobDescription& least = extremes_[*last_];
    JobDescription& most = extremes_[*last_ + 1];
    auto const widen = [&](auto JobDescription::*field) {
        if (job.*field < least.*field) least.*field = job.*field;
        if (most.*field < job.*field) most.*field = job.*field;
    };
    widen(&JobDescription::width);
    widen(&JobDescription::runtime);
    widen(&JobDescription::input);
    widen(&JobDescription::output);
}

void build_job_table(ScenarioBuilder& b) {
    auto const* const table = b.in.draft->find(streamed_key);
    if (table == nullptr || !is_streamed_table(*table)) return;
    TableCheck{b, streamed_file(*table)}.run();
}

}  // namespace meridian::scenario
