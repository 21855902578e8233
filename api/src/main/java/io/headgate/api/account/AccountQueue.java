package io.headgate.api.account;

import io.headgate.connector.queue.QueueArn;
import io.headgate.connector.session.TenantRole;
import io.headgate.connector.storage.S3Uri;
import java.util.UUID;

/**
 * The queue into which S3 tells which files arrived in an account.
 *
 * @param workspace where Headgate itself writes in that account
 */
public record AccountQueue(UUID accountId, QueueArn arn, TenantRole role, S3Uri workspace) {}
