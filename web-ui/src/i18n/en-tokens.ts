/** The texts of one's own tokens, which come with their dialog. */
export const enTokens = {
  title: "API tokens",
  hint: "Programs call Headgate with a token instead of a password. It may do what you may, in every tenant of yours.",
  none: "You have no token.",
  made: "Made",
  until: "Ends",
  end: "End",
  endOf: "End the token {{name}}",
  name: "Name of the new token",
  nameHint: "What it is for, so that you know later which one to end.",
  days: "How long it is good",
  daysOption_one: "{{count}} day",
  daysOption_other: "{{count}} days",
  make: "Make a token",
  once: "Copy it now: it is not shown again.",
  secret: "The token",
} as const;
