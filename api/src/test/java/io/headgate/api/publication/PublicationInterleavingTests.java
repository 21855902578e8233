package io.headgate.api.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.ApiTest;
import io.headgate.api.FakeCloud;
import io.headgate.api.TestTenants;
import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Ids;
import io.headgate.api.platform.ProblemException;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.work.Next;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Whatever is published, withdrawn and answered in whatever order, each step twice or after another has overtaken it: no state is
 * left by a way that does not exist, never are two publications of a stage live, and once Airflow answers as it should, the newest
 * that could be loaded is live and all others are gone.
 */
@ApiTest
class PublicationInterleavingTests {

    private static final int SEEDS = Integer.getInteger("graphs", 3);
    private static final int DEEDS = 50;

    private static final Map<PublicationState, Set<PublicationState>> LEGAL = new EnumMap<>(Map.of(
            PublicationState.RENDERED, Set.of(PublicationState.UPLOADED, PublicationState.SUPERSEDED),
            PublicationState.UPLOADED,
                    Set.of(PublicationState.READY, PublicationState.IMPORT_ERROR, PublicationState.SUPERSEDED),
            PublicationState.READY, Set.of(PublicationState.LIVE, PublicationState.SUPERSEDED),
            PublicationState.LIVE, Set.of(PublicationState.RETIRING),
            PublicationState.RETIRING, Set.of(PublicationState.RETIRED)));

    /** What Airflow may answer about a DAG. */
    private enum Mood {
        SHOWN,
        UNKNOWN,
        STALE,
        OTHER_FILE,
        BROKEN,
        REFUSED,
        AWAY
    }

    @Autowired
    TestTenants tenants;

    @Autowired
    PublicationSteps steps;

    @Autowired
    PublicationWorker worker;

    @Autowired
    Environments environments;

    private TestTenant tenant;
    private Random random;
    private int last;
    private boolean isCalm;
    private final Map<UUID, PublicationState> seen = new HashMap<>();

