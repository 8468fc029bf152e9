"use strict";
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const wide = matchMedia("(min-width: 70.01rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

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
    if (value) root.dataset.theme = value;
    $("theme").textContent = dark() ? "Light" : "Dark";
    $("theme").setAttribute("aria-label", dark() ? "Switch to light" : "Switch to dark");
  };
  themed(stored());
  $("theme").hidden = false;
  $("theme").addEventListener("click", () => { themed(dark() ? "light" : "dark"); stored(root.dataset.theme); });

  // Words: pointing at one lights up its counterparts; one tab stop a cell, arrows within it.
  let lit = [];
  const dim = () => { for (const w of lit) w.classList.remove("here", "lit", "maybe"); lit = []; };
  const light = (word) => {
    dim();
    const bead = word.closest(".bead");
    for (const w of all(`[data-w="${word.dataset.w}"]`, bead)) { w.classList.add("here"); lit.push(w); }
    for (const partner of word.dataset.to.split(" ")) {
      const maybe = partner.endsWith("?");
      for (const w of all(`[data-w="${partner.replace("?", "")}"]`, bead)) {
        w.classList.add("lit");
        if (maybe) w.classList.add("maybe");
        lit.push(w);
      }
    }
  };
  const wordAt = (event) => event.target.closest?.(".w");
  document.addEventListener("pointerover", (event) => { const w = wordAt(event); if (w) light(w); else dim(); });
  document.addEventListener("focusin", (event) => { const w = wordAt(event); if (w) light(w); else dim(); });
  for (const cell of all(".cell")) cell.querySelector(".w")?.setAttribute("tabindex", "0");
  const step = (word, forward) => {
    const words = all(".w", word.closest(".cell"));
    const next = words[words.indexOf(word) + (forward ? 1 : -1)];
    if (!next) return;
    word.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  };
  if ($("hint")) $("hint").hidden = false;

  // Findings: filter, step through, show in the text.
  const cards = all(".card");
  const shown = () => cards.filter((card) => !card.hidden);
  let current = null;
  let chosenRow = null;
  const marked = new Map(); // looked up once: a page may have thousands
  const everyMark = all("a[data-f]").map((mark) => [mark, mark.dataset.f.split(" ")]);
  for (const [mark, prints] of everyMark) {
    for (const print of prints) {
      if (!marked.has(print)) marked.set(print, []);
      marked.get(print).push(mark);
    }
  }
  const marks = (card) => marked.get(card.dataset.f) ?? [];
  const texts = new Map(cards.map((card) => [card, card.textContent.toLocaleLowerCase()]));
  const into = (element, block) => element.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
  const choose = (card, show = true) => {
    if (current) { current.classList.remove("on"); current.removeAttribute("aria-current"); for (const m of marks(current)) m.classList.remove("on"); }
    if (chosenRow) chosenRow.classList.remove("on");
    chosenRow = null;
    current = card;
    if (!card) return;
    card.classList.add("on");
    card.setAttribute("aria-current", "true");
    for (const mark of marks(card)) mark.classList.add("on");
    const row = card.dataset.row && $(card.dataset.row);
    if (row) { row.classList.add("on"); chosenRow = row; }
    card.focus({ preventScroll: true });
    history.replaceState(null, "", `#${card.id}`);
    into(card, wide.matches ? "nearest" : "start");
    if (row && show && wide.matches) into(row, "center");
  };
  const move = (by) => {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(current);
    choose(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))]);
  };
  const filters = $("filters");
  let narrowed = false;
  const unchecked = (name) => new Set(all(`input[name="${name}"]:not(:checked)`).map((input) => input.value));
  const filter = () => {
    const [hiddenSeverities, codes] = [unchecked("severity"), unchecked("code")];
    const query = $("query").value.trim().toLocaleLowerCase();
    const least = Number($("least").value);
    $("least-shown").textContent = least;
    for (const card of cards) {
      const accepted = "accepted" in card.dataset;
      card.hidden = !(!hiddenSeverities.has(card.dataset.severity) && !codes.has(card.dataset.code) && Number(card.dataset.confidence) >= least
        && (!accepted || $("accepted")?.checked) && (!query || texts.get(card).includes(query)));
    }
    const list = shown();
    const visible = new Set(list.map((card) => card.dataset.f));
    for (const [mark, prints] of everyMark) {
      const off = !prints.some((f) => visible.has(f));
      mark.classList.toggle("off", off);
      if (off) mark.removeAttribute("href"); // plain text again, not a link without a look
      else mark.setAttribute("href", `#f-${prints[0]}`);
    }
    const rows = new Set(list.map((card) => card.dataset.row));
    const only = $("only").checked;
    if (only || narrowed) for (const row of all(".bead, .statement")) row.hidden = only && !rows.has(row.id);
    narrowed = only;
    $("shown").textContent = `${list.length} of ${cards.length} shown`;
  };
  if (filters) {
    filters.hidden = false;
    filters.addEventListener("input", filter);
    filters.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  // A click on a mark or a badge chooses its finding; on a card, shows its text.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("a[data-f]");
    const card = event.target.closest?.(".card");
    if (mark) {
      event.preventDefault();
      const found = $(`f-${mark.dataset.f.split(" ")[0]}`);
      if (found) { found.hidden = false; choose(found, false); }
    } else if (card && !event.target.closest("a") && !String(getSelection())) choose(card);
    else if (card && event.target.closest(".deep")) { event.preventDefault(); choose(card); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const word = wordAt(event);
    if (word && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      const rtl = getComputedStyle(word).direction === "rtl";
      event.preventDefault();
      return step(word, (event.key === "ArrowRight") !== rtl);
    }
    if (event.target.matches("input:not([type=checkbox]), textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const action = { j: () => move(1), k: () => move(-1), "/": () => { event.preventDefault(); $("query")?.focus(); },
      Escape: () => { dim(); choose(null); } }[event.key];
    if (action) action();
  });
  const linked = () => {
    const card = location.hash.startsWith("#f-") && $(decodeURIComponent(location.hash.slice(1)));
    if (card && card.classList.contains("card")) { card.hidden = false; choose(card); }
  };
  addEventListener("hashchange", linked);
  linked();

  // The index of pairs sorts by any of its totals.
  for (const head of all("#index thead th")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const body = head.closest("table").tBodies[0];
      const down = head.getAttribute("aria-sort") !== "descending";
      const value = (row) => { const text = row.cells[head.cellIndex].textContent.trim(); const n = parseFloat(text); return Number.isNaN(n) ? text : n; };
      const order = (a, b) => (a > b) - (a < b);
      const rows = [...body.rows].sort((a, b) => (down ? -1 : 1) * order(value(a), value(b)));
      for (const other of all("th", head.parentNode)) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...rows);
    });
  }
})();
