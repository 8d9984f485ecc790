// A body from both sides. Each part is a button; the arrow keys move among them, Enter and the space bar choose.
const SVG = "http://www.w3.org/2000/svg";
// Of the side that lies left on the picture, in a frame of 160 by 362; the other side is its mirror image.
const HEAD = "M80 6C95 6 103 18 102 33C101 46 96 54 91 60L91 71C86 77 74 77 69 71L69 60C64 54 59 46 58 33C57 18 65 6 80 6Z";
const TRUNK = "M68 75C74 81 86 81 92 75C101 79 109 80 113 85L109 111C106 128 106 141 108 155C110 167 111 177 111 186L80 195L49 186C49 177 50 167 52 155C54 141 54 128 51 111L47 85C51 80 59 79 68 75Z";
const ARM = "M44 87C36 91 32 99 30 113C27 136 23 152 18 172L31 176C37 156 43 136 46 118L49 110Z";
const HAND = "M17 176L30 180C31 190 28 204 22 207C15 208 12 194 14 185Z";
const LEG = "M49 190L78 199C79 217 77 241 75 263C74 285 73 301 72 315L57 315C56 296 54 277 52 256C49 231 47 209 49 190Z";
const FOOT = "M57 319L72 319C74 327 75 334 71 337C62 340 50 340 47 335C48 329 55 326 57 319Z";
// What a finger hits: at least 46 wide and high, and more than is drawn.
const REACH = {
  head: "M56 2H104V74H56Z", trunk: TRUNK, arm: "M3 84H49V174H3Z", hand: "M-4 174H42V220H-4Z",
  leg: "M32 190H80V316H32Z", foot: "M32 316H80V362H32Z",
};
const LINES = {
  front: "M72 36Q80 42 88 36 M80 160v3 M64 108q6 4 12 0 M84 108q6 4 12 0",
  back: "M80 84V178 M62 100q-3 12 4 20 M98 100q3 12 -4 20",
};

export default function ({ data, parentElement, setStateValue }) {
  const body = parentElement.querySelector(".sd-body");
  const drawn = JSON.stringify(data.views.map(({ parts }) => parts.map(({ part }) => part)));
  if (body.dataset.drawn !== drawn) {
    body.dataset.drawn = drawn;
    body.replaceChildren(...data.views.map(({ view, parts }) => figure(view, parts)));
  }
  label(body, data);
  const choose = (part) => {
    mark(body, part.dataset.region);
    setStateValue("chosen", { region: part.dataset.region, at: Date.now() });
    if (matchMedia("(max-width: 640px)").matches)
      document.querySelector(".st-key-severity-form")?.scrollIntoView({ block: "start" });
  };
  body.onclick = (event) => {
    const part = event.target.closest("[role=button]");
    if (part) { stand(body, part); choose(part); }
  };
  body.onkeydown = (event) => {
    const part = event.target.closest("[role=button]");
    if (!part) return;
    const parts = [...body.querySelectorAll("[role=button]")];
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) stand(body, parts[(parts.indexOf(part) + step + parts.length) % parts.length], true);
    else if (event.key === "Enter" || event.key === " ") choose(part);
    else return;
    event.preventDefault();
  };
}

function figure(view, parts) {
  const whole = document.createElement("figure");
  const picture = made("svg", { viewBox: "0 0 160 362" });
  picture.append(...parts.map(({ part }) => shape(part, view)));
  picture.append(made("path", { class: "lines", d: LINES[view] }));
  for (const [side, x] of [["start", 4], ["end", 156]])
    picture.append(made("text", { class: side, x, y: 40, "text-anchor": side }));
  whole.append(picture, document.createElement("figcaption"));
  return whole;
}

function shape(part, view) {
  const [kind, side] = part.split("_");
  const d = { head: HEAD, trunk: TRUNK, arm: ARM, hand: HAND, leg: LEG, foot: FOOT }[kind];
  // Seen from the front, the patient's right lies left on the picture.
  const mirrored = side && (side === "left") === (view === "front");
  const group = made("g", { role: "button", tabindex: "-1" });
  if (mirrored) group.setAttribute("transform", "matrix(-1 0 0 1 160 0)");
  group.append(made("path", { class: "reach", d: REACH[kind] }), made("path", { class: "skin", d }));
  return group;
}

function label(body, data) {
  body.setAttribute("aria-label", data.title);
  data.views.forEach(({ view, name, parts }, place) => {
    const whole = body.children[place];
    whole.querySelector("figcaption").textContent = name;
    whole.querySelector(".start").textContent = view === "front" ? data.right : data.left;
    whole.querySelector(".end").textContent = view === "front" ? data.left : data.right;
    whole.querySelectorAll("[role=button]").forEach((group, number) => {
      const { region, name: words, done } = parts[number];
      group.dataset.region = region;
      group.dataset.part = `${parts[number].part}-${view}`;
      group.classList.toggle("done", done);
      group.setAttribute("aria-label", words);
    });
  });
  mark(body, data.chosen);
  if (!body.querySelector("[tabindex='0']"))
    stand(body, body.querySelector("[aria-pressed=true]") ?? body.querySelector("[role=button]"));
}

function mark(body, region) {
  for (const part of body.querySelectorAll("[role=button]"))
    part.setAttribute("aria-pressed", String(part.dataset.region === region));
}

// One part is reached with Tab, the others from there.
function stand(body, part, focus) {
  body.querySelectorAll("[tabindex='0']").forEach((one) => one.setAttribute("tabindex", "-1"));
  part.setAttribute("tabindex", "0");
  if (focus) part.focus();
}

function made(name, attributes) {
  const one = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => one.setAttribute(key, value));
  return one;
}
