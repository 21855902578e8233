package io.headgate.api.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.Api;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestDatabase;
import io.headgate.api.platform.Ids;
import io.headgate.api.work.Next;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs are in the tenant's account before they leave the database, whatever breaks in between. */
class ExportTests extends RetentionTestBase {

    @Test
    void whatTheApiShowedOfARunStandsInTheFileBeforeTheRunIsRemoved() {
        List<String> old = List.of(
                run("SUCCEEDED", longAgo),
                run("FAILED", longAgo.plus(1, ChronoUnit.HOURS)),
                run("SUCCEEDED", longAgo.plus(2, ChronoUnit.DAYS)));
        String newest = newest();
        List<JsonNode> shown = old.stream().map(this::asTheApiShows).toList();
        keep(DAYS);

        turns();

        assertThat(left()).containsExactly(newest);
        assertThat(count("task_run")).isEqualTo(1);
        assertThat(count("attempt")).isEqualTo(1);
        assertThat(filesInBucket()).hasSize(1);
        String file = filesInBucket().getFirst();
        assertThat(lines(file)).isEqualTo(shown);
        assertThat(lines(file).toString())
                .contains("s-" + old.getFirst(), "somebody", "\"country\":\"DE\"", "job.failed")
                .doesNotContain("not to be told", "to-be-told");
        assertThat(file)
                .matches(bucket() + "/headgate/history/prod/" + part("yyyy/MM", longAgo) + "/"
                        + part("yyyyMMdd", longAgo) + "-" + part("yyyyMMdd", longAgo.plus(2, ChronoUnit.DAYS))
                        + "-[0-9a-f]{16}\\.jsonl\\.gz");

        JsonNode export =
                ok(admin().get(at("/retention/exports"))).path("items").path(0);
        assertThat(export.path("file").asString()).isEqualTo("s3://" + file);
        assertThat(export.path("runs").asInt()).isEqualTo(3);
        assertThat(export.path("stage").asString()).isEqualTo("prod");
        assertThat(Instant.parse(export.path("firstEnd").asString())).isEqualTo(longAgo);
        assertThat(Instant.parse(export.path("lastEnd").asString())).isEqualTo(longAgo.plus(2, ChronoUnit.DAYS));
        byte[] bytes = FakeCloud.get().object(file);
        assertThat(export.path("bytes").asInt()).isEqualTo(bytes.length);
        assertThat(export.path("sha256").asString()).isEqualTo(Ids.sha256(bytes));
        assertThat(tenants.query(
                        tenant.id(), String.class, "SELECT action || ' ' || detail FROM audit_entry ORDER BY at"))
                .endsWith("retention.set 90 days", "retention.remove 3 runs");
    }

    @Test
    void aRunThatWasRemovedIsUnknownAndTheAnswerSaysWhereItStands() {
        String old = run("SUCCEEDED", longAgo);
        newest();
        keep(DAYS);
        turns();

        Api.Answer answer = admin().get(at("/runs/" + old));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("run.removed");
        assertThat(answer.json().path("detail").asString())
                .contains(filesInBucket().getFirst().replace(bucket() + "/headgate/", ""));
        assertThat(admin().get(at("/runs/rnever")).code()).isEqualTo("run.unknown");
        assertThat(ok(admin().get(at("/runs"))).path("items")).hasSize(1);
    }

    @Test
    void manyLeaveInBatchesEachRunOnce() {
        String first = run("SUCCEEDED", longAgo);
        tenants.sql(tenant.id(), """
                INSERT INTO run SELECT (jsonb_populate_record(r, jsonb_build_object('id', r.id || '-' || n,
                    'requested_at', r.requested_at + n * interval '1 second', 'ended_at', r.ended_at + n * interval '1 second'))).*
                FROM run r, generate_series(1, 1100) n WHERE r.id = ?""", first);
        newest();
        keep(DAYS);

        assertThat(turn()).isInstanceOf(Next.At.class);
        assertThat(left()).hasSize(602);
        turns();

        assertThat(left()).hasSize(1);
        assertThat(filesInBucket()).hasSize(3);
        assertThat(written()).hasSize(1101).doesNotHaveDuplicates().contains(first, first + "-1100");
        assertThat(ok(admin().get(at("/retention"))).path("removed").asInt()).isEqualTo(1101);
        assertThat(ok(admin().get(at("/retention/exports?size=2&page=1"))).path("items"))
                .hasSize(1);
    }

