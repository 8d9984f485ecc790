// The lesion is drawn by pointer, pen, finger or keys. The server is told once when the pen lifts.
const MOST = 200; // strokes that can be undone

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".sd-outline");
  const editor = root.editor ??= begin(root);
  editor.data = data;
  editor.send = (drawn) => setStateValue("drawn", drawn);
  name(editor);
  if (editor.kept !== data.kept) { // else, and after one's own stroke, it is the hand that knows best
    editor.kept = data.kept;
    if (!editor.sent.has(data.kept)) load(editor);
  }
}

function begin(root) {
  const find = (what) => root.querySelector(what);
  const editor = root.editor = {
    root, canvas: find("canvas"), size: find("input"), photo: new Image(), tint: document.createElement("canvas"),
    view: { zoom: 1, x: 0, y: 0 }, tool: "brush", isFilled: true, corners: [], touches: new Map(), pen: { isDown: false, at: -Infinity },
    sent: new Set(), pointer: null, cursor: null, stroke: null,
  };
  editor.showArea = (part) => showArea(editor, part);
  editor.photo.onload = () => { editor.colours = null; redraw(editor); };
  for (const button of root.querySelectorAll("[data-tool]")) button.onclick = () => choose(editor, button.dataset.tool);
  for (const button of root.querySelectorAll("[data-do]")) button.onclick = () => DEEDS[button.dataset.do](editor);
  editor.size.oninput = () => showSize(editor);
  listenToPointers(editor);
  root.onkeydown = (event) => keyDown(editor, event);
  root.onkeyup = (event) => keyUp(editor, event);
  // The dialog takes the focus for itself at times when it is drawn anew, and the next key would be lost.
  root.addEventListener("focusout", ({ relatedTarget: taker }) => taker?.contains(root) && editor.canvas.focus());
  listenAround(editor);
  return editor;
}

// Before what is pressed there hears it; a dialog is left when the pointer goes down behind it.
function listenAround(editor) {
  for (const type of ["pointerdown", "click"]) {
    const around = (event) => editor.root.isConnected ? leave(editor, event) : document.removeEventListener(type, around, true);
    document.addEventListener(type, around, true);
  }
}

// What is kept, or what the network drew: the first that can be gone back to.
function load(editor) {
  const { kept, network, width, height, photo } = editor.data;
  const text = kept || network || encode(blank(width, height));
  editor.past = [{ text, isOwn: Boolean(kept) }];
  editor.at = 0;
  editor.sent.clear();
  editor.corners = [];
  editor.stroke = null;
  editor.tint.width = width;
  editor.tint.height = height;
  editor.seen = blankSight(editor.data);
  editor.canvas.style.aspectRatio = `${width} / ${height}`;
  editor.canvas.style.setProperty("--shape", width / height);
  if (editor.photo.src !== photo) editor.photo.src = photo;
  const first = decode(network || text, width, height);
  editor.first = share(first);
  editor.before = network ? contour(first) : null;
  show(editor);
  editor.sight ??= new ResizeObserver(() => resize(editor));
  editor.sight.observe(editor.canvas);
  choose(editor, editor.tool);
  showSize(editor);
}

function name(editor) {
  const { root, canvas, data: { words, network } } = editor;
  for (const button of root.querySelectorAll("button")) {
    const told = button.dataset.tool ?? (button.dataset.do === "back" && !network ? "remove" : button.dataset.do);
    const word = button.querySelector(".word");
    if (word) word.textContent = words[told];
    else button.setAttribute("aria-label", words[told]);
    button.title = words[`${told}_help`] ?? words[told];
  }
  root.querySelector("[data-do=none]").hidden = !network; // where nothing was outlined, nothing is to be rejected
  root.querySelector(".nothing").textContent = words.nothing;
  root.querySelector(".tools").setAttribute("aria-label", words.tools);
  root.querySelector(".steps").setAttribute("aria-label", words.steps);
  root.querySelector(".size span").textContent = words.size;
  root.querySelector(".keys").textContent = words.keys;
  canvas.setAttribute("aria-label", `${words.canvas} ${words.keys}`);
}

