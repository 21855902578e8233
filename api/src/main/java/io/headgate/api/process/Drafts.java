package io.headgate.api.process;

import io.headgate.api.platform.ProblemException;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/** Drafts for those who do with them something else than edit and publish. */
@Service
public class Drafts {

    private final Processes processes;
    private final Definitions definitions;

    Drafts(Processes processes, Definitions definitions) {
        this.processes = processes;
        this.definitions = definitions;
    }

    /**
     * The draft as it is saved.
     *
     * @param expected the ETag that it must have; null for whatever stands there
     */
    public JudgedDraft saved(UUID tenantId, String key, @Nullable String expected) {
        ProcessView process = processes.get(tenantId, key);
        process.requireInUse();
        Processes.Draft draft = processes.draft(tenantId, key);
        Processes.refuseIfChanged(
                draft.etag(),
                expected,
                "Somebody else has saved this draft since you last saw it. Look at it first, then try it.");
        return new JudgedDraft(process.id(), draft.definition(), draft.problems());
    }

    /** A draft that an author has in hand and has not saved, perhaps never will. */
    public JudgedDraft inHand(UUID tenantId, String key, JsonNode document) {
        ProcessView process = processes.get(tenantId, key);
        process.requireInUse();
        return switch (definitions.readJson(document.toString().getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Readable readable -> judged(tenantId, process, readable.definition());
            case ReadResult.Unreadable unreadable ->
                throw ProblemException.invalid(
                        "process.unreadable",
                        "The document is not a process definition; see the problems.",
                        Definitions.fieldProblems(unreadable.problems()));
        };
    }

    private JudgedDraft judged(UUID tenantId, ProcessView process, ProcessDefinition definition) {
        return new JudgedDraft(process.id(), definition, definitions.problems(tenantId, definition));
    }
}
