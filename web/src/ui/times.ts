/** Times as people read them, in the reader's own language and zone. All arguments are milliseconds since 1970. */

const hourMinute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "long" });
const dayMonth = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const dayMonthYear = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const dayTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** The start of the local day a moment lies in. */
export function dayOf(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** Whole local days from `time` to `now`; right over changes of the clock. */
function daysBetween(time: number, now: number): number {
  return Math.round((dayOf(now) - dayOf(time)) / 86_400_000);
}

export function clock(time: number): string {
  return hourMinute.format(time);
}

/** 12 Mar 2025, 12:04: for tables. */
export function dayAndTime(time: number): string {
  return dayTime.format(time);
}

export function fullTime(time: number): string {
  return full.format(time);
}

/** What stands on a day separator: Today, Yesterday, Tuesday, Tuesday 3 March, 3 March 2024. */
export function dayLabel(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  if (days > 1 && days < 7) return weekday.format(time);
  return new Date(time).getFullYear() === new Date(now).getFullYear() ? dayMonth.format(time) : dayMonthYear.format(time);
}

/** The short form in a list: the time today, else the weekday or the date. */
export function shortTime(time: number, now: number): string {
  const days = daysBetween(time, now);
  if (days <= 0) return clock(time);
  if (days === 1) return "Yesterday";
  return days < 7 ? weekday.format(time) : shortDay.format(time);
}

/** How long something has lasted: 0:07, 12:30, 1:02:45. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
