"use strict";
const root = document.documentElement;
const $ = (id) => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const wide = matchMedia("(min-width: 70.01rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const into = (element, block) => element.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
const address = (hash) => history.replaceState(null, "", hash);

// Theme: the system's until the reader chooses; a page opened from a file may have no storage.
const stored = (value) => {
  try {
    if (value) localStorage.setItem("align-theme", value);
    return localStorage.getItem("align-theme");
  } catch { return null; }
};
const dark = () => root.dataset.theme
  ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
const themed = (value) => {
  if (value === "dark" || value === "light") root.dataset.theme = value;
  $("theme").textContent = dark() ? "Light" : "Dark";
  $("theme").setAttribute("aria-label", dark() ? "Light: switch to the light theme" : "Dark: switch to the dark theme");
};
themed(stored());
$("theme").hidden = false;
$("theme").addEventListener("click", () => { themed(dark() ? "light" : "dark"); stored(root.dataset.theme); });
