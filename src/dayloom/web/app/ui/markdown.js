// Markdown as elements, never as markup: headings, bold, italic, struck, code, lists with check boxes, quotes, rules and
// links. Whatever else a text says is shown as it stands. Written here because a library would be ten times its size.

import { html } from "../vendor/preact.js";

/** @typedef {{text: string, at: number}} Line a line, and which one of the source it is */
/** @typedef {((at: number) => void) | undefined} Tick */

/** Deeper than this, a text is shown as it is: nobody writes so, and a stack has an end. */
const DEEPEST = 8;
const FENCE = /^\s{0,3}(`{3,}|~{3,})/;
const HEADING = /^\s{0,3}(#{1,6})\s+(\S.*)$/;
const RULE = /^\s{0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^\s{0,3}> ?/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)(?:\[([ xX])\]\s+)?/;
/** Lengths are bounded, so that no text takes long: escaped, code, bold, struck, italic, named link, bare link. */
const INLINE = new RegExp(
  [
    /\\([\\`*_~[\](){}#+.!>-])/,
    /(`{1,3})(?!`)(.{1,1000}?)(?<!`)\2(?!`)/,
    /\*\*(?=\S)(.{0,1000}?\S)\*\*/,
    /__(?=\S)(.{0,1000}?\S)__/,
    /~~(?=\S)(.{0,1000}?\S)~~/,
    /(?<![\w*])\*(?=[^\s*])(.{0,1000}?[^\s*])\*(?!\*)/,
    /(?<![\w_])_(?=[^\s_])(.{0,1000}?[^\s_])_(?![\w_])/,
    /\[([^[\]]{1,500})\]\(([^\s()<>]{1,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500})?)\)/,
    /\b((?:https?:\/\/|mailto:)[^\s<>"'`\\]{1,2000}?)(?=[.,;:!?)\]]{0,9}(?:[\s<>"'`\\]|$))/,
  ].map((one) => one.source).join("|"),
  "gi",
);
// Nothing but these is ever an address: no script, no data, nothing of this app.
const ADDRESS = /^(?:https?:\/\/[^\s\\]|mailto:[^\s\\])[^\s\\]*$/i;

const link = (/** @type {string} */ address, /** @type {any} */ words) =>
  html`<a href=${address} target="_blank" rel="noopener noreferrer">${words}</a>`;

/** @param {string} text @param {number} [depth] @returns {any[]} */
function inline(text, depth = 0) {
  if (depth > DEEPEST) return [text];
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, escaped, , code, strong, heavy, struck, starred, lined, name, address, bare] = found;
    const bold = strong ?? heavy;
    const inner = bold ?? struck ?? starred ?? lined;
    parts.push(text.slice(end, found.index));
    end = found.index + whole.length;
    if (escaped) parts.push(escaped);
    else if (code) parts.push(html`<code>${code}</code>`);
    else if (inner) parts.push(html`<${bold ? "strong" : struck ? "s" : "em"}>${inline(inner, depth + 1)}<//>`);
    else if (name) parts.push(ADDRESS.test(address) ? link(address, inline(name, DEEPEST)) : whole);
    else parts.push(ADDRESS.test(bare) ? link(bare, bare) : whole);
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

const starts = (/** @type {string} */ text) => FENCE.test(text) || HEADING.test(text) || RULE.test(text) || QUOTE.test(text) || ITEM.test(text);
const indentOf = (/** @type {string} */ text) => text.length - text.trimStart().length;

/** How many lines from `from` on pass. @param {Line[]} lines @param {number} from @param {(text: string) => boolean} test */
function run(lines, from, test) {
  let to = from;
  while (to < lines.length && test(lines[to].text)) to += 1;
  return to;
}

