package io.headgate.api.process;

import io.headgate.api.platform.FieldProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A draft as the API shows it.
 *
 * @param etag what a change of it has to name
 * @param problems what keeps it from being published
 */
record DraftAnswer(
        @Schema(ref = "#/components/schemas/JsonNode") JsonNode definition, String etag, List<FieldProblem> problems) {

    static DraftAnswer of(Processes.Draft draft, Definitions definitions) {
        return new DraftAnswer(definitions.tree(draft.definition()), draft.etag(), draft.problems());
    }
}
