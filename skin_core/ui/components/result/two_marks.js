// Two marks on a photo. A click sets the mark that is nearer; each is dragged, or moved by arrow keys. The server is told
// when one is let go.
const STEP = 0.0015, LEAP = 0.02;

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".sd-marks");
  const photo = root.querySelector("img"), marks = [...root.querySelectorAll("button")];
  root.ends ??= structuredClone(data.ends);
  photo.onload = () => root.style.setProperty("--shape", photo.naturalWidth / photo.naturalHeight);
  if (photo.src !== data.photo) photo.src = data.photo;
  photo.alt = data.alt;
  const told = () => setStateValue("ends", structuredClone(root.ends));
  const put = (which, x, y) => { root.ends[which] = [clip(x), clip(y)]; show(root, marks); };
  marks.forEach((mark, which) => {
    mark.setAttribute("aria-label", data.labels[which]);
    mark.title = data.labels[which];
    mark.onkeydown = (event) => step(event, root.ends[which], (x, y) => put(which, x, y));
    mark.onkeyup = (event) => { if (event.key.startsWith("Arrow")) told(); };
  });
  root.onpointerdown = (event) => {
    event.preventDefault();
    const at = placeOf(photo, event), held = marks.indexOf(event.target);
    const which = held >= 0 ? held : nearer(root.ends, at, photo);
    const off = held >= 0 ? [root.ends[which][0] - at[0], root.ends[which][1] - at[1]] : [0, 0];
    const to = (moved) => { const [x, y] = placeOf(photo, moved); put(which, x + off[0], y + off[1]); };
    root.setPointerCapture(event.pointerId);
    marks[which].focus({ preventScroll: true });
    to(event);
    root.onpointermove = to;
  };
  root.onpointerup = root.onpointercancel = () => { if (root.onpointermove) told(); root.onpointermove = null; };
  show(root, marks);
}

const clip = (value) => Math.min(1, Math.max(0, value));

function placeOf(photo, { clientX, clientY }) {
  const { left, top, width, height } = photo.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

function nearer(ends, [x, y], { clientWidth, clientHeight }) {
  const far = ([toX, toY]) => Math.hypot((toX - x) * clientWidth, (toY - y) * clientHeight);
  return far(ends[0]) <= far(ends[1]) ? 0 : 1;
}

function step(event, [x, y], to) {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
  if (dx === undefined) return;
  event.preventDefault();
  const far = event.shiftKey ? LEAP : STEP;
  to(x + dx * far, y + dy * far);
}

function show(root, marks) {
  const [[x, y], [toX, toY]] = root.ends;
  for (const line of root.querySelectorAll("line")) {
    for (const [name, share] of Object.entries({ x1: x, y1: y, x2: toX, y2: toY })) line.setAttribute(name, share * 100);
  }
  marks.forEach((mark, which) => {
    mark.style.left = `${root.ends[which][0] * 100}%`;
    mark.style.top = `${root.ends[which][1] * 100}%`;
  });
}
