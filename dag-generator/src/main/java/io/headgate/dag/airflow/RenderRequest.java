package io.headgate.dag.airflow;

import io.headgate.dag.definition.ProcessDefinition;
import java.util.regex.Pattern;

/**
 * Everything that decides a DAG file's bytes, besides the generator's version.
 *
 * @param definition a definition that the validator has no problem with
 * @param connectionId the Airflow connection by which the file's tasks reach Headgate
 * @param publicationNumber the publication of the process; 0 for a file that was rendered without being published
 */
public record RenderRequest(ProcessDefinition definition, String dagId, String connectionId, int publicationNumber) {

    private static final Pattern DAG_ID = Pattern.compile("h[a-z0-9]{11}");
    private static final Pattern CONNECTION_ID = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    public RenderRequest {
        if (!DAG_ID.matcher(dagId).matches()) {
            throw new IllegalArgumentException("not a DAG id of Headgate: " + dagId);
        }
        if (!CONNECTION_ID.matcher(connectionId).matches()) {
            throw new IllegalArgumentException("not a connection id: " + connectionId);
        }
        if (publicationNumber < 0) {
            throw new IllegalArgumentException("publications count from 1: " + publicationNumber);
        }
    }
}