    @Test
    void eachMonthHasFilesOfItsOwn() {
        run("SUCCEEDED", longAgo);
        run("SUCCEEDED", longAgo.minus(30, ChronoUnit.DAYS));
        newest();
        keep(DAYS);
        turns();

        assertThat(filesInBucket())
                .hasSize(2)
                .allSatisfy(file ->
                        assertThat(file).matches(".*/history/prod/[0-9]{4}/[0-9]{2}/[0-9]{8}-[0-9]{8}-[0-9a-f]{16}.*"));
    }

    @Test
    void whoeverDiesBetweenTheFileAndTheRemovalIsFollowedByTheSameFileAndOneRemoval() throws SQLException {
        List<String> old = runs(3, longAgo);
        newest();
        keep(DAYS);
        refuseToDelete(true);
        assertThatThrownBy(this::turn).hasMessageContaining("not today");
        assertThat(left()).containsAll(old);
        assertThat(filesInBucket()).hasSize(1);
        byte[] before = FakeCloud.get().object(filesInBucket().getFirst());
        assertThat(count("removed_run")).isZero();

        refuseToDelete(false);
        turns();

        assertThat(left()).hasSize(1);
        assertThat(filesInBucket()).hasSize(1);
        assertThat(FakeCloud.get().object(filesInBucket().getFirst())).isEqualTo(before);
        assertThat(written()).isEqualTo(old);
        assertThat(count("removed_run")).isEqualTo(3);
    }

    @Test
    void whoComesLateRemovesNothingASecondTime() {
        runs(3, longAgo);
        newest();
        keep(DAYS);
        Export export = as(() -> steps.next(tenant.id(), stage).orElseThrow());
        HistoryFile file = as(() -> files.of(export));
        turns();

        as(() -> {
            steps.remove(tenant.id(), export, tenant.accountId(), file);
            return null;
        });

        assertThat(count("removed_run")).isEqualTo(3);
        assertThat(count("run_export")).isEqualTo(1);
    }

    @Test
    void whileAwsRefusesNothingIsRemovedAndTheTroubleIsTold() {
        List<String> old = runs(2, longAgo);
        newest();
        keep(DAYS);
        String role = tenants.query(tenant.id(), String.class, "SELECT role_arn FROM aws_account")
                .getFirst();
        tenants.sql(tenant.id(), "UPDATE aws_account SET role_arn = ?", role + "-refused");

        Next next = turn();

        assertThat(((Next.At) next).due()).isAfter(Instant.now().plus(Duration.ofMinutes(9)));
        assertThat(left()).containsAll(old);
        JsonNode trouble = ok(admin().get(at("/retention"))).path("troubles").path(0);
        assertThat(trouble.path("stage").asString()).isEqualTo("prod");
        assertThat(trouble.path("trouble").path("code").asString()).isEqualTo("account.role-refused");
        assertThat(trouble.path("trouble").path("remedy").asString()).contains("trust policy");
        assertThat(trouble.path("triedAt").asString()).isNotEmpty();
        assertThat(ok(admin().get(at("/retention/exports")))
                        .path("items")
                        .path(0)
                        .path("removedAt")
                        .isNull())
                .isTrue();

        tenants.sql(tenant.id(), "UPDATE aws_account SET role_arn = ?", role);
        turns();
        assertThat(left()).hasSize(1);
        assertThat(ok(admin().get(at("/retention"))).path("troubles")).isEmpty();
    }

    @Test
    void aBucketThatRefusesAndAnAccountThatIsMissingAreToldAsWhatTheyAre() {
        runs(2, longAgo);
        newest();
        keep(DAYS);
        FakeCloud.get().bucketSays(bucket(), 403);
        turn();
        assertThat(troubleCode()).isEqualTo("account.workspace-denied");
        tenants.sql(tenant.id(), "UPDATE aws_account SET workspace = 's3://gone-" + bucket() + "/x'");
        FakeCloud.get().bucketSays("gone-" + bucket(), 404);
        turn();
        assertThat(troubleCode()).isEqualTo("account.bucket-missing");

        tenants.sql(tenant.id(), "DELETE FROM attempt");
        tenants.sql(tenant.id(), "DELETE FROM aws_account");
        turn();
        assertThat(troubleCode()).isEqualTo("account.none");
        assertThat(left()).hasSize(3);
    }

