package io.headgate.api.process;

import io.headgate.api.platform.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A process as other features and the API show it.
 *
 * @param owner user name of the one who answers for it
 * @param tags sorted
 * @param paused whether waiting runs stay waiting
 * @param concurrency most runs at the same time
 * @param priority whether its waiting runs come before those of other processes of the tenant
 * @param archivedAt since when it is out of use; null while it is in use
 */
public record ProcessView(
        UUID id,
        String key,
        String name,
        String owner,
        List<String> tags,
        boolean paused,
        int concurrency,
        Priority priority,
        String draftBy,
        Instant draftAt,
        Instant createdAt,
        @Nullable Instant archivedAt,
        @Nullable String archivedBy) {

    public ProcessView {
        tags = List.copyOf(tags);
    }

    /** Refuses while it is archived: then nothing of it starts, and nothing of it is changed. */
    public void requireInUse() {
        if (archivedAt != null) {
            throw ProblemException.conflict(
                    "process.archived", "The process is archived. Take it out of the archive, then try again.");
        }
    }
}
