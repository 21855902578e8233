package io.headgate.api.run;

import io.headgate.api.platform.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

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

    private static final int LONGEST_TAG = 200;

    ProcessFilter {
        tags = List.copyOf(tags);
        if (tags.stream().anyMatch(tag -> tag.isBlank() || tag.length() > LONGEST_TAG)) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "input.invalid",
                    "A tag to filter by has 1 to " + LONGEST_TAG + " characters.");
        }
    }

    /** The query as a pattern of LIKE. */
    String like() {
        return "%" + query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
