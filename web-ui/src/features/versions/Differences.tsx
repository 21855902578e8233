import type { ValueDifference, VersionDiff } from "@contract";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import table from "@/components/DataTable.module.css";
import { Loading } from "@/components/Loading";
import { ScrollRegion } from "@/components/ScrollRegion";
import { MarkWord } from "@/features/graph/MarkWord";
import type { Mark } from "@/features/graph/marks";
import { isLong, text, words } from "./comparison";
import classes from "./Versions.module.css";

const LineDiff = lazy(() => import("./LineDiff"));

const lists = ["components", "edges", "parameters"] as const;

/** Everything that differs, as a table for each thing; what was added or removed as a whole is one line. */
export function Differences({ diff }: { diff: VersionDiff }) {
  const { t: tl } = useTranslation("life");
  const reordered = lists.filter((list) => diff.reordered.includes(list));
  return (
    <div className={classes.differences}>
      {diff.values.length > 0 ? <Thing title={tl("versions.process")} kind="CHANGED" values={diff.values} /> : null}
      {diff.components.map((component) => (
        <Thing
          key={`${component.kind} ${component.key}`}
          title={component.label ?? component.key}
          sub={component.key}
          kind={component.kind}
          values={component.values}
        />
      ))}
      {diff.parameters.map((parameter) => (
        <Thing
          key={`${parameter.kind} ${parameter.key}`}
          title={tl("versions.parameter", { key: parameter.key })}
          kind={parameter.kind}
          values={parameter.values}
        />
      ))}
      {diff.edges.length > 0 ? (
        <section className={classes.thing}>
          <h3>{tl("versions.edges")}</h3>
          <ul className={classes.edges}>
            {diff.edges.map(({ kind, from, to }) => (
              <li key={`${kind} ${from} ${to}`}>
                <MarkWord mark={kind} badge />
                <code>
                  {from} → {to}
                </code>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {reordered.map((list) => (
        <p key={list} className={classes.dim}>
          {tl(`versions.reordered.${list}`)}
        </p>
      ))}
      {diff.layout.length > 0 ? (
        <p className={classes.dim}>{tl(diff.same ? "versions.layout" : "versions.layoutToo")}</p>
      ) : null}
    </div>
  );
}

interface ThingProps {
  title: string;
  sub?: string;
  kind: Mark;
  values: ValueDifference[];
}

function Thing({ title, sub, kind, values }: ThingProps) {
  const short = values.filter(({ before, after }) => !isLong(before, after));
  const long = values.filter(({ before, after }) => isLong(before, after));
  return (
    <section className={classes.thing} id={sub ? `thing-${sub}` : undefined}>
      <h3>
        {title} <MarkWord mark={kind} badge />
        {sub && sub !== title ? <code className={classes.key}>{sub}</code> : null}
      </h3>
      {short.length > 0 ? <Values title={title} values={short} /> : null}
      {long.map((value) => (
        <Lines key={value.path} title={title} value={value} />
      ))}
    </section>
  );
}

function Values({ title, values }: { title: string; values: ValueDifference[] }) {
  const { t } = useTranslation();
  const { t: tl } = useTranslation("life");
  return (
    <ScrollRegion label={t("app.table", { name: title })}>
      <table className={`${table.compact} ${classes.values}`}>
        <thead>
          <tr>
            <th scope="col">{tl("versions.setting")}</th>
            <th scope="col">{tl("versions.before")}</th>
            <th scope="col">{tl("versions.after")}</th>
          </tr>
        </thead>
        <tbody>
          {values.map(({ kind, path, before, after }) => (
            <tr key={`${kind} ${path}`}>
              <th scope="row">{words(path)}</th>
              <td>{kind === "ADDED" ? tl("versions.nothing") : <del className={classes.old}>{text(before)}</del>}</td>
              <td>{kind === "REMOVED" ? tl("versions.nothing") : <ins className={classes.new}>{text(after)}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Lines({ title, value }: { title: string; value: ValueDifference }) {
  const { t: tl } = useTranslation("life");
  const what = words(value.path);
  return (
    <div>
      <p className={classes.dim}>{what}</p>
      <Suspense fallback={<Loading rows={3} />}>
        <LineDiff
          label={tl("versions.lines", { what: `${title} › ${what}` })}
          before={text(value.before)}
          after={text(value.after)}
          isSql={value.path.endsWith("/sql")}
        />
      </Suspense>
    </div>
  );
}
