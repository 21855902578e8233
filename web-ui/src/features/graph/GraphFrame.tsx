import { lazy, Suspense } from "react";
import { Loading } from "@/components/Loading";
import classes from "./GraphFrame.module.css";
import type { ProcessGraphProps } from "./ProcessGraph";

const ProcessGraph = lazy(() => import("./ProcessGraph"));

/** Keeps the graph's place on the page while the canvas is being loaded. */
export function GraphFrame(props: ProcessGraphProps) {
  return (
    <div className={classes.frame}>
      <Suspense fallback={<Loading rows={3} height={48} />}>
        <ProcessGraph {...props} />
      </Suspense>
    </div>
  );
}
