package io.headgate.connector.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity under which Headgate works in a tenant's account, and the key of every client made for it. Two tenants can
 * never share a client: the tenant and the ExternalId are part of the key.
 *
 * @param tenant key of the tenant; named in the session, so that the tenant's own CloudTrail tells who came
 * @param roleArn ARN of the role in the tenant's account
 * @param region AWS Region of the clients
 * @param externalId the tenant's ExternalId, 2 to 1,224 characters (AWS STS API reference, AssumeRole)
 */
public record TenantRole(String tenant, String roleArn, String region, String externalId) {

    private static final Pattern ROLE_ARN = Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):role/[\\w+=,.@/-]{1,512}");

    public TenantRole {
        if (!isRoleArn(roleArn)) {
            throw new IllegalArgumentException("not the ARN of an IAM role: " + roleArn);
        }
    }

    /** Whether the text has the form of an IAM role's ARN. */
    public static boolean isRoleArn(String text) {
        return ROLE_ARN.matcher(text).matches();
    }

    /** The twelve digits of the account that the role lives in. */
    public String accountNumber() {
        Matcher matcher = ROLE_ARN.matcher(roleArn);
        if (!matcher.matches()) {
            throw new IllegalStateException("checked on construction");
        }
        return matcher.group(1);
    }

    /** STS session name, 2 to 64 characters of {@code [\w+=,.@-]}. */
    String sessionName() {
        String name = "headgate-" + tenant.replaceAll("[^\\w+=,.@-]", "-");
        return name.length() <= 64 ? name : name.substring(0, 64);
    }
}
