package io.headgate.dag.validation;

import java.util.regex.Pattern;

/** The forms of the keys that authors choose. */
final class Keys {

    private static final Pattern PROCESS = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Component keys are names of views in SQL, so there is no hyphen in them. */
    private static final Pattern COMPONENT_OR_PARAMETER = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    private Keys() {}

    static boolean isProcessKey(String key) {
        return PROCESS.matcher(key).matches();
    }

    static boolean isComponentOrParameterKey(String key) {
        return COMPONENT_OR_PARAMETER.matcher(key).matches();
    }
}