// Showing

function show(editor) {
  const { width, height } = editor.data;
  editor.mask = decode(editor.past[editor.at].text, width, height);
  changed(editor);
  showSteps(editor);
}

// Between these columns, or anywhere.
function changed(editor, from = 0, to = Infinity) {
  const [first, last] = editor.dirty ?? [Infinity, -Infinity], { width } = editor.mask;
  editor.dirty = [Math.max(0, Math.min(first, Math.floor(from))), Math.min(width - 1, Math.max(last, Math.ceil(to)))];
  redraw(editor);
}

function showArea(editor, part) {
  const { root, data: { words, network } } = editor;
  root.querySelector(".before").hidden = !network && !editor.first;
  root.querySelector(".before").textContent = words[network ? "network" : "before"].replace("{area}", percent(editor, editor.first));
  root.querySelector(".now").textContent = words.now.replace("{area}", percent(editor, part));
}

function percent({ data: { percent: words, language } }, part) {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const number = new Intl.NumberFormat(language, digits).format(Math.max(part * 100, part > 0 && 0.1));
  return words.replace("{}", part > 0 && part < 0.001 ? `< ${number}` : number);
}

function showSteps(editor) {
  const { root, past, at, corners, tool } = editor, button = (what) => root.querySelector(`[data-do=${what}]`);
  button("undo").disabled = at === 0 && !corners.length;
  button("redo").disabled = at === past.length - 1;
  button("back").disabled = !past[at].isOwn;
  button("none").disabled = isRejected(editor);
  root.querySelector(".nothing").hidden = !isRejected(editor);
  button("finish").hidden = tool !== "polygon"; // it stands where the size of a brush does
  button("finish").disabled = corners.length < 3;
  root.querySelector(".size").hidden = tool === "polygon";
  button("fill").setAttribute("aria-pressed", String(editor.isFilled));
  if (root.getRootNode().activeElement?.disabled) editor.canvas.focus(); // the keys go on there
}

function showSize(editor) {
  const { size, root } = editor;
  root.querySelector("output").value = percent(editor, size.value / 100);
  size.setAttribute("aria-valuetext", root.querySelector("output").value);
  redraw(editor);
}

// The closer the photo, the smaller the brush may be; one that was chosen stays when the photo goes back.
function fitSize(editor) {
  const { size, view, mask } = editor, onePixel = 150 / Math.max(mask.width, mask.height);
  const least = Math.min(1, Math.max(0.1, onePixel, 1 / view.zoom), size.value);
  size.step = least < 1 ? 0.1 : 0.5;
  size.min = Math.ceil(least * 10 - 1e-6) / 10;
  showSize(editor);
}

// Nothing is outlined where the network outlined something: there is no lesion, says who drew.
const isRejected = ({ past, at, mask }) => past[at].isOwn && !mask.pixels.includes(1);
const radiusOf = ({ size, mask }) => size.value / 200 * Math.max(mask.width, mask.height);
const isErasing = (editor) => editor.tool === "eraser" || editor.isHeld;

// Doing

const DEEDS = {
  undo: (editor) => editor.corners.length ? dropCorner(editor) : step(editor, -1),
  redo: (editor) => step(editor, 1),
  in: (editor) => zoom(editor, 1.4),
  out: (editor) => zoom(editor, 1 / 1.4),
  whole: (editor) => zoom(editor, 0),
  fill: (editor) => { editor.isFilled = !editor.isFilled; showSteps(editor); redraw(editor); },
  back: (editor) => {
    const { network, width, height } = editor.data;
    editor.corners = [];
    editor.mask = network ? decode(network, width, height) : blank(width, height);
    remember(editor, false);
    changed(editor);
  },
  none: (editor) => {
    const { width, height } = editor.data;
    editor.corners = [];
    editor.mask = blank(width, height);
    remember(editor);
    changed(editor);
  },
  finish: (editor) => finish(editor),
};

