// Pointers: one draws, two fingers move and zoom; the middle button, or Shift, moves.
const RESTS_MS = 500; // so long after a pen was there a touch is still the hand that held it

function listenToPointers(editor) {
  const { canvas } = editor;
  const heard = (does) => (event) => { if (isHeard(editor, event)) does(editor, event); };
  canvas.onpointerdown = heard(pointerDown);
  canvas.onpointermove = heard(pointerMove);
  canvas.onpointerup = heard(pointerUp);
  canvas.onpointercancel = heard((_, event) => { abandon(editor); editor.isTapping = false; pointerUp(editor, event); });
  canvas.onlostpointercapture = heard(endStroke);
  canvas.onpointerleave = () => { editor.pointer = null; redraw(editor); };
  canvas.oncontextmenu = (event) => event.preventDefault(); // Ctrl and a click, on a Mac
  canvas.onblur = ({ relatedTarget: taker }) => {
    if (taker?.contains(canvas)) return; // the dialog, drawn anew: it gives the focus back
    if (editor.byKeys) endStroke(editor); // a pointer's ends where it is lifted, whatever has the focus
    editor.byKeys = false;
    redraw(editor);
  };
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { left, top } = canvas.getBoundingClientRect();
    zoom(editor, 1.0015 ** -event.deltaY, [event.clientX - left, event.clientY - top]);
  }, { passive: false });
}

// A hand that rests beside a pen neither draws nor moves the photo; what it drew before the pen came is taken back.
function isHeard(editor, event) {
  const { touches, pen } = editor, { pointerType, type, buttons, timeStamp } = event;
  if (pointerType === "pen") {
    if (type === "pointerdown" && touches.size) {
      abandon(editor);
      touches.clear();
      editor.isMoving = editor.isTapping = false;
    }
    editor.pen = { isDown: buttons > 0, at: timeStamp };
  } else if (pointerType === "touch") {
    if (type !== "pointerdown") return touches.has(event.pointerId);
    event.preventDefault();
    return !pen.isDown && timeStamp - pen.at > RESTS_MS;
  }
  return true;
}

function pointerDown(editor, event) {
  const { canvas, touches } = editor;
  event.preventDefault();
  canvas.focus({ preventScroll: true });
  canvas.setPointerCapture(event.pointerId);
  touches.set(event.pointerId, [event.clientX, event.clientY]);
  editor.byKeys = false;
  if (touches.size > 1) {
    abandon(editor);
    editor.isMoving = true;
  } else if (editor.tool === "move" || event.button === 1 || event.shiftKey) {
    editor.isMoving = true;
  } else if (event.button === 0 || event.button === 5) {
    hold(editor, event);
    if (editor.tool !== "polygon") beginStroke(editor, placeOf(editor, event), isErasing(editor), pressureOf(event));
    else editor.isTapping = true;
  }
}

function pointerMove(editor, event) {
  const { touches } = editor;
  hold(editor, event);
  editor.pointer = event.pointerType === "touch" ? null : placeOf(editor, event);
  if (editor.isMoving && touches.has(event.pointerId)) slide(editor, event);
  else if (editor.stroke && touches.has(event.pointerId)) {
    const passed = event.getCoalescedEvents?.() ?? [];
    for (const one of passed.length ? passed : [event]) goOn(editor, placeOf(editor, one), pressureOf(one));
  } else redraw(editor);
}

function pointerUp(editor, event) {
  editor.touches.delete(event.pointerId);
  if (editor.isMoving) {
    if (!editor.touches.size) editor.isMoving = false;
  } else if (editor.isTapping) corner(editor, placeOf(editor, event), isErasing(editor));
  else endStroke(editor);
  editor.isTapping = false;
}

const pressureOf = ({ pointerType, pressure }) => pointerType === "pen" && pressure ? 0.5 + pressure : 1;

// Ctrl, or the other end of a pen, erases.
function hold(editor, { ctrlKey, buttons }) {
  editor.isHeld = ctrlKey || Boolean(buttons & 32);
}

