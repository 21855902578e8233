package io.headgate.api.trial;

import io.headgate.api.run.ComponentError;
import io.headgate.api.trial.TrialSample.CheckedRule;
import io.headgate.api.trial.TrialSample.CutCell;
import io.headgate.api.trial.TrialSample.Found;
import io.headgate.api.trial.TrialSample.Outcome;
import io.headgate.api.trial.TrialSample.QualityReport;
import io.headgate.api.trial.TrialSample.RejectedRow;
import io.headgate.api.trial.TrialSample.RowCounts;
import io.headgate.api.trial.TrialSample.SampleColumn;
import io.headgate.api.trial.TrialSample.WouldWrite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the document that a trial's step leaves. It comes from a tenant's account and is not trusted: only the known fields
 * are taken, and only with the types that they must have.
 */
final class TrialSampleReader {

    /** Longest document that is read, in bytes; the job keeps to it. */
    static final int LONGEST = 256 * 1024;

    /** Whose an error may be to mend; anything else is not taken over, because it is kept. */
    private static final Set<String> OWNERS = Set.of("author", "engineer", "tenant-admin", "platform");

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9.-]{0,79}");
    private static final int MOST = 500;
    private static final int MOST_COLUMNS = 2000;
    private static final int MOST_ODD = 10;

    private TrialSampleReader() {}

    /** The sample of this trial; empty when the bytes are not that. */
    static Optional<TrialSample> read(JsonMapper json, byte[] bytes, Trial trial) {
        if (bytes.length > LONGEST) {
            return Optional.empty();
        }
        try {
            JsonNode tree = json.readTree(new String(bytes, StandardCharsets.UTF_8));
            String status = tree.path("status").asString("");
            if (!trial.id().toString().equals(tree.path("attemptKey").asString(""))
                    || !(status.equals("SUCCEEDED") || status.equals("FAILED"))) {
                return Optional.empty();
            }
            boolean succeeded = status.equals("SUCCEEDED");
            return Optional.of(new TrialSample(
                    succeeded,
                    succeeded ? null : error(tree.path("error")),
                    TrialDocument.sourceRows(trial.rows()),
                    tree.path("components")
                            .valueStream()
                            .limit(MOST)
                            .map(TrialSampleReader::found)
                            .toList()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Found found(JsonNode told) {
        Outcome outcome = switch (told.path("status").asString("")) {
            case "SUCCEEDED" -> Outcome.SUCCEEDED;
            case "NOT_TRIED" -> Outcome.NOT_TRIED;
            default -> Outcome.FAILED;
        };
        return new Found(
                text(told, "component"),
                outcome,
                outcome == Outcome.FAILED ? error(told.path("error")) : null,
                new RowCounts(
                        count(told.path("rows"), "in"),
                        count(told.path("rows"), "out"),
                        count(told.path("rows"), "rejected")),
                told.path("columns")
                        .valueStream()
                        .limit(MOST_COLUMNS)
                        .map(TrialSampleReader::column)
                        .toList(),
                told.path("sample")
                        .valueStream()
                        .limit(MOST)
                        .map(TrialSampleReader::row)
                        .toList(),
                told.path("cut")
                        .valueStream()
                        .limit(MOST * (long) MOST)
                        .map(place -> new CutCell(
                                place.path(0).asInt(0), place.path(1).asInt(0)))
                        .toList(),
                told.path("rejected")
                        .valueStream()
                        .limit(MOST)
                        .map(row -> new RejectedRow(text(row, "reason"), text(row, "row")))
                        .toList(),
                quality(told.path("quality")),
                wouldWrite(told.path("exported")),
                told.path("shortened").asBoolean(false));
    }

    private static SampleColumn column(JsonNode column) {
        return new SampleColumn(
                text(column, "name"),
                text(column, "type"),
                column.path("textBecause")
                        .valueStream()
                        .limit(MOST_ODD)
                        .map(value -> value.asString(""))
                        .toList());
    }

    private static List<@Nullable String> row(JsonNode row) {
        List<@Nullable String> cells = new ArrayList<>();
        row.valueStream().limit(MOST_COLUMNS).forEach(cell -> cells.add(cell.isString() ? cell.stringValue() : null));
        return cells;
    }

    private static @Nullable QualityReport quality(JsonNode report) {
        if (!report.isObject()) {
            return null;
        }
        return new QualityReport(
                report.path("passed").asBoolean(false),
                report.path("rules")
                        .valueStream()
                        .limit(MOST)
                        .map(rule -> new CheckedRule(
                                text(rule, "name"),
                                text(rule, "type"),
                                rule.path("column").isString() ? text(rule, "column") : null,
                                rule.path("failed").asLong(0),
                                rule.path("checked").asLong(0),
                                rule.path("failedPercent").asDouble(0),
                                rule.path("passed").asBoolean(false),
                                text(rule, "severity")))
                        .toList());
    }

    private static @Nullable WouldWrite wouldWrite(JsonNode exported) {
        if (!exported.isObject()) {
            return null;
        }
        return new WouldWrite(
                text(exported, "location"),
                text(exported, "path"),
                text(exported, "format"),
                exported.path("files").asInt(0),
                exported.path("names")
                        .valueStream()
                        .limit(MOST)
                        .map(name -> name.asString(""))
                        .toList(),
                exported.path("present").asInt(0),
                exported.path("replaces").asInt(0));
    }

    private static ComponentError error(JsonNode error) {
        String code = text(error, "code");
        return new ComponentError(
                CODE.matcher(code).matches() ? code : "job.unexpected",
                error.path("sentence").asString("The component failed without saying why."),
                error.path("remedy").asString("Try again; if it happens again, ask an engineer."),
                OWNERS.contains(text(error, "owner")) ? text(error, "owner") : "engineer");
    }

    private static @Nullable Long count(JsonNode counts, String name) {
        return counts.path(name).isIntegralNumber() ? counts.path(name).asLong() : null;
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