// A polygon that is still open is filled, not lost, when "Done" or what else stands around is pressed,
// or what lies behind the dialog, which closes it as well.
function leave({ root }, { target, type }) {
  if (root.contains(target)) return;
  const isLeft = type === "click" ? target.closest?.("button") : !root.closest('[role="dialog"]')?.contains(target);
  if (isLeft) finish(root.editor);
}

// The photo is moved between two corners; every other tool ends the polygon.
function choose(editor, tool) {
  if (tool !== "polygon" && tool !== "move") {
    finish(editor);
    editor.corners = [];
  }
  editor.tool = tool;
  for (const button of editor.root.querySelectorAll("[data-tool]")) {
    button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
  }
  editor.canvas.dataset.tool = tool;
  if (tool === "alike" && editor.photo.naturalWidth) editor.colours ??= coloursOf(editor); // not when the stroke begins
  showSteps(editor);
  redraw(editor);
}

function step(editor, by) {
  const at = editor.at + by;
  if (editor.stroke || !editor.past[at]) return;
  editor.at = at;
  show(editor);
  tell(editor);
}

// One stroke more, and the server is told. What is rubbed out where the network had nothing is no drawing.
function remember(editor, isDrawn = true) {
  const text = encode(editor.mask), now = editor.past[editor.at];
  const isOwn = isDrawn && (Boolean(editor.data.network) || editor.mask.pixels.includes(1));
  if (now.text === text && now.isOwn === isOwn) return;
  editor.past.splice(editor.at + 1, editor.past.length, { text, isOwn });
  if (editor.past.length > MOST) editor.past.shift();
  editor.at = editor.past.length - 1;
  showSteps(editor);
  tell(editor);
}

function tell(editor) {
  const { text, isOwn } = editor.past[editor.at], { width, height } = editor.data;
  const runs = isOwn ? text : "";
  editor.sent.add(runs);
  editor.send({ width, height, runs, at: Date.now() }); // the same once more is told once more
  const { words } = editor.data, area = percent(editor, share(editor.mask));
  editor.root.querySelector(".told").textContent = isRejected(editor) ? words.nothing : words.now.replace("{area}", area);
}

function beginStroke(editor, place, erases, pressure = 1) {
  const where = editor.tool === "alike" ? alikeTo(editor, place, radiusOf(editor)) : null;
  editor.stroke = { last: place, erases, where, was: editor.mask.pixels.slice() };
  goOn(editor, place, pressure);
}

function goOn(editor, place, pressure = 1) {
  const { mask, stroke: now } = editor;
  const radius = Math.max(0.75, radiusOf(editor) * pressure), [x, toX] = [now.last[0], place[0]];
  stroke(mask, now.last, place, radius, now.erases ? 0 : 1, now.where);
  now.last = place;
  changed(editor, Math.min(x, toX) - radius, Math.max(x, toX) + radius);
}

function endStroke(editor) {
  if (!editor.stroke) return;
  editor.stroke = null;
  remember(editor);
}

function abandon(editor) {
  if (!editor.stroke) return;
  editor.mask.pixels = editor.stroke.was;
  editor.stroke = null;
  changed(editor);
}

// A corner more; at the first one again the polygon is closed.
function corner(editor, place, erases) {
  const [first] = editor.corners;
  const near = first && Math.hypot(place[0] - first[0], place[1] - first[1]) * scaleOf(editor) < 14;
  if (near && editor.corners.length > 2) return finish(editor, erases);
  if (!near) editor.corners.push(place);
  showSteps(editor);
  return redraw(editor);
}

function dropCorner(editor) {
  editor.corners.pop();
  showSteps(editor);
  redraw(editor);
}

function finish(editor, erases = false) {
  if (editor.corners.length < 3) return;
  polygon(editor.mask, editor.corners, erases ? 0 : 1);
  editor.corners = [];
  remember(editor);
  showSteps(editor);
  changed(editor);
}
