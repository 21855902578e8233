import classes from "./Logo.module.css";

/** A gate between two posts, and the water below it. */
export function Logo() {
  return (
    <span className={classes.logo}>
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="7" fill="#0d646b" />
        <path d="M9 6v20M23 6v20" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
        <path d="M9 11h14" stroke="#fff" strokeWidth="3" />
        <path
          d="M12 18q2-2.4 4 0t4 0M12 23q2-2.4 4 0t4 0"
          stroke="#8fd3d6"
          strokeWidth="2.2"
          fill="none"
          strokeLinecap="round"
        />
      </svg>
      Headgate
    </span>
  );
}
