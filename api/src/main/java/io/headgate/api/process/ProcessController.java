package io.headgate.api.process;

import io.headgate.api.platform.FieldProblem;
import io.headgate.api.platform.IfMatch;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.headgate.dag.definition.ProcessDefinition;
import io.headgate.dag.definition.ReadResult;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Processes and their drafts. Definitions come as JSON, or as YAML with the media type {@code application/yaml}. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes")
@Tag(name = "processes")
class ProcessController {

    private static final String YAML = "application/yaml";

    /**
     * What to change; what is left out stays.
     *
     * @param name the name that people see; the key of a process never changes
     * @param paused whether waiting runs stay waiting
     * @param concurrency most runs at the same time on a stage
     * @param priority which of the tenant's waiting runs come first; engineers set it
     */
    record ProcessChange(
            @Nullable @Size(max = 200) String name,
            @Nullable Boolean paused,
            @Nullable @Min(1) @Max(16) Integer concurrency,
            @Nullable Priority priority) {}

    /**
     * What is wrong with a definition.
     *
     * @param problems what would keep it from being published; empty when nothing would
     */
    record Check(List<FieldProblem> problems) {}

    private final Processes processes;
    private final Definitions definitions;

    ProcessController(Processes processes, Definitions definitions) {
        this.processes = processes;
        this.definitions = definitions;
    }

    /**
     * Makes a process, with the definition for its draft, which may be faulty. Its maker owns it. Refused if the key is
     * taken, be it by an archived process, and if the document cannot be read as a definition.
     */
    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.CREATED)
    ProcessView create(
            CurrentTenant tenant,
            @RequestHeader("Content-Type") MediaType type,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = "#/components/schemas/JsonNode")))
                    @RequestBody
                    byte[] definition) {
        return processes.create(tenant.id(), tenant.actor(), read(definition, type));
    }

    /** Judges a definition as it would be judged as a draft; nothing is kept. */
    @PostMapping(
            path = "/check",
            consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
    @Requires(Role.AUTHOR)
    Check check(
            CurrentTenant tenant,
            @RequestHeader("Content-Type") MediaType type,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = "#/components/schemas/JsonNode")))
                    @RequestBody
                    byte[] definition) {
        return new Check(definitions.problems(tenant.id(), read(definition, type)));
    }

    /** A process, archived or not. */
    @GetMapping("/{process}")
    ProcessView get(CurrentTenant tenant, @PathVariable String process) {
        return processes.get(tenant.id(), process);
    }

    /**
     * Changes what people set of a process beside its drawing. A new name goes into the draft. While it is paused runs
     * wait, and those under way go on. Refused while it is archived.
     */
    @PatchMapping("/{process}")
    @Requires(Role.AUTHOR)
    ProcessView change(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody ProcessChange body) {
        if (body.priority() != null && !tenant.role().covers(Role.ENGINEER)) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "process.priority-role",
                    "Which process comes first is for engineers to say. Ask an engineer of the tenant.");
        }
        return processes.change(
                tenant.id(), process, tenant.actor(), body.name(), body.paused(), body.concurrency(), body.priority());
    }

    /** The draft, with all that keeps it from being published. */
    @GetMapping("/{process}/draft")
    ResponseEntity<DraftAnswer> draft(CurrentTenant tenant, @PathVariable String process) {
        return answer(processes.draft(tenant.id(), process));
    }

    /**
     * Saves the draft, which may be faulty. Refused if the definition has another key, and (412) if the draft is no
     * longer the one that If-Match names.
     */
    @PutMapping(
            path = "/{process}/draft",
            consumes = {MediaType.APPLICATION_JSON_VALUE, YAML})
    @Requires(Role.AUTHOR)
    ResponseEntity<DraftAnswer> saveDraft(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestHeader("Content-Type") MediaType type,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = "#/components/schemas/JsonNode")))
                    @RequestBody
                    byte[] definition) {
        return answer(processes.saveDraft(
                tenant.id(), process, tenant.actor(), read(definition, type), IfMatch.etag(ifMatch)));
    }

    private ProcessDefinition read(byte[] bytes, MediaType type) {
        ReadResult result =
                type.getSubtype().contains("yaml") ? definitions.readYaml(bytes) : definitions.readJson(bytes);
        return switch (result) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable ->
                throw ProblemException.invalid(
                        "process.unreadable",
                        "The document is not a process definition; see the problems.",
                        Definitions.fieldProblems(unreadable.problems()));
        };
    }

    private ResponseEntity<DraftAnswer> answer(Processes.Draft draft) {
        return ResponseEntity.ok().eTag(draft.etag()).body(DraftAnswer.of(draft, definitions));
    }
}
