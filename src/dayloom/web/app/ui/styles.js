// The style sheets that only one page needs: fetched with its module, and there before the page is drawn.

/** Name → once it is in force. @type {Map<string, Promise<void>>} */
const asked = new Map();

/** @param {string} name @returns {Promise<void>} */
function sheet(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`../styles/pages/${name}.css`, import.meta.url).href;
  const there = new Promise((resolve, refuse) => {
    link.onload = () => resolve(undefined);
    link.onerror = () => {
      asked.delete(name); // whoever tries again asks again
      link.remove();
      refuse(new Error(`${link.href} was not read`));
    };
  });
  document.head.append(link);
  return there;
}

/**
 * The module, once it and its style sheets are there.
 * @template T
 * @param {Promise<T>} module @param {string[]} names of files in `styles/pages` @returns {Promise<T>}
 */
export async function dressed(module, ...names) {
  for (const name of names) if (!asked.has(name)) asked.set(name, sheet(name));
  const [found] = await Promise.all([module, ...names.map((name) => asked.get(name))]);
  return found;
}
