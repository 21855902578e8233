package io.headgate.api.process;

import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of a process beside its drawing. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}")
@Tag(name = "processes")
class ProcessLifeController {

    /**
     * A copy to make.
     *
     * @param key its own key
     * @param name its own name
     */
    record NewDuplicate(
            @NotBlank @Size(max = 63) String key,
            @NotBlank @Size(max = 200) String name) {}

    /**
     * Tags to add and to remove; they are written small, with hyphens for gaps.
     *
     * @param add none when left out
     * @param remove none when left out; what is not there is passed over
     */
    record NewTags(
            @Nullable @Size(max = 20) List<@NotNull @Size(max = 200) String> add,
            @Nullable @Size(max = 20) List<@NotNull @Size(max = 200) String> remove) {}

    /**
     * Who is to own the process.
     *
     * @param owner user name of a member
     */
    record NewOwner(@NotBlank @Size(max = 63) String owner) {}

    /**
     * How to archive.
     *
     * @param letRunsEnd whether it is archived although runs are open: what is under way ends by itself, what waits is stopped;
     *     when left out, open runs are a reason to refuse
     */
    record NewArchiving(@Nullable Boolean letRunsEnd) {}

    private final ProcessLife life;

    ProcessLifeController(ProcessLife life) {
        this.life = life;
    }

    /**
     * Makes a process of the draft and the tags of another one. It has neither versions nor a schedule, and its maker
     * owns it.
     */
    @PostMapping("/duplicates")
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.CREATED)
    ProcessView duplicate(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewDuplicate body) {
        return life.duplicate(tenant.id(), process, tenant.actor(), body.key(), body.name());
    }

    /** Adds tags and removes others. Refused if there would be more than 20. */
    @PatchMapping("/tags")
    @Requires(Role.AUTHOR)
    ProcessView tag(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewTags body) {
        return life.tag(
                tenant.id(),
                process,
                tenant.actor(),
                body.add() == null ? List.of() : body.add(),
                body.remove() == null ? List.of() : body.remove());
    }

    /** The owner may, whatever the owner's role; others need the role of an engineer. */
    @PutMapping("/owner")
    @Requires(Role.VIEWER)
    ProcessView transfer(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewOwner body) {
        return life.transfer(tenant, process, body.owner());
    }

    /**
     * Puts a process into the archive: nothing of it starts any more. Its schedules are paused, and its publications
     * retire when their last runs have ended. Refused while runs are open, unless they are let end. Archived already,
     * it stays as it is.
     */
    @PostMapping("/archive")
    @Requires(Role.AUTHOR)
    ProcessView archive(CurrentTenant tenant, @PathVariable String process, @Valid @RequestBody NewArchiving body) {
        return life.archive(tenant.id(), process, tenant.actor(), Boolean.TRUE.equals(body.letRunsEnd()));
    }

    /**
     * Takes a process out of the archive. It has to be published anew, and its schedules stay paused. Not archived, it
     * stays as it is.
     */
    @PostMapping("/unarchive")
    @Requires(Role.AUTHOR)
    ProcessView unarchive(CurrentTenant tenant, @PathVariable String process) {
        return life.restoreFromArchive(tenant.id(), process, tenant.actor());
    }
}
