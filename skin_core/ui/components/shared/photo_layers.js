// A photo under its outline or its heatmap. The slider changes a style of the browser's own; the server is not told.
export default function ({ data, parentElement }) {
  const figure = parentElement.querySelector(".sd-layers");
  show(figure, data);
  name(figure, data);
  const slider = figure.querySelector("input");
  const remembered = `skindesk.opacity.${data.key}`;
  const fade = () => {
    figure.querySelector(".heat").style.opacity = slider.value;
    figure.querySelector("output").value =
      data.percent.replace("{}", Math.round(slider.value * 100));
    slider.setAttribute("aria-valuetext", figure.querySelector("output").value);
  };
  slider.value = sessionStorage.getItem(remembered) ?? data.first;
  slider.oninput = () => { fade(); sessionStorage.setItem(remembered, slider.value); };
  fade();
}

function show(figure, { photo, line, heat, seen, alt }) {
  const below = figure.querySelector(".photo");
  below.onload = () => figure.style.setProperty("--shape", below.naturalWidth / below.naturalHeight);
  if (below.src !== photo) below.src = photo;
  below.alt = alt;
  lay(figure.querySelector(".line"), line);
  lay(figure.querySelector(".heat"), heat);
  figure.querySelector("label").hidden = !heat;
  const frame = figure.querySelector(".seen");
  frame.hidden = !seen;
  ["left", "top", "width", "height"].forEach((side, place) => {
    frame.style[side] = seen ? `${seen[place] * 100}%` : "";
  });
}

function lay(above, picture) {
  above.hidden = !picture;
  if (picture) above.src = picture;
  else above.removeAttribute("src");
}

function name(figure, { opacity, enlarge }) {
  figure.querySelector("label span").textContent = opacity;
  const button = figure.querySelector(".enlarge");
  button.title = enlarge;
  button.setAttribute("aria-label", enlarge);
  button.hidden = !document.fullscreenEnabled; // a telephone enlarges with two fingers
  button.onclick = () => document.fullscreenElement
    ? document.exitFullscreen() : figure.requestFullscreen();
}
