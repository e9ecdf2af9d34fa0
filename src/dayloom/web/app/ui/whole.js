// What is cut off tells itself whole under the pointer, where nothing else is told there.

/** What has its title from here: it is told anew each time. @type {WeakSet<Element>} */
const ours = new WeakSet();
/** So far up from what is pointed at lies what cuts it. */
const LEVELS = 4;

const cuts = (/** @type {HTMLElement} */ one) =>
  (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight) && getComputedStyle(one).overflowX === "hidden";

addEventListener("pointerover", ({ target }) => {
  if (!(target instanceof Element)) return;
  const told = target.closest("[title]");
  if (told && !ours.has(told)) return;
  let up = target;
  for (let level = 0; level < LEVELS && up.parentElement; level += 1, up = up.parentElement) {
    if (!(up instanceof HTMLElement) || !cuts(up)) continue;
    up.title = up.innerText.trim();
    ours.add(up);
    return;
  }
});

export {};
