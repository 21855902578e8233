package io.headgate.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list of runs, newest first. Runs that come in while somebody pages move nothing.
 *
 * @param next where the next page begins, for {@code before}; null on the last one
 * @param total how many runs there are in all, counted up to {@code totalLimit}
 * @param totalLimit the number at which counting ends: a total that equals it means that many or more
 */
public record RunPage(List<RunSummary> items, @Nullable String next, int total, int totalLimit) {

    public RunPage {
        items = List.copyOf(items);
    }
}
