// Findings: filter, put in order, step through, show in the text.
const cards = all("#cards > .card");
const waived = all("#accepted .card");
const pardons = $("accepted");
const weights = ["critical", "major", "minor", "neutral"];
const weight = (card) => weights.indexOf(card.dataset.severity) * 1000 - Number(card.dataset.confidence);
const reading = (card) => Number(card.dataset.at);
const listed = () => [...cards, ...(pardons?.open ? waived : [])].filter((card) => !card.hidden);
let current = null;
let chosenRow = null;
let chosenPair = "";

// The marks of each finding, looked up once: a page may have thousands.
const marked = new Map();
const everyMark = all('a[href^="#f-"]:not(.deep)').map((mark) => {
  const prints = mark.dataset.f ? mark.dataset.f.split(" ") : [mark.getAttribute("href").slice(3)];
  for (const print of prints) {
    if (!marked.has(print)) marked.set(print, []);
    marked.get(print).push(mark);
  }
  return { mark, prints, off: false };
});
const printsOf = new WeakMap(everyMark.map(({ mark, prints }) => [mark, prints]));
const print = (card) => card.id.slice(2);
const marks = (card) => marked.get(print(card)) ?? [];

const told = () => {
  const list = listed();
  const at = list.indexOf(current);
  const order = $("order").value === "at" ? "as the text runs" : "gravest first";
  const own = cards.length ? cards : waived;
  const total = own.filter(inPair).length;
  $("shown").textContent = at >= 0 ? `${at + 1} of ${list.length}, ${order}`
    : `${own.filter((card) => !card.hidden).length} of ${total} shown, ${order}`;
};
const choose = (card, move = true) => {
  if (current) { current.classList.remove("on"); current.removeAttribute("aria-current"); for (const m of marks(current)) m.classList.remove("on"); }
  chosenRow?.classList.remove("on");
  chosenRow = null;
  current = card;
  root.classList.toggle("peek", Boolean(card));
  told();
  if (!card) return;
  if (card.closest("#accepted") && !pardons.open) pardons.open = true;
  card.classList.add("on");
  card.setAttribute("aria-current", "true");
  for (const mark of marks(card)) mark.classList.add("on");
  chosenRow = card.dataset.row ? $(card.dataset.row) : null;
  chosenRow?.classList.add("on");
  card.focus({ preventScroll: true });
  address(`#${card.id}`);
  if (wide.matches) into(card, "nearest");
  if (chosenRow && move) { chosenRow.hidden = false; into(chosenRow, wide.matches ? "center" : "start"); }
};
const move = (by) => {
  const list = listed();
  if (!list.length) return;
  const at = list.indexOf(current);
  choose(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))]);
};

// Search finds Arabic with or without vowel marks, hamza and kashida, digits of either script.
const folded = (text) => text.normalize("NFKD").replace(/[\p{M}\u0640\u200c-\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, "")
  .replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647").toLocaleLowerCase()
  .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
const searched = new Map();
const textOf = (card) => {
  if (!searched.has(card)) searched.set(card, folded(card.textContent));
  return searched.get(card);
};
const filters = $("filters");
const inPair = (card) => !chosenPair || card.dataset.d === chosenPair;
const unchecked = (name) => new Set(all(`input[name="${name}"]:not(:checked)`).map((input) => input.value));
let narrowed = false;
const filter = () => {
  const [severities, codes] = [unchecked("severity"), unchecked("code")];
  const query = folded($("query").value.trim());
  const least = Number($("least").value);
  $("least-shown").textContent = least;
  for (const card of [...cards, ...waived]) {
    const { severity, code, confidence } = card.dataset;
    const hidden = !inPair(card) || severities.has(severity) || codes.has(code) || Number(confidence) < least
      || Boolean(query && !textOf(card).includes(query));
    if (card.hidden !== hidden) card.hidden = hidden;
  }
  const list = listed();
  const visible = new Set(list.map(print));
  for (const entry of everyMark) {
    const off = !entry.prints.some((one) => visible.has(one));
    if (off === entry.off) continue;
    entry.off = off;
    entry.mark.classList.toggle("off", off);
    if (off) entry.mark.removeAttribute("href"); // plain text again, not a link without a look
    else entry.mark.setAttribute("href", `#f-${entry.prints[0]}`);
  }
  const rows = new Set(list.map((card) => card.dataset.row));
  const only = $("only").checked;
  if (only || narrowed) for (const row of all(".bead, .statement")) row.hidden = only && !rows.has(row.id);
  narrowed = only;
  told();
};
const sorted = () => {
  const by = $("order").value === "at" ? reading : weight;
  cards.sort((a, b) => by(a) - by(b) || reading(a) - reading(b));
  $("cards").append(...cards);
};
// How many of each kind the pair has that is being read.
const counted = () => {
  const mine = cards.filter(inPair);
  for (const name of ["severity", "code"]) {
    for (const input of all(`input[name="${name}"]`, filters)) {
      input.nextElementSibling.querySelector("b").textContent = mine.filter((card) => card.dataset[name] === input.value).length;
    }
  }
};
if (filters) {
  filters.hidden = $("steps").hidden = false;
  if (pardons) pardons.open = !cards.length;
  filters.addEventListener("input", (event) => { if (event.target === $("order")) sorted(); filter(); });
  filters.addEventListener("submit", (event) => event.preventDefault());
  pardons?.addEventListener("toggle", filter);
  $("back").addEventListener("click", () => move(-1));
  $("on").addEventListener("click", () => move(1));
  $("close").addEventListener("click", () => choose(null));
  $("order").value = all(".group").length === 1 ? "at" : "weight";
  filter();
}

// A click on a mark or a badge chooses its finding; on a card, shows its text.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a");
  const card = event.target.closest?.(".card");
  const found = link && printsOf.has(link) && $(`f-${printsOf.get(link)[0]}`);
  if (found) {
    event.preventDefault();
    found.hidden = false;
    choose(found, false);
  } else if (card && link?.matches(".jump, .deep")) {
    event.preventDefault();
    choose(card);
  } else if (card && !event.target.closest("a, summary") && !String(getSelection())) choose(card);
});
// What the findings of a mark say, for the pointer.
document.addEventListener("pointerover", (event) => {
  const mark = event.target.closest?.("a");
  if (!mark || mark.title || !printsOf.has(mark)) return;
  mark.title = printsOf.get(mark).map((one) => $(`f-${one}`)).filter(Boolean)
    .map((card) => `${card.querySelector("h3 > span:nth-child(2)").textContent}: ${card.querySelector(".why").textContent}`).join("\n");
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || stepped(event)) return;
  if (event.target.matches?.("input:not([type=checkbox]), textarea, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const action = { j: () => move(1), k: () => move(-1), "/": () => { event.preventDefault(); $("query")?.focus(); },
    "]": () => turned(1), "[": () => turned(-1), Escape: () => { dim(); choose(null); } }[event.key];
  if (action && filters) action();
});
addEventListener("beforeprint", () => { if (pardons) pardons.open = true; });
