package io.headgate.api.tenancy;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the current thread may see: a tenant, a user's own memberships, or the platform's registry. Each transaction is bound
 * to it when it begins; without a scope, row-level security shows no rows.
 */
public final class Scope {

    private record Bound(@Nullable UUID tenant, @Nullable UUID user, boolean platform) {}

    private static final Bound NOTHING = new Bound(null, null, false);
    private static final ThreadLocal<Bound> CURRENT = ThreadLocal.withInitial(() -> NOTHING);

    private Scope() {}

    /** Runs an action with a tenant bound. Any transaction must begin within it. */
    public static <T extends @Nullable Object> T ofTenant(UUID tenantId, Supplier<T> action) {
        return with(new Bound(tenantId, null, false), action);
    }

    /** Runs an action that sees the memberships of a user, in every tenant. */
    static <T extends @Nullable Object> T ofUser(UUID userId, Supplier<T> action) {
        return with(new Bound(null, userId, false), action);
    }

    /** Runs an action on the registry of tenants. Nothing that belongs to a tenant can be seen by it. */
    public static <T extends @Nullable Object> T ofPlatform(Supplier<T> action) {
        return with(new Bound(null, null, true), action);
    }

    /** Binds a tenant to the thread until {@link #clear()}: for a request, whose begin and end are two calls. */
    static void bindTenant(UUID tenantId) {
        CURRENT.set(new Bound(tenantId, null, false));
    }

    static void clear() {
        CURRENT.remove();
    }

    static String tenantSetting() {
        UUID tenant = CURRENT.get().tenant();
        return tenant == null ? "" : tenant.toString();
    }

    static String userSetting() {
        UUID user = CURRENT.get().user();
        return user == null ? "" : user.toString();
    }

    static String platformSetting() {
        return CURRENT.get().platform() ? "on" : "";
    }

    private static <T extends @Nullable Object> T with(Bound bound, Supplier<T> action) {
        Bound before = CURRENT.get();
        CURRENT.set(bound);
        try {
            return action.get();
        } finally {
            CURRENT.set(before);
        }
    }
}
