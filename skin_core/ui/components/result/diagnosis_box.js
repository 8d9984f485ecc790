// A box to name a disease in: what fits is listed while typing, and Enter takes the first.
// Nothing is asked of the server until something was taken or the box is left.
export default function ({ data, parentElement, setStateValue }) {
  const box = parentElement.querySelector(".sd-diagnosis");
  box.told = data;
  box.keep = (label, text) => {
    if (box.now === JSON.stringify([label, text])) return;
    box.now = JSON.stringify([label, text]);
    setStateValue("chosen", { label, text, was: box.told.value });
  };
  if (!box.input) begin(box);
  name(box);
  const value = JSON.stringify([data.value, data.language]);
  if (box.drawn !== value) { // else it is the clinician who knows best what stands there
    box.drawn = value;
    box.now = JSON.stringify(data.value);
    restore(box);
  }
}

function begin(box) {
  const input = box.input = box.querySelector("input");
  const list = box.list = box.querySelector("[role=listbox]");
  const clear = box.querySelector("button");
  input.tell = () => leave(box); // see typed.js
  input.oninput = () => open(box, fold(input.value) ? 0 : -1);
  input.onclick = () => { input.select(); open(box, -1, ""); };
  input.onkeydown = (event) => key(box, event);
  input.onblur = () => leave(box);
  list.onpointerdown = (event) => event.preventDefault(); // the caret stays in the box
  list.onclick = (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(box, option);
  };
  clear.onpointerdown = (event) => event.preventDefault();
  clear.onclick = () => { input.value = ""; leave(box); input.focus(); };
}

function name(box) {
  const { label, placeholder, clear, key } = box.told;
  box.querySelector("label").textContent = label;
  box.querySelector("label").htmlFor = box.input.id = `${key}-input`;
  box.list.id = `${key}-list`;
  box.list.setAttribute("aria-label", label);
  box.input.setAttribute("aria-controls", box.list.id);
  box.input.placeholder = placeholder;
  box.querySelector("button").setAttribute("aria-label", clear);
  box.querySelector("button").title = clear;
}

// What is kept, in the words of the page.
function restore(box) {
  const [label, text] = JSON.parse(box.now);
  box.input.value = label ? named(box, label) : text;
  close(box);
}

const named = (box, label) => box.told.entries.find((one) => one.label === label)?.name ?? label;

function key(box, event) {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  const isOpen = !box.list.hidden;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    if (isOpen) mark(box, box.at + step);
    else open(box, 0, "");
  } else if (event.key === "Enter") {
    const option = isOpen && box.list.querySelectorAll("[role=option]")[box.at];
    if (option) take(box, option);
    else leave(box);
  } else if (event.key === "Escape" && isOpen) restore(box);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function take(box, option) {
  box.keep(option.dataset.label ?? "", option.dataset.text ?? "");
  restore(box);
}

// Left without a choice: a name in full is its disease, anything else stays the clinician's words.
function leave(box) {
  const text = box.input.value.trim();
  const [label, kept] = JSON.parse(box.now);
  if (text !== (label ? named(box, label) : kept)) {
    const wanted = fold(text);
    const meant = box.told.entries.filter((one) => wanted && (fold(one.name) === wanted || one.names.includes(wanted)));
    if (meant.length === 1) box.keep(meant[0].label, "");
    else box.keep("", text);
    restore(box);
  } else close(box);
}

function open(box, at, typed = box.input.value) {
  const wanted = fold(typed);
  const found = matches(box.told.entries, wanted);
  const options = found.map((one) => option({ label: one.label }, one.name, one.chance));
  const last = wanted ? 0 : found.findLastIndex((one) => one.chance);
  if (!wanted && last >= 0) options[last].classList.add("last");
  if (wanted) options.push(option({ text: typed.trim() }, box.told.free.replace("{}", typed.trim())));
  options.forEach((one, place) => { one.id = `${box.told.key}-${place}`; });
  box.list.replaceChildren(...options);
  box.list.hidden = !options.length;
  box.input.setAttribute("aria-expanded", String(!box.list.hidden));
  mark(box, at);
  if (at < 0) box.list.scrollTop = 0;
}

function close(box) {
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
  box.querySelector("button").hidden = !box.input.value;
}

function option(value, words, chance = "") {
  const row = document.createElement("li");
  row.role = "option";
  Object.assign(row.dataset, value);
  if ("text" in value) row.classList.add("own");
  const number = document.createElement("span");
  number.textContent = chance;
  row.append(words, number);
  return row;
}

function mark(box, at) {
  const options = [...box.list.querySelectorAll("[role=option]")];
  box.at = Math.max(-1, Math.min(at, options.length - 1));
  options.forEach((one, place) => one.setAttribute("aria-selected", String(place === box.at)));
  const marked = options[box.at];
  if (marked) box.input.setAttribute("aria-activedescendant", marked.id);
  else box.input.removeAttribute("aria-activedescendant");
  marked?.scrollIntoView({ block: "nearest" });
}

// What fits, the closest first; of equally close ones as the network ranks them, then by name.
function matches(entries, wanted) {
  if (!wanted) return entries;
  const ranked = entries.map((one) => [closeness(one.names, wanted), one]);
  return ranked.filter(([far]) => far < 4).sort(([a], [b]) => a - b).map(([, one]) => one);
}

function closeness(names, wanted) {
  if (names.includes(wanted)) return 0;
  if (names.some((one) => one.startsWith(wanted))) return 1;
  const words = wanted.split(" ");
  if (names.some((one) => words.every((word) => ` ${one}`.includes(` ${word}`)))) return 2;
  return names.some((one) => one.includes(wanted)) ? 3 : 4;
}

const WHOLE = { "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ß": "ss" };

// As the server folds names: no case, accents and tone marks; Korean without spaces.
function fold(text) {
  const apart = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const bare = apart.replace(/[đðłøıæœþħß]/g, (one) => WHOLE[one]).normalize("NFC");
  const tidy = bare.replace(/[\u1100-\u11ff\u3130-\u318f]+$/, "").trim().replace(/\s+/g, " ");
  return /[가-힣]/.test(tidy) ? tidy.replaceAll(" ", "") : tidy;
}
