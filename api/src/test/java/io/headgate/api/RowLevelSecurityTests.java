package io.headgate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself holds, whatever the application does. */
@ApiTest
class RowLevelSecurityTests {

    /** Tables that hold nothing of a tenant. */
    private static final Set<String> WITHOUT_TENANT = Set.of(
            "flyway_schema_history", // the owner's; neither role can see it
            "app_user", // a person may belong to several tenants
            "access_token", // belongs to a person
            "environment"); // shared by tenants

    /** Keys without tenant_id, because the value must be unique in all Headgate, or outside it. */
    private static final Set<String> KEYS_WITHOUT_TENANT = Set.of(
            "tenant_key_key", // in addresses
            "tenant_external_id_key", // tells tenants apart to AWS
            "tenant_connection_id_key", // names a secret of a shared environment
            "tenant_callback_hash_key", // a token must mean one tenant
            "tenant_environment_id_fkey", // an environment belongs to no tenant
            "run_place_environment_id_fkey", // the same
            "member_user_id_fkey", // a user neither
            "aws_account_claim_pkey", // one account, one tenant
            "publication_dag_id_key"); // names a file in a shared bucket

    private UUID ours;
    private UUID theirs;

    @BeforeEach
    void twoTenants() throws SQLException {
        ours = tenant();
        theirs = tenant();
    }

    @Test
    void everyTableAndViewOfATenantIsUnderForcedRowLevelSecurity() throws SQLException {
        List<String> relations = strings("""
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""");
        List<String> secured = strings("""
                SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relrowsecurity AND c.relforcerowsecurity
                  AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id'
                              AND a.attnotnull AND a.atttypid = 'uuid'::regtype)
                  AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid
                              AND 'headgate_app'::regrole = ANY (p.polroles))""");

        assertThat(relations).contains("run", "attempt", "work_item").hasSizeGreaterThan(15);
        assertThat(secured)
                .containsExactlyInAnyOrderElementsOf(relations.stream()
                        .filter(name -> !WITHOUT_TENANT.contains(name))
                        .toList());
    }

    @Test
    void noPolicyShowsAnythingWithoutAskingWhatIsBound() throws SQLException {
        List<String> open = strings("""
                SELECT tablename || '.' || policyname FROM pg_policies WHERE schemaname = 'public'
                AND (coalesce(qual, '') || coalesce(with_check, '')) !~ 'bound_(tenant|user|to_platform)\\(\\)'""");

        assertThat(open).containsExactlyInAnyOrder("work_item.any_tenant", "run_place.any_tenant_in_line");
        assertThat(strings("SELECT unnest(roles)::text FROM pg_policies WHERE policyname LIKE 'any_tenant%'"))
                .containsOnly("headgate_loop");
    }

    @Test
    void theTenantIsPartOfEveryKeyOfItsTables() throws SQLException {
        List<String> without = strings("""
                SELECT k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id'
                WHERE n.nspname = 'public' AND k.contype IN ('p', 'u', 'f') AND NOT t.attnum = ANY (k.conkey)
                UNION SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
                JOIN pg_attribute t ON t.attrelid = x.indrelid AND t.attname = 'tenant_id'
                WHERE x.indisunique AND i.relnamespace = 'public'::regnamespace
                  AND NOT t.attnum = ANY (string_to_array(x.indkey::text, ' ')::int2[])""");

        assertThat(without).containsExactlyInAnyOrderElementsOf(KEYS_WITHOUT_TENANT);
    }

    @Test
    void neitherRoleOwnsAnythingOrCanBypassSecurity() throws SQLException {
        assertThat(strings("""
                        SELECT rolname FROM pg_roles WHERE rolname IN ('headgate_app', 'headgate_loop', 'headgate_owner')
                        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)""")).isEmpty();
        assertThat(strings("""
                        SELECT c.relname FROM pg_class c WHERE c.relowner IN ('headgate_app'::regrole, 'headgate_loop'::regrole)
                        UNION ALL SELECT p.proname FROM pg_proc p WHERE p.proowner IN ('headgate_app'::regrole, 'headgate_loop'::regrole)
                        UNION ALL SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
                        WHERE r.rolname LIKE 'headgate%'
                        UNION ALL SELECT p.proname FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace""")).isEmpty();
    }

