package shop.orderly.platform.web;

/** Ends a request with a problem that is neither a refusal of the domain nor a fault: wrong credentials, too many. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(String.valueOf(problem.detail().getDetail()), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
