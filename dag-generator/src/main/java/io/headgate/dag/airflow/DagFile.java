package io.headgate.dag.airflow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A rendered DAG file.
 *
 * @param path its key below the environment's bucket
 * @param sha256 of the bytes
 * @param fingerprint the hash that the file itself carries in a tag: of the file with 64 zeros in its place
 * @param tasks which component each pair of tasks stands for, in the order of n
 */
public record DagFile(String path, byte[] bytes, String sha256, String fingerprint, List<TaskBinding> tasks) {

    public DagFile {
        bytes = bytes.clone();
        tasks = List.copyOf(tasks);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    public String text() {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DagFile that
                && path.equals(that.path)
                && Arrays.equals(bytes, that.bytes)
                && tasks.equals(that.tasks);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }
}
