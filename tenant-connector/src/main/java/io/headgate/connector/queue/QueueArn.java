package io.headgate.connector.queue;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a standard queue. A FIFO queue is none: S3 does not send to it (S3 user guide, "Amazon S3 Event
 * Notifications").
 *
 * @param accountNumber twelve digits
 */
public record QueueArn(String partition, String region, String accountNumber, String name) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):sqs:([a-z]{2}(?:-[a-z]+)+-[0-9]):([0-9]{12}):([A-Za-z0-9_-]{1,80})");

    /** Empty for whatever is not the ARN of a standard queue. */
    public static Optional<QueueArn> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new QueueArn(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    /** Its URL, by the form that AWS documents, so that nobody needs a permission to ask for it. */
    String url() {
        String suffix = partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
        return "https://sqs." + region + "." + suffix + "/" + accountNumber + "/" + name;
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":sqs:" + region + ":" + accountNumber + ":" + name;
    }
}
