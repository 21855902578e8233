package io.headgate.api.process;

import io.headgate.api.platform.IfMatch;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.headgate.dag.diff.ChangeKind;
import io.headgate.dag.diff.EdgeChange;
import io.headgate.dag.diff.ItemChange;
import io.headgate.dag.diff.ProcessDiff;
import io.headgate.dag.diff.ValueChange;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Versions of a process: making, comparing and restoring them, and the drafts that a restore replaced. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}")
@Tag(name = "versions")
class VersionController {

    /**
     * What to note about a version.
     *
     * @param note what changed; nothing when left out
     */
    record VersionNote(@Nullable @Size(max = 500) String note) {}

    /** A version with its definition. */
    record VersionWithDefinition(VersionView version, JsonNode definition) {}

    /**
     * A draft that is about to be replaced.
     *
     * @param draftEtag the ETag of the draft as the caller knows it
     */
    record NewDraftFrom(@NotBlank @Size(max = 100) String draftEtag) {}

    /**
     * A value that differs.
     *
     * @param path JSON pointer within the thing, in the later one; in the earlier one if it was removed
     * @param before the earlier value; null when it was added
     * @param after the later value; null when it was removed
     */
    record ValueDifference(
            ChangeKind kind,
            String path,

            @Schema(ref = "#/components/schemas/JsonNode") @Nullable
            JsonNode before,

            @Schema(ref = "#/components/schemas/JsonNode") @Nullable
            JsonNode after) {

        static ValueDifference of(ValueChange change) {
            return new ValueDifference(change.kind(), change.path(), change.before(), change.after());
        }
    }

    /**
     * A component or a parameter that differs.
     *
     * @param label its label in the later one, or in the earlier one if it was removed; null without one
     */
    record ItemDifference(
            ChangeKind kind, String key, @Nullable String label, List<ValueDifference> values) {

        static ItemDifference of(ItemChange change) {
            String label = change.afterLabel() != null ? change.afterLabel() : change.beforeLabel();
            return new ItemDifference(change.kind(), change.key(), label, differences(change.values()));
        }
    }

    /**
     * What differs between two sides.
     *
     * @param from number of a version, or {@code draft}
     * @param to number of a version, or {@code draft}
     * @param same whether both mean the same to a run; they may lie otherwise on the canvas
     * @param values what differs in the process itself, such as its name
     * @param reordered lists whose members stand in another order
     * @param layout places on the canvas that differ; they count for nothing
     */
    record VersionDiff(
            String from,
            String to,
            boolean same,
            List<ItemDifference> components,
            List<EdgeChange> edges,
            List<ItemDifference> parameters,
            List<ValueDifference> values,
            List<String> reordered,
            List<ValueDifference> layout) {}

    /**
     * A version that was taken up again.
     *
     * @param version the new version; null when the draft has problems by now
     * @param kept the draft that was replaced; null when it was the same
     */
    record RestoredVersion(
            DraftAnswer draft,
            @Nullable VersionView version,
            @Nullable KeptDraftView kept) {}

    private final Processes processes;
    private final Versions versions;
    private final Definitions definitions;

    VersionController(Processes processes, Versions versions, Definitions definitions) {
        this.processes = processes;
        this.versions = versions;
        this.definitions = definitions;
    }

    /**
     * Makes a version of the draft, without publishing it. If the newest version is just that, it is answered as it is.
     * Refused if the draft is faulty.
     */
    @PostMapping("/versions")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.CREATED)
    VersionView makeVersion(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody VersionNote body) {
        return processes.makeVersion(
                tenant.id(), process, tenant.actor(), body.note() == null ? "" : body.note(), IfMatch.etag(ifMatch));
    }

    /** A version with its definition. */
    @GetMapping("/versions/{number}")
    VersionWithDefinition version(CurrentTenant tenant, @PathVariable String process, @PathVariable int number) {
        VersionView version = processes.version(tenant.id(), process, number);
        return new VersionWithDefinition(version, definitions.tree(processes.definition(version.id())));
    }

    /**
     * Takes up a version again: it becomes the draft, and a new version. The draft that it replaces is kept. A version
     * that has problems by now becomes the draft only. Refused if the draft was saved meanwhile.
     */
    @PostMapping("/versions/{number}/restore")
    @Requires(Role.AUTHOR)
    RestoredVersion restore(
            CurrentTenant tenant,
            @PathVariable String process,
            @PathVariable int number,
            @Valid @RequestBody NewDraftFrom body) {
        Versions.Restored restored = versions.restore(tenant.id(), process, number, tenant.actor(), body.draftEtag());
        return new RestoredVersion(DraftAnswer.of(restored.draft(), definitions), restored.version(), restored.kept());
    }

    /**
     * What differs between two versions, or between a version and the draft.
     *
     * @param from number of a version, or {@code draft}
     * @param to number of a version, or {@code draft}, which it is when left out
     */
    @GetMapping("/diff")
    VersionDiff diff(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam @Size(max = 20) String from,
            @RequestParam(defaultValue = Versions.DRAFT) @Size(max = 20) String to) {
        Versions.Comparison comparison = versions.compare(tenant.id(), process, from, to);
        ProcessDiff diff = comparison.diff();
        return new VersionDiff(
                comparison.from(),
                comparison.to(),
                diff.isSame(),
                diff.components().stream().map(ItemDifference::of).toList(),
                diff.edges(),
                diff.parameters().stream().map(ItemDifference::of).toList(),
                differences(diff.values()),
                diff.reordered(),
                differences(diff.layout()));
    }

    /** The drafts that a restore replaced, the latest first, at most 20. */
    @GetMapping("/kept-drafts")
    List<KeptDraftView> keptDrafts(CurrentTenant tenant, @PathVariable String process) {
        return versions.keptDrafts(tenant.id(), process);
    }

    /**
     * Puts a draft back that was replaced; the one that stands there is kept in its turn. Refused if that was saved
     * meanwhile.
     *
     * @param id id of the kept draft
     */
    @PostMapping("/kept-drafts/{id}/restore")
    @Requires(Role.AUTHOR)
    ResponseEntity<DraftAnswer> recover(
            CurrentTenant tenant,
            @PathVariable String process,
            @PathVariable UUID id,
            @Valid @RequestBody NewDraftFrom body) {
        Processes.Draft draft = versions.recover(tenant.id(), process, id, tenant.actor(), body.draftEtag());
        return ResponseEntity.ok().eTag(draft.etag()).body(DraftAnswer.of(draft, definitions));
    }

    private static List<ValueDifference> differences(List<ValueChange> changes) {
        return changes.stream().map(ValueDifference::of).toList();
    }
}