    @Test
    void whatIsSaidAboutARunAfterItsFileWasWrittenGoesIntoAnotherFileFirst() {
        String failed = run("FAILED", longAgo);
        newest();
        keep(DAYS);
        Export export = as(() -> steps.next(tenant.id(), stage).orElseThrow());
        HistoryFile early = as(() -> files.of(export));
        ok(admin().call(
                        "PUT",
                        at("/runs/" + failed + "/components/c1/mark"),
                        "application/json",
                        "{\"as\":\"SUCCEEDED\",\"reason\":\"Loaded by hand\"}"));
        as(() -> {
            steps.remove(tenant.id(), export, tenant.accountId(), early);
            return null;
        });
        assertThat(left()).contains(failed);

        turns();

        assertThat(left()).doesNotContain(failed);
        assertThat(filesInBucket()).hasSize(1).noneMatch(file -> file.endsWith(early.name()));
        assertThat(lines(filesInBucket().getFirst())
                        .getFirst()
                        .path("components")
                        .path(0)
                        .path("mark")
                        .path("reason")
                        .asString())
                .isEqualTo("Loaded by hand");
    }

    @Test
    void aRunThatSomebodyRepeatsAfterItWasChosenStaysAndTheOthersGo() {
        List<String> old = runs(3, longAgo);
        tenants.sql(tenant.id(), "UPDATE run SET parameters = '{}'");
        newest();
        keep(DAYS);
        Export export = as(() -> steps.next(tenant.id(), stage).orElseThrow());
        HistoryFile file = as(() -> files.of(export));
        String rerun = ok(admin().post(at("/runs/" + old.get(1) + "/rerun"), "{\"scope\":\"WHOLE\"}"))
                .path("id")
                .asString();
        as(() -> {
            steps.remove(tenant.id(), export, tenant.accountId(), file);
            return null;
        });
        assertThat(left()).as("nothing goes with a file that says too much").containsAll(old);

        turns();

        assertThat(left()).contains(old.get(1), rerun).doesNotContain(old.get(0), old.get(2));
        assertThat(written()).containsExactly(old.get(0), old.get(2));
    }

    @Test
    void keptForEverAgainNothingThatWasChosenGoes() {
        List<String> old = runs(2, longAgo);
        newest();
        keep(DAYS);
        Optional<Export> chosen = as(() -> steps.next(tenant.id(), stage));
        assertThat(chosen).isPresent();
        ok(admin().call("PUT", at("/retention"), "application/json", "{}"));

        assertThat(turn()).isEqualTo(Next.done());

        assertThat(left()).containsAll(old);
        assertThat(count("run_export")).isZero();
        assertThat(filesInBucket()).isEmpty();
    }

    @Test
    void aStageHasItsOwnFilesInItsOwnAccountAndARemovedOneThoseOfTheDefault() {
        String other = run("SUCCEEDED", longAgo);
        run("SUCCEEDED", longAgo.plus(1, ChronoUnit.HOURS));
        UUID dev = UUID.randomUUID();
        tenants.sql(tenant.id(), """
                INSERT INTO stage (tenant_id, id, key, name, position, created_at, removed_at)
                VALUES (?, ?, 'dev', 'Development', 2, now(), now())""", tenant.id(), dev);
        tenants.sql(tenant.id(), "UPDATE run SET stage_id = ?", dev);
        keep(DAYS);
        tenants.park(tenant.id(), "run-export", dev.toString());

        as(() -> day.handle(tenant.id(), "all"));
        assertThat(turn()).isEqualTo(Next.done());
        as(() -> work.handle(tenant.id(), dev.toString()));

        assertThat(written()).containsExactly(other);
        assertThat(filesInBucket().getFirst()).contains("/history/dev/");
        assertThat(tenants.query(
                        tenant.id(),
                        String.class,
                        "SELECT id FROM work_item WHERE kind = 'run-export' AND generation > 0 ORDER BY 1"))
                .containsExactly(dev.toString());
        assertThat(left()).hasSize(1);
    }

    private static String part(String pattern, Instant instant) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(instant);
    }

    private String troubleCode() {
        return ok(admin().get(at("/retention")))
                .path("troubles")
                .path(0)
                .path("trouble")
                .path("code")
                .asString();
    }

    /** Lets the database refuse, or no longer, to delete runs of this tenant. */
    private void refuseToDelete(boolean refuse) throws SQLException {
        String name = "not_today_" + tenant.view().key().replace('-', '_');
        try (Connection owner = TestDatabase.get().connect("headgate_owner");
                Statement statement = owner.createStatement()) {
            if (refuse) {
                statement.execute("CREATE FUNCTION " + name
                        + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not today'; END $$");
                statement.execute(
                        "CREATE TRIGGER " + name + " BEFORE DELETE ON run FOR EACH ROW WHEN (OLD.tenant_id = '"
                                + tenant.id() + "') EXECUTE FUNCTION " + name + "()");
            } else {
                statement.execute("DROP TRIGGER " + name + " ON run");
                statement.execute("DROP FUNCTION " + name + "()");
            }
        }
    }
}
