package io.headgate.api.publication;

import java.util.UUID;

/** Who still needs a publication's DAG; answered by the feature that runs it. */
public interface PublicationUse {

    /** Whether any run on the publication has not settled. */
    boolean hasUnsettledRuns(UUID publicationId);
}
