/** Times of the day as the admin's language writes them. */

/** Return hour and minute of `moment`, a Date or what makes one, in the writer's time zone. */
export function timeOf(moment) {
  const locale = document.documentElement.lang || undefined;
  return new Date(moment).toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}
