package io.headgate.dag.definition;

/** Ends the reading of a document that cannot be read on; it never leaves this package. */
final class DocumentProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    DocumentProblem(ProblemCode code, Pointer pointer, String message, String remedy) {
        super(message, null, false, false);
        this.problem = new Problem(code, pointer.text(), message, remedy);
    }

    Problem problem() {
        return problem;
    }
}
