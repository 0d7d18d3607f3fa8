/** True where fingers are all there is: to focus a field brings up a keyboard that hides half the page. */
export function isTouch(): boolean {
  return window.matchMedia("(pointer: coarse) and (hover: none)").matches;
}
