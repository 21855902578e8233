package io.headgate.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.connector.queue.QueueArn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueArnTests {

    @Test
    void theArnOfAStandardQueueIsTakenApartAndPutTogether() {
        String arn = "arn:aws:sqs:eu-central-1:222222222222:headgate_arrivals-1";

        assertThat(QueueArn.parse(arn)).hasValueSatisfying(queue -> {
            assertThat(queue.accountNumber()).isEqualTo("222222222222");
            assertThat(queue.region()).isEqualTo("eu-central-1");
            assertThat(queue).hasToString(arn);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:sqs:eu-central-1:222222222222:a.fifo",
                "arn:aws:sqs:eu-central-1:2222:a",
                "arn:aws:sns:eu-central-1:222222222222:a",
                "arn:aws:sqs:eu-central-1:222222222222:a/../b",
                "arn:aws:sqs:eu-central-1:222222222222:a\n",
                "arn:aws:sqs:evil.example/:222222222222:a"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(QueueArn.parse(text)).isEmpty();
    }
}
