package io.headgate.connector.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.headgate.connector.queue.QueueArn;
import io.headgate.connector.queue.QueueMessage;
import io.headgate.connector.queue.TenantQueues;
import io.headgate.connector.session.ConnectorSettings;
import io.headgate.connector.session.TenantClients;
import io.headgate.connector.session.TenantRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** A tenant's queue as the connector reads it, in the account of {@link AwsSdkTests}. */
@EnabledIfEnvironmentVariable(
        named = "AWS_UNDER_TEST_ROLE_ARN",
        matches = ".+",
        disabledReason = "no AWS to test against; ./headgate test python runs this class with one")
class QueueSdkTests {

    private static final TenantRole ROLE =
            new TenantRole("acme", told("UNDER_TEST_ROLE_ARN"), told("REGION"), told("UNDER_TEST_EXTERNAL_ID"));
    private static final QueueArn QUEUE =
            new QueueArn("aws", told("REGION"), ROLE.accountNumber(), "headgate-arrivals");
    private static final String URL =
            "https://sqs." + told("REGION") + ".amazonaws.com/" + ROLE.accountNumber() + "/headgate-arrivals";

    private TenantClients clients;
    private TenantQueues queues;
    private SqsClient tenant;

    @BeforeEach
    void enter() {
        clients = new TenantClients(
                new ConnectorSettings(
                        told("REGION"), Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofMinutes(5), true),
                Clock.systemUTC());
        queues = new TenantQueues(clients);
        tenant = SqsClient.builder()
                .region(Region.of(told("REGION")))
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(told("UNDER_TEST_TENANT_KEY"), told("UNDER_TEST_TENANT_SECRET"))))
                .build();
        queues.delete(ROLE, QUEUE, queues.receive(ROLE, QUEUE, Duration.ZERO));
    }

    @AfterEach
    void leave() {
        clients.close();
        tenant.close();
    }

    @Test
    void messagesAreReceivedAsTheyWereSentAndAreGoneOnceTheyAreDeleted() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            sent.add("{\"ü\": \"" + i + "\", \"mark\": \"" + UUID.randomUUID() + "\"}");
        }
        sent.forEach(body -> tenant.sendMessage(request -> request.queueUrl(URL).messageBody(body)));

        List<QueueMessage> received = new ArrayList<>();
        while (received.size() < sent.size()) {
            List<QueueMessage> found = queues.receive(ROLE, QUEUE, Duration.ofSeconds(4));
            assertThat(found).as("after %s", received.size()).isNotEmpty();
            received.addAll(found);
        }
        queues.delete(ROLE, QUEUE, received);

        assertThat(received).extracting(QueueMessage::body).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(queues.receive(ROLE, QUEUE, Duration.ZERO)).isEmpty();
    }

    @Test
    void aLookWaitsAndNeverLongerThanHalfOfWhatACallMayTake() {
        Instant begun = Instant.now();

        assertThat(queues.receive(ROLE, QUEUE, Duration.ofMinutes(5))).isEmpty();

        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));
    }

    @Test
    void aTrialTellsWhetherTheQueueMayBeReadAndLeavesItsMessages() {
        tenant.sendMessage(request -> request.queueUrl(URL).messageBody("stays"));

        assertThat(queues.probe(ROLE, QUEUE))
                .as("the template's queue has a dead-letter queue")
                .isTrue();
        assertThat(queues.receive(ROLE, QUEUE, Duration.ofSeconds(4)))
                .extracting(QueueMessage::body)
                .containsExactly("stays");
    }

    @Test
    void whatIsRefusedAndWhatIsNotThereAreToldApart() {
        QueueArn theirs = new QueueArn("aws", told("REGION"), ROLE.accountNumber(), "headgate-arrivals-nobody-took");
        assertThat(catchThrowableOfType(AwsServiceException.class, () -> queues.probe(ROLE, theirs))
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo("AccessDeniedException");
        assertThat(catchThrowableOfType(
                        QueueDoesNotExistException.class,
                        () -> tenant.receiveMessage(request -> request.queueUrl(URL + "-not-there"))))
                .isNotNull();
    }

    private static String told(String name) {
        return String.valueOf(System.getenv("AWS_" + name));
    }
}
