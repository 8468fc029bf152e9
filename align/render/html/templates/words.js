// Words: pointing at one lights up its counterparts. The texts come without elements for words,
// which would make the page five times as large; a bead gets its own when a reader comes to it.
const beads = new WeakMap();
const textsIn = (cell) => all("p", cell).flatMap((line) => {
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".gap")) found.push(walker.currentNode);
  return found;
});
// Puts each word into an element of its own, or into several where a mark cuts it.
const wrapped = (cell) => {
  const numbers = cell.dataset.w ? cell.dataset.w.split(" ").map(Number) : [];
  const words = [];
  let end = 0;
  for (let i = 0; i < numbers.length; i += 2) {
    const start = end + numbers[i];
    end = start + numbers[i + 1];
    words.push({ cell, start, end, parts: [], to: [] });
  }
  let first = 0;
  let next = 0;
  for (const node of textsIn(cell)) {
    const text = node.data;
    const last = first + text.length;
    const pieces = document.createDocumentFragment();
    let at = 0;
    while (next < words.length && words[next].start < last) {
      const word = words[next];
      const [from, to] = [Math.max(word.start - first, 0), Math.min(word.end - first, text.length)];
      pieces.append(text.slice(at, from));
      const part = document.createElement("span");
      part.className = "w";
      part.textContent = text.slice(from, to);
      part.word = word;
      word.parts.push(part);
      pieces.append(part);
      at = to;
      if (word.end > last) break;
      next += 1;
    }
    if (at) { pieces.append(text.slice(at)); node.replaceWith(pieces); }
    first = last;
  }
  cell.removeAttribute("tabindex");
  words[0]?.parts[0]?.setAttribute("tabindex", "0");
  return words;
};
const prepared = (bead) => {
  if (beads.has(bead) || !bead.dataset.l) return;
  const [source, target] = ["source", "target"].map((side) => wrapped(bead.querySelector(`.cell.${side}`)));
  beads.set(bead, { source, target });
  for (const link of bead.dataset.l.split(" ")) {
    const [s, t] = link.split("-");
    const maybe = t.endsWith("?");
    const [one, other] = [source[Number(s)], target[Number(t.replace("?", ""))]];
    one.to.push([other, maybe]);
    other.to.push([one, maybe]);
  }
};
let lit = [];
const dim = () => { for (const part of lit) part.classList.remove("here", "lit", "maybe"); lit = []; };
const show = (word, ...names) => { for (const part of word.parts) { part.classList.add(...names); lit.push(part); } };
const light = (word) => {
  dim();
  show(word, "here");
  for (const [other, maybe] of word.to) show(other, "lit", ...(maybe ? ["maybe"] : []));
};
const cellAt = (event) => event.target.closest?.(".cell[data-w]");
const wordAt = (event) => event.target.closest?.(".w")?.word;
const pointedAt = (event) => {
  const cell = cellAt(event);
  if (!cell) return null;
  if (beads.has(cell.parentNode)) return wordAt(event);
  prepared(cell.parentNode);
  return document.elementFromPoint(event.clientX, event.clientY)?.closest(".w")?.word;
};
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch" || event.buttons) return; // a finger scrolls, a held button selects
  const word = pointedAt(event);
  if (word) light(word); else dim();
});
document.addEventListener("click", (event) => {
  const word = pointedAt(event);
  if (word) light(word); else if (!event.target.closest?.(".w")) dim();
});

// By keyboard: one tab stop a cell, arrows along its words and to the next bead, Enter across.
for (const cell of all(".cell[data-w]")) cell.setAttribute("tabindex", "0");
const to = (word) => {
  const part = word?.parts[0];
  if (!part) return;
  word.cell.querySelector(".w[tabindex='0']")?.setAttribute("tabindex", "-1");
  part.setAttribute("tabindex", "0");
  part.focus();
};
document.addEventListener("focusin", (event) => {
  const cell = cellAt(event);
  if (cell && cell === event.target) {
    prepared(cell.parentNode);
    return to(wordsOf(cell)[0]);
  }
  const word = wordAt(event);
  if (!word) return dim();
  light(word);
  const voice = $("voice");
  voice.textContent = word.to.map(([other]) => other.parts.map((part) => part.textContent).join("")).join(", ");
  voice.lang = word.cell.querySelector("[lang]").lang === "ar" ? "en" : "ar";
});
const wordsOf = (cell) => beads.get(cell.parentNode)?.[cell.classList.contains("source") ? "source" : "target"] ?? [];
const beside = (cell, by) => {
  const side = cell.classList.contains("source") ? "source" : "target";
  let bead = cell.parentNode;
  do bead = by > 0 ? bead.nextElementSibling : bead.previousElementSibling;
  while (bead && (bead.hidden || !bead.querySelector(`.cell.${side}[data-w]:not([data-w=""])`)));
  if (bead) prepared(bead);
  return bead && wordsOf(bead.querySelector(`.cell.${side}`))[0];
};
const stepped = (event) => {
  const word = wordAt(event);
  if (!word) return false;
  const words = wordsOf(word.cell);
  const rtl = getComputedStyle(event.target).direction === "rtl";
  const along = (by) => words[words.indexOf(word) + by];
  const moves = { ArrowLeft: () => along(rtl ? 1 : -1), ArrowRight: () => along(rtl ? -1 : 1), Home: () => words[0],
    End: () => words.at(-1), ArrowDown: () => beside(word.cell, 1), ArrowUp: () => beside(word.cell, -1),
    Enter: () => word.to[0]?.[0] };
  if (!moves[event.key] || (event.key === "Enter" && event.target.closest("a"))) return false;
  event.preventDefault();
  to(moves[event.key]());
  return true;
};
if ($("hint")) $("hint").hidden = false;