    @Test
    void theLoopCanReadTheQueueAndTheLineAndNothingElse() throws SQLException {
        assertThat(strings("""
                        SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
                        AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                        AND has_table_privilege('headgate_loop', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')""")).containsExactlyInAnyOrder("work_item", "run_place");
        try (Connection loop = TestDatabase.get().connect("headgate_loop")) {
            assertThatThrownBy(() -> UpgradedSchema.strings(loop, "SELECT id FROM run"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> execute(
                            loop,
                            "INSERT INTO work_item (tenant_id, kind, id, due_at) VALUES ('" + ours
                                    + "', 'x', 'x', now())"))
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SET headgate.tenant = ''", "SET headgate.tenant = '00000000-0000-0000-0000-000000000000'"})
    void withoutATenantThereAreNoRows(String binding) throws SQLException {
        try (Connection app = TestDatabase.get().connect("headgate_app")) {
            if (!binding.isEmpty()) {
                execute(app, binding);
            }
            for (String table : tenantTables()) {
                assertThat(UpgradedSchema.strings(app, "SELECT tenant_id::text FROM " + table))
                        .as(table)
                        .isEmpty();
            }
        }
    }

    @Test
    void aBoundTenantSeesItsOwnRowsOnlyAndWritesNoOthers() throws SQLException {
        try (Connection app = bound(ours)) {
            execute(app, audit(ours));
            assertThat(UpgradedSchema.strings(app, "SELECT DISTINCT tenant_id::text FROM audit_entry"))
                    .containsExactly(ours.toString());
            assertThat(UpgradedSchema.strings(app, "SELECT key FROM tenant")).hasSize(1);
            assertThatThrownBy(() -> execute(app, audit(theirs))).hasMessageContaining("row-level security");
            assertThatThrownBy(() -> execute(app, process(theirs))).hasMessageContaining("row-level security");
            execute(app, process(ours));
            assertThatThrownBy(() -> execute(app, "UPDATE process SET tenant_id = '" + theirs + "'"))
                    .hasMessageContaining("row-level security");
        }
        try (Connection app = bound(theirs)) {
            assertThat(UpgradedSchema.strings(
                            app, "SELECT id::text FROM audit_entry UNION SELECT id::text FROM process"))
                    .isEmpty();
            assertThat(changed(app, "UPDATE process SET name = 'mine'")).isZero();
            assertThat(changed(app, "DELETE FROM process")).isZero();
        }
    }

    @Test
    void theAuditTrailAndTheClaimsOfAccountsCannotBeChanged() throws SQLException {
        try (Connection app = bound(ours)) {
            execute(app, audit(ours));
            for (String table : List.of("audit_entry", "aws_account_claim")) {
                for (String change : List.of("UPDATE %s SET tenant_id = tenant_id", "DELETE FROM %s", "TRUNCATE %s")) {
                    assertThatThrownBy(() -> execute(app, change.formatted(table)))
                            .hasMessageContaining("permission denied");
                }
            }
        }
    }

    @Test
    void anAccountThatAnotherTenantHasClaimedCanBeMetButNotSeen() throws SQLException {
        String number = String.format("%012d", Math.floorMod(ours.getLeastSignificantBits(), 1_000_000_000_000L));
        String claim = "INSERT INTO aws_account_claim VALUES ('" + number + "', '%s') ON CONFLICT DO NOTHING";
        try (Connection mine = bound(ours);
                Connection other = bound(theirs)) {
            assertThat(changed(mine, claim.formatted(ours))).isEqualTo(1);
            assertThat(changed(other, claim.formatted(theirs))).isZero();
            assertThat(UpgradedSchema.strings(other, "SELECT account_number FROM aws_account_claim"))
                    .isEmpty();
        }
    }

    private static List<String> tenantTables() throws SQLException {
        return strings("""
                SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'""");
    }

    private static UUID tenant() throws SQLException {
        UUID id = UUID.randomUUID();
        try (Connection app = bound(id)) {
            execute(app, """
                    INSERT INTO environment VALUES ('%1$s', 'env-%1$s', 'eu-central-1', 'bucket-%1$s', now())""".formatted(id));
            execute(app, """
                    INSERT INTO tenant (tenant_id, key, name, environment_id, external_id, connection_id, callback_hash, created_at)
                    VALUES ('%1$s', 't-%1$s', 'Tenant', '%1$s', 'x-%1$s', 'c-%1$s', 'h-%1$s', now())""".formatted(id));
        }
        return id;
    }

    private static String audit(UUID tenant) {
        return "INSERT INTO audit_entry VALUES ('%s', '%s', now(), 'a', 'b', 'c', 'd')"
                .formatted(tenant, UUID.randomUUID());
    }

    private static String process(UUID tenant) {
        return """
                INSERT INTO process (tenant_id, id, key, name, owner, draft, draft_etag, draft_by, draft_at, created_at)
                VALUES ('%s', '%s', 'p', 'P', 'o', '{}', 'e', 'o', now(), now())""".formatted(tenant, UUID.randomUUID());
    }

    private static Connection bound(UUID tenant) throws SQLException {
        Connection app = TestDatabase.get().connect("headgate_app");
        execute(app, "SET headgate.tenant = '" + tenant + "'");
        return app;
    }

    private static List<String> strings(String sql) throws SQLException {
        try (Connection owner = TestDatabase.get().connect("headgate_owner")) {
            return UpgradedSchema.strings(owner, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int changed(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
