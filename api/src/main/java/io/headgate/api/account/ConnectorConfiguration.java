package io.headgate.api.account;

import io.headgate.connector.budget.CallBudgets;
import io.headgate.connector.emr.EmrSteps;
import io.headgate.connector.queue.TenantQueues;
import io.headgate.connector.session.ConnectorSettings;
import io.headgate.connector.session.TenantClients;
import io.headgate.connector.storage.JobsPackage;
import io.headgate.connector.storage.TenantStorage;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** The tenant connector, set up for this application. */
@Configuration
@EnableScheduling
class ConnectorConfiguration {

    private final TenantClients clients;

    ConnectorConfiguration(
            @Value("${headgate.aws.region}") String region,
            @Value("${headgate.aws.path-style-buckets}") boolean pathStyle,
            @Value("${headgate.aws.call-timeout}") Duration callTimeout,
            Clock clock) {
        this.clients = new TenantClients(
                new ConnectorSettings(region, callTimeout, Duration.ofHours(1), Duration.ofMinutes(15), pathStyle),
                clock);
    }

    @Bean
    TenantClients tenantClients() {
        return clients;
    }

    @Bean
    EmrSteps emrSteps(TenantClients tenantClients) {
        return new EmrSteps(tenantClients);
    }

    @Bean
    TenantStorage tenantStorage(TenantClients tenantClients) {
        return new TenantStorage(tenantClients);
    }

    @Bean
    TenantQueues tenantQueues(TenantClients tenantClients) {
        return new TenantQueues(tenantClients);
    }

    @Bean
    CallBudgets callBudgets(Clock clock) {
        return new CallBudgets(clock);
    }

    @Bean
    JobsPackage jobsPackage() {
        return JobsPackage.load();
    }

    @Scheduled(fixedDelayString = "PT1M")
    void evictIdleClients() {
        clients.evictIdle();
    }
}