/** A list, with what is indented below each of its items. @param {Line[]} lines @param {number} from @param {Tick} tick @param {number} depth */
function list(lines, from, tick, depth) {
  const [, indent, mark] = /** @type {RegExpExecArray} */ (ITEM.exec(lines[from].text));
  const ordered = /\d/.test(mark);
  const items = [];
  let at = from;
  while (at < lines.length) {
    const head = ITEM.exec(lines[at].text);
    if (!head || RULE.test(lines[at].text) || head[1].length > indent.length + 1 || head[1].length < indent.length || /\d/.test(head[2]) !== ordered) break;
    const inside = indent.length + 1;
    let to = run(lines, at + 1, (text) => !text.trim() || indentOf(text) > inside);
    if (to < lines.length && !ITEM.test(lines[to].text)) while (to > at + 1 && !lines[to - 1].text.trim()) to -= 1;
    const below = lines.slice(at + 1, to);
    const least = Math.min(...below.filter(({ text }) => text.trim()).map(({ text }) => indentOf(text)), 1000);
    items.push({ head, text: lines[at].text.slice(head[0].length), at: lines[at].at, below: below.map((line) => ({ ...line, text: line.text.slice(least) })) });
    at = to;
  }
  const drawn = items.map(({ head, text, at: place, below }) => {
    const done = head[4] === undefined ? null : head[4] !== " ";
    const box = done !== null && html`<input
      type="checkbox"
      aria-label=${text || "☐"}
      checked=${done}
      disabled=${!tick}
      onClick=${(/** @type {Event} */ event) => {
        event.preventDefault(); // it is ticked when the text says so
        tick?.(place);
      }}
    />`;
    return html`<li class=${done === null ? "" : done ? "md-task done" : "md-task"}>${box}<div><span>${inline(text)}</span>${blocks(below, tick, depth + 1)}</div></li>`;
  });
  const first = Number.parseInt(mark, 10);
  return { to: at, drawn: ordered ? html`<ol start=${first === 1 ? undefined : first}>${drawn}</ol>` : html`<ul>${drawn}</ul>` };
}

const broken = (/** @type {Line[]} */ lines) => lines.flatMap(({ text }, place) => (place ? [html`<br />`, ...inline(text.trim())] : inline(text.trim())));

/** @param {Line[]} lines @param {Tick} tick @param {number} depth @returns {any[]} */
function blocks(lines, tick, depth) {
  if (depth > DEEPEST) return lines.length ? [html`<p>${lines.map(({ text }) => `${text}\n`)}</p>`] : [];
  const drawn = [];
  let at = 0;
  while (at < lines.length) {
    const { text } = lines[at];
    const fence = FENCE.exec(text);
    const heading = HEADING.exec(text);
    if (!text.trim()) at += 1;
    else if (fence) {
      const to = run(lines, at + 1, (one) => !one.trimStart().startsWith(fence[1]));
      drawn.push(html`<pre tabindex="0"><code>${lines.slice(at + 1, to).map((line) => line.text).join("\n")}</code></pre>`);
      at = to + 1;
    } else if (heading) {
      drawn.push(html`<h3 class=${`md-${heading[1].length}`}>${inline(heading[2])}</h3>`);
      at += 1;
    } else if (RULE.test(text)) {
      drawn.push(html`<hr />`);
      at += 1;
    } else if (QUOTE.test(text)) {
      const to = run(lines, at, (one) => QUOTE.test(one));
      const quoted = lines.slice(at, to).map((line) => ({ ...line, text: line.text.replace(QUOTE, "") }));
      drawn.push(html`<blockquote>${blocks(quoted, tick, depth + 1)}</blockquote>`);
      at = to;
    } else if (ITEM.test(text)) {
      const found = list(lines, at, tick, depth);
      drawn.push(found.drawn);
      at = found.to;
    } else {
      const to = run(lines, at + 1, (one) => Boolean(one.trim()) && !starts(one));
      drawn.push(html`<p>${broken(lines.slice(at, to))}</p>`);
      at = to;
    }
  }
  return drawn;
}

/** The elements of a text. @param {string} text @param {(line: number) => void} [tick] a check box of this line was pressed */
export function markdown(text, tick) {
  const lines = text.split(/\r\n?|\n/).map((line, at) => ({ text: line.replaceAll("\t", "    "), at }));
  return blocks(lines, tick, 0);
}

/** The text with the check box of a line turned. @param {string} text @param {number} line */
export function ticked(text, line) {
  const parts = text.split(/(\r\n?|\n)/);
  parts[2 * line] = parts[2 * line].replace(/\[([ xX])\]/, (_, mark) => (mark === " " ? "[x]" : "[ ]"));
  return parts.join("");
}
