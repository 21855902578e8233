package io.headgate.dag.diff;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A value that differs, at its place. The two places are not alike where something was put into a list or taken out before it.
 *
 * @param beforePath JSON pointer in the earlier tree; null when the value was added
 * @param afterPath JSON pointer in the later tree; null when the value was removed
 * @param before the earlier value; null when it was added
 * @param after the later value; null when it was removed
 */
public record ValueChange(
        ChangeKind kind,
        @Nullable String beforePath,
        @Nullable String afterPath,
        @Nullable JsonNode before,
        @Nullable JsonNode after) {

    static ValueChange added(String path, JsonNode value) {
        return new ValueChange(ChangeKind.ADDED, null, path, null, value);
    }

    static ValueChange removed(String path, JsonNode value) {
        return new ValueChange(ChangeKind.REMOVED, path, null, value, null);
    }

    static ValueChange changed(String beforePath, String afterPath, JsonNode before, JsonNode after) {
        return new ValueChange(ChangeKind.CHANGED, beforePath, afterPath, before, after);
    }

    /** Its place in the later tree, or in the earlier one when it was removed. */
    public String path() {
        return afterPath != null ? afterPath : String.valueOf(beforePath);
    }
}
