package io.headgate.api.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.TestTenants.Node;
import io.headgate.api.TestTenants.TestTenant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A run is shown as it stood at one moment, whatever is committed while it is read. */
class RunViewsTests extends RunTestBase {

    @Autowired
    RunViews views;

    @Test
    void aRunThatIsAdmittedWhileItIsReadIsShownAsWaiting() {
        TestTenant tenant = tenants.create(Node.after());
        String run = as(
                tenant,
                () -> runs.request(tenant.id(), "work", "test", null, null).id());

        RunView shown = as(
                tenant,
                () -> Objects.requireNonNull(transactions.execute(status -> {
                    assertThat(repository.findById(run).orElseThrow().state()).isEqualTo(RunState.WAITING);
                    CompletableFuture.runAsync(() -> act(
                                    tenant,
                                    () -> admission.handle(
                                            tenant.id(), tenant.process().id().toString())))
                            .join();
                    return views.get(run);
                })));

        assertThat(shown.state()).isEqualTo(RunState.WAITING);
        assertThat(shown.components()).isEmpty();
        assertThat(run(tenant, run).state()).isEqualTo(RunState.STARTING);
    }
}
