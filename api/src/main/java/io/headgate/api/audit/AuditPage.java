package io.headgate.api.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the trail, newest entry first.
 *
 * @param next what to ask for as {@code before} to get the page after this one; null on the last
 */
public record AuditPage(List<AuditEntry> items, @Nullable String next) {

    public AuditPage {
        items = List.copyOf(items);
    }
}
