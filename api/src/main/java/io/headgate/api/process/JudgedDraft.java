package io.headgate.api.process;

import io.headgate.api.platform.FieldProblem;
import io.headgate.dag.definition.ProcessDefinition;
import java.util.List;
import java.util.UUID;

/**
 * A draft and every problem that it has; it may be faulty.
 *
 * @param processId the process whose draft it is
 */
public record JudgedDraft(UUID processId, ProcessDefinition definition, List<FieldProblem> problems) {}
