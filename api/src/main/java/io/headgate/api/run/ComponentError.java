package io.headgate.api.run;

import java.util.Set;

/**
 * Why a component failed, in words for business users.
 *
 * @param code stable code
 * @param sentence what happened
 * @param remedy what to do
 * @param owner whose it is to mend: {@code author}, {@code engineer}, {@code tenant-admin} or {@code platform}
 */
public record ComponentError(String code, String sentence, String remedy, String owner) {

    private static final int LONGEST = 2000;
    private static final Set<String> OWNERS = Set.of("author", "engineer", "tenant-admin", "platform");

    /** Cuts what came from a tenant's account to a bearable size. */
    public ComponentError {
        code = cut(code);
        sentence = cut(sentence);
        remedy = cut(remedy);
        owner = OWNERS.contains(owner) ? owner : "engineer";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