    static List<Long> seeds() {
        Long given = Long.getLong("seed");
        return given == null ? new Random().longs(SEEDS).boxed().toList() : List.of(given);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theNewestEndsLiveAndAllOthersGone(long seed) {
        random = new Random(seed);
        tenant = tenants.create(Node.after());
        last = 1;
        isCalm = false;
        seen.clear();
        airflow();
        boolean isWithdrawn = false;
        for (int deed = 0; deed < DEEDS; deed++) {
            switch (random.nextInt(12)) {
                case 0 -> {
                    publish();
                    isWithdrawn = false;
                }
                case 1 -> isWithdrawn |= random.nextInt(4) == 0 && unpublish();
                default -> work(some());
            }
            see(seed);
        }
        isCalm = true;
        for (int round = 0; round < 8; round++) {
            for (UUID id : all().keySet()) {
                work(id);
                see(seed);
            }
        }

        Map<UUID, PublicationState> end = all();
        assertThat(end.values())
                .as("seed %d", seed)
                .allMatch(state -> state == PublicationState.LIVE
                        || state == PublicationState.RETIRED
                        || state == PublicationState.SUPERSEDED
                        || state == PublicationState.IMPORT_ERROR);
        List<Integer> live = numbers("state = 'LIVE'");
        int newestLoadable = numbers("state <> 'IMPORT_ERROR'").stream()
                .max(Integer::compare)
                .orElse(0);
        if (isWithdrawn) {
            assertThat(live).as("seed %d", seed).isEmpty();
        } else if (!live.isEmpty()) {
            assertThat(live).as("seed %d", seed).containsExactly(newestLoadable);
        }
        assertThat(files())
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(dags("state IN ('LIVE', 'IMPORT_ERROR')"));
    }

    /** Each state that is seen was reached by steps that exist; of the publications of the one stage at most one is live. */
    private void see(long seed) {
        Map<UUID, PublicationState> now = all();
        now.forEach((id, state) -> {
            PublicationState before = seen.put(id, state);
            if (before != null && before != state) {
                assertThat(LEGAL.getOrDefault(before, Set.of()))
                        .as("seed %d: from %s", seed, before)
                        .contains(state);
            }
        });
        assertThat(now.values().stream().filter(PublicationState.LIVE::equals).count())
                .as("seed %d", seed)
                .isLessThanOrEqualTo(1);
    }

    private void work(UUID id) {
        Next next = Scope.ofTenant(tenant.id(), () -> worker.handle(tenant.id(), id.toString()));
        assertThat(next).isNotNull();
    }

    private UUID some() {
        List<UUID> ids = List.copyOf(all().keySet());
        return ids.get(random.nextInt(ids.size()));
    }

    private void publish() {
        last++;
        UUID version = tenants.query(tenant.id(), UUID.class, "SELECT id FROM process_version")
                .getFirst();
        UUID id =
                tenants.publication(tenant.id(), tenant.process().id(), version, last, Ids.random("h", 11), "RENDERED");
        tenants.park(tenant.id(), PublicationWorker.KIND, id.toString());
    }

    private boolean unpublish() {
        UUID stage = tenants.query(tenant.id(), UUID.class, "SELECT id FROM stage WHERE is_default")
                .getFirst();
        try {
            Scope.ofTenant(tenant.id(), () -> {
                steps.unpublish(tenant.id(), "work", stage, "test");
                return null;
            });
            return true;
        } catch (ProblemException e) {
            assertThat(e.code()).isEqualTo("publication.none");
            return false;
        }
    }

    private void airflow() {
        FakeCloud cloud = FakeCloud.get();
        String plugin = "headgate_airflow_" + environments.neededPluginVersion().replace('.', '_');
        cloud.airflow("GET", "/plugins", call -> says("{\"plugins\":[{\"name\":\"" + plugin + "\"}]}"));
        cloud.airflow("POST", "/dags/~/dagRuns/list", call -> says("{\"dag_runs\":[],\"total_entries\":0}"));
        cloud.airflow("GET", "/dags/h", this::dag);
        cloud.airflow("PATCH", "/dags/h", call -> mood() == Mood.AWAY ? away() : says("{}"));
        cloud.airflow("DELETE", "/dags/h", call -> says("{}"));
        cloud.airflow("GET", "/importErrors", this::importErrors);
        cloud.airflow("GET", "/dags", call -> FakeCloud.airflowSays(404, "{\"detail\":\"ask for one\"}"));
    }

    /** A DAG is shown only while its file is there, as Airflow does. */
    private FakeCloud.Answer dag(JsonNode call) {
        String path = call.path("Path").asString();
        String id = path.substring("/dags/".length());
        boolean isThere = files().contains(id);
        if (isCalm) {
            return isThere ? says(dag(false, "f")) : says(dag(true, "f"));
        }
        return switch (mood()) {
            case SHOWN -> isThere ? says(dag(false, "f")) : missing();
            case STALE -> says(dag(true, "f"));
            case OTHER_FILE -> says(dag(false, "another"));
            case UNKNOWN, BROKEN -> missing();
            case REFUSED -> FakeCloud.airflowSays(403, "{\"detail\":\"Forbidden\"}");
            case AWAY -> away();
        };
    }

    private FakeCloud.Answer importErrors(JsonNode call) {
        if (isCalm || random.nextInt(6) != 0) {
            return says("{\"import_errors\":[]}");
        }
        String files = dags("state = 'UPLOADED'").stream()
                .map(id -> "{\"filename\":\"/dags/" + id + ".py\",\"stack_trace\":\"it broke\"}")
                .collect(Collectors.joining(","));
        return says("{\"import_errors\":[" + files + "]}");
    }

    private Mood mood() {
        return isCalm ? Mood.SHOWN : Mood.values()[random.nextInt(Mood.values().length)];
    }

    private static String dag(boolean isStale, String fingerprint) {
        return "{\"is_stale\":%s,\"is_paused\":true,\"tags\":[{\"name\":\"headgate\"},{\"name\":\"sha256:%s\"}]}"
                .formatted(isStale, fingerprint);
    }

    private static FakeCloud.Answer says(String json) {
        return FakeCloud.airflowSays(200, json);
    }

    private static FakeCloud.Answer missing() {
        return FakeCloud.airflowSays(404, "{\"detail\":\"not found\"}");
    }

    private static FakeCloud.Answer away() {
        return new FakeCloud.Answer(503, "", "{}");
    }

    private Map<UUID, PublicationState> all() {
        Map<UUID, PublicationState> found = new HashMap<>();
        for (UUID id : tenants.query(tenant.id(), UUID.class, "SELECT id FROM publication WHERE number > 1")) {
            found.put(
                    id,
                    PublicationState.valueOf(
                            tenants.query(tenant.id(), String.class, "SELECT state FROM publication WHERE id = ?", id)
                                    .getFirst()));
        }
        return found.isEmpty() ? first() : found;
    }

    /** The process begins with one that is on its way. */
    private Map<UUID, PublicationState> first() {
        publish();
        return all();
    }

    private List<Integer> numbers(String where) {
        return tenants.query(
                tenant.id(), Integer.class, "SELECT number FROM publication WHERE number > 1 AND " + where);
    }

    private List<String> dags(String where) {
        return tenants.query(tenant.id(), String.class, "SELECT dag_id FROM publication WHERE number > 1 AND " + where);
    }

    private List<String> files() {
        String folder = "bucket-" + tenant.environment() + "/dags/";
        return FakeCloud.get().below(folder).stream()
                .map(name -> name.substring(folder.length(), name.length() - ".py".length()))
                .toList();
    }
}
