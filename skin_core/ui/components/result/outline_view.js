// How photo and mask are seen: places are pixels of the mask, the view is in pixels of the screen.
const CLOSEST = 16;
const LINE = "#7df9e6", RIM = "rgb(0 20 18 / 0.85)", BEFORE = "#ffd479", TINT = 0x40f0dc28; // ABGR

const scaleOf = ({ canvas, mask, view }) =>
  view.zoom * Math.min(canvas.clientWidth / mask.width, canvas.clientHeight / mask.height);

function placeOf(editor, { clientX, clientY }) {
  const { left, top } = editor.canvas.getBoundingClientRect(), scale = scaleOf(editor);
  return [(clientX - left - editor.view.x) / scale, (clientY - top - editor.view.y) / scale];
}

function zoom(editor, factor, at) {
  const { canvas, view } = editor, before = scaleOf(editor);
  const [x, y] = at ?? [canvas.clientWidth / 2, canvas.clientHeight / 2];
  view.zoom = Math.min(CLOSEST, Math.max(1, view.zoom * factor));
  fitSize(editor);
  const grown = scaleOf(editor) / before;
  move(editor, (x - view.x) * (1 - grown), (y - view.y) * (1 - grown));
}

// The photo never leaves its frame; what is smaller than the frame stands in its middle.
function move(editor, right, down) {
  const { canvas, mask, view } = editor, scale = scaleOf(editor);
  const within = (at, room, size) => size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at));
  view.x = within(view.x + right, canvas.clientWidth, mask.width * scale);
  view.y = within(view.y + down, canvas.clientHeight, mask.height * scale);
  redraw(editor);
}

// A place that is walked to by keys comes into sight.
function reveal(editor, [x, y]) {
  const { canvas, view } = editor, scale = scaleOf(editor), rim = 24;
  const beyond = (at, room) => at < rim ? rim - at : Math.min(0, room - rim - at);
  move(editor, beyond(view.x + x * scale, canvas.clientWidth), beyond(view.y + y * scale, canvas.clientHeight));
}

function resize(editor) {
  const { canvas } = editor, ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  move(editor, 0, 0);
}

function redraw(editor) {
  editor.frame ||= requestAnimationFrame(() => {
    editor.frame = 0;
    if (editor.canvas.clientWidth) paint(editor);
  });
}

function paint(editor) {
  const { canvas, photo, mask, view } = editor, ratio = window.devicePixelRatio || 1;
  const context = canvas.getContext("2d"), scale = scaleOf(editor);
  if (editor.dirty) follow(editor);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * view.x, ratio * view.y);
  if (photo.complete && photo.naturalWidth) context.drawImage(photo, 0, 0, mask.width, mask.height);
  if (editor.isFilled) context.drawImage(editor.tint, 0, 0);
  const line = (path, colour, width) => {
    for (const [shade, wide] of [[RIM, width + 2], [colour, width]]) {
      context.strokeStyle = shade;
      context.lineWidth = wide / scale;
      context.stroke(path);
    }
  };
  context.lineCap = context.lineJoin = "round";
  if (editor.before) line(editor.before, BEFORE, 1);
  line(editor.line, LINE, 2);
  if (editor.corners.length) line(cornersOf(editor, scale), "#ffffff", 1.5);
  const place = editor.pointer ?? (editor.byKeys ? editor.cursor : null);
  if (place && editor.tool !== "move") line(ringOf(editor, place, scale), isErasing(editor) ? "#ff9d92" : "#ffffff", 1.5);
}

// Tint, line and area of those columns of the mask that were changed.
function follow(editor) {
  const { mask, mask: { width, height, pixels }, seen, tint, dirty: [first, last] } = editor;
  editor.dirty = null;
  for (let x = first; x <= last; x += 1) {
    let inside = 0;
    for (let y = 0, at = x * height; y < height; y += 1, at += 1) {
      inside += pixels[at];
      seen.colours[y * width + x] = pixels[at] ? TINT : 0;
    }
    seen.inside[x] = inside;
  }
  for (let x = first - 1; x <= last; x += 1) seen.edges[x + 1] = edgesBeside(mask, x);
  tint.getContext("2d").putImageData(seen.picture, 0, 0, first, 0, last - first + 1, height);
  editor.line = pathOf(seen.edges);
  editor.showArea(seen.inside.reduce((sum, one) => sum + one, 0) / pixels.length);
}

function blankSight({ width, height }) {
  const picture = new ImageData(width, height);
  return { picture, colours: new Uint32Array(picture.data.buffer), inside: new Uint32Array(width), edges: [] };
}

function cornersOf({ corners, pointer, byKeys, cursor }, scale) {
  const path = new Path2D(), next = pointer ?? (byKeys ? cursor : null);
  path.arc(...corners[0], 6 / scale, 0, 2 * Math.PI);
  path.moveTo(...corners[0]);
  for (const place of [...corners.slice(1), ...(next ? [next] : [])]) path.lineTo(...place);
  return path;
}

function ringOf(editor, [x, y], scale) {
  const path = new Path2D(), arm = 5 / scale;
  if (editor.tool !== "polygon") path.arc(x, y, radiusOf(editor), 0, 2 * Math.PI);
  if (editor.byKeys || editor.tool === "polygon") {
    path.moveTo(x - arm, y);
    path.lineTo(x + arm, y);
    path.moveTo(x, y - arm);
    path.lineTo(x, y + arm);
  }
  return path;
}
