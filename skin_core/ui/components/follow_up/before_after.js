// Two photos of one size over each other; what lies right of the handle is the later one. A range input does the rest:
// mouse, finger and arrow keys. The server is told nothing.
export default function ({ data, parentElement }) {
  const figure = parentElement.querySelector(".sd-before-after");
  const [before, after] = figure.querySelectorAll("img");
  const slider = figure.querySelector("input");
  before.onload = () => figure.style.setProperty("--shape", before.naturalWidth / before.naturalHeight);
  if (before.src !== data.before) before.src = data.before;
  if (after.src !== data.after) after.src = data.after;
  before.alt = data.altBefore;
  after.alt = data.altAfter;
  slider.setAttribute("aria-label", data.name);
  const [left, right] = figure.querySelectorAll("figcaption span");
  left.textContent = data.left;
  right.textContent = data.right;
  const slide = () => {
    figure.style.setProperty("--at", slider.value / 100);
    slider.setAttribute("aria-valuetext", data.words.replace("{}", 100 - slider.value));
  };
  slider.oninput = slide;
  slide();
  drag(figure.querySelector(".frame"), slider, slide);
}

// The handle stands low, where it hides nothing; the photo itself may be drawn along as well.
function drag(frame, slider, slide) {
  const to = ({ clientX }) => {
    const { left, width } = frame.getBoundingClientRect(), half = slider.clientHeight / 2;
    slider.value = 100 * (clientX - left - half) / (width - 2 * half);
    slide();
  };
  frame.onpointerdown = (event) => {
    if (event.target === slider) return;
    frame.setPointerCapture(event.pointerId);
    frame.onpointermove = to;
    to(event);
  };
  frame.onpointerup = frame.onpointercancel = () => { frame.onpointermove = null; };
}
