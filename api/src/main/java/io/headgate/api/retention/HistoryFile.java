package io.headgate.api.retention;

import io.headgate.api.platform.Ids;
import io.headgate.api.run.RunView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs as gzipped lines of JSON, each as the API shows it. The same runs make the same bytes and the same name, so whoever writes
 * the file a second time writes what is there already.
 *
 * @param name below the workspace
 * @param sha256 of the bytes, in hex
 */
record HistoryFile(String name, byte[] bytes, String sha256) {

    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("yyyy/MM").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    /** So much of the hash tells files apart. */
    private static final int HASH_IN_NAME = 16;

    static HistoryFile of(JsonMapper json, String stage, Instant firstEnd, Instant lastEnd, List<RunView> runs) {
        byte[] bytes = packed(json, runs);
        String sha256 = Ids.sha256(bytes);
        String name = "history/%s/%s/%s-%s-%s.jsonl.gz"
                .formatted(
                        stage,
                        MONTH.format(firstEnd),
                        DAY.format(firstEnd),
                        DAY.format(lastEnd),
                        sha256.substring(0, HASH_IN_NAME));
        return new HistoryFile(name, bytes, sha256);
    }

    private static byte[] packed(JsonMapper json, List<RunView> runs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            for (RunView run : runs) {
                packed.write(json.writeValueAsString(run).getBytes(StandardCharsets.UTF_8));
                packed.write('\n');
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
