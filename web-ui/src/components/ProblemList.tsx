import type { FieldProblem } from "@contract";
import classes from "./ProblemNotice.module.css";

/** Each problem with its place in the document and what to do about it. */
export function ProblemList({ problems, place }: { problems: FieldProblem[]; place?: (pointer: string) => string }) {
  return (
    <ul className={classes.list}>
      {problems.map((problem) => (
        <li key={`${problem.pointer} ${problem.code} ${problem.message}`}>
          <span className={classes.message}>{problem.message}</span>
          {problem.remedy ? <span className={classes.remedy}>{problem.remedy}</span> : null}
          <span className={classes.place}>
            {place ? <span>{place(problem.pointer)}</span> : null}
            <code>{problem.pointer === "" ? "/" : problem.pointer}</code>
            <code>{problem.code}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
