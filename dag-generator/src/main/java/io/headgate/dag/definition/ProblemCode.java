package io.headgate.dag.definition;

import com.fasterxml.jackson.annotation.JsonValue;

/** Every problem a process can have. The words are part of the API: they are never changed or used anew. */
public enum ProblemCode {
    /** The document is larger than 1 MiB. */
    DOCUMENT_SIZE("document.size"),
    /** The document is not UTF-8. */
    DOCUMENT_ENCODING("document.encoding"),
    /** The document is not well-formed JSON or YAML. */
    DOCUMENT_SYNTAX("document.syntax"),
    /** Values are nested deeper than 50 levels. */
    DOCUMENT_DEPTH("document.depth"),
    /** A YAML alias is used. */
    DOCUMENT_ALIAS("document.alias"),
    /** A YAML tag is used. */
    DOCUMENT_TAG("document.tag"),
    /** There is more than one YAML document, or none. */
    DOCUMENT_COUNT("document.count"),
    /** A number is too long, too large or not finite. */
    DOCUMENT_NUMBER("document.number"),
    /** A field is there twice in the same object, or has no plain name. */
    FIELD_DUPLICATE("field.duplicate"),
    /** A field is not known. */
    FIELD_UNKNOWN("field.unknown"),
    /** A required field is missing. */
    FIELD_MISSING("field.missing"),
    /** A value has the wrong type. */
    FIELD_TYPE("field.type"),
    /** A value is of the right type, but not one that is understood here. */
    FIELD_VALUE("field.value"),
    /** The version of the document's form is not known. */
    SCHEMA_VERSION("schema-version.unknown"),

    /** The process key is not well-formed. */
    PROCESS_KEY("process.key"),
    /** The process name is empty, too long or holds forbidden characters. */
    PROCESS_NAME("process.name"),
    /** The process has no components. */
    PROCESS_EMPTY("process.empty"),
    /** The process has more components than are allowed. */
    PROCESS_TOO_MANY_COMPONENTS("process.too-many-components"),
    /** The process has more parameters than are allowed. */
    PROCESS_TOO_MANY_PARAMETERS("process.too-many-parameters"),

    /** A parameter key is not well-formed. */
    PARAMETER_KEY("parameter.key"),
    /** A parameter key is used twice. */
    PARAMETER_DUPLICATE("parameter.duplicate"),
    /** A parameter label is empty, too long or holds forbidden characters. */
    PARAMETER_LABEL("parameter.label"),
    /** A parameter's default does not fit its type. */
    PARAMETER_DEFAULT("parameter.default"),
    /** A value given for a run does not fit the parameter's type. */
    PARAMETER_VALUE("parameter.value"),
    /** A required parameter has no value. */
    PARAMETER_MISSING("parameter.missing"),
    /** A value is given for a parameter that the process does not have. */
    PARAMETER_UNKNOWN("parameter.unknown"),

    /** A component key is not well-formed. */
    COMPONENT_KEY("component.key"),
    /** A component key is used twice. */
    COMPONENT_DUPLICATE("component.duplicate"),
    /** A component label is empty, too long or holds forbidden characters. */
    COMPONENT_LABEL("component.label"),
    /** A component's type is not in the catalogue. */
    COMPONENT_TYPE("component.type"),
    /** A component's type is known, but not in this version. */
    COMPONENT_VERSION("component.version"),
    /** The number of retries or the delay is out of range. */
    COMPONENT_RETRIES("component.retries"),
    /** The timeout is out of range. */
    COMPONENT_TIMEOUT("component.timeout"),
    /** The condition of a component cannot be understood, names what is not there, or gives no yes or no. */
    COMPONENT_CONDITION("component.condition"),
    /** Too few or too many components lead into this one. */
    COMPONENT_INPUTS("component.inputs"),

    /** An edge names a component that is not there. */
    EDGE_DANGLING("edge.dangling"),
    /** An edge leads from a component to itself. */
    EDGE_SELF("edge.self"),
    /** The same edge is there twice. */
    EDGE_DUPLICATE("edge.duplicate"),
    /** Components wait for each other in a circle. */
    EDGE_CYCLE("edge.cycle"),
    /** An edge leads out of a component that yields nothing. */
    EDGE_NO_OUTPUT("edge.no-output"),

    /** A setting does not satisfy the component type's schema. */
    SETTINGS_INVALID("settings.invalid"),
    /** A text holds NUL or half a surrogate pair. */
    SETTINGS_TEXT("settings.text"),
    /** A path is not relative and normalised. */
    SETTINGS_PATH("settings.path"),
    /** A location is not known, or not for this use. */
    SETTINGS_LOCATION("settings.location"),
    /** A process that is to be run is not known, is archived, or is the one that would run it. */
    SETTINGS_PROCESS("settings.process"),

    /** A placeholder is not known or not well-formed. */
    PLACEHOLDER_UNKNOWN("placeholder.unknown"),
    /** A placeholder stands where none may: in SQL, in a location, in a name. */
    PLACEHOLDER_FORBIDDEN("placeholder.forbidden"),
    /** A placeholder's parameter has no value in this run. */
    PLACEHOLDER_NO_VALUE("placeholder.no-value");

    private final String word;

    ProblemCode(String word) {
        this.word = word;
    }

    /** The stable word, such as {@code edge.cycle}. */
    @JsonValue
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
