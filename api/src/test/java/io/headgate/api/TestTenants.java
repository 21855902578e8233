package io.headgate.api;

import io.headgate.api.environment.EnvironmentView;
import io.headgate.api.environment.Environments;
import io.headgate.api.platform.Ids;
import io.headgate.api.process.ProcessView;
import io.headgate.api.process.Processes;
import io.headgate.api.process.VersionView;
import io.headgate.api.tenancy.Scope;
import io.headgate.api.tenancy.TenantView;
import io.headgate.api.tenancy.Tenants;
import io.headgate.dag.definition.DefinitionReader;
import io.headgate.dag.definition.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Tenants with an account, a location and a process that is live, each test's own. */
public class TestTenants {

    /** A component: numbers of those before it, whether it is disabled, its condition, empty for none, and its kind. */
    public record Node(List<Integer> before, boolean disabled, int retries, String condition, boolean combines) {

        public Node(List<Integer> before, boolean disabled, int retries, String condition) {
            this(before, disabled, retries, condition, false);
        }

        public static Node after(Integer... before) {
            return new Node(List.of(before), false, 0, "");
        }

        public Node off() {
            return new Node(before, true, retries, condition);
        }

        public Node retried(int times) {
            return new Node(before, disabled, times, condition);
        }

        /** It runs only when this holds; a condition without double quotes. */
        public Node when(String condition) {
            return new Node(before, disabled, retries, condition);
        }

        /** It takes the rows of whichever of these came. */
        public static Node combining(Integer... before) {
            return new Node(List.of(before), false, 0, "", true);
        }
    }

