package io.headgate.api.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which processes a list shows, and in which order.
 *
 * @param query part of a key, a name, a tag or an owner's user name; empty for any
 * @param tags all of them are wanted
 * @param owner user name; null for anybody's
 */
record ProcessFilter(
        String query, List<String> tags, @Nullable String owner, Archived archived, Sort sort) {

    /** What a list can be sorted by. */
    enum Sort {
        name,
        changed,
        lastRun
    }

    /** Whether what is archived is shown. */
    enum Archived {
        no,
        only,
        also
    }

    ProcessFilter {
        tags = List.copyOf(tags);
    }

    /** The query as a pattern of LIKE. */
    String like() {
        return "%" + query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
