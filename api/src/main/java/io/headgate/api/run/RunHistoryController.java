package io.headgate.api.run;

import io.headgate.api.tenancy.CurrentTenant;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of a process: its runs beside each other, component by component. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/history")
@Tag(name = "runs")
class RunHistoryController {

    private static final String CSV = "text/csv;charset=UTF-8";

    private final RunHistory history;

    RunHistoryController(RunHistory history) {
        this.history = history;
    }

    /**
     * A page of the grid, newest run first.
     *
     * @param state where a run stands
     * @param origin what asked for a run
     * @param stage key of a stage
     * @param from first business date
     * @param to last business date
     * @param before {@code next} of the page before this one; the newest runs when left out
     */
    @GetMapping
    HistoryPage history(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable RunState state,
            @RequestParam(required = false) @Nullable RunOrigin origin,
            @RequestParam(required = false) @Nullable @Size(max = 40) String stage,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable @Size(max = 200) String before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(100) int size) {
        return history.page(tenant.id(), process, new RunHistory.Filter(state, origin, stage, from, to), before, size);
    }

    /**
     * The same as a table for spreadsheets: a line for each component of each of the newest 2,000 runs.
     *
     * @param state where a run stands
     * @param origin what asked for a run
     * @param stage key of a stage; all of them when left out
     * @param from first business date
     * @param to last business date
     */
    @GetMapping(path = "/csv", produces = CSV)
    ResponseEntity<String> historyAsCsv(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable RunState state,
            @RequestParam(required = false) @Nullable RunOrigin origin,
            @RequestParam(required = false) @Nullable @Size(max = 40) String stage,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        HistoryPage page = history.page(
                tenant.id(),
                process,
                new RunHistory.Filter(state, origin, stage, from, to),
                null,
                HistoryCsv.MOST_RUNS);
        ContentDisposition file = ContentDisposition.attachment()
                .filename(process + "-runs.csv", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(HistoryCsv.of(page));
    }
}
