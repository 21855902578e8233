package io.headgate.connector.emr;

/** A read or cancel call to EMR that failed; {@link #problem()} says how. */
public final class EmrProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient EmrProblem problem;

    EmrProblemException(EmrProblem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public EmrProblem problem() {
        return problem;
    }
}
