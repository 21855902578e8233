package io.headgate.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.ApiTest;
import io.headgate.api.Await;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.CurrentTenant;
import io.headgate.api.tenancy.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The stream of events as a browser reads it. */
@ApiTest
@Timeout(60)
class EventStreamTests {

    record Seen(long id, String type, String data) {}

    @LocalServerPort
    int port;

    @Autowired
    TestTenants tenants;

    @Autowired
    Events events;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    TenantSignals signals;

    @Test
    void whoComesBackMissesNothingThoughManyWriteAtOnce() throws Exception {
        TestTenant tenant = tenants.create(Node.after());
        int writers = 8;
        int each = 25;
        record(tenant, "first");
        long first = tenants.query(tenant.id(), Long.class, "SELECT max(seq) FROM event")
                .getFirst();
        CompletableFuture<List<Seen>> read =
                CompletableFuture.supplyAsync(() -> read(tenant, String.valueOf(first), writers * each));
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer;
                threads.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        record(tenant, name + "-" + i);
                    }
                });
            }
        }

        List<Seen> seen = read.join();
        assertThat(seen).extracting(Seen::id).isSorted().doesNotHaveDuplicates();
        for (int writer = 0; writer < writers; writer++) {
            String name = "\"w" + writer + "-";
            assertThat(seen)
                    .filteredOn(event -> event.data().contains(name))
                    .as("events of one writer, in its order")
                    .hasSize(each)
                    .extracting(event -> Integer.valueOf(event.data().replaceAll(".*-|\".*$", "")))
                    .isSorted();
        }
    }

    @Test
    void moreScreensThanThereAreThreadsForAreRefusedUntilOneLeaves() {
        TestTenant tenant = tenants.create(Node.after());
        CurrentTenant current = new CurrentTenant(tenant.id(), tenant.view().key(), Role.VIEWER, "viewer");
        EventStreamController controller = new EventStreamController(jdbc, transactions, signals, 1);
        controller.start();
        assertThat(isFollowed(controller, current)).isTrue();
        assertThat(isFollowed(controller, current)).isFalse();

        controller.stop();
        Await.until("the first one has left", () -> {
            record(tenant, "wakes it");
            return isFollowed(controller, current);
        });
    }

    private static boolean isFollowed(EventStreamController controller, CurrentTenant tenant) {
        try {
            controller.stream(tenant, null);
            return true;
        } catch (ProblemException refused) {
            assertThat(refused.code()).isEqualTo("events.too-many");
            return false;
        }
    }

    @Test
    void aStreamBeginsWithTheNewestEventAndShowsNoOtherTenants() throws Exception {
        TestTenant ours = tenants.create(Node.after());
        TestTenant theirs = tenants.create(Node.after());
        record(ours, "old");
        HttpResponse<Stream<String>> stream = open(ours, null);
        var lines = stream.body().iterator();
        while (!lines.next().startsWith("event:hello")) {
            // up to the greeting
        }
        record(theirs, "theirs");
        record(ours, "new");

        List<String> data = new ArrayList<>();
        while (data.stream().noneMatch(line -> line.contains("new"))) {
            String line = lines.next();
            if (line.startsWith("data:")) {
                data.add(line);
            }
        }
        assertThat(data).noneMatch(line -> line.contains("old") || line.contains("theirs"));
    }

    @Test
    void eventsOfAnAbortedTransactionAreNeverTold() {
        TestTenant tenant = tenants.create(Node.after());
        try {
            tenants.in(tenant.id(), () -> {
                events.record(tenant.id(), "test", Map.of("name", "aborted"));
                throw new IllegalStateException("aborted");
            });
        } catch (IllegalStateException e) {
            // as wanted
        }
        assertThat(tenants.query(tenant.id(), String.class, "SELECT payload FROM event"))
                .noneMatch(payload -> payload.contains("aborted"));
    }

    @Test
    void eventsOlderThanAWeekAreRemovedAndYoungerOnesKept() {
        TestTenant tenant = tenants.create(Node.after());
        record(tenant, "old");
        tenants.sql(tenant.id(), "UPDATE event SET at = now() - interval '8 days'");
        record(tenant, "young");

        Await.until("the old one is gone", () -> {
            record(tenant, "more");
            return tenants.query(tenant.id(), String.class, "SELECT payload FROM event").stream()
                    .noneMatch(payload -> payload.contains("old"));
        });
        assertThat(tenants.query(tenant.id(), String.class, "SELECT payload FROM event"))
                .anyMatch(payload -> payload.contains("young"));
    }

    private void record(TestTenant tenant, String name) {
        tenants.in(tenant.id(), () -> {
            events.record(tenant.id(), "test", Map.of("name", name));
            return null;
        });
    }

    private List<Seen> read(TestTenant tenant, String from, int count) {
        List<Seen> seen = new ArrayList<>();
        try {
            var lines = open(tenant, from).body().iterator();
            String id = "";
            String type = "";
            while (seen.size() < count) {
                String line = lines.next();
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("event:")) {
                    type = line.substring(6);
                } else if (line.startsWith("data:") && type.equals("test")) {
                    seen.add(new Seen(Long.parseLong(id), type, line.substring(5)));
                }
            }
            return seen;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<Stream<String>> open(TestTenant tenant, String from) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/tenants/"
                        + tenant.view().key() + "/events"))
                .header("Authorization", "Bearer " + ApiTest.ADMIN_TOKEN);
        if (from != null) {
            request.header("Last-Event-ID", from);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
    }
}
