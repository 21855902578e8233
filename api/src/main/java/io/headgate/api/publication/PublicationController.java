package io.headgate.api.publication;

import io.headgate.api.platform.IfMatch;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Requires;
import io.headgate.api.tenancy.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Publishing a process. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/processes/{process}/publications")
@Tag(name = "publications")
class PublicationController {

    /**
     * What to publish.
     *
     * @param version number of a version; the draft when left out
     * @param note what changed, for the version that is made of the draft
     * @param stage key of the stage; the default one when left out
     */
    record NewPublication(
            @Nullable Integer version,
            @Nullable @Size(max = 500) String note,
            @Nullable @Size(max = 40) String stage) {}

    private final Publications publications;

    PublicationController(Publications publications) {
        this.publications = publications;
    }

    /** A version on another stage is promoted to it, unchanged. With If-Match, the draft is published only while it is the one that this ETag names. */
    @PostMapping
    @Requires(Role.AUTHOR)
    @ResponseStatus(HttpStatus.ACCEPTED)
    PublicationView publish(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody NewPublication body) {
        return publications.publish(
                tenant.id(),
                process,
                tenant.actor(),
                new Publications.Wish(
                        body.version(), body.note() == null ? "" : body.note(), IfMatch.etag(ifMatch), body.stage()));
    }

    /**
     * The publications on a stage, newest first, at most 50.
     *
     * @param stage the default one when left out
     */
    @GetMapping
    List<PublicationView> list(
            CurrentTenant tenant,
            @PathVariable String process,
            @RequestParam(required = false) @Nullable String stage) {
        return publications.list(tenant.id(), process, stage);
    }

    /** A publication, and how far it has come. */
    @GetMapping("/{number}")
    PublicationView get(CurrentTenant tenant, @PathVariable String process, @PathVariable int number) {
        return publications.get(tenant.id(), process, number);
    }

    /** The DAG file of a publication, also of one that has retired. */
    @GetMapping(path = "/{number}/dag", produces = "text/x-python")
    String dag(CurrentTenant tenant, @PathVariable String process, @PathVariable int number) {
        return new String(publications.dag(tenant.id(), process, number), StandardCharsets.UTF_8);
    }
}
