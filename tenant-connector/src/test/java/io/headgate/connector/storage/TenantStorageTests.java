package io.headgate.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.connector.FakeAws;
import io.headgate.connector.session.TenantClients;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

class TenantStorageTests {

    private static final S3Uri PLACE = S3Uri.parse("s3://acme-data/headgate/x");

    private FakeAws aws;
    private TenantClients clients;
    private TenantStorage storage;

    @BeforeEach
    void start() {
        aws = new FakeAws();
        clients = aws.clients(Clock.systemUTC());
        storage = new TenantStorage(clients);
    }

    @AfterEach
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void whatIsThereAlreadyIsLeftAsItIs() {
        aws.on("PUT", 412, error("PreconditionFailed"));

        assertThatCode(() -> storage.putOnce(FakeAws.role("acme"), PLACE, new byte[] {1}))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherRefusalIsTold() {
        aws.on("PUT", 403, error("AccessDenied"));

        assertThatThrownBy(() -> storage.putOnce(FakeAws.role("acme"), PLACE, new byte[] {1}))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void aMissingObjectIsEmptyAndAMissingBucketIsNot() {
        aws.on("GET", 404, error("NoSuchKey"));
        assertThat(storage.get(FakeAws.role("acme"), PLACE, 10)).isEmpty();

        aws.on("GET", 404, error("NoSuchBucket"));
        assertThatThrownBy(() -> storage.get(FakeAws.role("acme"), PLACE, 10)).isInstanceOf(S3Exception.class);
    }

    @Test
    void aLongObjectIsReadUpToTheLimit() {
        aws.on("GET", 200, "x".repeat(100_000));

        assertThat(storage.get(FakeAws.role("acme"), PLACE, 1000))
                .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(1000));
    }

    @Test
    void whatTheCallerHasAlreadyIsNotSentAgain() {
        aws.on("GET", 304, "");
        assertThat(storage.getUnpacked(FakeAws.role("acme"), PLACE, 10, "\"tag\""))
                .isEqualTo(new Unpacked.Unchanged());
        assertThat(aws.calls("GET")).hasSize(1);

        aws.on("GET", 404, error("NoSuchKey"));
        assertThat(storage.getUnpacked(FakeAws.role("acme"), PLACE, 10, null)).isEqualTo(new Unpacked.Missing());

        aws.on("GET", 403, error("AccessDenied"));
        assertThatThrownBy(() -> storage.getUnpacked(FakeAws.role("acme"), PLACE, 10, null))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void aListingIsNamesOnlyWithKeysAsTheyAreAndWhereItGoesOn() {
        aws.on("GET", 200, """
                <ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>
                <NextContinuationToken>more+</NextContinuationToken>
                <Contents><Key>in/a%2Bb%20%C3%BC.csv</Key><Size>7</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>
                <CommonPrefixes><Prefix>in/d%201/</Prefix></CommonPrefixes></ListBucketResult>""");

        Listing page = storage.list(FakeAws.role("acme"), S3Uri.parse("s3://acme-data/in/"), null, 5);

        assertThat(page.folders()).containsExactly("in/d 1/");
        assertThat(page.objects())
                .containsExactly(new Listing.Found("in/a+b ü.csv", 7, Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(page.next()).isEqualTo("more+");
        assertThat(aws.calls("GET")).hasSize(1);
    }

    @Test
    void aBucketThatMayNotBeListedIsTold() {
        aws.on("GET", 403, error("AccessDenied"));

        assertThatThrownBy(() -> storage.list(FakeAws.role("acme"), PLACE, null, 5))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    @Test
    void theBuildCarriesTheJobsPackageAndInstallsItUnderItsHash() throws IOException {
        JobsPackage jobs = JobsPackage.load();
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jobs.zip()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        aws.on("PUT", 200, "");

        jobs.install(storage, FakeAws.role("acme"), S3Uri.parse("s3://acme-data/headgate"));

        assertThat(names).contains("headgate_jobs/__init__.py", "headgate_jobs/runner.py");
        String folder = "/acme-data/headgate/jobs/" + jobs.version() + "-"
                + jobs.sha256().substring(0, 12) + "/";
        assertThat(aws.calls("PUT"))
                .extracting(FakeAws.Call::path)
                .containsExactly(folder + "headgate_jobs.zip", folder + "main.py");
    }

    private static String error(String code) {
        return "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
    }
}
