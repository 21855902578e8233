package io.headgate.dag.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component or a parameter that differs.
 *
 * @param beforeLabel its label in the earlier definition; null where that has none or the thing was added
 * @param afterLabel its label in the later definition; null where that has none or the thing was removed
 * @param values what is different inside; empty when it was added or removed as a whole
 */
public record ItemChange(
        ChangeKind kind,
        String key,
        @Nullable String beforeLabel,
        @Nullable String afterLabel,
        List<ValueChange> values) {

    public ItemChange {
        values = List.copyOf(values);
    }
}
