// Pairs: one is read alone, with its own findings, or all are.
const groups = all(".group");
const several = groups.length > 1;
const read = (id, go = true) => {
  if (!several || id === chosenPair) return;
  chosenPair = id;
  for (const group of groups) group.hidden = Boolean(id) && group.id !== id;
  for (const passage of all(".unpaired li")) passage.hidden = Boolean(id) && !passage.dataset.d.split(" ").includes(id);
  for (const row of all("#index tbody tr")) row.classList.toggle("on", row.dataset.d === id);
  $("pair").value = id;
  choose(null);
  if (filters) {
    $("order").value = id ? "at" : "weight";
    sorted();
    counted();
    filter();
  }
  if (!go) return;
  address(`#${id || "texts"}`);
  into($(id || "texts"), "start");
};
const turned = (by) => {
  if (!several) return;
  const ids = ["", ...groups.map((group) => group.id)];
  read(ids[(ids.indexOf(chosenPair) + by + ids.length) % ids.length]);
};
if (several) {
  $("reading").hidden = false;
  $("pair").addEventListener("change", (event) => read(event.target.value));
  $("pair-back").addEventListener("click", () => turned(-1));
  $("pair-on").addEventListener("click", () => turned(1));
  $("reading").addEventListener("submit", (event) => event.preventDefault());
}

// An address that names a pair, a finding or a place in the texts brings it into view.
const target = () => {
  try { return $(decodeURIComponent(location.hash.slice(1))); } catch { return null; }
};
const arrived = (start) => {
  const place = target();
  if (!place) return;
  if (place.matches(".group")) return read(place.id);
  if (place.matches(".card")) {
    if (start || !inPair(place)) read(place.dataset.d ?? "", false);
    place.hidden = false;
    return choose(place);
  }
  const group = place.closest(".group");
  if (!group) return;
  const away = group.hidden || place.hidden;
  if (group.hidden) read(group.id, false);
  place.hidden = false;
  if (away) into(place, "start");
};
addEventListener("hashchange", () => arrived(false));
arrived(true);

// The index of pairs sorts by any of its totals.
for (const head of all("#index thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const body = head.closest("table").tBodies[0];
    const first = head.classList.contains("n") ? "descending" : "ascending";
    const other = { ascending: "descending", descending: "ascending" };
    const way = head.ariaSort ? other[head.ariaSort] : first;
    const value = (row) => { const text = row.cells[head.cellIndex].textContent.trim(); return head.classList.contains("n") ? parseFloat(text) || 0 : text; };
    const order = (a, b) => (a > b) - (a < b);
    const rows = [...body.rows].sort((a, b) => (way === "descending" ? -1 : 1) * order(value(a), value(b)));
    for (const one of all("th", head.parentNode)) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
    body.append(...rows);
  });
}

// The matrix and the index, without the rows that say nothing.
for (const [id, rows] of [["differing", "tr[data-alike]"], ["troubled", "tr[data-clean]"]]) {
  const choice = $(id);
  if (!choice) continue;
  choice.hidden = false;
  choice.addEventListener("input", (event) => { for (const row of all(rows)) row.hidden = event.target.checked; });
}
