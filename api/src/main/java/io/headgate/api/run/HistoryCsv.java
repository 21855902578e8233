package io.headgate.api.run;

import static io.headgate.api.platform.SpreadsheetText.harmless;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The history of a process as comma-separated values (RFC 4180), a line for each component of each run. */
final class HistoryCsv {

    static final int MOST_RUNS = 2_000;

    private static final String[] HEADER = {
        "run",
        "state",
        "started_by",
        "version",
        "business_date",
        "requested_at",
        "started_at",
        "ended_at",
        "component",
        "label",
        "component_state",
        "seconds",
        "error",
        "stage"
    };

    private HistoryCsv() {}

    static String of(HistoryPage page) {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader(HEADER).get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            for (HistoryPage.HistoryRun run : page.runs()) {
                if (run.cells().isEmpty()) {
                    print(csv, run, null, null);
                }
                for (HistoryPage.HistoryCell cell : run.cells()) {
                    print(csv, run, page.components().get(cell.component()), cell);
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void print(
            CSVPrinter csv,
            HistoryPage.HistoryRun run,
            HistoryPage.@Nullable HistoryComponent component,
            HistoryPage.@Nullable HistoryCell cell)
            throws IOException {
        Long milliseconds = cell == null ? null : cell.milliseconds();
        csv.printRecord(
                run.id(),
                run.state(),
                run.origin(),
                run.version(),
                run.businessDate(),
                run.requestedAt(),
                time(run.startedAt()),
                time(run.endedAt()),
                component == null ? "" : harmless(component.key()),
                component == null ? "" : harmless(component.label()),
                cell == null ? "" : cell.state(),
                milliseconds == null ? "" : milliseconds / 1000.0,
                cell == null || cell.error() == null ? "" : harmless(cell.error()),
                run.stage());
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }
}