// The photo follows one pointer, or two fingers: their middle, and how far they are apart.
function slide(editor, event) {
  const { touches } = editor, { left, top } = editor.canvas.getBoundingClientRect();
  editor.isTapping = false;
  const [middle, apart] = spread(touches);
  touches.set(event.pointerId, [event.clientX, event.clientY]);
  const [to, nowApart] = spread(touches);
  move(editor, to[0] - middle[0], to[1] - middle[1]);
  if (apart && nowApart) zoom(editor, nowApart / apart, [to[0] - left, to[1] - top]);
}

function spread(touches) {
  const [[x, y], [otherX, otherY] = [x, y]] = [...touches.values()];
  return [[(x + otherX) / 2, (y + otherY) / 2], Math.hypot(otherX - x, otherY - y)];
}

// Keys: by their place on the keyboard where another script may be written with it.
function keyDown(editor, event) {
  const { code, key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  const isOnCanvas = target === editor.canvas;
  if (key === "Control") { editor.isHeld = true; return redraw(editor); }
  let does = null;
  if (ctrlKey || metaKey) does = { KeyZ: shiftKey ? DEEDS.redo : DEEDS.undo, KeyY: DEEDS.redo }[code];
  if (!does && !altKey && !metaKey) does = SIZES[code] ?? (ctrlKey ? null : ZOOMS[key]) ?? (isOnCanvas ? onCanvas(editor, event) : null);
  if (!does) return null;
  event.preventDefault();
  event.stopPropagation();
  return does(editor, event);
}

const SIZES = {
  BracketLeft: (editor) => grow(editor, 1 / 1.2),
  BracketRight: (editor) => grow(editor, 1.2),
};
const ZOOMS = { // with Ctrl they are the browser's own
  "+": (editor) => DEEDS.in(editor),
  "=": (editor) => DEEDS.in(editor),
  "-": (editor) => DEEDS.out(editor),
  0: (editor) => DEEDS.whole(editor),
};
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function onCanvas(editor, { key, code, repeat }) {
  const isOpen = editor.corners.length > 0;
  if (ARROWS[key]) return walk;
  if (code === "Space") return repeat ? () => null : press;
  if (key === "Enter" && isOpen) return () => finish(editor);
  if (key === "Backspace" && isOpen) return () => dropCorner(editor);
  if (key === "Escape" && isOpen) return () => { editor.corners = []; showSteps(editor); redraw(editor); };
  return null;
}

function walk(editor, { key, shiftKey }) {
  const { width, height } = editor.mask, [right, down] = ARROWS[key];
  const far = Math.max(1, (shiftKey ? 2 : 0.5) * radiusOf(editor));
  const [x, y] = cursorOf(editor);
  editor.cursor = [Math.min(width, Math.max(0, x + right * far)), Math.min(height, Math.max(0, y + down * far))];
  if (editor.stroke) goOn(editor, editor.cursor);
  reveal(editor, editor.cursor);
}

// Where the keys stand: at first in the middle.
function cursorOf(editor) {
  editor.byKeys = true;
  editor.pointer = null;
  editor.cursor ??= [editor.mask.width / 2, editor.mask.height / 2];
  return editor.cursor;
}

function press(editor, { ctrlKey }) {
  editor.isHeld = ctrlKey;
  const place = cursorOf(editor);
  if (editor.tool === "polygon") corner(editor, [...place], isErasing(editor));
  else if (editor.tool !== "move") beginStroke(editor, place, isErasing(editor));
}

function keyUp(editor, { code, key }) {
  if (key === "Control") { editor.isHeld = false; redraw(editor); }
  if (code === "Space") endStroke(editor);
}

function grow(editor, factor) {
  const { size } = editor, wanted = size.value * factor, least = Number(size.step);
  size.value = factor > 1 ? Math.max(wanted, Number(size.value) + least) : Math.min(wanted, size.value - least);
  showSize(editor);
}
