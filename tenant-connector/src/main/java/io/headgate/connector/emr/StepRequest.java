package io.headgate.connector.emr;

import java.util.List;

/**
 * A step to add to a cluster.
 *
 * @param name unique name; it carries the attempt key, by which a lost answer is found again
 * @param arguments arguments of {@code command-runner.jar}; EMR allows 10,240 characters in all
 */
public record StepRequest(String name, List<String> arguments) {

    public StepRequest {
        arguments = List.copyOf(arguments);
    }
}
