// Three numbered points on each of two photos, moved by mouse, finger or arrow keys to the same places of the skin. The
// server is told when one is let go.
const NAMES = ["before", "after"];
const STEP = 0.004, LEAP = 0.03;

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".sd-points");
  const given = JSON.stringify(data.points);
  if (root.given !== given) {  // at first, and where other points are kept since, or none any more
    root.given = given;
    root.places = structuredClone(data.points);
  }
  const told = () => setStateValue("points", structuredClone(root.places));
  NAMES.forEach((name, which) => {
    const frame = root.children[which];
    frame.querySelector("figcaption").textContent = data.titles[which];
    const photo = frame.querySelector("img");
    if (photo.src !== data.photos[which]) photo.src = data.photos[which];
    photo.alt = data.titles[which];
    [...frame.querySelectorAll("button")].forEach((point, number) => {
      point.setAttribute("aria-label", data.labels[which][number]);
      place(point, root.places[name][number]);
      move(point, photo, (x, y) => { place(point, root.places[name][number] = [clip(x), clip(y)]); }, told,
        () => root.places[name][number]);
    });
  });
}

const clip = (value) => Math.min(1, Math.max(0, value));

function place(point, [x, y]) {
  point.style.left = `${x * 100}%`;
  point.style.top = `${y * 100}%`;
}

function move(point, photo, to, told, at) {
  point.onpointerdown = (event) => {
    point.setPointerCapture(event.pointerId);
    point.onpointermove = (step) => {
      const box = photo.getBoundingClientRect();
      to((step.clientX - box.left) / box.width, (step.clientY - box.top) / box.height);
    };
  };
  point.onpointerup = point.onpointercancel = () => { point.onpointermove = null; told(); };
  point.onkeydown = (event) => {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (dx === undefined) return;
    event.preventDefault();
    const far = event.shiftKey ? LEAP : STEP, [x, y] = at();
    to(x + dx * far, y + dy * far);
  };
  point.onkeyup = (event) => { if (event.key.startsWith("Arrow")) told(); };
}