    /** A tenant. Its work for clusters, admission and reconciling is leased, so that only the test handles it. */
    public record TestTenant(
            UUID id,
            TenantView view,
            String environment,
            String callbackToken,
            UUID accountId,
            String cluster,
            ProcessView process,
            UUID publicationId,
            String dagId) {}

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Tenants tenants;
    private final Environments environments;
    private final Processes processes;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    TestTenants(
            Tenants tenants,
            Environments environments,
            Processes processes,
            JdbcClient jdbc,
            TransactionTemplate transactions) {
        this.tenants = tenants;
        this.environments = environments;
        this.processes = processes;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Acts as the tenant, in one transaction. */
    public <T> T in(UUID tenant, Supplier<T> action) {
        return Scope.ofTenant(tenant, () -> transactions.execute(status -> action.get()));
    }

    public void sql(UUID tenant, String statement, Object... values) {
        in(tenant, () -> jdbc.sql(statement).params(values).update());
    }

    public <T> List<T> query(UUID tenant, Class<T> type, String statement, Object... values) {
        return in(tenant, () -> jdbc.sql(statement).params(values).query(type).list());
    }

    /** More processes like the tenant's own, named after this key and 1 to count: {@code work-1}, "Work 1". */
    public void copyProcess(UUID tenant, String key, int count) {
        sql(tenant, """
                INSERT INTO process (tenant_id, id, key, name, owner, draft, draft_etag, draft_by, draft_at, created_at)
                SELECT tenant_id, gen_random_uuid(), ? || '-' || n, initcap(?) || ' ' || n, owner, draft, draft_etag, draft_by, draft_at, created_at
                FROM process, generate_series(1, ?) n WHERE key = 'work'""", key, key, count);
    }

    public TestTenant create(Node... nodes) {
        int number = NUMBER.incrementAndGet();
        String token = Ids.secret("hgc_");
        EnvironmentView environment = environments.add("air-" + number, "eu-central-1", "bucket-air-" + number);
        TenantView tenant = Scope.ofPlatform(
                () -> tenants.register("tenant-" + number, "Tenant " + number, environment.id(), token));
        UUID account = UUID.randomUUID();
        String cluster = "j-TEST" + number;
        account(tenant.id(), account, String.format("%012d", 500_000_000_000L + number), cluster);
        ProcessView process =
                Scope.ofTenant(tenant.id(), () -> processes.create(tenant.id(), "test", definition(nodes)));
        VersionView version = Scope.ofTenant(tenant.id(), () -> processes.makeVersion(tenant.id(), "work", "test", ""));
        sql(tenant.id(), "UPDATE process SET concurrency = 16");
        String dagId = Ids.random("h", 11);
        UUID publication = publication(tenant.id(), process.id(), version.id(), 1, dagId, "LIVE");
        park(tenant.id(), "cluster", account.toString());
        park(tenant.id(), "admission", process.id().toString());
        park(tenant.id(), "reconcile", "all");
        return new TestTenant(
                tenant.id(), tenant, environment.name(), token, account, cluster, process, publication, dagId);
    }

    public UUID publication(UUID tenant, UUID process, UUID version, int number, String dagId, String state) {
        UUID id = UUID.randomUUID();
        sql(tenant, """
                INSERT INTO publication (tenant_id, id, process_id, version_id, number, dag_id, object_key, content, sha256,
                                         fingerprint, state, requested_by, rendered_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ''::bytea, 's', 'f', ?, 'test', now())""", tenant, id, process, version, number, dagId, "dags/" + dagId + ".py", state);
        return id;
    }

    /** Leases an item to the test, for ever. */
    public void park(UUID tenant, String kind, String id) {
        sql(tenant, """
                INSERT INTO work_item (tenant_id, kind, id, due_at, leased_until, leased_by)
                VALUES (?, ?, ?, now(), now() + interval '1 year', 'a test')""", tenant, kind, id);
    }

    private void account(UUID tenant, UUID id, String number, String cluster) {
        sql(tenant, """
                INSERT INTO aws_account VALUES (?, ?, ?, 'eu-central-1', ?, ?, 's3://workspace/headgate',
                                                's3://workspace/headgate/jobs/1', 'sha', now())""", tenant, id, number, "arn:aws:iam::" + number + ":role/headgate", cluster);
        sql(
                tenant,
                "INSERT INTO location VALUES (?, ?, 'raw', 'Raw', 'data', '', 'READ', 'PUBLIC', now())",
                tenant,
                UUID.randomUUID());
    }

    private static io.headgate.dag.definition.ProcessDefinition definition(Node... nodes) {
        return switch (new DefinitionReader().readJson(json(nodes).getBytes(StandardCharsets.UTF_8))) {
            case ReadResult.Readable readable -> readable.definition();
            case ReadResult.Unreadable unreadable ->
                throw new IllegalArgumentException(unreadable.problems().toString());
        };
    }

    /** The process as it would be posted. */
    public static String json(Node... nodes) {
        List<String> components = new ArrayList<>();
        List<String> edges = new ArrayList<>();
        for (int n = 1; n <= nodes.length; n++) {
            Node node = nodes[n - 1];
            components.add("""
                    {"key":"c%d","label":"C%d",%s,"retries":{"count":%d,"delay":"PT0S"},"disabled":%s%s}""".formatted(
                            n,
                            n,
                            node.before().isEmpty() ? INGEST : sql(node),
                            node.retries(),
                            node.disabled(),
                            node.condition().isEmpty() ? "" : ",\"condition\":\"" + node.condition() + "\""));
            for (int before : node.before()) {
                edges.add("{\"from\":\"c%d\",\"to\":\"c%d\"}".formatted(before, n));
            }
        }
        return """
                {"schemaVersion":1,"key":"work","name":"Work","components":[%s],"edges":[%s],"layout":{"components":{}}}""".formatted(String.join(",", components), String.join(",", edges));
    }

    private static final String INGEST = """
            "type":"ingest-files","settings":{"source":{"location":"raw","path":"x"},"format":"csv",\
            "columns":[{"name":"a","type":"string"}]}""";

    private static String sql(Node node) {
        if (node.combines()) {
            return "\"type\":\"combine-rows\",\"settings\":{}";
        }
        return "\"type\":\"sql-rule\",\"settings\":{\"sql\":\"SELECT a FROM c"
                + node.before().getFirst() + "\"}";
    }
}
