// What a browser calls itself, in the words of people. The order counts: all but Firefox also claim to be others.

import { t } from "../words/words.js";

/** @type {[RegExp, string][]} */
const BROWSERS = [
  [/\bEdg\w*\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\bChromium\//, "Chromium"],
  [/(Chrome|CriOS)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
/** @type {[RegExp, string][]} */
const SYSTEMS = [
  [/\bAndroid\b/, "Android"],
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

const among = (/** @type {[RegExp, string][]} */ names, /** @type {string} */ text) => names.find(([sign]) => sign.test(text))?.[1];

/** "Firefox on Android", or the name of a program. @param {string} agent a User-Agent */
export function deviceOf(agent) {
  const browser = among(BROWSERS, agent) ?? (agent.split(/[\s/]/)[0] || t("settings.session.unknown"));
  const system = among(SYSTEMS, agent);
  return system ? t("settings.session.on", { browser, system }) : browser;
}
