package io.headgate.api.platform;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * A request that cannot be answered as asked. The code is stable and part of the API's contract; the detail is a sentence
 * for people that says what to do.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient List<FieldProblem> problems;
    private final transient Map<String, Object> extra;

    public ProblemException(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of(), Map.of());
    }

    public ProblemException(
            HttpStatus status, String code, String detail, List<FieldProblem> problems, Map<String, Object> extra) {
        super(detail);
        this.status = status;
        this.code = code;
        this.problems = List.copyOf(problems);
        this.extra = Map.copyOf(extra);
    }

    /** Something that is not there, or is not the caller's to see. */
    public static ProblemException notFound(String code, String detail) {
        return new ProblemException(HttpStatus.NOT_FOUND, code, detail);
    }

    /** Input that breaks a rule, told with every problem at once. */
    public static ProblemException invalid(String code, String detail, List<FieldProblem> problems) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, code, detail, problems, Map.of());
    }

    /** Something that stands against the present state. */
    public static ProblemException conflict(String code, String detail) {
        return new ProblemException(HttpStatus.CONFLICT, code, detail);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldProblem> problems() {
        return problems;
    }

    public Map<String, Object> extra() {
        return extra;
    }
}
