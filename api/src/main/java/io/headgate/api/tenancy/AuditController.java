package io.headgate.api.tenancy;

import static io.headgate.api.platform.SpreadsheetText.harmless;

import io.headgate.api.audit.AuditEntry;
import io.headgate.api.audit.AuditPage;
import io.headgate.api.audit.AuditQueries;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what in a tenant. Nobody changes or removes an entry. */
@RestController
@RequestMapping("/api/v1/tenants/{tenant}/audit")
@Tag(name = "tenants")
class AuditController {

    private static final String CSV = "text/csv;charset=UTF-8";
    private static final int MOST_LINES = 10_000;

    private final AuditQueries trail;

    AuditController(AuditQueries trail) {
        this.trail = trail;
    }

    /**
     * A page of the trail, newest entry first.
     *
     * @param actor user name of who acted
     * @param about what the action is about: its first word, such as {@code process}
     * @param subject what it was done to, as the trail names it
     * @param from at this time or later
     * @param to before this time
     * @param before {@code next} of the page before this one; the newest entries when left out
     */
    @GetMapping
    @Requires(Role.TENANT_ADMIN)
    AuditPage page(
            CurrentTenant tenant,
            @RequestParam(required = false) @Nullable @Size(max = 100) String actor,
            @RequestParam(required = false) @Nullable @Size(max = 40) String about,
            @RequestParam(required = false) @Nullable @Size(max = 200) String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable @Size(max = 200) String before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int size) {
        return trail.page(tenant.id(), new AuditQueries.Filter(actor, about, subject, from, to), before, size);
    }

    /**
     * The newest 10,000 of the same entries as a table for spreadsheets (RFC 4180).
     *
     * @param actor user name of who acted
     * @param about what the action is about: its first word, such as {@code process}
     * @param subject what it was done to, as the trail names it
     * @param from at this time or later
     * @param to before this time
     */
    @GetMapping(path = "/csv", produces = CSV)
    @Requires(Role.TENANT_ADMIN)
    ResponseEntity<String> csv(
            CurrentTenant tenant,
            @RequestParam(required = false) @Nullable @Size(max = 100) String actor,
            @RequestParam(required = false) @Nullable @Size(max = 40) String about,
            @RequestParam(required = false) @Nullable @Size(max = 200) String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        AuditPage page =
                trail.page(tenant.id(), new AuditQueries.Filter(actor, about, subject, from, to), null, MOST_LINES);
        ContentDisposition file = ContentDisposition.attachment()
                .filename(tenant.key() + "-audit.csv", StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(csv(page));
    }

    private static String csv(AuditPage page) {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("at", "actor", "action", "subject", "detail")
                .get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            for (AuditEntry entry : page.items()) {
                csv.printRecord(
                        entry.at(),
                        harmless(entry.actor()),
                        entry.action(),
                        harmless(entry.subject()),
                        harmless(entry.detail()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
