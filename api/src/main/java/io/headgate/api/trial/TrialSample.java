package io.headgate.api.trial;

import io.headgate.api.run.ComponentError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a trial found. It comes from the tenant's account, goes to who asked for it, and is kept nowhere.
 *
 * @param succeeded whether the component could be tried
 * @param error why not, in its own words
 * @param sourceRows how many rows of each source were taken at most
 * @param components what each component found, in the order in which they were tried; the last is the wanted one
 */
record TrialSample(boolean succeeded, @Nullable ComponentError error, int sourceRows, List<Found> components) {

    /** What became of one component. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        /** One before it failed. */
        NOT_TRIED
    }

    /**
     * A column as it was found; the type is Spark's short name.
     *
     * @param textBecause of a column that was taken for text because of few values, while most fit a number, a date or the like:
     *     the first of those values; else empty
     */
    record SampleColumn(String name, String type, List<String> textBecause) {}

    /** Rows that were read, that came out, and that were set aside. */
    record RowCounts(
            @Nullable Long in, @Nullable Long out, @Nullable Long rejected) {}

    /** A row that was set aside, as text, and why. */
    record RejectedRow(String reason, String row) {}

    /** A rule of a quality check. */
    record CheckedRule(
            String name,
            String type,
            @Nullable String column,
            long failed,
            long checked,
            double failedPercent,
            boolean passed,
            String severity) {}

    /**
     * What a quality check has found.
     *
     * @param passed whether no rule whose breach is an error was broken
     */
    record QualityReport(boolean passed, List<CheckedRule> rules) {}

    /**
     * What an export would write.
     *
     * @param names of files, the first twenty
     * @param present how many files lie there now, and {@code replaces} how many of them it would remove
     */
    record WouldWrite(
            String location, String path, String format, int files, List<String> names, int present, int replaces) {}

    /** The place of a cell that was cut, both from 0. */
    record CutCell(int row, int column) {}

    /**
     * What one component found.
     *
     * @param rows as text, in the order of the columns; null where there is no value
     * @param cut the cells that are longer than what is shown
     * @param shortened whether rows or columns were left out because the sample would have been too long
     */
    record Found(
            String component,
            Outcome outcome,
            @Nullable ComponentError error,
            RowCounts counts,
            List<SampleColumn> columns,
            List<List<@Nullable String>> rows,
            List<CutCell> cut,
            List<RejectedRow> rejected,
            @Nullable QualityReport quality,
            @Nullable WouldWrite wouldWrite,
            boolean shortened) {}
}
